"""The worklist in words: what is to do, by when, for whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.contact_card import ContactCard
from caseworkers.urgency import NEWLY_LATE_DAYS, Urgency
from caseworkers.victims_worklist import VictimAlerts
from events.clocks import london_date
from events.identifiers import Agency
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState
from schemas.faults_of_one import made_or
from web import correction_view, obligation_words, wording
from web.acts.standing_words import because
from web.formats import counted, day, short_day
from web.not_shown import ALERT, WHAT_TO_DO
from web.what_to_do import told_apart

URGENCIES = {
    Urgency.DUE_NOW: "Due today or tomorrow",
    Urgency.UNSAFE_CONTACT: "Unsafe contact",
    Urgency.DUE_SOON: "Due after tomorrow",
    Urgency.NEWLY_LATE: f"Late by up to {NEWLY_LATE_DAYS} working days",
    Urgency.WAITING: "Waiting, with no day set",
    Urgency.LONG_LATE: f"Late by more than {NEWLY_LATE_DAYS} working days",
}


@dataclass(frozen=True)
class ToDo:
    """One line of a worklist; `marks` are what else must be known of it.

    `begins_alike`: another line of the victim begins with the same words, so that a telephone,
    which cuts lines, shows it whole.
    """

    what: str
    when: str
    urgency: Urgency | None
    obligation: UUID | None
    marks: list[str]
    alert: AlertLine
    begins_alike: bool


@dataclass(frozen=True)
class VictimToDo:
    """What is to do for one victim: what is long late is folded, unless that was asked for.

    A fault of the program may keep some alerts from being shown (`not_shown`, how many), the
    `contact`, which is None then, or all but who it is: then it is not `is_shown`.
    """

    victim: str
    references: list[str]
    contact: ContactCard | None
    lines: list[ToDo]
    folded: list[ToDo]
    not_shown: int = 0
    is_shown: bool = True


@dataclass(frozen=True)
class WorklistGroup:
    """The victims whose most urgent alert is of one urgency; folded where that is long late."""

    urgency: Urgency
    victims: list[VictimToDo]
    is_folded: bool


def grouped(
    page: Iterable[VictimAlerts], today: date, own: Agency | None, *, unfolded: bool
) -> list[WorklistGroup]:
    """A page of victims in their groups, the most urgent first; `unfolded` shows all at once."""
    groups = []
    for urgency, theirs in groupby(page, key=lambda each: each.urgency):
        if urgency is not None:
            victims = [_shown(each, today, own) for each in theirs]
            is_folded = urgency is Urgency.LONG_LATE and not unfolded
            groups.append(WorklistGroup(urgency, victims, is_folded))
    return groups


def _shown(theirs: VictimAlerts, today: date, own: Agency | None) -> VictimToDo:
    unseen = VictimToDo(theirs.victim, [], theirs.contact, [], [], is_shown=False)
    return made_or(lambda: unseen, "victim", lambda: _victim(theirs, today, own))


def _victim(theirs: VictimAlerts, today: date, own: Agency | None) -> VictimToDo:
    lines = to_do(theirs.alerts, today, own)
    all_folded = theirs.urgency is Urgency.LONG_LATE
    folds = [not all_folded and line.urgency is Urgency.LONG_LATE for line in lines]
    pairs = list(zip(lines, folds, strict=True))
    return VictimToDo(
        victim=theirs.victim,
        references=list(dict.fromkeys(_reference(alert) for alert in theirs.alerts)),
        contact=theirs.contact,
        lines=[line for line, is_folded in pairs if not is_folded],
        folded=[line for line, is_folded in pairs if is_folded],
        not_shown=theirs.not_shown,
    )


def _reference(alert: AlertLine) -> str:
    return wording.case_reference(alert.reference or alert.case_id)


def to_do(alerts: Sequence[AlertLine], today: date, own: Agency | None = None) -> list[ToDo]:
    """A victim's alerts as lines, no two of which read the same."""
    said = told_apart(alerts, today)
    beginnings = Counter(map(_beginning, said))
    return [
        made_or(
            partial(_not_shown, alert),
            "alert",
            partial(_line, what, alert, today, own, alike=beginnings[_beginning(what)] > 1),
        )
        for what, alert in zip(said, alerts, strict=True)
    ]


def _line(what: str, alert: AlertLine, today: date, own: Agency | None, *, alike: bool) -> ToDo:
    return ToDo(
        what=what,
        when=when(alert, today),
        urgency=alert.urgency,
        obligation=alert.obligation,
        marks=_marks(alert, own),
        alert=alert,
        begins_alike=alike or what.startswith(WHAT_TO_DO),
    )


def _not_shown(alert: AlertLine) -> ToDo:
    """An alert of which no more is said than that it stands: a telephone shows all of that."""
    return ToDo(ALERT, "Not shown", alert.urgency, alert.obligation, [], alert, begins_alike=True)


_BEGINNING = 24
"""So many first letters of what is to do tell lines apart; a telephone may cut them after that."""


def _beginning(what: str) -> str:
    return what[:_BEGINNING]


