"""The pure fold: a victim's facts in, that victim's journey out, the clock an argument."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from uuid import UUID

from processors.case.corrections.correction import Correction
from processors.case.counted.before_answers import before_each_answer, learned_before
from processors.case.counted.counted_facts import CountedFacts, counted_facts
from processors.case.history.case_history import CaseHistory
from processors.case.history.facts_by_event import FactsByEvent, with_facts
from processors.case.history.grown_histories import GrownHistories
from processors.fold.case_state import CaseState, case_state
from processors.fold.judging_clock import Clock
from processors.fold.revised_rows import retracted_alerts, with_revised, without_corrections
from processors.fold.taken_back_entries import with_taken_back
from processors.fold.timeline_rows import correction_row, entry_states, timeline_entry
from schemas.alert_policy import FIRST_TIMING, AlertTiming
from schemas.alert_row import Alert
from schemas.changes import Row, TimelineEntry
from schemas.log_records import LoggedFact

BEFORE_TIME = datetime(1, 1, 1, tzinfo=UTC)
"""The clock before any tick: nothing is late yet."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A victim's journey: what happened, and where each case stands.

    `facts` are as they were reported, `effective` as they count since corrections were applied.
    `names` are the identifiers of its cases, each with the case it means. `retracted` are alerts
    that were raised upon what has been corrected since; `past` has those it knew of before the last
    correction was decided. `first_reported` are the duties and alerts of the journey without any
    correction, by the same clock. Both are None where nothing was corrected. `now` is the clock by
    which it was judged, an aware instant, and `timing` is when people are told of alerts.
    """

    facts: FactsByEvent = field(default_factory=dict)
    effective: FactsByEvent = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    retracted: tuple[Alert, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, CaseState] = field(default_factory=dict)
    entries: Mapping[UUID, TimelineEntry] = field(default_factory=dict)
    past: "Past | None" = None
    first_reported: "Journey | None" = None
    now: datetime = BEFORE_TIME
    timing: AlertTiming = FIRST_TIMING

    @property
    def next_change(self) -> datetime | None:
        """The next instant, after `now`, at which time alone changes a row."""
        changes = [case.next_change for case in self.cases.values() if case.next_change]
        decided = [each.decided for each in self.corrections if each.decided]
        if self.first_reported and self.first_reported.next_change:
            changes.append(self.first_reported.next_change)
        return min((*changes, *(at for at in decided if at > self.now)), default=None)

    @property
    def rows(self) -> Mapping[UUID, Row]:
        """Every row of the journey, by id."""
        by_case = chain.from_iterable(map(self.case_rows, self.cases))
        return {**self.entries, **{row.id: row for row in chain(self.correction_rows, by_case)}}

    @property
    def correction_rows(self) -> list[Row]:
        """The corrections, and the alerts that they retracted."""
        retracted = with_revised(self.retracted, self._reported_rows()) if self.retracted else ()
        return [*map(correction_row, self.corrections), *retracted]

    def case_rows(self, case: str) -> Iterable[Row]:
        """The rows of one of its cases, compared with those that were first reported."""
        rows = self.cases[case].rows
        if not self.first_reported:
            return rows
        return with_revised(rows, self._reported_rows(case if self._cases_as_reported else None))

    def has_rows_of(self, other: "Journey", case: str) -> bool:
        """Whether its rows of a case are surely those of another journey: made from the same."""
        if self.cases.get(case) is not other.cases.get(case):
            return False
        here, there = self.first_reported, other.first_reported
        if here is None or there is None:
            return here is there
        same_names = self._cases_as_reported and other._cases_as_reported
        return same_names and here.cases.get(case) is there.cases.get(case)

    @property
    def _cases_as_reported(self) -> bool:
        """Whether corrections left each case with the identifiers that were first reported."""
        return self.first_reported is not None and self.names == self.first_reported.names

    def _reported_rows(self, case: str | None = None) -> Mapping[UUID, Row]:
        """The rows first reported of a case, or of all."""
        known = self.first_reported.cases if self.first_reported else {}
        cases = known.values() if case is None else filter(None, [known.get(case)])
        return {row.id: row for each in cases for row in each.rows}


_EMPTY = Journey()
"""The journey of somebody of whom nothing has come in."""


def fold(
    facts: Iterable[LoggedFact], now: datetime = BEFORE_TIME, timing: AlertTiming = FIRST_TIMING
) -> Journey:
    """The journey that follows from a victim's facts as at `now`.

    `timing` has the policies of all ticks up to then; later ones do not matter.

    The same for any order of the facts, and for any repetition of them.
    """
    return with_more(_EMPTY, facts, Clock(now, timing))


def with_more(journey: Journey, more: Iterable[LoggedFact], clock: Clock) -> Journey:
    """The journey with more facts, or none, by the clock: what `fold` says of all of them.

    The clock never goes back. A case whose facts are the same, and of which time has changed
    nothing, is not judged again.
    """
    clock, more = clock.not_before(journey.now), list(more)
    facts = with_facts(journey.facts, more)
    if _stands(journey, facts, clock):
        return replace(journey, now=clock.now, timing=clock.timing)
    step = _step(journey, facts, more)
    judged = _judged(step, clock, journey.cases, _entries(step))
    if not judged.corrections:
        return judged
    past = _past(journey.past, judged, step.counted.last_decided)
    return replace(
        judged,
        past=past,
        retracted=tuple(retracted_alerts(past.alerts, judged.cases, past.learned)) if past else (),
        first_reported=_first_reported(journey.first_reported, judged, more, clock),
    )


def _stands(journey: Journey, facts: FactsByEvent, clock: Clock) -> bool:
    """Whether these are a journey's facts, and time alone has changed nothing of it."""
    change = journey.next_change if facts is journey.facts else None
    return facts is journey.facts and (change is None or clock.now < change)


