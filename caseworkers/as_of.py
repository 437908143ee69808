"""A victim's journey as it was known at a moment, folded again from the log's records.

What was known is judged by the received clock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from caseworkers.journey_answers import TimelineLine
from caseworkers.restricted import Restricted, restricted_facts
from events.clocks import Precision
from events.contact import ContactAgreed, ContactOptedOut
from events.corrections import CorrectionProposed
from events.fact import Fact
from events.identifiers import Agency, Pseudonym
from events.representatives import OwedTo
from events.statement import PersonalStatementOffered
from events.suspects import AboutSuspect
from processors.case.hearings.noticed_hearings import ABOUT_THE_LIST, NOTICES
from processors.case.history.facts_by_event import FactsByEvent, with_facts
from processors.case.suspects.case_suspects import suspects
from processors.case.victim.contact_wishes import CONTACTS, is_unsafe
from processors.case.victim.recipients import recipients
from processors.fold.journey import Journey, fold
from processors.stream.merged_facts import facts_of_journey
from processors.stream.merged_facts import goes_on_as as merged_goes_on_as
from schemas.alert_policy import FIRST_TIMING, AlertTiming
from schemas.changes import EntryState, Obligation, TimelineEntry
from schemas.log_records import LoggedFact, decode_log

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_FACTS = Path(__file__).with_name("facts.sql").read_text()

LogRecords = Mapping[Pseudonym, FactsByEvent]
"""The log's records of a victim and of everybody ever merged with them, by victim."""


def log_records(store: "Store", victim: str) -> LogRecords:
    """The log's records of a victim and of everybody ever merged with them; empty for nobody."""
    return log_records_of(store, [victim])


def log_records_of(
    store: "Store",
    victims: Iterable[str],
    kinds: Iterable[type[Fact]] = (),
    needs_all: Callable[[FactsByEvent], bool] = lambda _: False,
) -> LogRecords:
    """The same of several victims, in as many questions as of one.

    To ask for some `kinds` alone is less work. The answer has the facts that link cases then, too.
    It has all facts of a victim whose facts of these kinds say that it `needs_all`, or the facts of
    anybody merged with them.
    """
    asked = {"kinds": sorted(kind.kind for kind in kinds)}
    by_victim: dict[Pseudonym, FactsByEvent] = {}
    wanted, whole = frozenset(map(Pseudonym, victims)), frozenset[Pseudonym]()
    while wanted:
        names = {"victims": sorted(wanted), "whole": sorted(wanted & whole)}
        by_victim |= _by_victim(wanted, map(_record, store.query(_FACTS, asked | names)))
        needing = [name for name, facts in by_victim.items() if needs_all(facts)]
        known, whole = whole, ever_merged(needing, by_victim)
        wanted = ever_merged(by_victim, by_victim) - by_victim.keys() | whole - known
    return by_victim


def _by_victim(
    names: Iterable[Pseudonym], records: Iterable[LoggedFact]
) -> dict[Pseudonym, FactsByEvent]:
    of_each: dict[Pseudonym | None, list[LoggedFact]] = defaultdict(list)
    for logged in records:
        of_each[logged.victim].append(logged)
    return {name: with_facts({}, of_each[name]) for name in names}


def ever_merged(names: Iterable[Pseudonym], records: LogRecords) -> frozenset[Pseudonym]:
    """These victims, and everybody ever merged with them as far as the records say."""
    reached, more = set[Pseudonym](), set(names)
    while more:
        reached |= more
        every = chain.from_iterable(records.get(name, {}).values() for name in more)
        named = chain.from_iterable((each.kept, each.joined) for each in every)
        more = {name for name in named if name} - reached
    return frozenset(reached)


def _record(row: Mapping[str, Any]) -> LoggedFact:
    logged = decode_log(row["record"].encode())
    assert isinstance(logged, LoggedFact), "the table of facts has no ticks"
    return logged


def known_at(records: LogRecords, at: datetime) -> LogRecords:
    """Those of the records that the platform had received by an instant."""
    return {
        victim: {event: logged for event, logged in facts.items() if logged.learned <= at}
        for victim, facts in records.items()
    }


def journey_at(
    victim: str, records: LogRecords, at: datetime, timing: AlertTiming = FIRST_TIMING
) -> Journey:
    """The journey as the platform knew it at an instant, judged by the clock of that instant.

    `timing` has the policies of the ticks that the log had by then; later ones do not matter.
    """
    name, known = Pseudonym(victim), known_at(records, at)
    return fold(facts_of_journey(name, known.get(name, {}), known), at, timing)


