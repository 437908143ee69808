"""The commands of `journey`, one module a command or group."""

from collections.abc import Callable
from typing import Any

import typer

from runtime.commands.alerts import alerts
from runtime.commands.hotspots import hotspots
from runtime.commands.simulate import simulate
from runtime.commands.timeline import timeline

COMMANDS: dict[str, Callable[..., Any]] = {
    "alerts": alerts,
    "hotspots": hotspots,
    "simulate": simulate,
    "timeline": timeline,
}
GROUPS: dict[str, typer.Typer] = {}
