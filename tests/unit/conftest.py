"""A Faust app for the tests of its patches."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def faust_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An app with a loop of its own and no Kafka; the end of its process is a SystemExit."""
    from processors.faust.faust_app import WorkerPlace, make_app

    def end(status: int) -> None:
        raise SystemExit(status)

    monkeypatch.setattr(os, "_exit", end)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield make_app("test", WorkerPlace("nowhere:9092", tmp_path, partitions=4))
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)
