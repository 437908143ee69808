"""What a duty is: its words, the facts that raise and discharge it, and its time limits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from typing import Literal

from events.contact import ToldAbout, VictimInformed
from events.fact import Fact
from events.identifiers import POLICE, Agency
from events.messages import NoticeReceived, NoticeSent
from events.offences import VictimKind
from events.suspects import AboutSuspect
from processors.case.history.fact_order import not_before, tells_the_same
from processors.victims_code.time_limit import TimeLimit
from schemas.changes import DutyHolder
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True, eq=False)
class FactPattern:
    """Facts of one kind that some agencies report and that meet a condition.

    `told` are the matters of a telling, the duty's own before those that tell of it as well.
    """

    kind: type[Fact]
    condition: Callable[..., bool] = lambda _: True
    by: frozenset[Agency] = frozenset(Agency)
    told: tuple[ToldAbout, ...] = ()

    def matches(self, logged: LoggedFact) -> bool:
        """Whether a record is such a fact."""
        fact = logged.fact
        return type(fact) is self.kind and logged.agency in self.by and self.condition(fact)


class ClockStart(StrEnum):
    """What starts a duty's clock."""

    OCCURRED = "occurred"
    """The event itself."""
    RECEIPT = "receipt"
    """The duty-holder receives the news: by a notice, by a fact that says when it was known, or by
    what the duty-holder reports itself."""
    PASSED_ON = "passed-on"
    """The same; while nobody reports the receipt, the event that passes the news on."""
    TELLING = "telling"
    """The victim is told of it."""


class Withdrawal(StrEnum):
    """What removes the reason for a duty that is still open."""

    CASE_ENDED = "case-ended"
    CHARGED = "charged"
    HEARING_OFF = "hearing-off"
    """The hearing was taken out of the list, and no other date was set for it."""
    HEARING_MOVED = "hearing-moved"
    """The hearing was listed anew, mostly for another date: the same is owed of that listing."""
    VICTIM_DIED = "victim-died"
    """The dead give no evidence."""
    NOT_REQUIRED = "not-required"
    """The victim need not give evidence, it was decided later."""
    HELD_ELSEWHERE = "held-elsewhere"
    """The case went to a body that publishes nothing here, and that investigates it now."""
    PROGRESS_UPDATES = "progress-updates"
    """The victim does not want updates on the progress of the case."""
    COURT_UPDATES = "court-updates"
    """The victim does not want updates on what happens at court."""
    RELEASE_UPDATES = "release-updates"
    """The victim does not want updates on the offender's release."""
    SCHEME_DECLINED = "scheme-declined"
    """The victim does not take part in the Victim Contact Scheme."""
    OFFENDER_DIED = "offender-died"
    """There is nothing left to tell of the sentence of a dead offender."""
    SENTENCE_REPLACED = "sentence-replaced"
    """Another sentence took its place: slip rule, appeal, breach."""
    CONVICTION_QUASHED = "conviction-quashed"
    """On appeal."""


@dataclass(frozen=True, slots=True)
class WithoutDate:
    """What is asked for, in the imperative, where a hearing has no date any more.

    `off`: it was taken out of the list. `no_date`: it was listed again, without a date.
    """

    off: str
    no_date: str


@dataclass(frozen=True, slots=True)
class SecondLeg:
    """The duty, by its rule, that cannot start before a first leg is done.

    `asks` says in the imperative what its holder asks for where the first leg is late.
    """

    rule: str
    asks: str
    without_date: WithoutDate | None = None


PERSONS = frozenset(VictimKind) - {VictimKind.BUSINESS}
"""Every kind of victim but a business."""


