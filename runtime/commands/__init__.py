"""The commands of `journey`, one module a command or group."""

from collections.abc import Callable
from typing import Any

import typer

from runtime.commands.alerts import alerts
from runtime.commands.hotspots import hotspots
from runtime.commands.run import run
from runtime.commands.simulate import simulate
from runtime.commands.status import status
from runtime.commands.timeline import timeline
from runtime.commands.up import up

COMMANDS: dict[str, Callable[..., Any]] = {
    "alerts": alerts,
    "hotspots": hotspots,
    "simulate": simulate,
    "status": status,
    "timeline": timeline,
    "up": up,
}
GROUPS: dict[str, typer.Typer] = {
    "run": run,
}
