"""`make demo` in a fresh clone with empty caches, again, and what the running platform takes."""

import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from bench.latency import platform
from bench.measured import Aim, Measured, Row, Say
from runtime.settings import Settings

PORT, KAFKA_PORT = 8280, 19380
LIMIT = 900.0


def measure(say: Say) -> Measured:
    """Clone what is committed, run the demo twice, then ask the platform for its memory."""
    with TemporaryDirectory() as folder:
        clone, home = Path(folder) / "clone", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", ".", str(clone)], check=True)
        first = _demo(clone, home, say)
        second = _demo(clone, home, say)
        data = clone / "data-dir"
        settings = Settings(data=data, port=PORT, kafka_port=KAFKA_PORT)
        with platform(settings, say):
            memory = _memory(clone, data)
        disk = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1e6
    return _told(first, second, memory, disk)


def _told(first: float, second: float, memory: list[Row], disk: float) -> Measured:
    total = sum(float(row["resident MB"]) for row in memory)
    aims = [
        Aim("fresh clone, empty caches, to the demo's end: 5 min", f"{first:.0f} s", first <= 300),
        Aim("the demo's second run: 90 s", f"{second:.0f} s", second <= 90),
        Aim("resident memory: 2.5 GB", f"{total:,.0f} MB", total <= 2500),
    ]
    notes = [
        "`make demo ARGS=--exit` in a fresh clone with a home directory and caches of its own, from"
        f" the command to its end, single runs; then again in the same directory. The data"
        f" directory then holds {disk:,.0f} MB. Memory is that of `journey up` on it."
    ]
    seconds = [{"run": "first", "seconds": first}, {"run": "second", "seconds": second}]
    return Measured("The demo", notes, {"Whole runs": seconds, "Memory by part": memory}, aims)


def _demo(clone: Path, home: Path, say: Say) -> float:
    own = {name: str(home / name) for name in ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR")}
    ports = f"--exit --port {PORT} --kafka-port {KAFKA_PORT}"
    began = time.monotonic()
    subprocess.run(
        ["make", "demo", f"ARGS={ports}"],
        cwd=clone,
        env=os.environ | own | {"HOME": str(home), "npm_config_cache": str(home / "npm")},
        check=True,
        timeout=LIMIT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    spent = time.monotonic() - began
    say(f"make demo: {spent:.0f} s")
    return spent


def _memory(clone: Path, data: Path) -> list[Row]:
    command = [str(clone / ".venv/bin/journey"), "status", "--data", str(data), "--format", "json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    parts = orjson.loads(told)["parts"]
    return [{"part": part["part"], "resident MB": part["memory"] / 1e6} for part in parts]
