"""The obligations to one victim in one case, line by line, as a clerk enters event by event."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from events.before_trial import EvidencePart, EvidenceRecorded
from events.clocks import london_date
from events.contact import ContactAgreed, ContactOptedOut
from events.court import HearingKind, HearingListed, TrialListed
from events.duties import DutyExcused
from events.investigation import InvestigationOpened
from events.offences import VictimKind
from events.reporting import VictimIdentified
from events.representatives import VictimDied
from oracle.case_standing import CaseStanding
from oracle.discharges import BY_LETTER, discharged_by
from oracle.duty_holders import holder
from oracle.entered_decisions import RULES, EnteredDecisions
from oracle.known_days import KnownDay, known_days
from oracle.known_suspects import EVERYBODY, KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.passed_on import noticed
from oracle.published_event import PublishedEvent
from oracle.settled_lines import settle
from oracle.triggers import NOT_ABOUT_SUSPECTS, OWED_TO_PERSONS, triggered_by
from oracle.victim_wishes import VictimWishes
from oracle.withdrawals import OF_A_LIVING_WITNESS, WHILE_IT_LASTS, goes_elsewhere, unwanted
from processors.victims_code.rules import RULES as RULES_OF_CODE
from processors.victims_code.rules import due_on, rule_on

_IN_TOUCH = "R6.9"
_BEFORE_TRIAL = "R4.3"
_MOVED = "R6.20"


@dataclass(slots=True)
class VictimLedger:
    """The lines of one victim in one case; `enter` takes the events in the order of the world.

    `acts` are what does what a rule asks, by rule; `noticed` whom each notice is about. `close`
    ends the ledger: only then does a line say whether it was done.
    """

    wishes: VictimWishes
    is_person: bool
    known: KnownSuspects
    known_days: dict[str, KnownDay]
    standing: CaseStanding
    noticed: dict[UUID, Suspect]
    lines: list[LedgerLine] = field(default_factory=list)
    withdrawn: dict[str, date] = field(default_factory=dict)
    seen: dict[object, UUID] = field(default_factory=dict)
    first_of: dict[UUID, UUID] = field(default_factory=dict)
    excuses: list[tuple[PublishedEvent, DutyExcused]] = field(default_factory=list)
    acts: dict[str, list[PublishedEvent]] = field(default_factory=lambda: defaultdict(list))
    decisions: EnteredDecisions = field(default_factory=EnteredDecisions)
    investigated: bool = False
    elsewhere: bool = False
    trial: date | None = None
    cross_examined: list[date] = field(default_factory=list)
    section_28: date | None = None

    @classmethod
    def opened_with(cls, events: Sequence[PublishedEvent]) -> "VictimLedger":
        """An empty ledger; of a case's events it takes who is who and the rights beforehand."""
        kinds = (
            each.fact.victim_kind for each in events if isinstance(each.fact, VictimIdentified)
        )
        known = KnownSuspects.of_events(events)
        return cls(
            VictimWishes.of_events(events),
            next(kinds, VictimKind.PERSON) is not VictimKind.BUSINESS,
            known,
            known_days(events),
            CaseStanding(known),
            noticed(known, events),
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
        self._withdraw(event, over)
        if isinstance(event.fact, DutyExcused):
            self.excuses.append((event, event.fact))
        for rule in self._discharged(event):
            self.acts[rule].append(event)
        self.wishes.note(event)
        if isinstance(event.fact, TrialListed):
            self.trial = london_date(event.fact.starts_at)
        match event.fact:
            case HearingListed(hearing=HearingKind.SECTION_28, starts_at=starts_at):
                self.section_28 = london_date(starts_at)
            case EvidenceRecorded(part=EvidencePart.CROSS_EXAMINATION):
                self.cross_examined.append(event.day)
        self._trigger(event, is_over=EVERYBODY in over)

    def close(self) -> None:
        """Find for each line what was done of it."""
        by_rule = defaultdict(list)
        for line in self.lines:
            by_rule[line.rule].append(line)
        for rule, lines in by_rule.items():
            settle(self.known, lines, self.acts[rule], self.first_of)

    def due(self, line: LedgerLine) -> date | None:
        """The last London day for a line.

        None for a preparation for evidence without a date, and where no known Code was in force.
        """
        rule = rule_on(line.rule, line.start)
        if rule is None:
            return None
        if line.rule == _BEFORE_TRIAL:
            given = [day for day in self.cross_examined if day >= line.event.day]
            before = given or ([self.section_28] if self.section_28 else [])
            days = [*before, *([self.trial] if self.trial else [])]
            return min(days) - timedelta(days=1) if days else None
        if line.rule == _IN_TOUCH:
            assert line.every, "no line is opened where no contact was wished for"
            return line.start + timedelta(days=line.every)
        days = [due_on(rule, line.start)]
        for since, until in self.wishes.enhanced_from(line.start):
            sooner = due_on(rule, line.start, since)
            days += [sooner] if until > sooner else []  # rights that ended by then shorten nothing
        return min(days)

    def is_excused(self, line: LedgerLine) -> bool:
        """Whether its holder gave a good reason: for this duty, by any report of what started it,
        or for all by its rule that had begun by then.
        """
        cause = line.event
        owner = holder(line.rule, cause.case, cause.fact)
        for event, excuse in self.excuses:
            named = excuse.trigger and self.first_of.get(excuse.trigger)
            meant = named == cause.identity if excuse.trigger else event.order > cause.order
            if excuse.rule == line.rule and meant and event.agency is owner:
                return True
        return False

    def _withdraw(self, event: PublishedEvent, over: frozenset[Suspect]) -> None:
        if isinstance(event.fact, ContactOptedOut):
            rules = unwanted(event.fact.of)
            for rule in rules:
                self.withdrawn.setdefault(rule, event.day)
            self._withdraw_all(event, rules)
        elif isinstance(event.fact, ContactAgreed):
            self.withdrawn.clear()
        if isinstance(event.fact, VictimDied) and event.fact.died:
            self._withdraw_all(event, OF_A_LIVING_WITNESS)
        if self.standing.charged or goes_elsewhere(event.fact):
            self._withdraw_all(event, frozenset({_IN_TOUCH}))
        for line in self.lines if over else ():
            suspect = line.suspect if line.suspect in self.known.since else EVERYBODY
            if line.rule in WHILE_IT_LASTS and suspect in over and line.over is None:
                line.over = event.order
                line.withdrawn = line.withdrawn or event.day

    def _withdraw_all(self, event: PublishedEvent, rules: frozenset[str]) -> None:
        for line in self.lines:
            if line.rule in rules:
                line.withdrawn = line.withdrawn or event.day

    def _discharged(self, event: PublishedEvent) -> frozenset[str]:
        if self.wishes.was_sent_to(event):
            return BY_LETTER.intersection(discharged_by(event.agency, event.fact))
        if not self.wishes.reached(event):
            return frozenset()
        in_touch = [_IN_TOUCH] if self.wishes.is_contact(event) else []
        return frozenset([*discharged_by(event.agency, event.fact), *in_touch])

    def _trigger(self, event: PublishedEvent, *, is_over: bool) -> None:
        self.decisions.open_again(event.fact)
        for rule in triggered_by(event.agency, event.fact, event.known):
            suspect = self._suspect(rule, event)
            repeated = rule in RULES and not self.decisions.is_new(rule, suspect, event)
            repeated = repeated or (rule == _MOVED and self.elsewhere)
            if not repeated and (self.is_person or rule not in OWED_TO_PERSONS):
                self._open(self._line(rule, event, london_date(event.known or event.at), suspect))
        opens = isinstance(event.fact, InvestigationOpened)
        self.elsewhere = self.elsewhere or goes_elsewhere(event.fact)
        if self.elsewhere or is_over or self.standing.charged:
            self.investigated = False
        self.investigated = (self.investigated or opens) and not self.elsewhere
        contact = self.wishes.is_contact(event) and self.wishes.reached(event)
        if self.investigated and self.wishes.every_days and (opens or contact):
            self._open(self._line(_IN_TOUCH, event, event.day, EVERYBODY))

    def _line(self, rule: str, event: PublishedEvent, day: date, suspect: Suspect) -> LedgerLine:
        """A line that is counted from a day, and never from one before the victim was known."""
        every = self.wishes.every_days if rule == _IN_TOUCH else None
        known, by = self.known_days.get(event.case, (day, event.identity))
        if known > day and RULES_OF_CODE[rule].duty_holder != "victim":
            return LedgerLine(rule, event, known, suspect, every, known_by=by)
        return LedgerLine(rule, event, day, suspect, every)

    def _suspect(self, rule: str, event: PublishedEvent) -> Suspect:
        """The suspect about whom a rule asks something after an event."""
        if rule in NOT_ABOUT_SUSPECTS:
            return EVERYBODY
        return self.noticed.get(event.identity) or self.known.whom(event)

    def _open(self, line: LedgerLine) -> None:
        line.withdrawn = self.withdrawn.get(line.rule)
        self.lines.append(line)
