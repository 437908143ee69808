"""Acts upon several alerts at once, from the worklist: acknowledge, and close with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import RedirectResponse

from access.looks import LookAction, Looked, NotRecordedError
from access.viewer import PERSONAL, Role
from caseworkers.act_events import Act, act_event
from caseworkers.act_subjects import MOST, ActedAlert, alerts_by_name
from events.alert_acts import AlertAcknowledged, AlertClosed
from schemas.alert_row import STANDING, AlertState
from web.acts.act_banner import alert_written, with_outcome
from web.acts.act_choices import reasons_to_close
from web.acts.act_kinds import ActKind
from web.acts.act_recording import record_form
from web.acts.acting import Acting, TheActing
from web.acts.acting_viewer import OTHERS, need_own_victim
from web.acts.alert_act_forms import acknowledged, closed, is_long_late
from web.acts.form_page import NOT_THERE, TheForm, need_form_id, send_again
from web.acts.typed_form import TypedForm
from web.dependencies import ThePages
from web.guard import GuardedRoute, open_to
from web.sign_in.safe_address import safe_address

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

NONE_CHOSEN = "No alert was chosen: go back, and mark those that you mean."
TOO_MANY = f"At most {MOST} alerts can be chosen at once."


@dataclass(frozen=True)
class ChosenAlerts:
    """What somebody chose on the worklist: all of it theirs to act on."""

    alerts: Sequence[ActedAlert]

    @property
    def victims(self) -> tuple[str, ...]:
        """Whom it is about."""
        return tuple(dict.fromkeys(alert.victim for alert in self.alerts))


@router.post("/alerts/acknowledge")
@open_to(*PERSONAL, personal=True)
def acknowledge_alerts(acting: TheActing, pages: ThePages, typed: TheForm) -> Response:
    """Take up one alert, or all that were chosen; what somebody took up already is left alone."""
    chosen, form = _chosen(acting, typed), need_form_id(typed)
    free = [alert for alert in chosen.alerts if alert.state is AlertState.RAISED]
    stood = [(alert.victim, alert.id) for alert in chosen.alerts if alert not in free]
    try:
        acting.access.look(Looked.WORKLIST, chosen.victims, action=LookAction.ALTERED)
    except NotRecordedError:
        return send_again(pages, "/alerts/acknowledge", typed)
    events = []
    for alerts in _by_case(free):
        fact = acknowledged(typed, [alert.id for alert in alerts])
        events += _event(acting, fact, alerts, form)
    status = 422
    if not typed.problems:
        sent, status = record_form(acting, typed, events)
        if sent is not None:
            return RedirectResponse(with_outcome(_back(typed), sent, stood), status)
    return pages.draw("bulk.html", "/alerts", status, **_shown(ActKind.ACKNOWLEDGE, chosen, typed))


@router.post("/alerts/close")
@open_to(Role.SUPERVISOR, personal=True)
def close_alerts(acting: TheActing, pages: ThePages, typed: TheForm) -> Response:
    """Ask why, and then close what was chosen of what is late since long ago."""
    chosen, form = _chosen(acting, typed), need_form_id(typed)
    late = [a for a in chosen.alerts if a.state in STANDING and is_long_late(a, acting.now)]
    is_asked = bool(typed.one("asked"))
    events = []
    for alerts in _by_case(late) if is_asked else ():
        events += _event(acting, closed(typed, alerts, acting.now), alerts, form)
    done = bool(events) and not typed.problems
    action = LookAction.ALTERED if done else LookAction.CONSULTED
    try:
        acting.access.look(Looked.WORKLIST, chosen.victims, action=action)
    except NotRecordedError:
        return send_again(pages, "/alerts/close", typed)
    status = 422 if is_asked else 200
    if done:
        sent, status = record_form(acting, typed, events)
        if sent is not None:
            return RedirectResponse(with_outcome(_back(typed), sent), status)
    shown = _shown(ActKind.CLOSE, chosen, typed) | {"late": late}
    return pages.draw("bulk.html", "/alerts", status, **shown)


def _chosen(acting: Acting, typed: TypedForm) -> ChosenAlerts:
    """The alerts that a form names. HTTPException where not each is the viewer's to act on."""
    only = typed.one("only")
    named = [*map(alert_written, [only] if only else typed.every("alert"))]
    pairs = list(dict.fromkeys(each for each in named if each))
    if not pairs:
        raise HTTPException(422, NONE_CHOSEN)
    if len(pairs) > MOST:
        raise HTTPException(422, TOO_MANY)
    for victim in dict.fromkeys(victim for victim, _ in pairs):
        need_own_victim(acting.access, victim)
    alerts = alerts_by_name(acting.store, pairs)
    if len(alerts) < len(pairs):
        raise HTTPException(404, NOT_THERE)
    if any(alert.agency is not acting.by.agency for alert in alerts):
        raise HTTPException(403, OTHERS)
    return ChosenAlerts(alerts)


def _by_case(alerts: Sequence[ActedAlert]) -> list[list[ActedAlert]]:
    """Alerts of one victim in one case together: an event names one of each."""

    def case(alert: ActedAlert) -> tuple[str, str]:
        return alert.victim, alert.case_id

    return [list(group) for _, group in groupby(sorted(alerts, key=case), key=case)]


def _event(
    acting: Acting,
    fact: AlertAcknowledged | AlertClosed | None,
    alerts: Sequence[ActedAlert],
    form: UUID,
) -> list[Act]:
    return [act_event(fact, alerts[0].on, acting.by, form, acting.now)] if fact else []


def _back(typed: TypedForm) -> str:
    return safe_address(typed.one("back") or "/alerts")


def _shown(kind: ActKind, chosen: ChosenAlerts, typed: TypedForm) -> dict[str, Any]:
    names = [f"{alert.victim}/{alert.id}" for alert in chosen.alerts]
    hidden = [(name, typed.one(name)) for name in ("form", "back", "note") if typed.one(name)]
    return {
        "kind": kind,
        "chosen": chosen,
        "typed": typed,
        "hidden": hidden + [("alert", name) for name in names],
        "reasons": reasons_to_close(typed),
        "back": _back(typed),
    }
