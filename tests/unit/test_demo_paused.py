"""The demonstration does not wait for what waits for a person."""

from pathlib import Path

import orjson
import pytest

from cli import demo_run
from runtime.failure import Failure
from runtime.settings import Settings


def test_a_paused_intake_ends_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given an agency whose intake is paused, when all is waited for, then that is told."""
    pause = {"agency": "cps", "since": "2025-03-03T10:15:00Z", "refused": 26, "events": 50}
    plan = {"victims": 1, "seed": 1, "real": [str(tmp_path)], "made_up": demo_run.TWO_SUSPECTS.name}
    (tmp_path / "demo.json").write_bytes(
        orjson.dumps(plan | {"ending": "2025-01-01", "published": True})
    )
    monkeypatch.setattr(demo_run, "records_waiting", lambda _: 5)
    monkeypatch.setattr(demo_run, "ask", lambda _, path: {"/api/pauses": [pause]}[path])

    with pytest.raises(Failure, match="journey rejected resume cps"):
        demo_run.Demo(Settings(data=tmp_path), 1, 1, [tmp_path]).run()
