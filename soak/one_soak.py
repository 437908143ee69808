"""A soak in a folder of its own, from a seed to its report."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import mkdtemp

from soak.kills import kills_of
from soak.listening_ports import free_ports
from soak.row_comparison import examples_of
from soak.small_disk import SmallDisk, small_disk
from soak.soak_plan import DECK, EVENTS_A_SECOND, KillKind, soak_plan
from soak.soak_report import SoakReport
from soak.soak_run import Say, SoakRun
from soak.soak_verdict import SoakVerdict
from soak.soaked_platform import SoakedPlatform

Progress = Callable[[float], None]


def soak(
    seconds: float,
    seed: int,
    say: Say,
    progress: Progress = lambda seconds: None,
    deck: Mapping[KillKind, int] = DECK,
    rate: float = EVENTS_A_SECOND,
) -> SoakReport:
    """Publish and kill for so many seconds, then compare; the platform is stopped at the end.

    `say` is called with one line for each thing that a person should know. Where something was
    wrong, data and logs stay in a folder that it names. Raises PlatformDiedError where the
    platform does not start.
    """
    with _work_folder() as folder, _disk(folder, deck) as disk:
        how = kills_of(disk)
        left_out = [kind for kind in deck if kind not in how]
        for kind in left_out:
            say(f"{kind.label}: left out, for this user may not mount a disk here")
        possible = {kind: times for kind, times in deck.items() if kind in how}
        plan = soak_plan(seconds, seed, possible, rate)
        platform = SoakedPlatform(_data(folder, disk), folder / "up.log", free_ports())
        with _ended(platform, folder, say) as reports:
            run = SoakRun(plan, platform, say, progress)
            run.publish_and_kill(how)
            run.restart_without_clock()
            reports.append(_report(run, seed, platform, left_out))
            for example in examples_of(reports[0].tables):
                say(example)
    return reports[0]


def _report(
    run: SoakRun, seed: int, platform: SoakedPlatform, left_out: list[KillKind]
) -> SoakReport:
    verdict = SoakVerdict(platform, run.outcomes)
    faults = {
        **run.faults,
        "refused": run.outcomes.refused + verdict.refused,
        "set aside": verdict.set_aside,
    }
    faults["not stopped well"] += not verdict.stopped_well
    return SoakReport(
        seconds=run.plan.seconds,
        seed=seed,
        events=verdict.events,
        kills=run.kills,
        clients=verdict.clients(),
        tables=verdict.tables,
        faults=faults,
        left_out=left_out,
    )


def _disk(folder: Path, deck: Mapping[KillKind, int]) -> AbstractContextManager[SmallDisk | None]:
    return small_disk(folder / "disk") if KillKind.FULL_DISK in deck else nullcontext()


def _data(folder: Path, disk: SmallDisk | None) -> Path:
    return (disk.folder if disk else folder) / "data"


@contextmanager
def _work_folder() -> Iterator[Path]:
    """A folder that is removed again, unless something was saved in it."""
    folder = Path(mkdtemp(prefix="soak-"))
    try:
        yield folder
    finally:
        if not _saved(folder).exists():
            shutil.rmtree(folder)


@contextmanager
def _ended(platform: SoakedPlatform, folder: Path, say: Say) -> Iterator[list[SoakReport]]:
    """No process of the platform outlives the block; its data are saved if no report is clean."""
    reports: list[SoakReport] = []
    try:
        yield reports
    finally:
        platform.kill_all()
        if not (reports and reports[0].is_clean) and platform.data.exists():
            copy = ["cp", "-a", "--sparse=always", str(platform.data), str(_saved(folder))]
            subprocess.run(copy, check=True)
            say(f"data and logs stay in {folder}")


def _saved(folder: Path) -> Path:
    return folder / "saved"
