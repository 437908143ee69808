"""The form of one act: drawn with what is known already, and counted once however often sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from access.looks import LookAction, Looked, NotRecordedError
from access.viewer import PERSONAL
from caseworkers.act_events import act_event, identity_by_form
from caseworkers.act_subjects import (
    ActSubject,
    OtherAgencysError,
    SubjectNamed,
    act_subject,
)
from caseworkers.acts_recorded import ActSent, recorded_acts
from caseworkers.as_of import log_records
from caseworkers.case_holders_now import capacity_and_team
from events.clocks import london_date
from events.vocabulary import AnyFact
from processors.victims_code.working_days import first_working_day
from schemas.alert_row import STANDING
from web.acts import act_choices
from web.acts.act_banner import with_outcome
from web.acts.act_kinds import BUTTONS, FACTS_OF, TITLES, UPON_ALERTS, ActKind
from web.acts.act_recording import record_form
from web.acts.acting import Acting, TheActing
from web.acts.acting_viewer import OTHERS, need_own_victim, need_role
from web.acts.alert_act_forms import acknowledged, closed, snoozed
from web.acts.case_act_forms import handed_over, proposed
from web.acts.duty_act_forms import default_channel, excused, other_matters, told
from web.acts.form_page import NOT_THERE, TheForm, need_form_id, send_again
from web.acts.standing_words import how_it_stands
from web.acts.typed_form import TypedForm
from web.dependencies import ThePages
from web.formats import for_input
from web.guard import GuardedRoute, open_to
from web.sign_in.safe_address import safe_address

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_NAMED = ("alert", "duty", "event", "case")
"""The hidden fields that say what a form is about."""

Read = tuple[AnyFact, datetime | None]
"""The fact that a form says, and when it happened; None where that is now."""


@router.get("/victims/{victim}/acts/{kind}")
@open_to(*PERSONAL, personal=True)
def act_form(
    request: Request, acting: TheActing, pages: ThePages, victim: str, kind: ActKind
) -> Response:
    """The form of an act, filled in as far as the case says."""
    asked = TypedForm(request.query_params.multi_items())
    subject = _subject(acting, victim, kind, asked)
    acting.access.look(Looked.JOURNEY, (victim,))
    typed = TypedForm.with_defaults(_defaults(acting, kind, subject, asked))
    return pages.draw("act.html", "/alerts", **_shown(acting, kind, subject, typed))


@router.post("/victims/{victim}/acts/{kind}")
@open_to(*PERSONAL, personal=True)
def act(acting: TheActing, pages: ThePages, typed: TheForm, victim: str, kind: ActKind) -> Response:
    """Record an act as an event of the viewer's agency, and go back to where they came from."""
    subject, form = _subject(acting, victim, kind, typed), need_form_id(typed)
    if sent_before := _sent_before(acting, kind, subject, form):
        return RedirectResponse(with_outcome(_back(typed, kind), [sent_before], again=True), 303)
    if is_over := _is_over(kind, subject):
        return RedirectResponse(with_outcome(_back(typed, kind), [], [is_over]), 303)
    read = _read(acting, kind, subject, typed, form)
    action = LookAction.ALTERED if read else LookAction.CONSULTED
    try:
        acting.access.look(Looked.JOURNEY, (victim,), action=action)
    except NotRecordedError:
        return send_again(pages, f"/victims/{victim}/acts/{kind}", typed)
    status = 422
    if read:
        fact, happened = read
        event = act_event(fact, subject.on, acting.by, form, acting.now, happened)
        sent, status = record_form(acting, typed, [event])
        if sent is not None:
            return RedirectResponse(with_outcome(_back(typed, kind), sent), status)
    return pages.draw("act.html", "/alerts", status, **_shown(acting, kind, subject, typed))


def _subject(acting: Acting, victim: str, kind: ActKind, typed: TypedForm) -> ActSubject:
    """What is acted on. HTTPException for who may not, and for what is not there."""
    need_own_victim(acting.access, victim)
    need_role(acting.access, kind)
    alert, duty, event = map(typed.identity, _NAMED[:3])
    named = SubjectNamed(alert, duty, event, typed.one("case"))
    try:
        subject = act_subject(acting.store, victim, named, acting.by.agency, acting.now)
    except OtherAgencysError:
        raise HTTPException(403, OTHERS) from None
    if subject is None or not _fits(kind, subject):
        raise HTTPException(404, NOT_THERE)
    return subject


