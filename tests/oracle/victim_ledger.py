"""The obligations to one victim in one case, line by line, as a clerk enters event by event."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from events.before_trial import WarrantEnd, WarrantEnded, WitnessRequirementDecided
from events.clocks import london_date
from events.complaints import ComplaintMade
from events.contact import ContactAgreed, ContactOptedOut
from events.court import FirstHearingListed, HearingHeld, SentencePassed
from events.duties import DutyExcused
from events.investigation import InvestigationOpened
from events.messages import NoticeSent
from events.offences import OffenceGroup
from events.reporting import CrimeReported
from oracle.case_standing import CaseStanding, investigates_again
from oracle.court_diary import OF_A_HEARING, CourtDiary
from oracle.discharges import BY_LETTER, DONE_WHEN_KNOWN, discharged_by
from oracle.duty_holders import DutyHolders
from oracle.entered_decisions import RULES, EnteredDecisions
from oracle.excuses_given import excused_at
from oracle.known_days import KnownDay, known_days
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine, withdraw
from oracle.listed_trials import ListedTrials
from oracle.notices import Notices
from oracle.offender_moves import reported_before
from oracle.own_time_to_ask import own_time
from oracle.passed_on import Meant, Order, notice_about, noticed
from oracle.published_event import PublishedEvent
from oracle.results_together import decided_with
from oracle.rights_without_a_day import (
    ONCE,
    asked_without_a_day,
    done_without_a_day,
    tells_refusal,
)
from oracle.scheme_answers import SchemeAnswers
from oracle.sentence_ends import SentenceEnds
from oracle.sentences import asked_by_sentence, is_eligible
from oracle.settled_lines import settle
from oracle.told_bail import ToldBail
from oracle.triggers import NOT_ABOUT_SUSPECTS, OWED_TO_PERSONS, triggered_by
from oracle.victim_wishes import VictimWishes
from oracle.who_is_told import WhoIsTold
from oracle.withdrawals import OF_A_LIVING_WITNESS, WHILE_IT_LASTS, comes_back, unwanted
from processors.victims_code.rules import RULES as RULES_OF_CODE
from processors.victims_code.rules import due_on, rule_on

_IN_TOUCH = "R6.9"
_BEFORE_TRIAL = "R4.3"
_MOVED = "R6.20"
_OWN_TIME = "VRR.1"


@dataclass(slots=True)
class VictimLedger:
    """The lines of one victim in one case; `enter` takes the events in the order of the world.

    `acts` are what does what a rule asks, by rule; `noticed` whom each notice is about. `close`
    ends the ledger: only then does a line say whether it was done.
    """

    wishes: VictimWishes
    told: WhoIsTold
    known: KnownSuspects
    known_days: dict[str, KnownDay]
    standing: CaseStanding
    noticed: Meant
    trials: ListedTrials
    diary: CourtDiary
    scheme: SchemeAnswers
    sentences: SentenceEnds
    lines: list[LedgerLine] = field(default_factory=list)
    withdrawn: dict[str, date] = field(default_factory=dict)
    seen: dict[object, UUID] = field(default_factory=dict)
    first_of: dict[UUID, UUID] = field(default_factory=dict)
    excuses: list[tuple[PublishedEvent, DutyExcused]] = field(default_factory=list)
    acts: dict[str, list[PublishedEvent]] = field(default_factory=lambda: defaultdict(list))
    decisions: EnteredDecisions = field(default_factory=EnteredDecisions)
    notices: Notices = field(default_factory=Notices)
    holders: DutyHolders = field(default_factory=DutyHolders)
    offence: OffenceGroup | None = None
    opened: bool = False
    investigated: bool = False
    elsewhere: bool = False
    arrested: set[Suspect] = field(default_factory=set)
    asked_once: set[str] = field(default_factory=set)
    tellings: list[PublishedEvent] = field(default_factory=list)
    bail: ToldBail = field(default_factory=ToldBail)

    @classmethod
    def opened_with(cls, events: Sequence[PublishedEvent]) -> "VictimLedger":
        """An empty ledger; of a case's events it takes who is who and the rights beforehand."""
        known, facts = KnownSuspects.of_events(events), (each.fact for each in events)
        bail = ToldBail.of_events(known, events)
        offences = (fact.offence for fact in facts if isinstance(fact, CrimeReported))
        return cls(
            VictimWishes.of_events(events),
            WhoIsTold.of_events(events),
            known,
            known_days(events),
            CaseStanding.of_events(events, known),
            noticed(known, events, bail.otherwise),
            ListedTrials(known),
            CourtDiary(known),
            SchemeAnswers(known),
            SentenceEnds(known),
            offence=next(offences, None),
            bail=bail,
        )

    def enter(self, event: PublishedEvent) -> None:
        """Enter one event: what it withdraws, what it does, and what it triggers.

        An event that an agency reports a second time does none of these.
        """
        first = self.seen.setdefault(event.what, event.identity)
        self.first_of[event.identity] = first
        if first != event.identity:
            return
        over = self.standing.enter(event)
        self.holders.enter(event)
        self._withdraw(event, over)
        if isinstance(event.fact, DutyExcused):
            self.excuses.append((event, event.fact))
        off = self.diary.enter(event)
        withdraw(self.lines, event, OF_A_HEARING, off.listings)
        anew = OF_A_HEARING.intersection(triggered_by(event.agency, event.fact, event.known))
        withdraw(self.lines, event, anew, off.moved)
        done = self._discharged(event)
        for rule in done:
            self.acts[rule].append(event)
        if "R8.1" in done:
            self.diary.tell(event)
        self.wishes.note(event)
        self.trials.enter(event)
        self._trigger(event, off.asks(event), is_over=EVERYBODY in over)

    def close(self) -> None:
        """Find for each line what was done of it."""
        alike = defaultdict(list)
        for line in self.lines:
            line.is_news = self.notices.raise_line(line, self._about(line.event))
            alike[RULES.get(line.rule, line.rule)].append(line)
            excused = self._excused_at(line)
            line.over = min((each for each in (line.over, excused) if each), default=None)
        kinds = [(lines, self.acts[lines[0].rule]) for lines in alike.values()]
        settle(self.known, self.noticed, kinds, self.first_of)

    def is_owed(self, line: LedgerLine) -> bool:
        """Whether anything comes of a line: nothing does where no known Code was in force."""
        return line.is_news and rule_on(line.rule, line.start) is not None

    def due(self, line: LedgerLine) -> date | None:
        """The last London day for a line that comes to something; None where it is due by none."""
        rule = rule_on(line.rule, line.start)
        if rule is None or line.unsure or not rule.is_timed:
            return None
        if line.rule == _BEFORE_TRIAL:
            days = self.trials.evidence(line.event.day)
            return min(days) - timedelta(days=1) if days else None
        if line.rule == _OWN_TIME:
            return own_time(line, self.tellings, self.known)
        if line.rule == _IN_TOUCH:
            assert line.every, "no line is opened where no contact was wished for"
            return line.start + timedelta(days=line.every)
        days = [due_on(rule, line.start)]
        for since, until in self.wishes.enhanced_from(line.start):
            sooner = due_on(rule, line.start, since)
            days += [sooner] if until > sooner else []  # rights that ended by then shorten nothing
        return min(days)

    def is_excused(self, line: LedgerLine) -> bool:
        """Whether its holder gave a good reason for it."""
        return self._excused_at(line) is not None

    def _excused_at(self, line: LedgerLine) -> Order | None:
        owners = self.holders.of(line.rule, line.event, self.due(line))
        return excused_at(line, self.excuses, self.first_of, owners)

    def _withdraw(self, event: PublishedEvent, over: frozenset[Suspect]) -> None:
        if isinstance(event.fact, ContactOptedOut):
            rules = unwanted(event.fact.of)
            self.withdrawn = dict.fromkeys(rules, event.day) | self.withdrawn
            withdraw(self.lines, event, rules)
        elif isinstance(event.fact, ContactAgreed) or self.told.enter(event):
            self.withdrawn.clear()  # whoever is told now has not opted out
        if event is self.told.died:
            self.withdrawn.clear()
            self.wishes.forget()
            withdraw(self.lines, event, OF_A_LIVING_WITNESS)
        if isinstance(event.fact, WitnessRequirementDecided) and not event.fact.required:
            withdraw(self.lines, event, frozenset({_BEFORE_TRIAL}))
        if self.standing.charged or self.holders.sends_on(event):
            withdraw(self.lines, event, frozenset({_IN_TOUCH, "R6.14"}))
        self.scheme.enter(event, self._about(event), self.lines)
        self.sentences.enter(event, self._about(event), self.lines, self.offence)
        for line in self.lines if over else ():
            suspect = line.suspect if line.suspect in self.known.since else EVERYBODY
            if line.rule in WHILE_IT_LASTS and suspect in over and line.over is None:
                line.over = event.order
                line.withdrawn = line.withdrawn or event.day

    def _discharged(self, event: PublishedEvent) -> frozenset[str]:
        if self.wishes.was_sent_to(event) and not self.told.misses(event):
            return BY_LETTER.intersection(discharged_by(event.agency, event.fact))
        if self.told.misses(event) or not self.wishes.reached(event):
            return frozenset()
        if tells_refusal(event.fact):
            self.tellings.append(event)
        in_touch = [_IN_TOUCH] if self.wishes.is_contact(event) else []
        untimed = done_without_a_day(event.agency, event.fact)
        return frozenset([*discharged_by(event.agency, event.fact), *untimed, *in_touch])

    def _trigger(self, event: PublishedEvent, news: list[str], *, is_over: bool) -> None:
        self.decisions.open_again(event.fact)
        self.notices.enter(event, self._about(event))
        asked = [*triggered_by(event.agency, event.fact, event.known), *self._asked_besides(event)]
        asked += [*news, *asked_without_a_day(event.agency, event.fact, self.told.kind)]
        asked = [rule for rule in asked if self.bail.is_asked(rule, event)]
        decided = False
        for rule in asked:
            suspect = EVERYBODY if rule in NOT_ABOUT_SUSPECTS else self._about(event)
            repeated = rule in RULES and not self.decisions.is_new(rule, suspect, event)
            told = self.elsewhere or self.holders.tells_again(event)
            repeated = repeated or (rule == _MOVED and told)
            decided = repeated if rule in RULES else decided
            repeated = decided if rule == _OWN_TIME else repeated or self._is_asked(rule)
            repeated = repeated or decided_with(self.lines, rule, suspect, event, self.offence)
            repeated = repeated or reported_before(rule, suspect, event, self.lines)
            if not repeated and (self.told.is_person or rule not in OWED_TO_PERSONS):
                self._open(self._line(rule, event, suspect))
        opens = isinstance(event.fact, InvestigationOpened) or investigates_again(event.fact)
        returns = self.elsewhere and comes_back(event.agency, event.fact)
        self.elsewhere = self.holders.sends_on(event) or (self.elsewhere and not returns)
        goes_on = not (is_over or self.standing.charged)
        self.opened = (self.opened and goes_on) or opens
        opens = opens or (returns and self.opened)
        self.investigated = self.investigated and goes_on
        self.investigated = (self.investigated or opens) and not self.elsewhere
        reached = self.wishes.reached(event) and not self.told.misses(event)
        contact = reached and self.wishes.is_contact(event)
        if self.investigated and self.wishes.every_days and (opens or contact):
            self._open(self._line(_IN_TOUCH, event, EVERYBODY))

    def _is_asked(self, rule: str) -> bool:
        """Whether a rule that asks once has asked; from now on it has."""
        asked = rule in self.asked_once
        self.asked_once.update({rule} & ONCE)
        return asked

    def _about(self, event: PublishedEvent) -> Suspect:
        """The suspect whom an event is about."""
        if event.identity in self.noticed:
            return notice_about(self.noticed[event.identity])
        return self.known.whom(event)

    def _asked_besides(self, event: PublishedEvent) -> list[str]:
        """What depends on more than the event: a sentence, or the hearing after an arrest."""
        fact = event.fact
        if isinstance(fact, SentencePassed):
            once = {"R11.1"} if self.sentences.is_asked_again(event, self._about(event)) else ()
            return [r for r in asked_by_sentence(event.day, fact, self.offence) if r not in once]
        if isinstance(fact, WarrantEnded) and fact.how is WarrantEnd.EXECUTED:
            self.arrested.add(self.known.whom(event))
        if not isinstance(fact, HearingHeld):
            return []
        heard = self.known.whom(event)
        unsaid = heard in (EVERYBODY, NOBODY_KNOWS)
        whose = {each for each in self.arrested if unsaid or each == heard}
        self.arrested -= whose
        return ["R8.3a"] if whose else []

    def _line(self, rule: str, event: PublishedEvent, suspect: Suspect) -> LedgerLine:
        fact, every = event.fact, self.wishes.every_days if rule == _IN_TOUCH else None
        counted = None if rule in DONE_WHEN_KNOWN | {_IN_TOUCH} else event.known
        line = LedgerLine(rule, event, london_date(counted or event.at), suspect, every)
        self._count_from_known(line)
        line.only_by = fact.about if isinstance(fact, ComplaintMade) else None
        if rule in DONE_WHEN_KNOWN and event.known:
            line.known_on = london_date(event.known)
        if isinstance(fact, SentencePassed) and rule == "R11.1":
            line.unsure = is_eligible(fact, self.offence) is None
        if isinstance(fact, NoticeSent | FirstHearingListed) and event.known is None:
            line.unsure = line.unsure or rule not in DONE_WHEN_KNOWN
        return line

    def _count_from_known(self, line: LedgerLine) -> None:
        """Count a line from no day before the victim was known."""
        if line.event.anew and RULES_OF_CODE[line.rule].duty_holder != "victim":
            line.start = max(line.start, london_date(line.event.anew))
        known, by = self.known_days.get(line.event.identifier, (line.start, line.event.identity))
        if known > line.start and RULES_OF_CODE[line.rule].duty_holder != "victim":
            line.start, line.known_by = known, by

    def _open(self, line: LedgerLine) -> None:
        line.withdrawn = self.withdrawn.get(line.rule)
        line.withdrawn = line.withdrawn or self.scheme.declined_on(line)
        if self.told.died and line.rule in OF_A_LIVING_WITNESS:
            line.withdrawn = line.withdrawn or self.told.died.day
        line.over = line.event.order if line.withdrawn else None
        self.lines.append(line)
