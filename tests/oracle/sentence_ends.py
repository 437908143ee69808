"""What a later sentence, or an appeal, leaves of an earlier sentence, as the ledger reads the law.

Magistrates' Courts Act 1980 section 142 and Sentencing Act 2020 section 385: what the court varies
is the sentence. Criminal Appeal Act 1968 section 2: a conviction that is quashed is an acquittal;
section 7: a new trial can be ordered where one is quashed, so who is tried again is convicted no
more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.after_sentence import ContactSchemeReferred
from events.case_moves import CaseReopened, ReopenedFor, ReopeningReason
from events.court import SentencePassed
from events.offences import OffenceGroup
from events.verdict import AppealDecided
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.sentences import is_eligible

_ON_A_SENTENCE = ("R9.2a", "R11.1", "ULS", "ULS.1")
_ON_A_CONVICTION = ("R11.1", "ULS", "ULS.1")
_WHILE_CONVICTED = ("R11.2", "R11.3", "R11.4", "R11.6", "R11.8")


@dataclass(slots=True)
class SentenceEnds:
    """The sentences and referrals so far, and what ends the lines that rest on them."""

    known: KnownSuspects
    referred: list[Suspect] = field(default_factory=list)
    passed: list[tuple[Suspect, tuple[int, ...]]] = field(default_factory=list)

    def enter(
        self,
        event: PublishedEvent,
        suspect: Suspect,
        lines: Iterable[LedgerLine],
        offence: OffenceGroup | None,
    ) -> None:
        """Enter an event, and withdraw the lines for which it leaves nothing to do."""
        whose, fact = self._key(suspect), event.fact
        if isinstance(fact, ContactSchemeReferred):
            self.referred.append(whose)
        ended: tuple[str, ...] = ()
        if isinstance(fact, AppealDecided) and (fact.against, fact.result) == _QUASHED:
            ended = (*_ON_A_CONVICTION, *(() if fact.offences else _WHILE_CONVICTED))
        elif isinstance(fact, CaseReopened) and self._falls(fact, whose):
            ended = (*_ON_A_CONVICTION, *_WHILE_CONVICTED)
        elif isinstance(fact, SentencePassed) and fact.basis != "first":
            lighter = is_eligible(fact, offence) is False
            ended = (*_ON_A_SENTENCE, *(("R11.2",) if lighter else ()))
        for line in lines if whose != NOBODY_KNOWS else ():
            if line.rule in ended and self._key(line.suspect) == whose and _covers(event, line):
                line.withdrawn = line.withdrawn or event.day
                line.over = line.over or event.order

    def is_asked_again(self, event: PublishedEvent, suspect: Suspect) -> bool:
        """Whether the victim was referred upon a sentence whose place this one takes."""
        fact, whose = event.fact, self._key(suspect)
        assert isinstance(fact, SentencePassed)
        offences = set(fact.offences)
        before = (set(theirs) for who, theirs in self.passed if who == whose)
        takes = any(not offences or (theirs and theirs <= offences) for theirs in before)
        self.passed.append((whose, fact.offences))
        again = fact.basis != "first" and takes and whose != NOBODY_KNOWS
        return again and bool({whose, EVERYBODY}.intersection(self.referred))

    def _falls(self, fact: CaseReopened, whose: Suspect) -> bool:
        """Whether a conviction fell, for which there is to be another trial; of several, none."""
        offences = [theirs for who, theirs in self.passed if who == whose]
        is_one = len(set(offences)) < 2 and all(len(each) < 2 for each in offences)
        return is_one and fact.back_to is ReopenedFor.TRIAL and fact.reason in _SET_ASIDE

    def _key(self, suspect: Suspect) -> Suspect:
        return suspect if self.known.are_several else EVERYBODY


_QUASHED = ("conviction", "allowed")
_SET_ASIDE = (ReopeningReason.APPEAL_ALLOWED, ReopeningReason.CONVICTION_SET_ASIDE)


def _covers(end: PublishedEvent, line: LedgerLine) -> bool:
    """Whether every offence for which the sentence was passed is dealt with."""
    first = line.event.fact
    if not isinstance(first, SentencePassed) or not isinstance(
        end.fact, SentencePassed | AppealDecided
    ):
        return True
    named = set(end.fact.offences)
    return not named or (bool(first.offences) and set(first.offences) <= named)
