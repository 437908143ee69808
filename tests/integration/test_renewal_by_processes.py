"""Two processes of pages share the file of sessions: they renew one session one after the other."""

import multiprocessing
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from web.sign_in.renewal_locks import RenewalLocks

SESSION, ANOTHER = "00000001" + "0" * 56, "00000002" + "0" * 56
LONG = 60.0


def renews(path: Path, session: str, moments: "Queue[float]", until: Event | None) -> None:
    """Say when the renewal begins, wait for the event if there is one, and say when it ends."""
    locks = RenewalLocks(path)
    with locks.of(session):
        moments.put(time.monotonic())
        if until:
            until.wait(LONG)
        moments.put(time.monotonic())
    locks.close()


def test_a_process_waits_for_the_renewal_of_the_same_session_alone(tmp_path: Path) -> None:
    """Given one that renews a session, another session is renewed beside it, the same one after."""
    spawn, path = multiprocessing.get_context("spawn"), tmp_path / "s.renewals"
    first, same, another = (spawn.Queue() for _ in range(3))
    until = spawn.Event()
    asked = [(SESSION, first, until), (SESSION, same, None), (ANOTHER, another, None)]
    processes = [spawn.Process(target=renews, args=(path, *each)) for each in asked]
    processes[0].start()
    first.get(timeout=LONG)
    for each in processes[1:]:
        each.start()

    another.get(timeout=LONG)
    until.set()
    ended = first.get(timeout=LONG)
    assert same.get(timeout=LONG) >= ended
    for each in processes:
        each.join()
    assert path.stat().st_mode & 0o077 == 0
