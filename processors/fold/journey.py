"""The pure fold: a victim's facts in, that victim's journey out, the clock an argument."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from events.identity import also_called
from processors.case.apply_corrections import CORRECTIONS, Correction, apply_corrections
from processors.case.case_history import CaseHistory, case_names, histories
from processors.fold.case_state import CaseState, RowChanges, after_facts, after_time, case_state
from processors.fold.timeline_rows import correction_row, entry_states, timeline_entry
from schemas.changes import Alert, AlertState, Row
from schemas.log_records import LoggedFact

BEFORE_TIME = datetime(1, 1, 1, tzinfo=UTC)
"""The clock before any tick: nothing is late yet."""


@dataclass(frozen=True)
class Journey:
    """Everything the platform says of one victim: what happened, and where each case stands.

    `facts` are as they were reported, `right` as they count since what was corrected. `names` are
    the identifiers of its cases, each with the case it means. `retracted` are alerts that were
    raised upon what has been corrected since. `now` is the clock by which it was judged, an aware
    instant.
    """

    facts: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    right: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    retracted: tuple[Alert, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, CaseState] = field(default_factory=dict)
    now: datetime = BEFORE_TIME

    @cached_property
    def wakes(self) -> datetime | None:
        """The next instant, after `now`, at which time alone changes a row."""
        moments = [case.wakes for case in self.cases.values() if case.wakes]
        answers = [each.answer.learned for each in self.corrections if each.answer]
        return min((*moments, *(at for at in answers if at > self.now)), default=None)

    @cached_property
    def rows(self) -> Mapping[UUID, Row]:
        """All that is said, by id."""
        states = entry_states(self.corrections)
        said = chain(
            (
                timeline_entry(each, states.get(key), self.facts[key])
                for key, each in self.right.items()
            ),
            map(correction_row, self.corrections),
            self.retracted,
            *(case.rows() for case in self.cases.values()),
        )
        return {row.id: row for row in said}


def fold(facts: Iterable[LoggedFact], now: datetime = BEFORE_TIME) -> Journey:
    """The journey that follows from a victim's facts as at `now`.

    The same for any order of the facts, and for any repetition of them.
    """
    unique = with_facts({}, facts)
    right, corrections = apply_corrections(unique)
    names = case_names(right.values())
    told = histories(right.values(), names, {each.event: each for each in corrections})
    cases = {case: case_state(history, now) for case, history in told.items()}
    retracted = tuple(_retracted(unique, corrections, cases.values(), now))
    return Journey(unique, right, corrections, retracted, names, cases, now)


def _retracted(
    facts: Mapping[UUID, LoggedFact],
    corrections: Iterable[Correction],
    cases: Iterable[CaseState],
    now: datetime,
) -> Iterator[Alert]:
    """The alerts that stood when something was corrected, and by what counts now never should."""
    answers = [each.answer for each in corrections if each.answer]
    last = max(answers, key=lambda answer: answer.learned, default=None)
    if last is None:
        return
    before = fold(
        (each for each in facts.values() if each.learned < last.learned), min(now, last.learned)
    )
    stands = {row.id for case in cases for row in case.rows()}
    for row in before.rows.values():
        if isinstance(row, Alert) and row.id not in stands and row.raised <= now:
            closed = row.closed or last.learned
            yield replace(row, state=AlertState.RETRACTED, closed=closed)


def with_facts(
    facts: Mapping[UUID, LoggedFact], more: Iterable[LoggedFact]
) -> Mapping[UUID, LoggedFact]:
    """The facts and more. Of two records of one event the one learned first counts."""
    new: dict[UUID, LoggedFact] = {}
    for logged in more:
        held = new.get(logged.event) or facts.get(logged.event)
        if held is None or (held != logged and _precedence(logged) <= _precedence(held)):
            new[logged.event] = logged
    return {**facts, **new} if new else facts


def _precedence(logged: LoggedFact) -> tuple[datetime, str]:
    return logged.learned, repr(logged)


def after(
    journey: Journey, more: Sequence[LoggedFact], now: datetime
) -> tuple[Journey, RowChanges]:
    """The journey with more facts as at `now`, and what they changed: as `fold` would say it."""
    facts = with_facts(journey.facts, more)
    told = {each.event: facts[each.event] for each in more}
    new = {event: each for event, each in told.items() if each is not journey.facts.get(event)}
    if not new:
        return at(journey, now)
    if any(
        event in journey.facts or _weighs_on_cases(journey, logged) for event, logged in new.items()
    ):
        return _all_anew(journey, facts, now)
    passed, passing = at(journey, now)
    names = {logged.case: logged.case for logged in new.values()} | dict(passed.names)
    by_case: dict[str, list[LoggedFact]] = {}
    for logged in new.values():
        by_case.setdefault(names[logged.case], []).append(logged)
    grown = {
        name: after_facts(passed.cases.get(name) or CaseState(CaseHistory(name)), told, passed.now)
        for name, told in by_case.items()
    }
    then = Journey(
        facts=facts,
        right={**passed.right, **new},
        corrections=passed.corrections,
        retracted=passed.retracted,
        names=names,
        cases={**passed.cases, **{name: case for name, (case, _) in grown.items()}},
        now=passed.now,
    )
    entries = RowChanges(after=tuple(map(timeline_entry, new.values())))
    return then, _together([passing, entries, *(delta for _, delta in grown.values())])


def _weighs_on_cases(journey: Journey, logged: LoggedFact) -> bool:
    """Whether a fact changes what others count for: a correction, or another name for a case."""
    corrected = any(each.event == logged.event for each in journey.corrections)
    if corrected or isinstance(logged.fact, CORRECTIONS):
        return True
    return _names_anew(journey, logged)


def _names_anew(journey: Journey, logged: LoggedFact) -> bool:
    other = also_called(logged.fact)
    return other is not None and (
        other not in journey.names or journey.names[other] != journey.names.get(logged.case)
    )


def at(journey: Journey, now: datetime) -> tuple[Journey, RowChanges]:
    """The journey when it is `now`, and what time changed; the clock never goes back."""
    now = max(now, journey.now)
    if now == journey.now:
        return journey, RowChanges()
    answers = (each.answer.learned for each in journey.corrections if each.answer)
    if any(journey.now < answered <= now for answered in answers):
        return _all_anew(journey, journey.facts, now)
    passed = {
        name: after_time(case, now)
        for name, case in journey.cases.items()
        if case.wakes and case.wakes <= now
    }
    cases = {**journey.cases, **{name: case for name, (case, _) in passed.items()}}
    return replace(journey, cases=cases, now=now), _together([each for _, each in passed.values()])


def _together(deltas: Sequence[RowChanges]) -> RowChanges:
    before = chain(*(delta.before for delta in deltas))
    return RowChanges(tuple(before), tuple(chain(*(delta.after for delta in deltas))))


def _all_anew(
    journey: Journey, facts: Mapping[UUID, LoggedFact], now: datetime
) -> tuple[Journey, RowChanges]:
    again = fold(facts.values(), max(now, journey.now))
    return again, RowChanges(tuple(journey.rows.values()), tuple(again.rows.values()))
