"""`python -m soak.told_once`: each is told once, though worker, notifier and broker are killed.

A platform of its own raises alerts under load, and sends them to a mailbox and to a webhook. In the
end each case that is late must have been told to its caseworker and to the agency's system, once;
and no case of which the victim was told in time.
"""

import json
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Annotated, Any

import orjson
import psutil
import typer

from agencies.publisher import Publisher
from bench.saved_told_once import saved_told_once
from cli.output import errors, print_json
from events.identifiers import Agency
from notifier.message_writing import REPEATED
from notifier.notification_record import RECORD
from runtime.stop_signals import StopSignals
from schemas.cloudevents import AgencyEvent, decode
from soak.listening_ports import Ports, free_ports
from soak.soaked_platform import ROOT, PlatformDiedError, SoakedPlatform, process_of, wait_until

KILLED = ("notifier", "journeys-0", "kafka")
"""What is killed, in turn: of each a minute passes between two kills, or the platform gives up."""

_BETWEEN = 22.0
_PER_SECOND = 1.0
"""Cases that are published in a second."""

_SETTLED = 300.0

_CASE = (ROOT / "data" / "two-suspects.jsonl").read_text()
_TOLD_IN_TIME = {
    **json.loads(_CASE.splitlines()[4]),
    "id": "two-suspects-7",
    "data": {"about": "arrest", "suspect": 2, "channel": "telephone", "outcome": "reached"},
}


def case_events(number: int) -> list[AgencyEvent]:
    """A case in which the victim is not told of an arrest; of odd numbers it was done in time."""
    lines = _CASE.splitlines()
    if number % 2:
        lines.insert(1, json.dumps(_TOLD_IN_TIME))  # before what it answers: never late
    named = (line.replace("two-suspects", f"told-{number}") for line in lines)
    return [decode(line.encode()) for line in named]


class WebhookDesk:
    """An agency's system: takes each post, and notes its id and whether it says that it repeats."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, bool]] = []
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                lines = orjson.loads(body)["data"]["lines"]
                desk.posts.append((self.headers["webhook-id"], REPEATED in lines))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        self._server.shutdown()
        self._server.server_close()


class TellingPlatform(SoakedPlatform):
    """A platform with a mailbox, whose police have a webhook too."""

    def __init__(self, data: Path, log: Path, ports: Ports, desk: WebhookDesk) -> None:
        super().__init__(data, log, ports)
        self._desk, self._mailbox = desk, _two_ports()

    def _variables(self, tick_seconds: float) -> dict[str, str]:
        secret = "whsec_YSBzZWNyZXQgb2YgdHdlbnR5LWZvdXIh"
        return super()._variables(tick_seconds) | {
            "JOURNEY_HOLD_MINUTES": "0.5",
            "JOURNEY_MAILBOX": "true",
            "JOURNEY_MAILBOX_PORT": str(self._mailbox[0]),
            "JOURNEY_MAILBOX_SMTP_PORT": str(self._mailbox[1]),
            "JOURNEY_WEBHOOKS": json.dumps({"desk": {"url": self._desk.url, "secret": secret}}),
            "JOURNEY_ENDPOINTS": '{"met-police": {"channel": "webhook", "endpoint": "desk"}}',
        }

    def letters(self) -> list[tuple[str, bool]]:
        """The e-mails that arrived: the id of each, and whether it says that it repeats."""
        path = self.data / "mailbox-demo" / "letters.jsonl"
        found = [json.loads(line) for line in path.read_text().splitlines()]
        return [
            (each["message_id"].strip("<>").partition("@")[0], REPEATED in each["text"])
            for each in found
        ]


def main(
    kills: Annotated[int, typer.Option(min=1)] = 20,
    seed: Annotated[int, typer.Option()] = 1,
    save: Annotated[bool, typer.Option("--save", help="Save it for docs/measured.md.")] = False,
) -> None:
    """Kill under load, then count what was lost, wrong or told twice; status 1 if anything was."""

    def run() -> dict[str, Any]:
        return told_under_kills(kills, seed)

    counts = saved_told_once(run) if save else run()
    print_json(counts)
    zero = ("lost", "wrong", "told twice", "unmarked repeats")
    raise typer.Exit(0 if counts["settled"] and not any(counts[name] for name in zero) else 1)


def told_under_kills(kills: int, seed: int) -> dict[str, Any]:
    """Kill so many times, wait until nothing waits, and count. The platform is stopped then."""
    with StopSignals(), TemporaryDirectory(prefix="told-") as folder, _desk() as desk:
        place = Path(folder)
        platform = TellingPlatform(place / "data", place / "up.log", free_ports(), desk)
        try:
            platform.start(tick_seconds=1.0)
            if not platform.wait_until_whole():
                raise PlatformDiedError((place / "up.log").read_text())
            cases, done = _kill_under_load(platform, kills, Random(seed))
            settled = wait_until(lambda: _settled(platform.data, cases), _SETTLED)
            counts = _counted(platform, desk, cases)
        finally:
            platform.kill_all()
    return {**counts, "kills": sum(done.values()), "killed": dict(done), "settled": settled}


def _two_ports() -> tuple[int, int]:
    """Two more ports that are free now."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def _desk() -> Iterator[WebhookDesk]:
    with closing(WebhookDesk()) as desk:
        yield desk