def _sent_before(acting: Acting, kind: ActKind, subject: ActSubject, form: UUID) -> ActSent | None:
    """What this form recorded when it was sent before; None where it was not."""
    alerts = [subject.alert.id] if subject.alert and kind in UPON_ALERTS else []
    event = identity_by_form(form, FACTS_OF[kind].kind, subject.on, acting.by, alerts)
    sent = ActSent(subject.on.victim, event, 0, 0)
    return sent if recorded_acts(acting.store, acting.by, [sent]) else None


def _is_over(kind: ActKind, subject: ActSubject) -> tuple[str, UUID] | None:
    """The alert of an act that would not count: it ended since the form was drawn."""
    alert = subject.alert
    if kind not in UPON_ALERTS or alert is None or alert.state in STANDING:
        return None
    return alert.victim, alert.id


def _fits(kind: ActKind, subject: ActSubject) -> bool:
    """Whether one can do that with what is named."""
    if kind in UPON_ALERTS:
        return subject.alert is not None
    if kind is ActKind.EXCUSE:
        return subject.duty is not None
    return (subject.entry is not None) == (kind is ActKind.CORRECT)


def _read(
    acting: Acting, kind: ActKind, subject: ActSubject, typed: TypedForm, form: UUID
) -> Read | None:
    """What a form says; None where it is wrong, and then `typed` says what."""
    if kind is ActKind.TELL:
        return told(typed, subject, acting.by.agency, acting.now)
    fact: AnyFact | None = None
    if subject.alert and kind in UPON_ALERTS:
        fact = _upon_alert(acting, kind, subject, typed)
    elif subject.duty and kind is ActKind.EXCUSE:
        fact = excused(typed, subject.duty)
    elif subject.entry and kind is ActKind.CORRECT:
        fact = proposed(typed, subject.entry, form)
    elif kind is ActKind.HAND_OVER:
        fact = handed_over(typed, acting.access.has_left)
    return (fact, None) if fact else None


def _upon_alert(
    acting: Acting, kind: ActKind, subject: ActSubject, typed: TypedForm
) -> AnyFact | None:
    assert subject.alert is not None
    if kind is ActKind.CLOSE:
        return closed(typed, [subject.alert], acting.now)
    if kind is ActKind.SNOOZE:
        return snoozed(typed, [subject.alert.id], acting.now)
    return acknowledged(typed, [subject.alert.id])


def _defaults(
    acting: Acting, kind: ActKind, subject: ActSubject, asked: TypedForm
) -> dict[str, str | list[str]]:
    """What a form has in it when it is drawn first: nothing that nobody has said."""
    fields: dict[str, str | list[str]] = {name: asked.one(name) for name in (*_NAMED, "back")}
    fields["form"] = str(uuid4())
    match kind:
        case ActKind.TELL:
            of_duty = [str(subject.duty.id)] if subject.duty else []
            fields["matter"] = of_duty or [str(each) for each in other_matters(subject)]
            fields["channel"] = default_channel(subject)
            fields["when"] = for_input(acting.now)[:16]  # to the minute
        case ActKind.HAND_OVER:
            records = log_records(acting.store, subject.on.victim)
            capacity, team = capacity_and_team(records, subject.on, acting.by.agency)
            own = next(iter(sorted(acting.access.viewer.teams)), "")
            fields["capacity"], fields["team"] = capacity, team or own
    return fields


def _shown(acting: Acting, kind: ActKind, subject: ActSubject, typed: TypedForm) -> dict[str, Any]:
    """The values of the form's page."""
    next_week = first_working_day(london_date(acting.now) + timedelta(days=7))
    return {
        "kind": kind,
        "title": TITLES[kind],
        "button": BUTTONS[kind],
        "subject": subject,
        "typed": typed,
        "choices": act_choices.choices(kind, subject, acting.access.viewer, typed),
        "hidden": list(_hidden(typed)),
        "back": _back(typed, kind),
        "stands": how_it_stands(subject.alert, acting.now) if subject.alert else "",
        "example_day": f"{next_week.day} {next_week.month} {next_week.year}",
    }


def _hidden(typed: TypedForm) -> Iterator[tuple[str, str]]:
    for name in (*_NAMED, "form", "back"):
        if value := typed.one(name):
            yield name, value


def _back(typed: TypedForm, kind: ActKind) -> str:
    """Where to go after it: after a hand-over the victim may be on the caseload no longer."""
    back = safe_address(typed.one("back") or "/alerts")
    return "/alerts" if kind is ActKind.HAND_OVER and not back.startswith("/alerts") else back
