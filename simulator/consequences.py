"""What follows from what happens: what the Code asks of agencies, and what else people do.

What asks for what stands in two tables: `duties.csv` rule by rule, where the Code says by when;
`consequences.csv` where it does not, with how likely it is and after how many days.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import cast

from events.after_sentence import ContactSchemeReferred, ParoleHearingListed
from events.before_trial import WitnessRequirementDecided
from events.charging import ChargingDecisionMade, ProsecutionAltered
from events.clocks import london_date, london_day_after
from events.contact import ToldAbout
from events.court import (
    CaseConcluded,
    FirstHearingListed,
    HearingListed,
    TrialListed,
)
from events.identifiers import Agency
from events.investigation import PoliceOutcomeRecorded
from events.messages import NoticeAbout, NoticeReceived
from events.remand import RemandDecided
from events.vocabulary import FACTS, AnyFact
from simulator.chance import rows
from simulator.several_suspects import naming_of, other_matters
from simulator.simulated_case import Case, Happening
from simulator.simulated_contact import tell, try_in_vain
from simulator.simulated_court import hearing_after_arrest, notify
from simulator.simulated_duties import at_a_review, due_day, holder, wants, when_done
from simulator.simulated_remand import changes_nothing, is_of_bail_hearing
from simulator.simulated_support import take_up

_STARTS_WHEN_KNOWN = (
    FirstHearingListed,
    HearingListed,
    TrialListed,
    WitnessRequirementDecided,
    ContactSchemeReferred,
)
_DECIDES = (
    ChargingDecisionMade,
    PoliceOutcomeRecorded,
    ProsecutionAltered,
    CaseConcluded,
)
_AFTER_SENTENCE = "R11.1"
"""The rule by which it is asked whether a victim wants to hear what the Code has no day for."""
_SAME_DECISION_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Consequence:
    """A row of one of the tables, for one fact that it follows from; `rule` of a duty alone.

    `act` is to inform the victim or to notify the unit `of` something, to do a kind of fact, or to
    take the victim up.
    """

    field: str
    value: str
    act: str
    of: str
    row: dict[str, str]

    @property
    def rule(self) -> str | None:
        """The rule of the Code, of a duty."""
        return self.row.get("rule")

    def follows(self, case: Case, happening: Happening) -> bool:
        """Whether it follows from a fact of its kind.

        A notice starts the clock of the agency that has received it.
        """
        fact = happening.fact
        if self.field and str(getattr(fact, self.field)) != self.value:
            return False
        if not self.rule:
            return not self.row["only"] or bool(getattr(case, self.row["only"]))
        if isinstance(fact, NoticeReceived):
            return holder(case, self.rule, happening) is happening.agency
        return not isinstance(fact, _STARTS_WHEN_KNOWN) or happening.known is not None

    def agency(self, case: Case, happening: Happening) -> Agency:
        """Whose act it is."""
        if self.rule:
            return holder(case, self.rule, happening)
        by = self.row["by"] or happening.agency
        return case.force if by == "police" else Agency(by)

    def when(self, case: Case, happening: Happening, victim: str | None) -> datetime | None:
        """When it is done, if it is: after a hearing's day, where that was listed."""
        fact = happening.fact
        if self.rule:
            asking = hearing_after_arrest(case, happening)
            if asking is None:
                return None
            first = fact.first_day if isinstance(fact, FirstHearingListed) else None
            return when_done(case, self.rule, asking, victim, latest=first)
        if not case.chance.happens(float(self.row["share"])):
            return None
        start = fact.starts_at if isinstance(fact, ParoleHearingListed) else happening.at
        start = case.since(start, victim)
        return (
            self._within_stage(case, start)
            if self.row["within"]
            else case.chance.after(start, self.row)
        )

    def _within_stage(self, case: Case, start: datetime) -> datetime | None:
        """Before the stage ends in which it begins: after a share of the way there, or of days."""
        row, end = self.row, case.stage_ends(start)
        if end is None or end - start < timedelta(days=int(row["shortest"] or 0)):
            return None
        if row["within"] == "days":
            at = case.chance.after(start, row)
        else:
            way = case.chance.part_way(start, end, float(row["least"]), float(row["most"]))
            at = case.chance.in_office_hours(way)
        return at if at < end else None


@cache
def _consequences() -> dict[str, list[Consequence]]:
    """Everything that may follow from a fact, by the fact's kind."""
    found: dict[str, list[Consequence]] = defaultdict(list)
    for row in (*rows("consequences.csv"), *rows("duties.csv")):
        act, _, of = row["act"].partition(" ")
        for after in filter(None, row["after"].split("; ")):
            kind, _, condition = after.partition(" ")
            field, _, value = condition.partition("=")
            found[kind].append(Consequence(field, value, act, of, row))
    return found


