"""What people did with alerts of a reference counts on once that is merged into another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from caseworker_notes import Notes, london
from events.alert_acts import AlertAcknowledged, AlertClosed, AlertSnoozed, SnoozedUntil
from events.charging import ChargingDecision, ChargingDecisionMade
from events.contact import ToldAbout
from events.fact import Fact
from events.identifiers import Pseudonym
from events.identity import VictimsMerged, VictimsUnmerged
from events.investigation import SuspectArrested
from one_person_twice import about_both
from processors.case.history.facts_by_event import with_facts
from processors.fold.acted_alerts import ACTS
from processors.fold.journey import Journey, fold
from processors.stream.merged_facts import facts_of_journey
from record_strategies import VICTIM, acted_journeys, moments_of
from schemas.alert_row import Alert, AlertKind, AlertState
from schemas.changes import Obligation
from schemas.log_records import LoggedFact
from story_facts import told

KEPT, JOINED = Pseudonym("victim-kept"), Pseudonym("victim-joined")
ACTED = frozenset({AlertState.ACKNOWLEDGED, AlertState.SNOOZED, AlertState.CLOSED})
STANDING = ACTED | {AlertState.RAISED}

Matter = tuple[AlertKind, str, UUID | None, str | None, UUID | None]
"""What an alert is about: its kind, its agency, its event, or its rule and what triggered that."""


def by_matter(journey: Journey) -> Mapping[Matter, Alert]:
    rows = journey.rows
    found: dict[Matter, Alert] = {}
    for row in rows.values():
        if isinstance(row, Alert):
            duty = rows.get(row.obligation) if row.obligation else None
            trigger = duty.trigger if isinstance(duty, Obligation) else None
            found[row.kind, row.agency, row.event, row.rule, trigger] = row
    return found


def of_both(
    kept: Iterable[LoggedFact],
    joined: Iterable[LoggedFact],
    now: datetime,
    merges: tuple[list[LoggedFact], ...],
) -> tuple[Journey, Journey]:
    """The journey that goes on and the one that joined it, by merges and their undoing."""
    own = {
        victim: with_facts({}, records)
        for records in (
            [*kept, *(merge[0] for merge in merges)],
            [*joined, *(merge[1] for merge in merges)],
        )
        if (victim := records[0].victim)
    }
    first, second = (fold(facts_of_journey(name, facts, own), now) for name, facts in own.items())
    return first, second


def merged(when: str, joined: Pseudonym = JOINED) -> list[LoggedFact]:
    return about_both(when, VictimsMerged(), KEPT, joined)


def late_arrest(act: Fact | None = None, at: str = "2025-03-12 14:00") -> Notes:
    """An arrest that nobody told of, late since 12 March; its alert is acted upon."""
    notes = Notes(JOINED)
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 10:00", SuspectArrested())
    if act:
        alert = the_late(fold(notes.facts, london("2025-03-12 09:00")))
        notes.happened(at, act.model_copy(update={"alerts": (alert.id,)}))
        notes.facts[-1] = replace(notes.facts[-1], recorded_by="MP1001")
    return notes


def the_late(journey: Journey) -> Alert:
    (alert,) = [
        row
        for row in journey.rows.values()
        if isinstance(row, Alert) and row.rule == "R6.1" and row.kind is AlertKind.LATE
    ]
    return alert


SOME = (UUID(int=1),)
TAKEN_UP = AlertAcknowledged(alerts=SOME)
CLOSED = AlertClosed.model_validate({"alerts": SOME, "reason": "overtaken"})


def at(when: str, notes: Notes, *merges: list[LoggedFact]) -> Alert:
    kept = Notes(KEPT)
    kept.reported("2025-03-05 10:00")
    first, _ = of_both(kept.facts, notes.facts, london(when), merges)
    return the_late(first)


def test_what_was_taken_up_before_a_merge_stays_so_until_the_next_working_morning() -> None:
    """Given an alert acknowledged at two and the merge at four, then nobody is told of it before
    nine of the next day, and then it is raised.
    """
    notes, merge = late_arrest(TAKEN_UP), merged("2025-03-12 16:00")

    after = at("2025-03-12 16:02", notes, merge)
    back = at("2025-03-13 09:00", notes, merge)

    assert (after.state, after.acted_by) == (AlertState.ACKNOWLEDGED, "MP1001")
    assert (after.acted, after.until) == (london("2025-03-12 14:01"), london("2025-03-13 09:00"))
    assert (back.state, back.until) == (AlertState.RAISED, after.until)


def test_what_a_supervisor_closed_before_a_merge_stays_closed() -> None:
    closed = at("2025-06-01 00:00", late_arrest(CLOSED), merged("2025-03-20 16:00"))

    assert (closed.state, closed.note) == (AlertState.CLOSED, "overtaken")
    assert closed.closed == london("2025-03-12 14:01")
    assert closed.raised <= closed.closed


def test_a_snooze_waits_on_for_what_had_not_come_before_it() -> None:
    """Given a decision of before the snooze, which the merge brings along: the snooze is on."""
    notes = late_arrest()
    notes.happened("2025-03-10 10:00", _decision())
    alert = the_late(fold(notes.facts, london("2025-03-12 09:00")))
    until = SnoozedUntil.CHARGING_DECISION
    notes.happened("2025-03-12 14:00", AlertSnoozed(alerts=(alert.id,), until=until))
    merge = merged("2025-03-14 16:00")

    assert at("2025-03-15 10:00", notes, merge).state is AlertState.SNOOZED

    notes.happened("2025-03-17 10:00", _decision())
    assert at("2025-03-17 10:02", notes, merge).state is AlertState.RAISED


def _decision() -> ChargingDecisionMade:
    return ChargingDecisionMade(decision=ChargingDecision.CHARGE)


def test_a_form_sent_after_the_merge_about_the_alert_of_before_counts() -> None:
    """The page was drawn before: its event names the reference and the alert of before."""
    notes = late_arrest(TAKEN_UP, "2025-03-12 16:30")

    after = at("2025-03-12 16:32", notes, merged("2025-03-12 16:00"))

    assert (after.state, after.acted) == (AlertState.ACKNOWLEDGED, london("2025-03-12 16:31"))


def test_through_a_second_merge_it_still_stays_taken_up() -> None:
    """Given the first reference in a second and that in a third, each with the alert by its own id:
    one was taken up in the first, and its snooze set in the second.
    """
    notes, second, last = late_arrest(TAKEN_UP), Notes(KEPT), Pseudonym("victim-last")
    joins, goes_on = merged("2025-03-12 15:00"), "2025-03-12 17:00"
    on = about_both(goes_on, VictimsMerged(), last, KEPT)
    own = {
        last: with_facts({}, on[:1]),
        KEPT: with_facts({}, [*second.facts, joins[0], on[1]]),
        JOINED: with_facts({}, [*notes.facts, joins[1]]),
    }

    def then(when: str) -> Alert:
        return the_late(fold(facts_of_journey(last, own[last], own), london(when)))

    assert then("2025-03-12 17:05").state is AlertState.ACKNOWLEDGED

    before = {name: facts for name, facts in own.items() if name != last} | {
        KEPT: with_facts({}, joins[:1])
    }
    between = fold(facts_of_journey(KEPT, before[KEPT], before), london("2025-03-12 16:00"))
    snooze = AlertSnoozed(alerts=(the_late(between).id,), until=SnoozedUntil.HEARING)
    second.happened("2025-03-12 16:00", snooze)
    own[KEPT] = with_facts({}, [*second.facts, joins[0], on[1]])

    assert then("2025-03-14 17:05").state is AlertState.SNOOZED


def test_another_agencys_word_of_before_does_not_count_after_a_merge_either() -> None:
    notes = late_arrest(TAKEN_UP)
    notes.facts[-1] = replace(notes.facts[-1], agency=notes.facts[-1].agency.CPS)

    assert at("2025-03-12 16:02", notes, merged("2025-03-12 16:00")).acted is None


def test_what_is_done_after_a_merge_does_not_go_back_with_its_undoing() -> None:
    """Given an act upon the alert of the journey that went on, then the other person's alert is
    raised anew once they are apart: told twice is better than to nobody.
    """
    notes, merge = late_arrest(), merged("2025-03-12 16:00")
    undone = about_both("2025-03-13 16:00", VictimsUnmerged(), KEPT, JOINED)
    kept = Notes(KEPT)
    kept.reported("2025-03-05 10:00")
    journey, _ = of_both(kept.facts, notes.facts, london("2025-03-13 10:00"), (merge,))
    kept.happened("2025-03-13 14:00", CLOSED.model_copy(update={"alerts": (the_late(journey).id,)}))

    with_it, _ = of_both(kept.facts, notes.facts, london("2025-03-13 15:00"), (merge,))
    _, apart = of_both(kept.facts, notes.facts, london("2025-03-13 17:00"), (merge, undone))

    assert the_late(with_it).state is AlertState.CLOSED
    assert the_late(apart).state is AlertState.RAISED


def test_what_was_told_before_is_over_after_the_merge_whatever_was_done_with_it() -> None:
    notes = late_arrest(CLOSED)
    notes.happened("2025-03-13 14:00", told(ToldAbout.ARREST))
    kept = Notes(KEPT)
    kept.reported("2025-03-05 10:00")
    first, _ = of_both(
        kept.facts, notes.facts, london("2025-06-01 00:00"), (merged("2025-03-20 16:00"),)
    )

    of_arrest = [row for row in by_matter(first).values() if row.rule == "R6.1"]
    assert [row for row in of_arrest if row.state in STANDING] == []


@given(facts=acted_journeys(), data=st.data())
def test_whatever_is_done_with_an_alert_a_merge_changes_nothing_of_it(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    """What stands, acted upon, stands alike in the journey that goes on; unless a minute later
    it stands no longer by itself, or somebody acted upon it before it was raised: the journey that
    goes on knows when it was breached, and not when it was raised before.
    """
    since = data.draw(moments_of(facts))
    known = [each for each in facts if each.learned <= since]
    merge = [
        replace(each, received=since, occurred=replace(each.occurred, at=since))
        for each in about_both("2025-05-01 10:00", VictimsMerged(), KEPT, VICTIM)
    ]

    alone = by_matter(fold(known, since))
    soon = by_matter(fold(known, since + timedelta(minutes=1)))
    after, before = of_both([], known, since, (merge,))

    assert by_matter(before) == {}
    goes_on = by_matter(after)
    for matter, was in alone.items():
        stays = was.state in STANDING and soon[matter].state is was.state
        if was.acted and stays and not _acted_too_early(was, known):
            now = goes_on[matter]
            assert (now.state, now.acted, now.acted_by) == (was.state, was.acted, was.acted_by)
            assert (now.note, now.until, now.closed) == (was.note, was.until, was.closed)


def _acted_too_early(alert: Alert, facts: Iterable[LoggedFact]) -> bool:
    """Whether an act names an alert that nobody could know yet."""
    return any(
        isinstance(each.fact, ACTS) and alert.id in each.fact.alerts and each.learned < alert.raised
        for each in facts
    )
