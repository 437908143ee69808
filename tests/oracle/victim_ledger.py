"""The obligations to one victim in one case, line by line, as a clerk enters event by event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from events.clocks import london_date
from events.contact import ContactAgreed, ContactOptedOut
from events.court import TrialListed
from events.duties import DutyExcused
from events.investigation import InvestigationOpened
from events.offences import VictimKind
from events.reporting import VictimIdentified
from oracle.discharges import BY_LETTER, discharged_by
from oracle.duty_holders import holder
from oracle.entered_decisions import RULES, EnteredDecisions
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.triggers import OWED_TO_PERSONS, triggered_by
from oracle.victim_wishes import VictimWishes
from oracle.withdrawals import charges, ends_case, goes_elsewhere, unwanted, withdrawn_by
from processors.victims_code.rules import due_on, rule_on

_IN_TOUCH = "R6.9"
_BEFORE_TRIAL = "R4.3"
_MOVED = "R6.20"


@dataclass(slots=True)
class VictimLedger:
    """The lines of one victim in one case; `enter` takes the events in the order of the world."""

    wishes: VictimWishes
    is_person: bool
    lines: list[LedgerLine] = field(default_factory=list)
    open: list[LedgerLine] = field(default_factory=list)
    withdrawn: dict[str, date] = field(default_factory=dict)
    seen: dict[object, UUID] = field(default_factory=dict)
    first_of: dict[UUID, UUID] = field(default_factory=dict)
    excuses: list[tuple[PublishedEvent, DutyExcused]] = field(default_factory=list)
    acts: dict[date, list[tuple[PublishedEvent, frozenset[str]]]] = field(default_factory=dict)
    decisions: EnteredDecisions = field(default_factory=EnteredDecisions)
    investigated: bool = False
    elsewhere: bool = False
    trial: date | None = None

    @classmethod
    def opened_with(cls, events: Sequence[PublishedEvent]) -> "VictimLedger":
        """An empty ledger: of a case's events it takes the victim's kind and rights beforehand."""
        kinds = (
            each.fact.victim_kind for each in events if isinstance(each.fact, VictimIdentified)
        )
        return cls(
            VictimWishes.of_events(events), next(kinds, VictimKind.PERSON) is VictimKind.PERSON
        )

    def enter(self, event: PublishedEvent) -> None:
        """Enter one event: what it withdraws, what it discharges, and what it triggers.

        An event that an agency reports a second time does none of these.
        """
        first = self.seen.setdefault(event.what, event.identity)
        self.first_of[event.identity] = first
        if first != event.identity:
            return
        self._withdraw(event)
        if isinstance(event.fact, DutyExcused):
            self.excuses.append((event, event.fact))
        self._discharge(event)
        self.wishes.note(event)
        if isinstance(event.fact, TrialListed):
            self.trial = london_date(event.fact.starts_at)
        self._trigger(event)

    def due(self, line: LedgerLine) -> date | None:
        """The last London day for a line.

        None for a preparation for a trial without a date, and where no known Code was in force.
        """
        rule = rule_on(line.rule, line.start)
        if rule is None:
            return None
        if line.rule == _BEFORE_TRIAL:
            return self.trial and self.trial - timedelta(days=1)
        if line.rule == _IN_TOUCH:
            assert line.every, "no line is opened where no contact was wished for"
            return line.start + timedelta(days=line.every)
        return due_on(rule, line.start, self.wishes.enhanced_since(line.start))

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

    def _withdraw(self, event: PublishedEvent) -> None:
        rules = withdrawn_by(event.fact)
        if isinstance(event.fact, ContactOptedOut):
            rules = unwanted(event.fact.of)
            for rule in rules:
                self.withdrawn.setdefault(rule, event.day)
        elif isinstance(event.fact, ContactAgreed):
            self.withdrawn.clear()
        for line in self.open if rules else ():
            if line.rule in rules and line.withdrawn is None:
                line.withdrawn = event.day

    def _discharge(self, event: PublishedEvent) -> None:
        rules = self._discharged(event)
        for line in [each for each in self.open if each.rule in rules]:
            line.done = event.day
            self.open.remove(line)
        if rules:
            self.acts.setdefault(event.day, []).append((event, rules - {_IN_TOUCH}))

    def _discharged(self, event: PublishedEvent) -> frozenset[str]:
        if self.wishes.was_sent_to(event):
            return BY_LETTER.intersection(discharged_by(event.agency, event.fact))
        if not self.wishes.reached(event):
            return frozenset()
        in_touch = [_IN_TOUCH] if self.wishes.is_contact(event) else []
        return frozenset([*discharged_by(event.agency, event.fact), *in_touch])

    def _trigger(self, event: PublishedEvent) -> None:
        self.decisions.open_again(event.fact)
        for rule in triggered_by(event.agency, event.fact, event.known):
            repeated = rule in RULES and not self.decisions.is_new(rule, event)
            repeated = repeated or (rule == _MOVED and self.elsewhere)
            if not repeated and (self.is_person or rule not in OWED_TO_PERSONS):
                self._open(LedgerLine(rule, event, london_date(event.known or event.at)))
        opens = isinstance(event.fact, InvestigationOpened)
        self.elsewhere = self.elsewhere or goes_elsewhere(event.fact)
        if self.elsewhere or ends_case(event.fact) or charges(event.fact):
            self.investigated = False
        self.investigated = (self.investigated or opens) and not self.elsewhere
        contact = self.wishes.is_contact(event) and self.wishes.reached(event)
        if self.investigated and self.wishes.every_days and (opens or contact):
            self._open(LedgerLine(_IN_TOUCH, event, event.day, self.wishes.every_days))

    def _open(self, line: LedgerLine) -> None:
        line.withdrawn = self.withdrawn.get(line.rule)
        self.lines.append(line)
        if self._is_done_already(line):
            line.done = line.event.day
        else:
            self.open.append(line)

    def _is_done_already(self, line: LedgerLine) -> bool:
        """Whether it was done in that very second, or on that day at an hour that nobody knows.

        Contacts that each ask for the next stay in their order: two of one day are not each
        other's answer.
        """
        asking = line.event
        return any(
            line.rule in rules and (act.by_day or act.at == asking.at)
            for act, rules in self.acts.get(asking.day, ())
        )