def goes_on_as(victim: str, records: LogRecords, at: datetime) -> str | None:
    """The pseudonym under which a merged victim's journey goes on, as was known at an instant."""
    name, known = Pseudonym(victim), known_at(records, at)
    return merged_goes_on_as(name, known.get(name, {}), known)


def restricted_in(records: LogRecords, seen_by: Agency | None) -> Restricted:
    """What is restricted now of what the records say, and hidden from the viewer's agency."""
    return restricted_facts(
        chain.from_iterable(facts.values() for facts in records.values()), seen_by
    )


def timeline_lines(journey: Journey, restricted: Restricted) -> list[TimelineLine]:
    """The entries of a journey's timeline in order, with the values that count and may be shown.

    A hidden event stands last: its place in the order would give away when it happened.
    """
    rows = (row for row in journey.rows.values() if isinstance(row, TimelineEntry))
    whom, several, unsafe = _in_contact(journey), _of_several(journey), _unsafe(journey)
    numbers = _numbers(journey)
    lines = [
        _line(
            asdict(row)
            | {"to_whom": whom.get(row.id, OwedTo.VICTIM), "several_suspects": row.id in several}
            | {"unsafe": row.id in unsafe, "suspect_number": numbers.get(row.id)},
            restricted,
        )
        for row in sorted(rows, key=_order)
    ]
    return sorted(lines, key=lambda line: line.occurred is None)


def trigger_detail(journey: Journey, duty: Obligation, restricted: Restricted) -> str:
    """The kind of the hearing or the order that raised a duty; empty where none is said.

    Which hearing a notice means rests on the list. As of earlier, that may rest on what has been
    restricted since.
    """
    of_list = (each for each in journey.entries.values() if each.kind in ABOUT_THE_LIST)
    counted = (each.id for each in of_list if each.state is not EntryState.DISPUTED)
    hidden = duty.trigger_kind in NOTICES and restricted.hides(*counted)
    return "" if hidden else duty.detail


_CLOCKS = ("occurred", "recorded", "received", "linked", "known")


def _line(row: dict[str, Any], restricted: Restricted) -> TimelineLine:
    """An entry as it may be shown. No more than the values of a proposal is hidden."""
    controllers, shown = restricted.controllers(row["id"]), dict[str, Any]()
    if restricted.hides(row["id"]):
        shown = {"data": {}, "hidden": True, **dict.fromkeys(("reported", "recorded_by", *_CLOCKS))}
        shown |= {"unsafe": False, "suspect_number": None}
    elif row["kind"] == CorrectionProposed.kind:
        data = orjson.loads(row["data"])
        proposal = row["agency"], data["correction"], UUID(data["event"])
        controllers |= restricted.controllers_of_proposal(proposal)
        if restricted.hides_proposal(proposal):
            shown = {"data": {}, "hidden": True}
    marks = {"restricted": bool(controllers), "shown_to": sorted(controllers)}
    return TimelineLine.model_validate(row | shown | marks)


_WITH_SOMEBODY = (*CONTACTS, ContactAgreed, ContactOptedOut, PersonalStatementOffered)
"""Facts of a contact with the victim, or with whoever is told in the victim's place."""


def _in_contact(journey: Journey) -> dict[UUID, OwedTo]:
    """Who was told, agreed or wished something, by event."""
    return {
        logged.event: recipients(case.history).at(logged).to
        for case in journey.cases.values()
        for logged in case.history.of(*_WITH_SOMEBODY)
    }


def _unsafe(journey: Journey) -> frozenset[UUID]:
    """The contacts over a channel that the victim had called unsafe."""
    return frozenset(
        contact.event
        for case in journey.cases.values()
        for contact in case.history.of(*CONTACTS)
        if is_unsafe(case.context.agreements, contact)
    )


def _of_several(journey: Journey) -> frozenset[UUID]:
    """The events of cases that have several suspects."""
    return frozenset(
        logged.event
        for case in journey.cases.values()
        if suspects(case.history).are_several
        for logged in case.history.facts
    )


def _numbers(journey: Journey) -> dict[UUID, int]:
    """By event: the number of the suspect whom it names by an arrest/summons number alone."""
    return {
        logged.event: named
        for case in journey.cases.values()
        for logged in case.history.facts
        if isinstance(logged.fact, AboutSuspect) and logged.fact.asn
        if isinstance(named := suspects(case.history).named(logged), int)
    }


def _order(row: TimelineEntry) -> tuple[object, ...]:
    undated = row.precision is Precision.NOT_BEFORE_MONTH
    return row.occurred, undated, row.received, row.kind, row.id
