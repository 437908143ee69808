"""Which suspect of a case each fact is about, as far as the facts say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from events.before_trial import ModeOfTrialDecided, SentToCrownCourt, TrialVacated
from events.case_moves import CaseJoined, CaseRemitted, CaseReopened, CaseSevered
from events.charging import EarlyAdviceSought, ReferredToCps, ReturnedToPolice
from events.contact import VictimInformed
from events.court import FirstHearingListed, HearingHeld, HearingListed, TrialListed
from events.fact import Fact
from events.hearing_changes import (
    HearingAdjourned,
    HearingCancelled,
    HearingMarkedDuplicate,
)
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.messages import NoticeReceived, NoticeSent
from events.protective_orders import ReportingRestrictionMade
from events.suspects import AboutSuspect
from events.vocabulary import FACTS
from processors.case.history.case_history import CaseHistory, FactsInOrder
from schemas.log_records import LoggedFact


class NotOne(Enum):
    """What a fact is about where it is not about one suspect."""

    ALL = "all"
    """The case, and so all its suspects: a joint hearing."""
    UNSAID = "unsaid"
    """One of several suspects, and nothing says which."""

    __hash__ = object.__hash__  # by identity, as it is compared; that of an enum is slower


ALL = NotOne.ALL

Suspect = int | str | NotOne
"""The number of a suspect; the ASN where no fact says whose number is meant; or no single one."""


def written(suspect: Suspect) -> str | None:
    """A suspect as answers and rows have one; "unsaid" for who is not said, None for all."""
    if suspect is ALL:
        return None
    return suspect.value if isinstance(suspect, NotOne) else str(suspect)


THE_ONLY_ONE = 1
"""The suspect of a case in which no fact says which."""

PASSING_ON = (VictimInformed, NoticeSent, NoticeReceived)
"""Facts that make no suspect known: a slip of the pen in a notice is no defendant."""

_JOINT = frozenset(
    {
        EarlyAdviceSought,
        ReferredToCps,
        ReturnedToPolice,
        FirstHearingListed,
        TrialListed,
        TrialVacated,
        HearingListed,
        HearingHeld,
        HearingCancelled,
        HearingAdjourned,
        HearingMarkedDuplicate,
        ModeOfTrialDecided,
        SentToCrownCourt,
        CaseReopened,
        CaseRemitted,
        CaseJoined,
        CaseSevered,
        ReportingRestrictionMade,
    }
)
"""Facts about all suspects where they name none."""

_OF_THE_CRIME = frozenset(
    {
        PoliceOutcome.NO_SUSPECT_IDENTIFIED,
        PoliceOutcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST,
        PoliceOutcome.OTHER_ORGANISATION,
    }
)
"""Outcomes that end the investigation of the crime, whoever is suspected."""

_ABOUT_SUSPECTS = frozenset(kind for kind in FACTS.values() if issubclass(kind, AboutSuspect))
"""The kinds of fact that may say which suspect they are about."""

_KINDS = tuple(kind for kind in FACTS.values() if kind in _ABOUT_SUSPECTS.difference(PASSING_ON))


@dataclass(frozen=True, slots=True)
class Suspects:
    """The suspects of a case, in the order in which facts first name them.

    `numbers` joins an ASN with a number. `known` has each suspect and the place in order of the
    first fact that names them. `split` are those with several ASNs, and these: who was arrested
    twice has two first offences.
    """

    numbers: tuple[tuple[str, int | str], ...]
    known: tuple[tuple[Any, int | str], ...]
    split: tuple[tuple[int | str, tuple[str, ...]], ...] = ()

    def __hash__(self) -> int:
        """Cheap, as it is asked for at each fact: a case has few of them in its life."""
        return len(self.numbers) + len(self.known)

    @property
    def are_several(self) -> bool:
        """Whether facts name more than one."""
        return len(self.known) > 1

    def about(self, logged: LoggedFact) -> Suspect:
        """The suspect whom a fact is about.

        Where it says no more, it is about the only one, or the only one known by then.
        """
        named, fact = self.named(logged), logged.fact
        if named is not None:
            return named
        if not isinstance(fact, AboutSuspect) or is_joint(fact):
            return ALL
        if not self.are_several:
            return self.known[0][1] if self.known else THE_ONLY_ONE
        by_then = self.known_by(logged)
        return by_then[0] if len(by_then) == 1 else NotOne.UNSAID

    def whom(self, logged: LoggedFact) -> Suspect:
        """The suspect whom a fact is about where there are several; else all, who are one."""
        return self.about(logged) if self.are_several else ALL

    def known_by(self, logged: LoggedFact) -> list[int | str]:
        """The suspects known by the time of a fact."""
        return [suspect for order, suspect in self.known if order <= logged.order]

    def named(self, logged: LoggedFact) -> int | str | None:
        """The suspect whom a fact names. Where there is one, by number or by ASN, the other word
        for a suspect means that one.
        """
        number, asn = _said(logged)
        if number is None and asn is None:
            return None
        if self.are_several or self.numbers:
            return _joined(number, asn, dict(self.numbers))
        named = asn if number is None else number
        only = self.known[0][1] if self.known else THE_ONLY_ONE
        return only if isinstance(named, str) is not isinstance(only, str) else named

    def stranger(self, logged: LoggedFact) -> int | str | None:
        """The suspect whom a fact names, where nothing else makes that one known."""
        named = self.named(logged)
        return None if named is None or self.has(named) else named

    def asns_meant(self, logged: LoggedFact) -> tuple[str, ...]:
        """Under which of several ASNs of one suspect a fact's offences are numbered.

        All of them where it does not say; none where the suspect has one.
        """
        if not self.split:
            return ()
        about, (_, said) = self.about(logged), _said(logged)
        asns = next((asns for suspect, asns in self.split if suspect == about), ())
        return (said,) if asns and said else asns

    def has(self, suspect: Suspect) -> bool:
        """Whether a fact, not a telling or a notice alone, makes a suspect known."""
        if not self.known:
            return suspect == THE_ONLY_ONE
        return any(suspect == known for _, known in self.known)


def suspects(history: CaseHistory) -> Suspects:
    """The suspects of a case."""
    return history.derive(_suspects, *_KINDS)


def _suspects(facts: FactsInOrder) -> Suspects:
    said = [_said(logged) for logged in facts]
    numbers: dict[str, int | str] = {}
    for number, asn in said:
        if number is not None and asn is not None:
            numbers.setdefault(asn, number)
    numbers |= _alone(said, numbers)
    known: dict[int | str, Any] = {}
    for logged, (number, asn) in zip(facts, said, strict=True):
        named = _joined(number, asn, numbers)
        if named is not None:
            known.setdefault(named, logged.order)
    in_order_known = tuple((order, suspect) for suspect, order in known.items())
    return Suspects(tuple(numbers.items()), in_order_known, tuple(_split(numbers)))


def _split(numbers: Mapping[str, int | str]) -> Iterator[tuple[int | str, tuple[str, ...]]]:
    """The suspects with several ASNs."""
    for suspect in dict.fromkeys(numbers.values()):
        asns = tuple(sorted(asn for asn, joined in numbers.items() if joined == suspect))
        if len(asns) > 1:
            yield suspect, asns


def _joined(
    number: int | None, asn: str | None, numbers: Mapping[str, int | str]
) -> int | str | None:
    """The suspect whom a number or an ASN means; by number, where a fact joins the two."""
    return number if number is not None or asn is None else numbers.get(asn, asn)


def _alone(
    said: Sequence[tuple[int | None, str | None]], joined: Mapping[str, int | str]
) -> Mapping[str, int | str]:
    """One number and one ASN are one suspect, although no fact says so: there is no other."""
    numbers = {number for number, _ in said if number is not None}
    loose = {asn for _, asn in said if asn is not None and asn not in joined}
    if len(numbers) == 1 and len(loose) == 1 and not joined:
        return dict.fromkeys(loose, *numbers)
    return {}


def _said(logged: LoggedFact) -> tuple[int | None, str | None]:
    """The number and the ASN that a fact says; a case that is known by an ASN says that."""
    if type(logged.fact) not in _ABOUT_SUSPECTS:
        return None, None
    fact = cast(AboutSuspect, logged.fact)
    of_case = logged.case.removeprefix("asn:") if logged.case.startswith("asn:") else None
    return fact.suspect, fact.asn or of_case


def is_joint(fact: Fact) -> bool:
    """Whether a fact that names no suspect is about all of them."""
    if isinstance(fact, PoliceOutcomeRecorded):
        return fact.outcome in _OF_THE_CRIME
    return type(fact) in _JOINT
