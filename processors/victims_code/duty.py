"""What a duty is in terms of facts: what raises it, what discharges it, what makes it moot."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from events.fact import Fact
from events.identifiers import Agency
from events.messages import NoticeReceived
from processors.case.fact_order import not_before, tells_the_same
from schemas.changes import DutyHolder
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True, eq=False)
class FactPattern:
    """Facts of a kind, those that some agencies report, and those that a condition holds of."""

    kind: type[Fact]
    holds: Callable[..., bool] = lambda _: True
    by: frozenset[Agency] = frozenset(Agency)

    def matches(self, logged: LoggedFact) -> bool:
        """Whether a record is such a fact."""
        fact = logged.fact
        return type(fact) is self.kind and logged.agency in self.by and self.holds(fact)


class ClockStart(StrEnum):
    """What a duty's clock starts with."""

    OCCURRED = "occurred"
    """What happened."""
    RECEIPT = "receipt"
    """The duty-holder's hearing of it: a notice received, or a fact that says when it was known."""


class Withdrawal(StrEnum):
    """What takes away the reason for a duty that is still open."""

    CASE_ENDED = "case-ended"
    CHARGED = "charged"
    PROGRESS_UPDATES = "progress-updates"
    """The victim does not want them; so the next two."""
    COURT_UPDATES = "court-updates"
    RELEASE_UPDATES = "release-updates"


@dataclass(frozen=True, slots=True, eq=False)
class Duty:
    """One rule in terms of facts.

    `persons_only` says that a business is not owed it; `before_trial` that it is due by the day
    before the trial, as listed last, and not within a number of days; `rolling` that each contact
    discharges it and raises it anew, at the frequency agreed with the victim; `one_decision` that
    it is owed once for a decision, however many agencies tell or record it.
    """

    rule: str
    holder: DutyHolder
    triggered_by: tuple[FactPattern, ...]
    discharged_by: tuple[FactPattern, ...]
    clock: ClockStart = ClockStart.OCCURRED
    withdrawn_by: frozenset[Withdrawal] = frozenset()
    persons_only: bool = False
    before_trial: bool = False
    rolling: bool = False
    one_decision: bool = False

    def starts(self, trigger: LoggedFact) -> datetime | None:
        """The instant at which its clock starts with a fact; None where no day is known for it."""
        if self.clock is ClockStart.RECEIPT and trigger.known:
            return trigger.known
        if self.clock is ClockStart.RECEIPT and not isinstance(trigger.fact, NoticeReceived):
            return None
        return trigger.occurred.at if trigger.occurred.day else None

    def is_triggered_by(self, logged: LoggedFact) -> bool:
        """Whether a fact raises it. What happened in a month, the day unknown, raises no duty."""
        return _any_matches(self.triggered_by, logged) and self.starts(logged) is not None

    def is_deed(self, logged: LoggedFact) -> bool:
        """Whether a fact, on a known day, is of the kind that discharges it."""
        return logged.occurred.day is not None and _any_matches(self.discharged_by, logged)

    def is_discharged_by(self, logged: LoggedFact, trigger: LoggedFact) -> bool:
        """Whether a fact, on a known day, is what a trigger asked for, if it reached the victim."""
        return (
            self.is_deed(logged)
            and logged.event != trigger.event
            and self._comes_after(logged, trigger)
        )

    def _comes_after(self, logged: LoggedFact, trigger: LoggedFact) -> bool:
        """One contact discharges what an earlier one raised, and never what it raised itself."""
        if self.rolling:
            return logged.order > trigger.order and not tells_the_same(logged, trigger)
        return not_before(logged, trigger)


def _any_matches(patterns: Iterable[FactPattern], logged: LoggedFact) -> bool:
    for pattern in patterns:  # noqa: SIM110 - any() with a generator costs more, and this runs most often
        if pattern.matches(logged):
            return True
    return False
