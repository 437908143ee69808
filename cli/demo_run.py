"""The demonstration: what is published, when all of it is projected, and what came of it."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from rich.progress import Progress

from agencies.police_uk import read
from caseworkers.journey_answers import VictimJourney
from cli.bulk_publishing import publish_all
from cli.demo_first_look import first_look
from cli.output import pause_text
from cli.progress_bars import counting_bars
from cli.release_tables import comparison_row, slower_kinds, slower_places
from cli.release_waiting import make_and_wait
from events.identifiers import Agency, pseudonym
from notifier.message_silences import Silence
from runtime.api_client import ask
from runtime.demo_file import demo_file
from runtime.demo_history import simulation_end
from runtime.failure import Failure
from runtime.platform_status import records_published, records_waiting
from runtime.pseudonym_key import ensure_key
from runtime.settings import Settings
from runtime.silence_topic import end_silence, set_silence
from runtime.ticker import tick_now
from schemas.cloudevents import AgencyEvent, decode
from simulator import FORCES, simulate
from task_group.lattice import Breakdown
from task_group.release_figures import Comparison, ReleaseHeader, Sheet
from web import obligation_words, timeline_view

BUNDLED = Path(__file__).parent.parent / "data" / "police-uk"

TWO_SUSPECTS = BUNDLED.parent / "two-suspects.jsonl"
"""A made-up case: one call names a suspect, and one does not say which of two it is about."""

_ITS_VICTIM = "met-police:two-suspects"

_FORCES = [Agency.MET_POLICE]
"""To whom the simulated crimes are reported. Of 2,000 victims the two small forces of London would
have few, and so that nobody can work these out, most of London's counts would be withheld."""

_LONGEST_SILENCE = timedelta(hours=1)

_WIDTH = 28
"""Of the longest agency's name beside its bar."""

HOTSPOTS = "Top five hotspots"
SLOW_KINDS = "Top five kinds of case"

AnswerRows = dict[str, list[dict[str, Any]]]