@dataclass(frozen=True, slots=True)
class _Step:
    """Facts as they count; `new` are those that `base` has not, a journey to go on from."""

    counted: CountedFacts
    base: Journey
    new: Sequence[LoggedFact]


def _step(journey: Journey, facts: FactsByEvent, more: Iterable[LoggedFact]) -> _Step:
    """The step from a journey to all its `facts`, `more` among them: from none, if any changed."""
    counted = counted_facts(facts, journey.effective)
    new = _new(journey, facts, counted.effective, more)
    as_before = len(counted.effective) - len(new)
    if as_before < len(journey.effective) or counted.corrections != journey.corrections:
        return _begun(counted)
    return _Step(counted, journey, new)


def _begun(counted: CountedFacts) -> _Step:
    """The step to facts from none."""
    return _Step(counted, _EMPTY, list(counted.effective.values()))


def _judged(
    step: _Step,
    clock: Clock,
    earlier: Mapping[str, CaseState],
    entries: Mapping[UUID, TimelineEntry] | None = None,
) -> Journey:
    """The journey after a step, each case judged; `earlier` spares work only.

    Without `entries` it has nothing but the duties and alerts of its cases.
    """
    counted, base = step.counted, step.base
    before, alike = GrownHistories(base.names, _histories(base.cases)), _histories(earlier)
    grown = before.with_facts(step.new, counted.effective, counted.by_event, alike)
    whole = entries is not None
    cases = {
        name: _case(earlier.get(name), each, clock, whole=whole)
        for name, each in grown.by_case.items()
    }
    return Journey(
        facts=counted.facts,
        effective=counted.effective,
        corrections=counted.corrections,
        names=grown.names,
        cases=cases,
        entries=entries or {},
        now=clock.now,
        timing=clock.timing,
    )


