"""What is to be told because of one duty: codes and days, gathered from a victim's facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworkers.as_of import LogRecords, journey_at, restricted_in
from caseworkers.contact_card import ContactCard, contact_card
from caseworkers.explanations import Explanation
from caseworkers.journey_answers import TimelineLine
from caseworkers.restricted import Restricted
from caseworkers.victim_words.support_lines import CrimeGroup, crime_group
from caseworkers.victim_words.text_parts import Telling, WordsReader
from caseworkers.victim_words.told_matters import (
    MATTERS,
    how_it_ended,
    how_remanded,
    how_sentenced,
    what_happened,
)
from events.after_sentence import ContactSchemeAnswered, ParoleHearingListed
from events.case_moves import CaseTransferred
from events.clocks import Precision, london_date
from events.contact import ToldAbout
from events.court import (
    CaseConcluded,
    Sentence,
    SentencePassed,
)
from events.fact import Fact
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.listings import Listing
from events.offences import VictimKind
from events.remand import Remand
from events.reporting import CrimeReported, VictimIdentified
from events.representatives import OwedTo
from events.vocabulary import FACTS
from processors.case.custody.standing_remands import standing_remands
from processors.case.hearings.duplicate_hearings import LISTINGS
from processors.case.hearings.noticed_hearings import ABOUT_THE_LIST, NOTICES
from processors.case.history.case_history import CaseHistory
from processors.case.history.case_references import own_reference
from processors.case.suspects.case_suspects import suspects
from schemas.changes import OWED, ObligationState

_LISTED = frozenset(kind.kind for kind in LISTINGS)

_ANOTHER_DAY = ABOUT_THE_LIST | NOTICES | {ParoleHearingListed.kind, ContactSchemeAnswered.kind}
"""Facts whose day is not the day of what the victim is told of."""

_UNNAMED = {
    InvestigatingBody.OTHER,
    InvestigatingBody.LOCAL_AUTHORITY,
    InvestigatingBody.POLICE_ABROAD,
    InvestigatingBody.SERVICE_POLICE,
}
"""Bodies that are kinds of body: to say their name would say nothing."""

_READERS = {
    OwedTo.BUSINESS: WordsReader.BUSINESS,
    OwedTo.NAMED_CONTACT: WordsReader.BUSINESS,
    OwedTo.BEREAVED_FAMILY: WordsReader.BEREAVED,
    OwedTo.BEREAVED_RELATIVE: WordsReader.BEREAVED,
    OwedTo.PARENT_OR_GUARDIAN: WordsReader.PARENT,
}


@dataclass(frozen=True, slots=True)
class DutyWords:
    """What is to be told because of a duty, and what one must know before one tells it."""

    telling: Telling
    contact: ContactCard


def duty_words(
    records: LogRecords, explained: Explanation, seen_by: Agency | None = None
) -> DutyWords | None:
    """What is to be told because of a duty as it stands now.

    None of a duty that asks for something else, that is done or no longer owed, whose trigger is
    hidden from the viewer's agency, `seen_by`, or that is explained as of another moment.
    """
    duty = explained.duty
    owed = duty.rule in MATTERS and duty.state in OWED
    if not owed or explained.as_of or explained.trigger.hidden or duty.agency is None:
        return None
    journey = journey_at(explained.victim, records, explained.at)
    restricted, on = restricted_in(records, seen_by), london_date(explained.at)
    histories = [case.history for case in journey.cases.values()]
    card = contact_card(histories, on, restricted)
    (history,) = (each for each in histories if each.case == duty.case_id)
    told = {
        "happened": what_happened(duty.rule, explained.trigger.kind, explained.trigger.data),
        "agency": duty.agency.label,
        "reference": _reference(history, duty.agency),
        "on": on,
        "suspect": duty.suspect if explained.trigger.several_suspects else None,
        "enhanced": card.enhanced_rights,
        "late": duty.state is ObligationState.BREACHED,
        **_details(explained.trigger, MATTERS[duty.rule]),
    }
    if MATTERS[duty.rule] is ToldAbout.BAIL_HEARING:
        told |= _remanded(history, restricted, duty.suspect)
    else:
        told |= _decided(MATTERS[duty.rule], history, restricted, duty.suspect)
    return DutyWords(Telling(**told, **_to_whom(history, restricted, duty.owed_to)), card)


def _reference(history: CaseHistory, agency: Agency) -> str:
    """The number by which the agency knows the case, without the kind of number that it is."""
    kind, _, number = own_reference(agency, history.case, history.names).partition(":")
    return number.partition(":")[2] if kind == "crime" else number


def _details(trigger: TimelineLine, matter: ToldAbout) -> dict[str, Any]:
    """The day, the hearing and the body that the fact names, as far as it does."""
    return {
        "day": _day(trigger, matter),
        **_hearing(trigger),
        "body": _body(trigger),
    }


def _day(trigger: TimelineLine, matter: ToldAbout) -> date | None:
    exact = trigger.precision in (Precision.INSTANT, Precision.DAY)
    other = trigger.kind in _ANOTHER_DAY or matter is ToldAbout.PROGRESS
    return london_date(trigger.occurred) if trigger.occurred and exact and not other else None


def _hearing(trigger: TimelineLine) -> dict[str, Any]:
    """When and where a hearing is listed; nothing of one that has no date."""
    fact = FACTS[trigger.kind].model_validate(trigger.data) if trigger.kind in _LISTED else None
    when = (fact.starts_at or fact.first_day) if isinstance(fact, Listing) else None
    if not isinstance(fact, Listing) or when is None:
        return {}
    in_week = not fact.starts_at and not fact.on_day
    return {"hearing": (when, fact.court.label), "in_week": in_week}


def _body(trigger: TimelineLine) -> str | None:
    if trigger.kind != CaseTransferred.kind:
        return None
    body = InvestigatingBody(trigger.data["to"])
    return None if body in _UNNAMED else body.label.removeprefix("the ")


def _decided(
    matter: ToldAbout, history: CaseHistory, restricted: Restricted, suspect: str | None
) -> dict[str, Any]:
    """How the case against a suspect ended, or which sentence was passed.

    Where the viewer may see it, and where all offences ended alike. What raises the duty does not
    say it.
    """
    of_case, decisions = suspects(history), history.of(CaseConcluded, SentencePassed)
    if of_case.are_several:
        decisions = tuple(each for each in decisions if str(of_case.about(each)) == suspect)
    decided = [each for each in decisions if _in_words(matter, each.fact)]
    words = {_in_words(matter, each.fact) for each in decided}
    if len(words) != 1 or any(restricted.hides(each.event) for each in decided):
        return {}
    days = {each.occurred.day for each in decided}
    return {"happened": words.pop(), "day": days.pop() if len(days) == 1 else None}


def _in_words(matter: ToldAbout, decision: Fact) -> str | None:
    """What was decided in such a matter; None for what is another matter, or no more to tell."""
    match matter, decision:
        case ToldAbout.CASE_OUTCOME, CaseConcluded(outcome=outcome):
            return how_it_ended(outcome)
        case ToldAbout.SENTENCE, SentencePassed(sentence=sentence):
            separate = sentence is not Sentence.NO_SEPARATE_PENALTY
            return how_sentenced(sentence) if separate else None
        case _:
            return None


def _remanded(history: CaseHistory, restricted: Restricted, suspect: str | None) -> dict[str, Any]:
    """How a defendant waits for court now, where one remand stands that the viewer may see."""
    standing = standing_remands(history)
    if suspects(history).are_several:
        standing = tuple(each for each in standing if str(each.suspect) == suspect)
    if len(standing) != 1 or restricted.hides(standing[0].decided.event, standing[0].since.event):
        return {}
    (remand,) = standing
    how = Remand.CUSTODY if remand.held else remand.remand
    return {"happened": how_remanded(how), "day": remand.since.occurred.day}


def _to_whom(history: CaseHistory, restricted: Restricted, owed_to: OwedTo) -> dict[str, Any]:
    """Who is spoken to, and after which kind of crime, by the facts that the viewer may see."""
    report = next(_shown(history, restricted, CrimeReported), None)
    victim = next(_shown(history, restricted, VictimIdentified), None)
    kind = victim.victim_kind if isinstance(victim, VictimIdentified) else VictimKind.PERSON
    group = crime_group(report.offence if isinstance(report, CrimeReported) else None)
    if kind is VictimKind.CHILD_IN_DOMESTIC_ABUSE:
        group = CrimeGroup.DOMESTIC_ABUSE
    bereaved = WordsReader.BEREAVED if kind is VictimKind.BEREAVED_RELATIVE else None
    return {"reader": _READERS.get(owed_to, bereaved), "group": group}


def _shown(history: CaseHistory, restricted: Restricted, kind: type[Fact]) -> Iterator[Fact]:
    return (each.fact for each in history.of(kind) if not restricted.hides(each.event))
