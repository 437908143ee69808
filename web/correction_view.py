"""Corrections in plain words: on their own, and as notes on what they changed."""

from collections.abc import Sequence
from datetime import datetime

from caseworkers.alert_lines import AlertLine
from caseworkers.correction_lines import CorrectionLine
from caseworkers.journey_answers import ObligationLine, TimelineLine
from events.corrections import CorrectionProposed
from processors.case.corrections.withdrawn_reports import REPORT
from schemas.changes import CorrectionState
from web import field_words, formats, wording
from web.sentences.phrases import listed, the

RESTRICTED = "Disputed and restricted. It counts in no statistic. What it says, and when,"
RESTRICTED_PROPOSAL = "Restricted. What it says"

RESTS_ON_DISPUTED = "What it rests on is disputed"

REVISED = "Revised: what was first reported has been corrected"
"""The mark on a duty or an alert that a correction changed."""

NOT_TAKEN_BACK_SO = "no effect: an event of this kind is undone by an event of its own"
"""Said where the event says who a victim is, or that two references are one person."""

STATES = {
    CorrectionState.PROPOSED: "not answered yet",
    CorrectionState.APPLIED: "applied",
    CorrectionState.DISPUTED: "disputed",
    CorrectionState.IMPOSSIBLE: "agreed, but the event cannot have that value",
    CorrectionState.WITHDRAWN: "taken back: it counts no more",
    CorrectionState.AWAITED: "the event has not come here",
    CorrectionState.NOT_ITS_OWN: "no effect: another agency reported the event",
    CorrectionState.UNDONE: "no effect: the withdrawal was itself taken back",
}


def field(line: CorrectionLine) -> str:
    """Which field of the event is wrong, as words; the whole event where it was taken back."""
    if line.field == REPORT:
        return "the whole event"
    return field_words.field(line.field)


def values(line: CorrectionLine, entry: TimelineLine | None = None) -> str:
    """Both values; an instant as exactly as its `entry` of the timeline is known."""
    if line.hidden:
        return "restricted: both values are hidden"
    if line.field == REPORT:
        return wording.KINDS.get(line.was or "", "not known here")
    was, now = (_value(line.field, value, entry) for value in (line.was, line.now))
    return f"{was} to {now}"


def _value(name: str, value: str | None, entry: TimelineLine | None) -> str:
    if value is None:
        return "nothing"
    if name == "time" and entry:
        return formats.occurred(datetime.fromisoformat(value), entry.precision)
    return field_words.value(name, value)


def answer(line: CorrectionLine) -> str:
    """The state of a correction, and which agency answered when."""
    if line.field == REPORT and line.state is CorrectionState.IMPOSSIBLE:
        return NOT_TAKEN_BACK_SO
    if line.answered_by is None or line.answered is None:
        return STATES[line.state]
    by = wording.agency(line.answered_by)
    return f"{STATES[line.state]}, {by}, {formats.london_day(line.answered)}"


def notes(entry: TimelineLine, lines: Sequence[CorrectionLine]) -> list[str]:
    """To whom a restricted entry is shown; its corrections, and who proposed them."""
    about = [line for line in lines if line.event == entry.id and not line.hidden]
    applied = [_note(line, entry) for line in about if line.state is CorrectionState.APPLIED]
    applied += [_taken_back(line) for line in about if line.state is CorrectionState.WITHDRAWN]
    if not entry.shown_to:
        return applied
    what = RESTRICTED_PROPOSAL if entry.kind == CorrectionProposed.kind else RESTRICTED
    alone = f"{what} is shown to {listed([the(each) for each in entry.shown_to])} alone."
    disputed = [line for line in about if line.state is CorrectionState.DISPUTED]
    return [alone, *(_dispute(line, entry) for line in disputed), *applied]


def _dispute(line: CorrectionLine, entry: TimelineLine) -> str:
    by = f", disputed by {the(line.answered_by)}" if line.answered_by else ""
    wrong = f"{field(line)} from {values(line, entry)}"
    return f"Not corrected: {wrong}, proposed by {the(line.proposed_by)}{by}."


def _note(line: CorrectionLine, entry: TimelineLine) -> str:
    by = the(line.proposed_by)
    agreed = f", agreed by {the(line.answered_by)}" if line.answered_by else ""
    since = formats.london_day(line.answered or line.proposed)
    return (
        f"Corrected: {field(line)} from {values(line, entry)}, proposed by {by}{agreed}."
        f" It counts so since {since}."
    )


def _taken_back(line: CorrectionLine) -> str:
    day = formats.london_day(line.proposed)
    return f"Taken back by {the(line.proposed_by)} on {day}: it counts no more."


def marks(line: ObligationLine | AlertLine) -> list[str]:
    """The marks on a duty or an alert: it rests on a disputed event, or a correction changed it."""
    disputed = [RESTS_ON_DISPUTED] if line.disputed else []
    return disputed + ([REVISED] if line.revised else [])
