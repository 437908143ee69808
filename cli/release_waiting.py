"""Has the running platform make a release, and waits for it with a bar on the error output."""

import time

from cli.progress_bars import counting_bars
from runtime.api_client import ask, ask_to_do
from runtime.failure import Failure
from runtime.settings import Settings
from task_group.release_figures import ReleaseHeader
from task_group.release_makings import ReleaseMaking

_PAUSE = 0.5


def make_and_wait(settings: Settings, width: int = 0) -> ReleaseHeader:
    """The release that the platform makes now. Raises Failure where it makes none."""
    making = ReleaseMaking.model_validate(ask_to_do(settings, "/api/releases"))
    with counting_bars(width) as bars:
        task = bars.add_task(making.step, total=making.steps or None)
        while not making.is_over:
            time.sleep(_PAUSE)
            now = ask(settings, "/api/releases/making")
            if now is None or now["making"] != str(making.making):
                raise Failure("another release is being made: look at journey release list")
            making = ReleaseMaking.model_validate(now)
            if not making.is_over:
                of = making.steps or None
                bars.update(task, description=making.step, total=of, completed=making.done)
    if making.problem:
        raise Failure(f"release {making.number}: {making.problem}")
    return ReleaseHeader.model_validate(ask(settings, f"/api/releases/{making.number}"))