@dataclass(frozen=True, slots=True, eq=False)
class Duty:
    """One rule of the Victims' Code: what it asks of whom, in words, in facts and in days.

    `sentence` says what it asks of whom, without a full stop; `obligation` says it in short. `act`
    says it to its holder, in the imperative: `{on}` stands where its clock starts with that event,
    `{hearing}` and `{order}` for which hearing or order it is, `{of}` for whose hearing. Where the
    hearing has no date any more `without_date` says it, and `date_or_off` where nothing at hand
    tells whether it has one. `right` is the Right of the Code. A duty of two parts, such as the
    court to the unit and the unit to the victim, is two duties: `leg` is 1 or 2, and the first
    names its `second_leg`. `clock_starts_at` says in words what
    `triggered_by` and `clock` say in facts. `limits` has one time limit for each version of the
    Code that has the rule.

    `victims` are the kinds of victim to whom it is owed. `before_trial`: it is due by the day
    before the trial, as listed last, and not within a number of days. `rolling`: each contact
    discharges it and raises it anew, at the frequency agreed with the victim. `one_decision` names
    what it is a decision about: of all duties of a name one is owed for a decision, however many
    agencies report or record that decision. `once`: the first fact of a case that may raise it is
    the only one that does. `may_precede`: what was done before does it as well, since the last fact
    about the same suspect that raised it. `one_move`: it is owed for a fact that passes the case on
    to another body, by the force that had it. `one_move_of_offender`: it is owed once for what
    happened to an offender on one London day, whether prison or probation or both report it.
    `one_outcome`: it is owed once for how a case ended, whether notices of the outcome or of the
    sentence or both say it.
    `sending_does`: a letter that was sent does it, whether or not anybody knows that it arrived.
    `practice` has an agency's own days where the Code sets none. `open_without_news`: it is owed,
    by no day, while nobody has said when the news was received. `done_when_known`: it is done where
    its trigger says when the news was known.
    `after_arrest`: a hearing triggers it if it is the first after an arrest on a warrant.
    `bail_of` says whose bail it tells of: the police's, before a charge, or the court's.
    `for_eligible` and `for_listed`: it depends on the sentence and the offence, by the tables in
    `sentence_schemes`. `since` and `until` are the first and the last London day on which its clock
    can start, where an Act set one.
    """

    rule: str
    right: int
    sentence: str
    obligation: str
    act: str
    holder: DutyHolder
    owed_to: str
    clock_starts_at: str
    triggered_by: tuple[FactPattern, ...]
    discharged_by: tuple[FactPattern, ...]
    limits: tuple[TimeLimit, ...]
    leg: int = 1
    second_leg: SecondLeg | None = None
    without_date: WithoutDate | None = None
    date_or_off: str = ""
    clock: ClockStart = ClockStart.OCCURRED
    withdrawn_by: frozenset[Withdrawal] = frozenset()
    victims: frozenset[VictimKind] = frozenset(VictimKind)
    before_trial: bool = False
    rolling: bool = False
    one_decision: Literal["charging", "prosecution", "review"] | None = None
    once: bool = False
    may_precede: bool = False
    one_move: bool = False
    one_move_of_offender: bool = False
    one_outcome: bool = False
    sending_does: bool = False
    practice: Mapping[Agency | None, int] = field(default_factory=dict)
    open_without_news: bool = False
    done_when_known: bool = False
    after_arrest: bool = False
    for_eligible: bool = False
    for_listed: bool = False
    bail_of: Literal["police", "court"] | None = None
    since: date = date.min
    until: date = date.max
    is_about_suspects: bool = field(init=False)
    """Whether it is owed for each suspect apart: what triggers it is about one."""

    withdrawals: tuple[Withdrawal, ...] = field(init=False)
    """What withdraws it, in the order in which it is looked for."""

    needs_news: bool = field(init=False)
    """Whether it is owed only once somebody has said that the news was received, or passed on."""

    starts_with_news: bool = field(init=False)
    """Whether its clock starts when the news was known, where a fact says that."""

    def __post_init__(self) -> None:
        kinds = (pattern.kind for pattern in self.triggered_by)
        about = not self.rolling and any(issubclass(kind, AboutSuspect) for kind in kinds)
        object.__setattr__(self, "is_about_suspects", about)
        in_turn = tuple(reason for reason in Withdrawal if reason in self.withdrawn_by)
        object.__setattr__(self, "withdrawals", in_turn)
        receipt = self.clock is ClockStart.RECEIPT
        object.__setattr__(self, "needs_news", receipt and not self.open_without_news)
        with_news = receipt or self.clock is ClockStart.PASSED_ON
        object.__setattr__(self, "starts_with_news", with_news)

    def starts(self, trigger: LoggedFact) -> datetime | None:
        """The instant at which a fact starts its clock; None if the day of that is not known."""
        if self.starts_with_news and trigger.known:
            return trigger.known
        passed_on = not self.needs_news or isinstance(trigger.fact, NoticeSent)
        if trigger.occurred.day is None or not (passed_on or self.has_news(trigger)):
            return None
        return trigger.occurred.at

    def has_news(self, trigger: LoggedFact) -> bool:
        """Whether a fact is news that the duty-holder has, as far as is reported."""
        of_police = self.holder is DutyHolder.POLICE and trigger.agency in POLICE
        known = trigger.known is not None or isinstance(trigger.fact, NoticeReceived)
        return known or of_police or trigger.agency.value == self.holder.value

    def is_triggered_by(self, logged: LoggedFact) -> bool:
        """Whether a fact raises it. A fact whose day is not known raises no duty."""
        return _any_matches(self.triggered_by, logged) and self.starts(logged) is not None

    def is_deed(self, logged: LoggedFact) -> bool:
        """Whether a fact, on a known day, is of the kind that discharges it."""
        return logged.occurred.day is not None and _any_matches(self.discharged_by, logged)

    def told_by(self, logged: LoggedFact) -> ToldAbout | None:
        """The matter by which a telling discharges it; None where nothing is told."""
        if not isinstance(logged.fact, VictimInformed):
            return None
        told = (pattern.told for pattern in self.discharged_by if pattern.matches(logged))
        return next((each for each in chain(*told) if each in logged.fact.matters), None)

    def is_discharged_by(self, logged: LoggedFact, trigger: LoggedFact) -> bool:
        """Whether a fact on a known day does what the duty asks after a trigger.

        Whether it reached the victim safely is not looked at here.
        """
        return (
            self.is_deed(logged)
            and logged.event != trigger.event
            and self._comes_after(logged, trigger)
        )

    def _comes_after(self, logged: LoggedFact, trigger: LoggedFact) -> bool:
        """A contact discharges the duty that an earlier contact raised, never the one it raises."""
        if self.rolling:
            return logged.order > trigger.order and not tells_the_same(logged, trigger)
        return not_before(logged, trigger)


def _any_matches(patterns: Iterable[FactPattern], logged: LoggedFact) -> bool:
    fact, agency = logged.fact, logged.agency  # without any call: this runs most often
    kind = type(fact)
    for pattern in patterns:
        if pattern.kind is kind and agency in pattern.by and pattern.condition(fact):
            return True
    return False
