"""What one victim is owed in one case, line by line, as a clerk enters it event by event."""

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
from oracle.discharges import fulfilled_by
from oracle.duty_holders import holder
from oracle.entered_decisions import RULES, Decisions
from oracle.ledger_line import Line
from oracle.published_event import Published
from oracle.triggers import OWED_TO_PERSONS, asked_by
from oracle.victim_wishes import Rights
from oracle.withdrawals import charges, ends_case, made_moot_by, unwanted
from processors.victims_code.rules import due_on, rule_on

_IN_TOUCH = "R6.9"
_BEFORE_TRIAL = "R4.3"


@dataclass(slots=True)
class Book:
    """The lines of one victim in one case; `enter` takes the events in the order of the world."""

    rights: Rights
    is_person: bool
    lines: list[Line] = field(default_factory=list)
    undone: list[Line] = field(default_factory=list)
    called_off: dict[str, date] = field(default_factory=dict)
    told: dict[object, UUID] = field(default_factory=dict)
    first_told: dict[UUID, UUID] = field(default_factory=dict)
    excuses: list[tuple[Published, DutyExcused]] = field(default_factory=list)
    deeds: dict[date, list[tuple[Published, frozenset[str]]]] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    investigated: bool = False
    trial: date | None = None

    @classmethod
    def opened_with(cls, events: Sequence[Published]) -> "Book":
        """An empty book: of a case's events it takes the victim's kind and rights beforehand."""
        kinds = (
            each.fact.victim_kind for each in events if isinstance(each.fact, VictimIdentified)
        )
        return cls(Rights.told_in(events), next(kinds, VictimKind.PERSON) is VictimKind.PERSON)

    def enter(self, event: Published) -> None:
        """Enter one event: what it does away with, what it does, and what it asks for.

        What an agency tells a second time does nothing and asks for nothing.
        """
        first = self.told.setdefault(event.what, event.identity)
        self.first_told[event.identity] = first
        if first != event.identity:
            return
        self._call_off(event)
        if isinstance(event.fact, DutyExcused):
            self.excuses.append((event, event.fact))
        self._do(event)
        self.rights.note(event)
        if isinstance(event.fact, TrialListed):
            self.trial = london_date(event.fact.starts_at)
        self._ask(event)

    def due(self, line: Line) -> date | None:
        """The last London day for a line.

        None of a preparation for a trial that has no date, and where no Code held was in force.
        """
        rule = rule_on(line.rule, line.start)
        if rule is None:
            return None
        if line.rule == _BEFORE_TRIAL:
            return self.trial and self.trial - timedelta(days=1)
        if line.rule == _IN_TOUCH:
            assert line.every, "no line is opened where no contact was wished for"
            return line.start + timedelta(days=line.every)
        return due_on(rule, line.start, self.rights.enhanced_since(line.start))

    def is_excused(self, line: Line) -> bool:
        """Whether its holder gave a good reason: for this duty, by any telling of what started it,
        or for all by its rule that had begun by then.
        """
        cause = line.event
        owing = holder(line.rule, cause.case, cause.fact)
        for event, excuse in self.excuses:
            named = excuse.trigger and self.first_told.get(excuse.trigger)
            meant = named == cause.identity if excuse.trigger else event.order > cause.order
            if excuse.rule == line.rule and meant and event.agency is owing:
                return True
        return False

    def _call_off(self, event: Published) -> None:
        rules = made_moot_by(event.fact)
        if isinstance(event.fact, ContactOptedOut):
            rules = unwanted(event.fact.of)
            for rule in rules:
                self.called_off.setdefault(rule, event.day)
        elif isinstance(event.fact, ContactAgreed):
            self.called_off.clear()
        for line in self.undone if rules else ():
            if line.rule in rules and line.called_off is None:
                line.called_off = event.day

    def _do(self, event: Published) -> None:
        rules = self._fulfilled(event)
        for line in [each for each in self.undone if each.rule in rules]:
            line.done = event.day
            self.undone.remove(line)
        if rules:
            self.deeds.setdefault(event.day, []).append((event, rules - {_IN_TOUCH}))

    def _fulfilled(self, event: Published) -> frozenset[str]:
        if not self.rights.came_through(event):
            return frozenset()
        in_touch = [_IN_TOUCH] if self.rights.keeps_in_touch(event) else []
        return frozenset([*fulfilled_by(event.agency, event.fact), *in_touch])

    def _ask(self, event: Published) -> None:
        self.decisions.open_again(event.fact)
        for rule in asked_by(event.agency, event.fact, event.known):
            told_before = rule in RULES and not self.decisions.is_new(rule, event)
            if not told_before and (self.is_person or rule not in OWED_TO_PERSONS):
                self._open(Line(rule, event, london_date(event.known or event.at)))
        opens = isinstance(event.fact, InvestigationOpened)
        if ends_case(event.fact) or charges(event.fact):
            self.investigated = False
        self.investigated = self.investigated or opens
        contact = self.rights.keeps_in_touch(event) and self.rights.came_through(event)
        if self.investigated and self.rights.every_days and (opens or contact):
            self._open(Line(_IN_TOUCH, event, event.day, self.rights.every_days))

    def _open(self, line: Line) -> None:
        line.called_off = self.called_off.get(line.rule)
        self.lines.append(line)
        if self._is_done_already(line):
            line.done = line.event.day
        else:
            self.undone.append(line)

    def _is_done_already(self, line: Line) -> bool:
        """Whether it was done in that very second, or on that day at an hour that nobody knows.

        Contacts that each ask for the next stay in their order: two of one day are not each
        other's answer.
        """
        asking = line.event
        return any(
            line.rule in rules and (deed.by_day or deed.at == asking.at)
            for deed, rules in self.deeds.get(asking.day, ())
        )
