"""The notices between agencies, as the ledger of truth reads them once all are entered."""

from dataclasses import dataclass, field

from events.court import CaseConcluded
from events.identifiers import POLICE, Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from oracle.known_suspects import Suspect
from oracle.ledger_line import LedgerLine
from oracle.passed_on import comes_after
from oracle.published_event import PublishedEvent

_OUTCOME, _SENTENCE = NoticeAbout.CASE_OUTCOME, NoticeAbout.SENTENCE


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice, what it is about, and about whom."""

    event: PublishedEvent
    about: NoticeAbout
    suspect: Suspect


@dataclass(slots=True)
class Notices:
    """The notices to the unit, sent and received, those that the police received, the verdicts."""

    sent: list[_Notice] = field(default_factory=list)
    received: list[_Notice] = field(default_factory=list)
    at_police: list[_Notice] = field(default_factory=list)
    verdicts: list[tuple[PublishedEvent, Suspect]] = field(default_factory=list)

    def enter(self, event: PublishedEvent, suspect: Suspect) -> None:
        """Enter what an event says of a notice or a verdict, about a suspect."""
        match event.fact:
            case CaseConcluded():
                self.verdicts.append((event, suspect))
            case NoticeSent(to=Agency.WITNESS_CARE, about=about):
                self.sent.append(_Notice(event, about, suspect))
            case NoticeReceived(about=about) if event.agency is Agency.WITNESS_CARE:
                self.received.append(_Notice(event, about, suspect))
            case NoticeReceived(about=about) if event.agency in POLICE:
                self.at_police.append(_Notice(event, about, suspect))

    def raise_line(self, line: LedgerLine, suspect: Suspect) -> bool:
        """Whether no other notice raises what a line asks for, as one received does that was
        sent.
        """
        event, fact = line.event, line.event.fact
        if isinstance(fact, NoticeSent) and self.arrived(line.rule, event, suspect):
            return False
        if line.rule == "R9.1b" and isinstance(fact, NoticeSent | NoticeReceived):
            return self.is_news(event, fact.about, suspect)
        listed = line.rule == "R6.8" and line.unsure
        return not (listed and self.reached_police(event, suspect))

    def arrived(self, rule: str, sent: PublishedEvent, suspect: Suspect) -> bool:
        """Whether the unit reports a notice that was sent, or later news that says as much."""
        assert isinstance(sent.fact, NoticeSent)
        enough = {sent.fact.about}
        if rule == "R9.1b" and sent.fact.about is _OUTCOME:
            enough.add(_SENTENCE)
        return any(
            each.about in enough and each.suspect == suspect and comes_after(each.event, sent)
            for each in self.received
        )

    def reached_police(self, listed: PublishedEvent, suspect: Suspect) -> bool:
        """Whether the police report a notice of a first hearing that was listed."""
        return any(
            each.about is NoticeAbout.FIRST_HEARING
            and each.suspect == suspect
            and comes_after(each.event, listed)
            for each in self.at_police
        )

    def is_news(self, notice: PublishedEvent, about: NoticeAbout, suspect: Suspect) -> bool:
        """Whether a notice is the first news of a verdict: a sentence tells of it as well.

        What was sent and not received is news only to what was sent after it.
        """
        tells = {_SENTENCE, _OUTCOME} if about is _SENTENCE else {_SENTENCE}
        known = [*self.received, *(self.sent if isinstance(notice.fact, NoticeSent) else [])]
        own = [each for each, whose in self.verdicts if whose == suspect]
        verdicts = [each for each in own if comes_after(notice, each)]
        return not any(
            each.about in tells
            and each.suspect == suspect
            and each.event.order < notice.order
            and all(comes_after(each.event, verdict) for verdict in verdicts)
            for each in known
        )
