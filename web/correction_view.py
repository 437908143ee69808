"""What was put right, what is disputed, and what cannot all be so, in plain words."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.correction_lines import CorrectionLine
from caseworkers.journey_answers import (
    ContradictionLine,
    ObligationLine,
    TimelineLine,
    VictimJourney,
    WaitLine,
)
from schemas.changes import CorrectionState
from web import formats, wording
from web.sentences import sentence_of
from web.sentences.phrases import the

RESTRICTED = "Disputed and restricted"
HIDDEN = (
    "It counts in no statistic. Nobody signs in yet, so what it says, and when, is hidden from"
    " everyone."
)
"""Why nothing more is shown of what is disputed."""

RESTS_ON_DISPUTED = "What it rests on is disputed"

REVISED = "Revised: what was first reported has been corrected"
"""Of what stands otherwise since."""

STATES = {
    CorrectionState.PROPOSED: "not answered yet",
    CorrectionState.APPLIED: "applied",
    CorrectionState.DISPUTED: "disputed",
    CorrectionState.IMPOSSIBLE: "agreed, but the event cannot have that value",
}

CONTRADICTIONS = {
    "two-charging-decisions": "Two charging decisions, and nothing between them asked for another",
    "sentence-without-conviction": "A sentence, but no conviction by that day",
    "hearing-before-charge": "A hearing before the charge",
}


def said(entry: TimelineLine) -> str:
    """What an entry says in one sentence; of a disputed one only what kind of thing it is."""
    if entry.is_disputed or entry.restricted:
        return wording.KINDS[entry.kind]
    return sentence_of(entry.kind, entry.data)


def when(entry: TimelineLine) -> str:
    """When it happened, as exactly as is known and may be shown, in mid-sentence."""
    if entry.is_disputed or entry.occurred is None:
        return "when is not shown"
    return formats.occurred(entry.occurred, entry.precision)


def field(line: CorrectionLine) -> str:
    """What of the event is wrong, as words."""
    return wording.plain(line.field.replace("_", "-"))


def values(line: CorrectionLine, entry: TimelineLine | None = None) -> str:
    """Both values; an instant as exactly as is known of the entry, where that is at hand."""
    if line.state is CorrectionState.DISPUTED:
        return "restricted: both values are hidden"
    was, now = (_value(line.field, value, entry) for value in (line.was, line.now))
    return f"{was} to {now}"


def _value(name: str, value: str | None, entry: TimelineLine | None) -> str:
    if value is None:
        return "nothing"
    if name == "time" and entry:
        return formats.occurred(datetime.fromisoformat(value), entry.precision)
    return value


def answer(line: CorrectionLine) -> str:
    """How a correction stands, and who answered when."""
    if line.answered_by is None or line.answered is None:
        return STATES[line.state]
    by = wording.agency(line.answered_by)
    return f"{STATES[line.state]}, {by}, {formats.london_day(line.answered)}"


def notes(entry: TimelineLine, lines: Sequence[CorrectionLine]) -> list[str]:
    """What was corrected of an entry, by whom; or that it is disputed, and so restricted."""
    if entry.is_disputed:
        return [f"{RESTRICTED}. {HIDDEN}"]
    about = [line for line in lines if line.event == entry.id]
    return [_note(line, entry) for line in about if line.state is CorrectionState.APPLIED]


def _note(line: CorrectionLine, entry: TimelineLine) -> str:
    by = the(line.proposed_by)
    agreed = f", agreed by {the(line.answered_by)}" if line.answered_by else ""
    since = formats.london_day(line.answered or line.proposed)
    return (
        f"Corrected: {field(line)} from {values(line, entry)}, proposed by {by}{agreed}."
        f" It counts so since {since}."
    )


def marks(line: ObligationLine | AlertLine) -> list[str]:
    """That a duty or an alert rests on what is disputed, or on what was corrected."""
    told = {RESTS_ON_DISPUTED: line.disputed, REVISED: line.revised}
    return [words for words, applies in told.items() if applies]


def wait(line: WaitLine) -> str:
    """How long a wait has lasted and how it ended, or that it may not be shown."""
    if line.days is None or line.restricted:
        return wait_end(line)
    return f"{formats.counted(line.days, 'day')}, {wait_end(line)}"


def wait_end(line: WaitLine) -> str:
    """How a wait ended, and whether it was revised; or that it may not be shown."""
    if line.restricted:
        return "not shown: it rests on a disputed event, and counts in no statistic"
    revised = "; revised: an event was corrected" if line.revised else ""
    return f"{wording.wait_end(line.end, line.next_stage)}{revised}"


def wait_dates(line: WaitLine) -> str | None:
    """From when to when a wait lasted; None where that may not be shown."""
    if line.started is None or line.restricted:
        return None
    since = formats.london_day(line.started)
    return f"{since} to {formats.london_day(line.ended)}" if line.ended else f"since {since}"


def contradicted(journey: VictimJourney) -> list[tuple[str, list[str]]]:
    """What cannot all be so in a journey, and for each who said what."""
    entries = {entry.id: entry for entry in journey.timeline}
    return [(CONTRADICTIONS[each.kind], _sayings(each, entries)) for each in journey.contradictions]


def _sayings(each: ContradictionLine, entries: dict[UUID, TimelineLine]) -> list[str]:
    pairs = zip(each.agencies, (entries[event] for event in each.events), strict=True)
    return [f"{wording.agency(by)}: {said(entry)}, {when(entry)}" for by, entry in pairs]
