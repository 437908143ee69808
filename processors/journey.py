"""The pure fold: a victim's facts in, that victim's journey out, the clock an argument."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, reduce
from itertools import chain
from uuid import UUID

import orjson

from events.identity import also_called
from processors.case_history import CaseHistory, case_names, histories
from processors.standing import Delta, Standing, after_fact, after_time, stand
from schemas.changes import Row, TimelineEntry
from schemas.log import Logged

BEFORE_TIME = datetime(1, 1, 1, tzinfo=UTC)
"""The clock before any tick: nothing is late yet."""


@dataclass(frozen=True)
class Journey:
    """Everything the platform says of one victim: what happened, and where each case stands.

    `names` are the identifiers of its cases, each with the case it means. `now` is the clock by
    which it was judged, an aware instant.
    """

    facts: Mapping[UUID, Logged] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Standing] = field(default_factory=dict)
    now: datetime = BEFORE_TIME

    @property
    def wakes(self) -> datetime | None:
        """The next instant, after `now`, at which time alone changes a row."""
        return min((case.wakes for case in self.cases.values() if case.wakes), default=None)

    @cached_property
    def rows(self) -> Mapping[UUID, Row]:
        """All that is said, by id."""
        said = chain(
            map(entry, self.facts.values()), *(case.rows() for case in self.cases.values())
        )
        return {row.id: row for row in said}


def fold(facts: Iterable[Logged], now: datetime = BEFORE_TIME) -> Journey:
    """The journey that follows from a victim's facts as at `now`.

    The same for any order of the facts, and for any repetition of them.
    """
    nothing: Mapping[UUID, Logged] = {}
    unique = reduce(with_fact, facts, nothing)
    names = case_names(unique.values())
    told = histories(unique.values(), names)
    return Journey(
        unique, names, {case: stand(history, now) for case, history in told.items()}, now
    )


def with_fact(facts: Mapping[UUID, Logged], logged: Logged) -> Mapping[UUID, Logged]:
    """The facts and one more. Of two records of one event the one learned first counts."""
    held = facts.get(logged.event)
    if held is not None and _precedence(held) <= _precedence(logged):
        return facts
    return {**facts, logged.event: logged}


def _precedence(logged: Logged) -> tuple[datetime, str]:
    return logged.learned, repr(logged)


def after(journey: Journey, logged: Logged, now: datetime) -> tuple[Journey, Delta]:
    """The journey with one more fact as at `now`, and what that changed: as `fold` would say it."""
    facts = with_fact(journey.facts, logged)
    if facts is journey.facts:
        return at(journey, now)
    if logged.event in journey.facts or _names_anew(journey, logged):
        return _all_anew(journey, facts, now)
    passed, passing = at(journey, now)
    names = (
        passed.names if logged.case in passed.names else {**passed.names, logged.case: logged.case}
    )
    name = names[logged.case]
    before = passed.cases.get(name) or Standing(CaseHistory(name))
    case, delta = after_fact(before, logged, passed.now)
    said = Delta((*passing.before, *delta.before), (*passing.after, entry(logged), *delta.after))
    return Journey(facts, names, {**passed.cases, name: case}, passed.now), said


def _names_anew(journey: Journey, logged: Logged) -> bool:
    other = also_called(logged.fact)
    return other is not None and (
        other not in journey.names or journey.names[other] != journey.names.get(logged.case)
    )


def at(journey: Journey, now: datetime) -> tuple[Journey, Delta]:
    """The journey when it is `now`, and what time changed; the clock never goes back."""
    now = max(now, journey.now)
    passed = {
        name: after_time(case, now)
        for name, case in journey.cases.items()
        if case.wakes and case.wakes <= now
    }
    cases = {**journey.cases, **{name: case for name, (case, _) in passed.items()}}
    deltas = [delta for _, delta in passed.values()]
    return Journey(journey.facts, journey.names, cases, now), Delta(
        tuple(chain(*(delta.before for delta in deltas))),
        tuple(chain(*(delta.after for delta in deltas))),
    )


def _all_anew(
    journey: Journey, facts: Mapping[UUID, Logged], now: datetime
) -> tuple[Journey, Delta]:
    again = fold(facts.values(), max(now, journey.now))
    return again, Delta(tuple(journey.rows.values()), tuple(again.rows.values()))


def entry(logged: Logged) -> TimelineEntry:
    """What the timeline says of one fact."""
    return TimelineEntry(
        id=logged.event,
        case_id=logged.case,
        kind=logged.fact.kind,
        agency=logged.agency,
        occurred=logged.occurred.at,
        precision=logged.occurred.precision,
        recorded=logged.recorded,
        received=logged.received,
        linked=logged.linked,
        known=logged.known,
        data=orjson.dumps(logged.fact.model_dump(mode="json")).decode(),
    )
