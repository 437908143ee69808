"""The demo from a fresh clone with empty caches, and once more in the same directory."""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import TimeSpent, timed

AIMS = {"first": 300, "second": 90}
"""Seconds."""

LIMIT = 900.0
MEMORY_AIM = 2.5e9
PORTS = (
    *("--port", "8240", "--gateway-port", "8241"),
    *("--provider-port", "8242", "--kafka-port", "19340"),
    *("--mailbox-port", "8243", "--mailbox-smtp-port", "8244"),
)


def measure(say: Say) -> Measured:
    """Clone, `make demo`, and `make demo` again."""
    with TemporaryDirectory() as folder:
        clone, home = Path(folder) / "clone", Path(folder) / "home"
        home.mkdir()
        memory: dict[str, int] = {}
        runs: dict[str, TimeSpent] = {}
        for number in AIMS:
            with timed() as runs[number], _watched(memory):
                if not clone.exists():
                    subprocess.run(["git", "clone", "--quiet", ".", str(clone)], check=True)
                _demo(clone, home, say)
            say(f"{number} run: {runs[number].wall:.0f} s")
        sizes = {name: _size(clone / name) for name in ("data-dir", ".venv", "node_modules")}
        sizes["caches"] = _size(home)
    return _section(runs, memory, sizes)


def _section(
    runs: Mapping[str, TimeSpent], memory: Mapping[str, int], sizes: TableValues
) -> Measured:
    most = memory["all at once"]
    aims = [
        Aim(f"`make demo`, {number} run: at most {aim} s", f"{runs[number].wall:.0f} s", ok)
        for number, aim in AIMS.items()
        for ok in [runs[number].wall <= aim]
    ]
    aims.append(
        Aim(
            "memory of the running demo: at most 2.5 GB", f"{most / 1e9:.2f} GB", most <= MEMORY_AIM
        )
    )
    notes = [
        "A fresh clone of HEAD with an empty home and empty caches: `make demo` fetches uv, the"
        " packages, the styles and Kafka, and runs the main job on a year of City of London Police"
        " data and 2,000 simulated victims. From the clone to the end, the platform stopped; then"
        " once more in the same directory, which resumes. One run each. Memory is resident, looked"
        " at every half second, the most of both runs; pages that parts share count in each, and so"
        " do files that packages and caches share on disk. Processor time is that of every process"
        " which a run starts and ends.",
    ]
    tables = {
        "Seconds": [
            {"run": number, "wall s": run.wall, "processor s": run.processor}
            for number, run in runs.items()
        ],
        "Resident memory at most": [{"part": p, "MB": n / 1e6} for p, n in memory.items()],
        "Disk": [{"folder": name, "MB": size / 1e6} for name, size in sizes.items()],
    }
    return Measured("The demo", notes, tables, aims)


def _demo(clone: Path, home: Path, say: Say) -> None:
    arguments = " ".join(("--exit", *PORTS))
    done = subprocess.run(
        ["make", "demo", f"ARGS={arguments}"],
        cwd=clone,
        env=_bare(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LIMIT,
        check=False,
    )
    if done.returncode:
        say(done.stdout.decode(errors="replace")[-2000:])
        done.check_returncode()


def _bare(home: Path) -> dict[str, str]:
    """This environment with a home of its own; how npm reaches its packages is the user's."""
    ours = ("JOURNEY_", "UV_", "VIRTUAL_ENV", "XDG_", "MAKE", "MFLAGS")
    others = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    npmrc = Path.home() / ".npmrc"
    return others | {
        "HOME": str(home),
        "NPM_CONFIG_USERCONFIG": str(npmrc),
        "JGO_CACHE_DIR": str(home / ".cache" / "jgo"),
    }


@contextmanager
def _watched(memory: dict[str, int]) -> Iterator[None]:
    """Note the most memory of each part of the platform, and of all at once, meanwhile."""
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(memory, over))
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(memory: dict[str, int], over: threading.Event) -> None:
    while not over.wait(0.5):
        now: dict[str, int] = {}
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):  # it has ended meanwhile
                if part := _part(process.cmdline()):
                    now[part] = now.get(part, 0) + process.memory_info().rss
        now["all at once"] = sum(now.values())
        for part, resident in now.items():
            memory[part] = max(resident, memory.get(part, 0))


def _part(command: list[str]) -> str | None:
    """Which part of the running demo a process is."""
    match command:
        case [java, *_] if java.endswith("/java"):
            return "kafka"
        case [_, "-m", "cli", "run", part, *_]:
            return part
        case [_, journey, "demo", *_] if journey.endswith("/journey"):
            return "demo and supervisor"
        case _:
            return None


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
