"""What was known then, why, and what was learnt since: through a real chDB, API and commands."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

import httpx
import orjson
import pytest

import example_journeys
from caseworker_notes import Notes, london
from caseworkers.differences import ChangeKind, differences
from caseworkers.explanations import explanation
from caseworkers.victim_journeys import victim_journey
from cli.commands.diff_command import diff
from cli.commands.explain_command import explain
from cli.commands.obligations_command import obligations
from cli.commands.timeline_command import timeline
from cli.output import Format
from events.contact import Channel, ContactAgreed, ContactOutcome, ToldAbout
from events.court import Sentence, SentencePassed
from events.identifiers import Agency, Pseudonym
from events.investigation import ReleaseBasis, SuspectArrested, SuspectBailedOrReleased
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.places import Court
from one_person_twice import MERGED, POLICE, SUPPORT, UNMERGED, of_two
from processors.fold.journey import fold
from projections.projection_rows import Rows, changes_rows, log_rows
from projections.store import Store
from runtime.failure import Failure
from schemas.changes import Changes, Obligation, encode_changes
from schemas.log_records import LoggedFact
from story_facts import granted, told
from web import diff_view, obligation_view

NOW = example_journeys.NOW
STORIES = list(example_journeys.stories())

pytestmark = pytest.mark.platform


def projected(store: Store, notes: Notes) -> None:
    """As the platform would have projected these facts by now."""
    changes = Changes(notes.victim, 1, tuple(fold(notes.facts, NOW).rows.values()))
    for written in (changes_rows(encode_changes(changes)), *_log(notes.facts)):
        for table, rows in written.items():
            store.insert(table, rows)


def _log(facts: Iterable[LoggedFact]) -> Iterator[Rows]:
    return (log_rows(logged.written) for logged in facts)


def duty_of(notes: Notes, rule: str) -> UUID:
    rows = fold(notes.facts, NOW).rows.values()
    (found,) = [row.id for row in rows if isinstance(row, Obligation) and row.rule == rule]
    return found


def why(store: Store, duty: UUID, as_of: str | None = None) -> dict[str, str]:
    """What is said of a duty, each statement by what it is about; of several the last."""
    found = explanation(store, duty, NOW, london(as_of) if as_of else None)
    assert found
    return {each.about: each.text for each in obligation_view.statements_about(found)}


@pytest.fixture(scope="module")
def only_the_record_was_late(store: Store) -> Notes:
    """Story 3: told on Monday 10 March; the platform received that on Friday 14 March."""
    notes = Notes(Pseudonym("victim-three"))
    notes.reported("2025-03-03 10:00")
    notes.happened("2025-03-04 14:00", SuspectArrested())
    notes.happened("2025-03-10 16:00", told(ToldAbout.ARREST), received="2025-03-14 11:00")
    projected(store, notes)
    return notes


class TestOnlyTheRecordWasLate:
    """Story 3."""

    def test_now_it_is_done_in_time_and_the_alert_is_retracted(
        self, store: Store, only_the_record_was_late: Notes
    ) -> None:
        journey = victim_journey(store, only_the_record_was_late.victim, NOW)
        assert journey is not None
        (duty,) = [each for each in journey.obligations if each.rule == "R6.1"]
        assert (duty.state, duty.due_on) == ("discharged", date(2025, 3, 11))
        late = {each.rule: each.state for each in journey.alerts if each.kind == "late"}
        assert late["R6.1"] == "retracted"

    def test_as_of_thursday_13_march_the_platform_still_answers_breached(
        self, store: Store, only_the_record_was_late: Notes
    ) -> None:
        thursday = london("2025-03-13 12:00")
        journey = victim_journey(store, only_the_record_was_late.victim, NOW, thursday)
        assert journey is not None
        assert journey.as_of == thursday
        (duty,) = [each for each in journey.obligations if each.rule == "R6.1"]
        assert (duty.state, duty.days_late, duty.ended_by) == ("breached", 2, None)
        late = {each.rule: each.state for each in journey.alerts if each.kind == "late"}
        assert late["R6.1"] == "raised"
        assert "victim-informed" not in {entry.kind for entry in journey.timeline}

    def test_it_is_explained_both_ways(self, store: Store, only_the_record_was_late: Notes) -> None:
        duty = duty_of(only_the_record_was_late, "R6.1")
        then = why(store, duty, "2025-03-13 12:00")
        assert then["Late and not done"] == "2 working days late on 13 March 2025"
        now = why(store, duty)
        assert now["Done in time"].startswith("The victim was told of the arrest by telephone, 10")
        assert now["Recorded late"] == (
            "The platform received this on 14 March 2025, 11:00am, after the due day"
        )

    @pytest.mark.usefixtures("_platform")
    def test_the_difference_is_told_in_words(
        self, only_the_record_was_late: Notes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        moments = ("2025-03-13T12:00", "2025-03-15T12:00")
        diff(only_the_record_was_late.victim, *moments, format_=Format.JSON)
        changes = orjson.loads(capsys.readouterr().out)["changes"]
        assert [change["text"] for change in changes] == [
            "The victim was told of the arrest by telephone, 10 March 2025, 4:00pm, as the"
            " Metropolitan Police reported; received 14 March 2025",
            "Duty R6.1, told that a suspect was arrested; was late and not done, is done in time",
            "Alert, late: told that a suspect was arrested; was raised, is retracted:"
            " it was done in time or not owed, and the record of that came late",
        ]
        assert changes[1]["before"]["state"] == "breached"
        diff(only_the_record_was_late.victim, *moments)
        assert "From 13 March 2025, midday to 15 March" in capsys.readouterr().out

    @pytest.mark.usefixtures("_platform")
    def test_where_nothing_was_learnt_that_is_said(
        self, only_the_record_was_late: Notes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        diff(only_the_record_was_late.victim, "2025-03-17", "2025-03-18")
        assert "nothing was learnt" in capsys.readouterr().out

    @pytest.mark.usefixtures("_platform")
    def test_the_commands_ask_as_of(
        self, only_the_record_was_late: Notes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        victim, thursday = only_the_record_was_late.victim, "2025-03-13T12:00"
        timeline(victim, as_of=thursday, format_=Format.JSON)
        kinds = [entry["kind"] for entry in orjson.loads(capsys.readouterr().out)]
        assert kinds == ["crime-reported", "victim-identified", "suspect-arrested"]
        obligations(victim, as_of=thursday, format_=Format.JSON)
        rows = {row["rule"]: row for row in orjson.loads(capsys.readouterr().out)}
        assert rows["R6.1"]["state"] == "breached"
        obligations(victim, as_of=thursday)
        said = capsys.readouterr().out
        assert "What was known at 13 March 2025, midday" in said
        assert str(only_the_record_was_late.facts[2].event) in said
        explain(UUID(rows["R6.1"]["id"]), as_of=thursday)
        said = " ".join(capsys.readouterr().out.split())
        assert "What was known at 13 March 2025, midday" in said
        assert f"event {only_the_record_was_late.facts[2].event}" in said
        assert "5 working days after Tuesday 4 March 2025" in said


class TestWhy:
    def test_4_enhanced_in_the_middle(self, store: Store) -> None:
        notes = Notes(Pseudonym("victim-four"))
        notes.reported("2025-03-07 10:00")
        bail = SuspectBailedOrReleased(basis=ReleaseBasis.BAIL_WITH_CONDITIONS)
        notes.happened("2025-03-07 16:00", bail)
        grant = notes.happened("2025-03-10 09:00", granted())
        notes.happened("2025-03-11 18:00", told(ToldAbout.BAIL_OR_RELEASE))
        projected(store, notes)

        said = why(store, duty_of(notes, "R6.4"))
        assert said["Due"] == (
            "With Enhanced Rights: 1 working day after Monday 10 March 2025, which is not counted:"
            " Tuesday 11 March 2025"
        )
        assert said["Moved by"].startswith("Enhanced Rights were granted")
        found = explanation(store, duty_of(notes, "R6.4"), NOW)
        assert found
        assert found.moved_by
        assert found.moved_by.id == grant.event
        assert "Done in time" in said

        moments = london("2025-03-08 12:00"), london("2025-03-10 12:00")
        learnt = differences(store, notes.victim, *moments)
        assert learnt
        moved = [
            diff_view.in_words(each) for each in learnt.changes if each.what is ChangeKind.CHANGED
        ]
        assert "; due 11 March 2025, not 14 March 2025" in moved[0]

    def test_5_the_second_clock_starts_at_receipt(self, store: Store) -> None:
        notes = Notes(Pseudonym("victim-five"))
        notes.reported("2025-03-03 10:00")
        passed = SentencePassed(court=Court.SNARESBROOK, sentence=Sentence.FINE)
        notes.happened("2025-04-02 12:00", passed, Agency.HMCTS)
        sent = NoticeSent(about=NoticeAbout.SENTENCE, to=Agency.WITNESS_CARE)
        notes.happened("2025-04-10 14:00", sent, Agency.HMCTS)
        received = NoticeReceived(about=NoticeAbout.SENTENCE, sender=Agency.HMCTS)
        notes.happened("2025-04-10 15:00", received, Agency.WITNESS_CARE)
        projected(store, notes)

        court, unit = (why(store, duty_of(notes, rule)) for rule in ("R9.2a", "R9.2b"))
        assert court["Done late"].startswith("1 working day late. ")
        assert court["Clock started"] == "2 April 2025, midday: when that happened"
        assert unit["Clock started"].startswith("10 April 2025, 3:00pm: when")
        assert unit["Clock started"].endswith("received it")
        assert unit["Late and not done"].endswith("late on 1 September 2025")
        own = why(store, duty_of(notes, "ULS"))
        assert own["Owed by"].startswith("Nobody")
        assert (
            own["No longer owed"] == "The victim’s time to ask ended with Wednesday 30 April 2025"
        )

    def test_6_what_reached_nobody_did_not_count(self, store: Store) -> None:
        notes = Notes(Pseudonym("victim-six"))
        notes.reported("2025-03-03 10:00")
        wishes = ContactAgreed(every_days=None, unsafe_channels=(Channel.LETTER,))
        notes.happened("2025-03-03 11:00", wishes)
        notes.happened("2025-03-04 14:00", SuspectArrested())
        notes.happened("2025-03-10 09:00", told(ToldAbout.ARREST, ContactOutcome.NO_ANSWER))
        letter = told(ToldAbout.ARREST, channel=Channel.LETTER)
        notes.happened("2025-03-11 09:00", letter)
        projected(store, notes)

        found = explanation(store, duty_of(notes, "R6.1"), NOW)
        assert found
        statements = obligation_view.statements_about(found)
        call, sent = [each.text for each in statements if each.about == "Did not count"]
        assert "there was no answer" in call
        assert sent.startswith("Over a channel that the victim had called unsafe. ")

    def test_every_duty_of_the_city_names_events_that_are_known(self, store: Store) -> None:
        for story in STORIES[::6] + STORIES[-8:]:
            events = {logged.event for logged in story.facts}
            for row in fold(story.facts, NOW).rows.values():
                if isinstance(row, Obligation):
                    found = explanation(store, row.id, NOW)
                    assert found
                    statements = obligation_view.statements_about(found)
                    assert {each.event for each in statements if each.event} <= events
                    assert statements[0].event == row.trigger
                    last = found.count[-1].day if found.count else None
                    assert row.disputed or last == row.due_on


@pytest.mark.parametrize("story", STORIES[::7] + STORIES[-4:], ids=lambda story: story.number)
def test_what_is_known_now_is_what_the_tables_say(
    store: Store, story: example_journeys.Story
) -> None:
    told_now = victim_journey(store, story.victim, NOW)
    folded = victim_journey(store, story.victim, NOW, NOW)
    assert told_now
    assert folded
    assert folded.model_copy(update={"as_of": None}) == told_now


def test_before_anything_was_received_nothing_was_known(store: Store) -> None:
    journey = victim_journey(store, STORIES[0].victim, NOW, london("2024-01-01 00:00"))
    assert journey
    assert (journey.timeline, journey.obligations, journey.alerts) == ([], [], [])


class TestAsOfAskedWrongly:
    VICTIM = f"/api/victims/{STORIES[0].victim}"
    DUTY = f"/api/obligations/{example_journeys.duty(STORIES[0], 'R6.1').id}"

    @pytest.mark.parametrize("path", [VICTIM, DUTY])
    def test_what_will_be_known_nobody_can_tell(self, api: httpx.Client, path: str) -> None:
        answer = api.get(path, params={"as_of": "2025-09-01T12:01"})
        assert answer.status_code == 422
        assert "Nobody can tell" in answer.json()["detail"]

    @pytest.mark.parametrize("text", ["Amira", "2025-13-01", "0001-01-01", "9999-12-31T23:59Z"])
    def test_what_is_no_instant_is_refused_by_name(self, api: httpx.Client, text: str) -> None:
        answer = api.get(self.VICTIM, params={"as_of": text})
        assert answer.status_code == 422
        assert answer.json() == {"detail": "Not one of the values allowed: as_of"}

    def test_an_empty_field_of_the_form_asks_of_now(self, api: httpx.Client) -> None:
        assert api.get(self.VICTIM, params={"as_of": ""}).json()["as_of"] is None

    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({"from": "2025-03-02", "to": "2025-03-01"}, 422),
            ({"from": "2025-03-02", "to": "2026-03-01"}, 422),
            ({"from": "2025-03-02"}, 422),
            ({"from": "2025-03-01", "to": "2025-03-02"}, 200),
        ],
    )
    def test_a_difference_is_from_one_past_moment_to_a_later(
        self, api: httpx.Client, asked: dict[str, str], status: int
    ) -> None:
        assert api.get(f"{self.VICTIM}/differences", params=asked).status_code == status

    def test_nobody_knows_an_unknown_victim_or_duty(self, api: httpx.Client) -> None:
        asked = {"from": "2025-03-01", "to": "2025-03-02"}
        unknown = api.get("/api/victims/victim-nobody/differences", params=asked)
        assert unknown.status_code == 404
        assert api.get(f"/api/obligations/{UUID(int=7)}").status_code == 404
        assert api.get(self.DUTY, params={"as_of": "2024-03-01"}).status_code == 404
        assert api.get("/api/obligations/amira").status_code == 422

    @pytest.mark.usefixtures("_platform")
    def test_the_commands_say_what_is_wrong_in_a_line(self) -> None:
        victim = STORIES[0].victim
        with pytest.raises(Failure, match="not an instant"):
            timeline(victim, as_of="yesterday")
        with pytest.raises(Failure, match="is to come"):
            obligations(victim, as_of="2190-01-01")
        with pytest.raises(Failure, match="is after --to"):
            diff(victim, "2025-03-02", "2025-03-01")
        with pytest.raises(Failure, match="No such duty is known"):
            explain(UUID(int=7))


class TestOnePersonTwice:
    """Story 9: merged on 1 May, unmerged on 6 May."""

    def test_in_between_the_journey_had_what_either_knew(self, store: Store) -> None:
        police, support = of_two()
        for victim, facts in ((POLICE, [*police, MERGED[0], UNMERGED[0]]), (SUPPORT, support)):
            notes = Notes(victim)
            notes.facts += facts
            projected(store, notes)

        now = victim_journey(store, POLICE, NOW)
        within = victim_journey(store, POLICE, NOW, london("2025-05-03 10:00"))

        assert now
        assert within
        told_by_support = {logged.event for logged in support} - {each.event for each in police}
        assert told_by_support <= {entry.id for entry in within.timeline}
        assert not told_by_support & {entry.id for entry in now.timeline}
        (duty,) = [each for each in within.obligations if each.rule == "R6.1"]
        assert duty.state == "discharged"
        assert why(store, duty.id, "2025-05-03 10:00")["Done in time"].startswith("The victim was")