def when(alert: AlertLine, today: date) -> str:
    """The day by which it is due, or how long it has been late: in short."""
    if alert.kind in SINCE and alert.breached:
        return f"Since {short_day(london_date(alert.breached), today)}"
    if alert.kind is AlertKind.UNSAFE_CONTACT or alert.due_on is None:
        return "At once"
    if alert.days_late:
        return f"{counted(alert.days_late, 'working day')} late"
    days = {today: "today", today + timedelta(days=1): "tomorrow"}
    on = days.get(alert.due_on) or short_day(alert.due_on, today)
    if alert.in_week:
        return f"Hearing in the week of {short_day(alert.due_on, today)}"
    if alert.kind is AlertKind.CUSTODY_LIMIT_NEAR and alert.due_on < today:
        return f"Custody limit was {on}"
    return f"{_ON.get(alert.kind, 'Due')} {on}"


_ON = {
    AlertKind.HEARING_NEAR: "Hearing",
    AlertKind.CUSTODY_LIMIT_NEAR: "Custody ends",
    AlertKind.PROTECTION_ENDING: "Last day",
}
"""What is on the day of an alert where that is no duty's."""


def by_when(alert: AlertLine) -> str:
    """The day by which an alert's matter was to be done, in mid-sentence."""
    if alert.kind is AlertKind.UNSAFE_CONTACT:
        return "at once"
    if alert.due_on is None:
        return "no day set"
    what = {
        AlertKind.HEARING_NEAR: "hearing in the week of" if alert.in_week else "hearing on",
        AlertKind.CUSTODY_LIMIT_NEAR: "limit on",
        AlertKind.PROTECTION_ENDING: "last day",
        AlertKind.SILENCE: "contact agreed by",
    }
    return f"{what.get(alert.kind, 'due')} {day(alert.due_on)}"


def _marks(alert: AlertLine, own: Agency | None) -> list[str]:
    """Whose it is, if not the viewer's own agency's; its rights, doubts and corrections."""
    others = alert.agency is not own or alert.held_by
    whose = [obligation_words.owed_by(alert.agency, alert.held_by)] if others else []
    rights = ["Enhanced Rights"] if alert.enhanced else []
    doubt = [f"{alert.rule} not confirmed"] if alert.confirmed is False else []
    return [*whose, *rights, *doubt, *correction_view.marks(alert)]


SINCE = frozenset(
    {AlertKind.HAND_OFF, AlertKind.SILENCE, AlertKind.REFERRAL_WAITING, AlertKind.DATA_DISPUTED}
)
"""What waits without a day, and so since one."""

ENDS = {
    AlertKind.UNSAFE_CONTACT: "contact was agreed with the victim anew",
    AlertKind.HAND_OFF: "the news arrived, or the victim was told or is not to be told any more",
    AlertKind.SILENCE: "there was contact since, or what was agreed has ended",
    AlertKind.HEARING_NEAR: "the victim was told, or the hearing moved or is not held",
    AlertKind.CUSTODY_LIMIT_NEAR: (
        "the limit was extended, the defendant was bailed, or the trial began or the case ended"
    ),
    AlertKind.PROTECTION_ENDING: "the order ended, or has another last day",
    AlertKind.REFERRAL_WAITING: "the service answered, or was in contact",
    AlertKind.DATA_DISPUTED: "the two agencies agree",
}
"""What ended an alert that is about no duty of its agency."""

_REPLACED = {
    AlertKind.SILENCE: "Replaced by the alert that the update is late",
    AlertKind.HEARING_NEAR: "Over: the day of the hearing has passed",
    AlertKind.PROTECTION_ENDING: "Over: the last day of the order has passed",
}


def _event_ended(alert: AlertLine) -> str:
    if alert.state is AlertState.SUPERSEDED:
        return _REPLACED[alert.kind]
    if alert.state is not AlertState.RETRACTED:
        return f"Resolved: {ENDS[alert.kind]}"
    if alert.revised or alert.kind not in SINCE:
        return "Retracted: what it rested on was corrected since"
    return "Retracted: that had been so in time, and the record of it came late"


_RETRACTED = (ObligationState.DISCHARGED, ObligationState.WITHDRAWN)
"""How a duty stands whose late alert was retracted though nothing was corrected."""


def ended(alert: AlertLine) -> str:
    """Which end a closed alert had: what became of its duty, or of the contact."""
    state, duty = alert.state, alert.duty_state
    if state is AlertState.CLOSED:
        return f"Closed by a supervisor{because(alert.note)}"
    if alert.kind in ENDS:
        return _event_ended(alert)
    if state is AlertState.SUPERSEDED:
        return "Replaced by a late alert"
    if state is AlertState.RETRACTED and duty not in _RETRACTED:
        return "Retracted: what it rested on was corrected since"
    if duty is None:
        return "Resolved"
    why = obligation_words.why_ended(duty, alert.duty_reason, alert.suspect, alert.owed_to)
    how = wording.lower_first(obligation_words.STATES[duty]) + (f", {why}" if why else "")
    if state is AlertState.RETRACTED:
        return f"Retracted: {how}, and the record of that came late"
    return f"Resolved: {how}"