def _first_reported(
    before: Journey | None, judged: Journey, more: Iterable[LoggedFact], clock: Clock
) -> Journey:
    """A journey as it was first reported: its cases, from `before` or from what was judged."""
    new = [judged.facts[each.event] for each in more]
    if before is None or any(before.facts.get(each.event, each) != each for each in new):
        facts = with_facts({}, without_corrections(judged.facts.values()))
        return _judged(_begun(counted_facts(facts)), clock, judged.cases)
    new = without_corrections(new)
    facts = with_facts(before.facts, new)
    if _stands(before, facts, clock):
        return replace(before, now=clock.now, timing=clock.timing)
    return _judged(_step(before, facts, new), clock, before.cases)


def _new(
    journey: Journey, facts: FactsByEvent, effective: FactsByEvent, more: Iterable[LoggedFact]
) -> list[LoggedFact]:
    """The facts that count now and did not count before, or counted otherwise."""
    if not journey.effective:
        return list(effective.values())
    events: Iterable[UUID] = effective
    if effective is facts and journey.effective is journey.facts:
        events = dict.fromkeys(each.event for each in more)  # nothing was ever corrected
    before = journey.effective
    return [effective[event] for event in events if before.get(event) is not effective[event]]


def _case(
    before: CaseState | None, history: CaseHistory, clock: Clock, *, whole: bool
) -> CaseState:
    same = before is not None and before.history is history
    if before and same and (before.next_change is None or clock.now < before.next_change):
        return before
    return case_state(history, clock, before, whole=whole)


def _histories(cases: Mapping[str, CaseState]) -> Mapping[str, CaseHistory]:
    return {name: case.history for name, case in cases.items()}


def _entries(step: _Step) -> Mapping[UUID, TimelineEntry]:
    """The timeline: the entry of a fact that counts as before is used again."""
    counted = step.counted
    if not counted.by_event:  # nothing was corrected
        return {**step.base.entries, **{each.event: timeline_entry(each) for each in step.new}}
    entries, states = dict(step.base.entries), entry_states(counted.by_event.values())
    for each in step.new:
        state, reported = states.get(each.event), counted.in_cases[each.event]
        entries[each.event] = timeline_entry(each, state, reported)
    return with_taken_back(entries, counted.in_cases, counted.corrected, counted.effective, states)


@dataclass(frozen=True, slots=True)
class Past:
    """What a journey knew before it was `learned` what becomes of a correction.

    `alerts` are those that stood, or had been retracted, as at `now`.
    """

    learned: datetime
    facts: FactsByEvent
    now: datetime
    alerts: Mapping[UUID, Alert]


def _past(before: Past | None, journey: Journey, learned: datetime | None) -> Past | None:
    """The past of a journey before the last correction was decided; None while there is none."""
    if learned is None:
        return None
    known, then = learned_before(journey.facts, learned), min(journey.now, learned)
    if before and (before.learned, before.now, before.facts) == (learned, then, known):
        return before
    shown = _alerts_shown(known, Clock(then, journey.timing), before, journey.cases)
    return Past(learned, known, then, shown)


def _alerts_shown(
    facts: FactsByEvent, clock: Clock, earlier: Past | None, cases: Mapping[str, CaseState]
) -> Mapping[UUID, Alert]:
    """The alerts that a journey with these facts shows as its clock says, retracted ones included.

    Each answer to a correction may have retracted some: so from the first answer to the last, or
    from what is known of an `earlier` past. That spares work only, and so do the `cases` of now.
    """
    shown: Mapping[UUID, Alert] = {}
    steps = []
    for step in before_each_answer(facts, clock.now):
        if earlier and (earlier.facts, earlier.now) == (step[0].facts, step[1]):
            shown = earlier.alerts
            break
        steps.append(step)
    for counted, then, learned in reversed(steps):
        cases = _judged(_begun(counted), Clock(then, clock.timing), cases).cases
        retracted = retracted_alerts(shown, cases, learned) if learned else ()
        standing = (row for case in cases.values() for row in case.rows if isinstance(row, Alert))
        shown = {row.id: row for row in chain(standing, retracted)}
    return shown