def _kill_under_load(
    platform: TellingPlatform, kills: int, random: Random
) -> tuple[int, Counter[str]]:
    """Publish until all kills are done; how many cases, and how often each part was killed."""
    published, done = 0, Counter[str]()
    bootstrap = platform.settings.bootstrap
    with Publisher(bootstrap, Agency.MET_POLICE) as publisher:
        next_kill = time.monotonic() + 5
        while sum(done.values()) < kills or published % 2:
            for event in case_events(published):
                publisher.publish(event)
            published += 1
            time.sleep(random.uniform(0.5, 1.5) / _PER_SECOND)
            if time.monotonic() >= next_kill:
                name = KILLED[sum(done.values()) % len(KILLED)]
                with suppress(psutil.NoSuchProcess):
                    process_of(platform.running, name).kill()
                    done[name] += 1
                    errors.print(f"{sum(done.values())}: killed {name}", highlight=False)
                next_kill = time.monotonic() + _BETWEEN * random.uniform(1.0, 1.3)
        publisher.flush()
    return published, done


def _rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{data / RECORD}?mode=ro", uri=True)) as record:
        return record.execute(sql).fetchall()


def _settled(data: Path, cases: int) -> bool:
    """Whether every case that is late was read, and nothing waits to be sent."""
    known = _rows(data, "SELECT count(DISTINCT case_id) FROM alerts")[0][0]
    first = "SELECT count(*) FROM notifications WHERE step = 0 AND state IN ('pending', 'claimed')"
    return bool(known >= cases // 2 and _rows(data, first)[0][0] == 0)


def _counted(platform: TellingPlatform, desk: WebhookDesk, cases: int) -> dict[str, int]:
    """What was lost, wrong and told twice, by what arrived; messages are known by their ids."""
    arrived = [*platform.letters(), *desk.posts]
    of_message: dict[str, list[tuple[str, str]]] = {}
    told = _rows(
        platform.data,
        "SELECT DISTINCT n.message, n.recipient, a.case_id FROM notifications AS n"
        " JOIN alerts AS a ON a.id = n.alert WHERE n.message IS NOT NULL",
    )
    for message, recipient, case in told:
        of_message.setdefault(message, []).append((recipient, case))
    ids = {identity for identity, _ in arrived}
    pairs = Counter(pair for identity in ids for pair in of_message.get(identity, ()))
    people = ("staff:met-police/MP1001", "agency:met-police")
    late = {f"crime:met-police:told-{number}/25" for number in range(0, cases, 2)}
    expected = {(who, case) for who in people for case in late}
    firsts, repeats = set[str](), Counter[bool]()
    for identity, marked in arrived:
        if identity in firsts:
            repeats[marked] += 1
        firsts.add(identity)
    return {
        "cases": cases,
        "late": len(late),
        "messages": len(ids),
        "lost": len(expected - pairs.keys()),
        "wrong": len(pairs.keys() - expected) + len(ids - of_message.keys()),
        "told twice": sum(count - 1 for count in pairs.values()),
        "marked repeats": repeats[True],
        "unmarked repeats": repeats[False],
    }


if __name__ == "__main__":
    typer.run(main)
