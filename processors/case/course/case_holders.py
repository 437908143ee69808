"""Which force or body holds the investigation of a case at a moment."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from events.case_moves import CaseReopened, CaseTransferred, ReopenedFor
from events.clocks import london_date
from events.fact import Fact
from events.identifiers import OWN_TOPIC, POLICE, Agency
from events.investigating_bodies import InvestigatingBody
from events.investigation import (
    InvestigationOpened,
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
)
from events.representatives import ABOUT_THE_PERSON
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from schemas.log_records import LoggedFact

_NOT_NAMED = InvestigatingBody.OTHER

_SENDS_ELSEWHERE = (CaseTransferred, NotInvestigated, PoliceOutcomeRecorded)

_TAKES_BACK = (InvestigationOpened, CaseReopened)

_MOVES = (*_SENDS_ELSEWHERE, *_TAKES_BACK)
"""What a force does that has the case: nobody begins to investigate what another body has."""


@dataclass(frozen=True, slots=True)
class CaseHolder:
    """Who holds a case since a fact, or from the beginning.

    `agency` publishes here; it is the one to ask where the case is held `elsewhere`: the last of
    ours that had it.
    """

    agency: Agency
    elsewhere: InvestigatingBody | None = None
    since: LoggedFact | None = None


@dataclass(frozen=True, slots=True)
class CaseHolders:
    """The holders of a case in order. There are none while no police force has published of it."""

    holders: tuple[CaseHolder, ...] = ()

    def moved_by(self, logged: LoggedFact) -> CaseHolder | None:
        """Who held the case before a fact passed it on; None of a fact that did not."""
        pairs = zip(self.holders, self.holders[1:], strict=False)
        return next((one for one, other in pairs if other.since == logged), None)

    def before(self, logged: LoggedFact) -> CaseHolder | None:
        """The holder by the time of a fact, before the fact itself passes the case on."""
        if len(self.holders) < 2:  # the first has it from the beginning
            return self.last
        by_then = (
            each for each in self.holders if not each.since or each.since.order < logged.order
        )
        return deque(by_then, maxlen=1).pop()

    def at(self, logged: LoggedFact) -> CaseHolder | None:
        """The holder by the time of a fact; who takes the case back with it, where it does that."""
        before = self.before(logged)
        if before is None or before.elsewhere is None:
            return before
        return next((each for each in self.holders if each.since == logged), before)

    def returned_by(self, logged: LoggedFact) -> bool:
        """Whether a fact brings the case back from a body that publishes nothing here."""
        before, holder = self.before(logged), self.at(logged)
        return before is not holder and holder is not None and holder.elsewhere is None

    def over(self, trigger: LoggedFact, last: date | None) -> Sequence[CaseHolder]:
        """The holders from a fact to the end of a London day, if any: what is open passes on.

        What was late before the case moved stays with whoever was late.
        """
        if len(self.holders) < 2:
            return self.holders
        first = self.at(trigger)
        later = (
            each
            for each in self.holders
            if each.since
            and each.since.order > trigger.order
            and (last is None or london_date(moment(each.since)) <= last)
        )
        return (first, *later) if first else ()

    def left_after(self, trigger: LoggedFact) -> LoggedFact | None:
        """The first fact after another that passed the case to a body that publishes nothing."""
        return next(
            (
                each.since
                for each in self.holders
                if each.elsewhere and each.since and each.since.order > trigger.order
            ),
            None,
        )

    @property
    def last(self) -> CaseHolder | None:
        """Who holds it now."""
        return self.holders[-1] if self.holders else None


def case_holders(history: CaseHistory) -> CaseHolders:
    """Who held a case: first the force that published the first fact of it."""
    of_police = (each for each in history.facts if each.agency in POLICE)
    of_case = (each for each in of_police if type(each.fact) not in ABOUT_THE_PERSON)
    first = next((each.agency for each in of_case), None)
    if first is None:
        return CaseHolders()
    moved = not history.by_kind.keys().isdisjoint(_SENDS_ELSEWHERE)
    return history.derive(_holders, *_MOVES, by=first) if moved else _only(first)


@cache
def _only(first: Agency) -> CaseHolders:
    """The force that has had a case from the first on."""
    return CaseHolders((CaseHolder(first),))


def is_elsewhere(fact: Fact) -> bool:
    """Whether a fact says that another body, which it does not name, deals with the case."""
    match fact:
        case NotInvestigated(reason=reason):
            return reason is NotInvestigatedReason.OTHER_BODY_INVESTIGATES
        case PoliceOutcomeRecorded(outcome=outcome):
            return outcome is PoliceOutcome.OTHER_ORGANISATION
        case _:
            return False


def _holders(facts: FactsInOrder, first: Agency) -> CaseHolders:
    holders = [CaseHolder(first)]
    for logged in facts:
        body, last = _body(logged), holders[-1]
        if last.elsewhere and _takes_back(logged):
            holders.append(CaseHolder(logged.agency, None, logged))
        if body is None:
            continue
        agency = OWN_TOPIC.get(body)
        then = CaseHolder(agency or last.agency, None if agency else body, logged)
        if _names(last, then):
            holders[-1] = replace(then, since=last.since)
        elif not (_is_there(last, then) or _tells_again(holders, then)):
            holders.append(then)
    return CaseHolders(tuple(holders))


def _body(logged: LoggedFact) -> InvestigatingBody | None:
    if logged.agency not in POLICE:
        return None
    if isinstance(logged.fact, CaseTransferred):
        return logged.fact.to
    return _NOT_NAMED if is_elsewhere(logged.fact) else None


def _takes_back(logged: LoggedFact) -> bool:
    """Whether a force that publishes here begins to investigate, or begins again."""
    fact = logged.fact
    if isinstance(fact, CaseReopened) and fact.back_to is not ReopenedFor.INVESTIGATION:
        return False
    return isinstance(fact, _TAKES_BACK) and logged.agency in POLICE


def _names(last: CaseHolder, then: CaseHolder) -> bool:
    """Whether a fact names the body to which the case had gone; it does not bring it back."""
    moved = then.elsewhere is not None or then.agency is not last.agency
    return last.elsewhere is _NOT_NAMED and moved


def _tells_again(holders: Sequence[CaseHolder], then: CaseHolder) -> bool:
    """Whether a force that passed the case on says, without a name, that another body has it."""
    by = then.since.agency if then.since else None
    passed_on = any(each.agency is by and not each.elsewhere for each in holders[:-1])
    return then.elsewhere is _NOT_NAMED and holders[-1].agency is not by and passed_on


def _is_there(last: CaseHolder, then: CaseHolder) -> bool:
    """Whether the case is already where a fact says it goes; an unnamed body is the one it has."""
    if then.elsewhere is None:
        return last.elsewhere is None and last.agency is then.agency
    return last.elsewhere is not None and then.elsewhere in (last.elsewhere, _NOT_NAMED)