def follow_up(case: Case) -> None:
    """What follows from everything new in the case, and what follows from that in turn."""
    for happening in islice(case.happenings, case.followed_up, None):  # grows while it is read
        case.followed_up += 1
        if happening.at < case.world.over:
            with case.drawn_beside(beside=happening.id in case.said_beside):
                _follow_all(case, happening)


def _follow_all(case: Case, happening: Happening) -> None:
    for each in _following(case, happening):
        if not _asked_again(case, each, happening):
            for victim in _whom(case, each, happening):
                _follow(case, each, happening, victim)


def _following(case: Case, happening: Happening) -> list[Consequence]:
    found = _consequences().get(happening.fact.kind, ())
    return [each for each in found if each.follows(case, happening)]


def _asked_again(case: Case, each: Consequence, asking: Happening) -> bool:
    """Whether a decision about the suspect has asked for the same in the hours before."""
    if isinstance(asking.fact, RemandDecided):
        return changes_nothing(case, asking) or is_of_bail_hearing(case, asking)
    return isinstance(asking.fact, _DECIDES) and any(
        0 < (asking.at - other.at).total_seconds() < _SAME_DECISION_SECONDS
        and case.number_of(asking.fact) == case.number_of(other.fact)
        and each.row["act"] in [following.row["act"] for following in _following(case, other)]
        for other in case.happenings
        if isinstance(other.fact, _DECIDES)
    )


def _whom(case: Case, each: Consequence, happening: Happening) -> tuple[str | None, ...]:
    """The victims that it concerns one by one: the fact's own, or all; None for the case."""
    if not each.row["to"]:
        return (None,)
    everyone = {
        "victims": case.victims,
        "persons": case.persons,
        "enhanced": tuple(each for each in case.victims if each in case.enhanced_from),
        "young": tuple(each for each in case.persons if each in case.under_18),
        "businesses": () if case.persons else case.victims,
    }
    return tuple(v for v in everyone[each.row["to"]] if happening.victim in (None, v))


def _follow(case: Case, each: Consequence, happening: Happening, victim: str | None) -> None:
    """Do what follows, at the time for it."""
    agency, at = each.agency(case, happening), each.when(case, happening, victim)
    match each.act:
        case "notifies" if at:
            number = case.number_of(happening.fact)
            notify(case, agency, NoticeAbout(each.of), at, number=number)
        case "does" if at:
            known = at if each.of == ContactSchemeReferred.kind else None
            case.say(at, agency, _fact(case, each, happening, at), victim, known)
        case "takes-up" if at and victim:
            take_up(case, agency, victim, at)
        case "informs" if victim:
            _inform(case, each, happening, victim, at)


def _inform(
    case: Case, each: Consequence, happening: Happening, victim: str, at: datetime | None
) -> None:
    """Tell the victim, for some after attempts in vain; of a duty never done there are some too."""
    agency, about = each.agency(case, happening), ToldAbout(each.of)
    start = case.since(happening.heard, victim)
    if not wants(case, victim, each.rule or _AFTER_SENTENCE, start):
        return
    in_vain = "fails to reach the victim first" if at else "tried in vain"
    if each.rule and case.chance.likely(in_vain):
        until = at or london_day_after(due_day(case, each.rule, happening, victim))
        try_in_vain(case, agency, about, (start, until), victim)
    if at:
        naming = naming_of(case, agency, happening, at)
        says = naming | other_matters(case, about, at)
        told = tell(case, at, agency, victim, {"about": about, **says})
        if not naming and case.number_of(happening.fact):
            _tell_again(case, each, happening, victim, told)


def _tell_again(
    case: Case, each: Consequence, happening: Happening, victim: str, told: Happening
) -> None:
    """A review finds that a telling did not say which suspect it was about: the next one does."""
    if not each.rule:
        return
    due = due_day(case, each.rule, happening, victim)
    if at := at_a_review(case, max(london_date(told.at), due)):
        says = {"about": ToldAbout(each.of), "triggers": (happening.identity,)}
        tell(case, at, told.agency, victim, says)


def _fact(case: Case, each: Consequence, happening: Happening, at: datetime) -> AnyFact:
    """A fact with what its row says; it shares what it can with the one it follows from."""
    name, *said = each.of.split()
    kind = FACTS[name]
    known = {name: value for name, value in happening.fact if name in kind.model_fields}
    known |= dict(each.split("=") for each in said)
    if "starts_at" in kind.model_fields:
        known["starts_at"] = case.chance.after(at, "parole hearing")
    return cast(AnyFact, case.chance.fact(kind, **known))