class Demo:
    """One run in a data directory: a second run resumes, and publishes nothing that is there.

    The simulation ends as the first run begins. That is stored: a later run uses it again.
    """

    def __init__(
        self, settings: Settings, victims: int, seed: int, real: Sequence[Path] | None
    ) -> None:
        self._settings = settings
        self._victims, self._seed = victims, seed
        self._real = list(real or [BUNDLED])
        self._plan_file = demo_file(settings.data)
        self._seconds: dict[str, float] = {}

    def run(self) -> AnswerRows:
        """Publish what is missing, wait until all is projected, and return the summary."""
        plan = self._saved_plan()
        fresh = not plan["published"]
        with self._nobody_told() if fresh else nullcontext():
            if fresh:
                self._publish(plan)
            with self._timed("project"):
                self._settle(fresh=fresh)
        self._save_plan(plan | {"published": True})
        return self._summary(self._release())

    @contextmanager
    def _nobody_told(self) -> Iterator[None]:
        """Hold messages back until a year has come in: half of it, much seems late that is not.

        What stands then comes in one message a person. If the run fails the silence ends by itself.
        """
        now = datetime.now(UTC)
        set_silence(self._settings.bootstrap, Silence(None, now, now + _LONGEST_SILENCE))
        yield
        end_silence(self._settings.bootstrap, None)

    def _saved_plan(self) -> dict[str, Any]:
        arguments = {
            "victims": self._victims,
            "seed": self._seed,
            "real": list(map(str, self._real)),
            "made_up": TWO_SUSPECTS.name,
        }
        if self._plan_file.exists():
            plan: dict[str, Any] = orjson.loads(self._plan_file.read_bytes())
            if arguments.items() <= plan.items():
                return plan
        now = datetime.now(UTC).replace(microsecond=0)
        plan = arguments | {"until": now.isoformat(), "forces": _FORCES, "published": False}
        self._save_plan(plan)
        return plan

    def _save_plan(self, plan: Mapping[str, Any]) -> None:
        self._plan_file.write_bytes(orjson.dumps(plan))

    def _publish(self, plan: Mapping[str, Any]) -> None:
        with counting_bars(_WIDTH) as bars:
            with self._timed("read"):
                events = self._events(plan, bars)
            tasks = {
                agency: bars.add_task(agency.label, total=len(events[agency])) for agency in events
            }
            with self._timed("publish"):
                publish_all(
                    self._settings.bootstrap,
                    events,
                    lambda agency, more: bars.advance(tasks[agency], more),
                )

    def _events(self, plan: Mapping[str, Any], bars: Progress) -> dict[Agency, list[AgencyEvent]]:
        events: dict[Agency, list[AgencyEvent]] = defaultdict(list)
        for event in read(self._real):
            events[event.agency].append(event)
        for line in TWO_SUSPECTS.read_bytes().splitlines():
            told = decode(line)
            events[told.agency].append(told)
        playing = bars.add_task("simulated victims", total=self._victims)
        simulation = simulate(
            self._victims,
            self._seed,
            simulation_end(plan),
            progress=lambda more: bars.advance(playing, more),
            forces=frozenset(map(Agency, plan.get("forces", FORCES))),
        )
        for delivery in simulation.right:
            events[delivery.agency].append(delivery.event)
        return events

    def _settle(self, *, fresh: bool) -> None:
        """Wait until nothing waits; after new events also until their alerts may be raised."""
        self._drain("projecting")
        if fresh:
            time.sleep(self._settings.hold.total_seconds())
            tick_now(self._settings)
            self._drain("alerting")

    def _drain(self, name: str) -> None:
        with counting_bars(_WIDTH) as bars:
            most = waiting = records_waiting(self._settings)
            task = bars.add_task(name, total=most)
            while waiting:
                self._fail_if_paused()
                time.sleep(0.5)
                waiting = records_waiting(self._settings)
                most = max(most, waiting)
                bars.update(task, total=most, completed=most - waiting)

    def _fail_if_paused(self) -> None:
        """Failure if an intake is paused: the demonstration would wait for ever."""
        for pause in ask(self._settings, "/api/pauses"):
            raise Failure(pause_text(pause))

    def _release(self) -> ReleaseHeader:
        """The newest release of statistics; the first run makes the first, and it stays."""
        if known := ask(self._settings, "/api/releases"):
            return ReleaseHeader.model_validate(known[0])
        with self._timed("release"):
            return make_and_wait(self._settings, _WIDTH)

    def _summary(self, release: ReleaseHeader) -> AnswerRows:
        """What came of all that is in the agencies' topics; states have their codes."""
        seen = ask(self._settings, "/api/overview")
        published = records_published(self._settings)
        accepted, refused = sum(seen["accepted"].values()), sum(seen["refused"].values())
        return {
            "Events": [
                {
                    "published": published,
                    "accepted": accepted,
                    "refused": refused,
                    "repeats": published - accepted - refused,
                    "journeys": seen["journeys"],
                }
            ],
            "Obligations": [seen["obligations"]],
            "Alerts": [seen["alerts_raised"] | {"over": seen["alerts_closed"]}],
            "A case with two suspects": self._two_suspects(),
            **self._hotspots(release),
            "Seconds": [{part: round(spent, 1) for part, spent in self._seconds.items()}],
            "Look at first": first_look(self._settings),
        }

    def _two_suspects(self) -> list[dict[str, Any]]:
        """What is owed about each of two suspects, and what the platform asks."""
        name = pseudonym(_ITS_VICTIM, ensure_key(self._settings))
        journey = VictimJourney.model_validate(ask(self._settings, f"/api/victims/{name}"))
        owed = [
            {
                "about": obligation_words.about(duty.suspect),
                "what": obligation_words.name(duty.rule),
                "how_it_stands": obligation_words.stands(duty),
            }
            for duty in journey.obligations
        ]
        asked = [
            {"about": "asked", "what": what, "how_it_stands": "\n".join(reports)}
            for what, reports in timeline_view.contradictions(journey)
        ]
        return owed + asked

    def _hotspots(self, release: ReleaseHeader) -> AnswerRows:
        """Where most victim-days are lost against London with the same mix, and in which cases."""
        path = f"/api/releases/{release.number}/figures"
        compared = [
            Comparison.model_validate(each)
            for dimension in Breakdown
            for each in ask(self._settings, path, sheet=Sheet.COMPARISONS, dimension=dimension)
        ]
        slower = {HOTSPOTS: slower_places(compared), SLOW_KINDS: slower_kinds(compared)}
        return {title: [*map(comparison_row, found[:5])] for title, found in slower.items()}

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._seconds[part] = time.monotonic() - began
