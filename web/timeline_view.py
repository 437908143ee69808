"""A victim's timeline, waits and contradictions in plain words, as far as they may be shown."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from caseworkers.journey_answers import ContradictionLine, TimelineLine, VictimJourney, WaitLine
from schemas.changes import EntryState
from schemas.faults_of_one import made_or
from web import formats, recipient_words, wording
from web.fact_sentences import sentence_of
from web.not_shown import EVENT, QUESTION, said_or
from web.sentences.phrases import the

CONTRADICTIONS = {
    "two-charging-decisions": "Two charging decisions, and nothing between them asked for another",
    "sentence-without-conviction": "A sentence, but no conviction by that day",
    "hearing-before-charge": "A hearing before the charge",
    "which-suspect": "Which suspect was meant? The case has several, and this does not say",
    "which-prosecution": "Which prosecution is of this crime? One arrest or number has several",
    "unknown-suspect": "Which suspect was meant? The case has none of this number or ASN yet",
    "which-order": "Which order was meant? This does not say, so the orders stand as they were",
    "unknown-order": "Which order ended? None that fits this is known, so the orders stand as they"
    " were",
    "order-without-conviction": "Does the order on conviction still stand? The conviction was"
    " quashed or set aside, and nobody said that the order ended",
    "whose-compensation": "Whose compensation is it? This names no victim",
    "who-is-told": "Who is to be told? The victim died, and nobody is named in their place",
    "who-was-told": "Who was told? The victim had died, and nobody was named in their place",
    "whose-offences": (
        "Whose are the offences? They ended differently, and nobody said which are this victim’s"
    ),
    "unknown-offence": "Which offences are meant? The defendant is not charged with all of them, or"
    " has several ASNs and this names none",
    "renumbered-offence": "Are these still all of the victim’s offences? A court decided since of"
    " others that were not charged then, and one of these is not decided",
    "told-of-old-result": "Told of a result that was taken back or corrected since: is the victim"
    " to be told again? The Code gives no time for it",
    "new-sentence-unknown": "Which sentence stands? The appeal against it was allowed, and no"
    " other is known",
    "which-conviction": "Which convictions fell? The case went back to trial, and this does not"
    " say: each sentence stands",
    "outcome-unknown": "How did the case end? This acquits or gives the charge up, and no outcome"
    " is known: of that the victim is to be told",
    "how-terms-run": "Do the terms of custody run one after another? Together they may come to a"
    " year, from which the Victim Contact Scheme may be there",
    "unknown-trigger": "Which event was meant? The case has none of this identity yet",
    "other-trigger": "Which event was meant? None that this names raised a duty to tell of that",
}

PROPOSED_MERGE = (
    "Two references were proposed to be one person: their journeys stay apart until the agency of"
    " the other reference agrees"
)

UNSAFE = "The victim had called this channel unsafe"

_DISPUTED = "it rests on a disputed event, and counts in no statistic"


@said_or(EVENT)
def entry_text(entry: TimelineLine) -> str:
    """An entry in one sentence; of a hidden one only its kind.

    A merge that waits for another agency says so.
    """
    if entry.hidden:
        return wording.KINDS[entry.kind]
    if entry.state is EntryState.PROPOSED:
        return PROPOSED_MERGE
    text = sentence_of(
        entry.kind, entry.data, of_several=entry.several_suspects, number=entry.suspect_number
    )
    return recipient_words.in_contact(text, entry.to_whom)


@said_or("when is not shown")
def entry_time(entry: TimelineLine) -> str:
    """When it happened, as exactly as is known and may be shown, in mid-sentence."""
    if entry.occurred is None:
        return "when is not shown"
    return formats.occurred(entry.occurred, entry.precision)


def entry_with_source(entry: TimelineLine) -> str:
    """An entry in one sentence, with when it happened and which agency reported it."""
    by = f"as {the(entry.agency)} reported"
    if entry.state is EntryState.CORRECTED:
        by = f"reported by {the(entry.agency)} and corrected since"
    if entry.state is EntryState.WITHDRAWN:
        by = f"reported by {the(entry.agency)} and taken back since"
    return f"{entry_text(entry)}, {entry_time(entry)}, {by}"


def wait(line: WaitLine) -> str:
    """How long a wait has lasted and how it ended, or that it may not be shown."""
    if line.days is None:
        return wait_end(line)
    return f"{formats.counted(line.days, 'day')}, {wait_end(line)}"


def wait_end(line: WaitLine) -> str:
    """How a wait ended, and what was corrected or is disputed; or that it may not be shown."""
    if line.started is None:
        return f"not shown: {_DISPUTED}"
    revised = "; revised: an event was corrected" if line.revised else ""
    restricted = f"; {_DISPUTED}" if line.restricted else ""
    elsewhere = wording.held_elsewhere(line.held_by) if line.ended is None else ""
    return f"{wording.wait_end(line.end, line.next_stage)}{elsewhere}{revised}{restricted}"


def wait_dates(line: WaitLine) -> str | None:
    """From when to when a wait lasted; None where that may not be shown."""
    if line.started is None:
        return None
    since = formats.london_day(line.started)
    return f"{since} to {formats.london_day(line.ended)}" if line.ended else f"since {since}"


def contradictions(journey: VictimJourney) -> list[tuple[str, list[str]]]:
    """Each contradiction in a journey, with the reports that contradict one another.

    A question that is asked of several reports stands once, with all of them.
    """
    entries = {entry.id: entry for entry in journey.timeline}
    found: list[tuple[str, list[str]]] = []
    asked: dict[str, list[str]] = {}
    for line in journey.contradictions:
        what, reports = made_or(lambda: (QUESTION, []), "question", partial(_asked, line, entries))
        if len(reports) == 1 and what in asked:
            asked[what] += reports
            continue
        found.append((what, reports))
        if len(reports) == 1:
            asked[what] = reports
    return found


def _asked(line: ContradictionLine, entries: Mapping[UUID, TimelineLine]) -> tuple[str, list[str]]:
    return CONTRADICTIONS[line.kind], _reports(line, entries)


def _reports(line: ContradictionLine, entries: Mapping[UUID, TimelineLine]) -> list[str]:
    pairs = zip(line.agencies, (entries[event] for event in line.events), strict=True)
    return [
        f"{wording.agency(by)}: {entry_text(entry)}, {entry_time(entry)}" for by, entry in pairs
    ]
