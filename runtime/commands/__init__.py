"""The commands of `journey`, one module a command or group."""

from collections.abc import Callable
from typing import Any

import typer

from runtime.commands import import_police_uk, rejected, schema
from runtime.commands.alerts import alerts
from runtime.commands.corrections import corrections
from runtime.commands.deadline import deadline
from runtime.commands.demo import demo
from runtime.commands.diff import diff
from runtime.commands.explain import explain
from runtime.commands.hotspots import hotspots
from runtime.commands.obligations import obligations
from runtime.commands.publish import publish
from runtime.commands.run import run
from runtime.commands.simulate import simulate
from runtime.commands.status import status
from runtime.commands.timeline import timeline
from runtime.commands.up import up
from runtime.commands.validate import validate

COMMANDS: dict[str, Callable[..., Any]] = {
    "alerts": alerts,
    "corrections": corrections,
    "deadline": deadline,
    "demo": demo,
    "diff": diff,
    "explain": explain,
    "hotspots": hotspots,
    "obligations": obligations,
    "publish": publish,
    "simulate": simulate,
    "status": status,
    "timeline": timeline,
    "up": up,
    "validate": validate,
}
GROUPS: dict[str, typer.Typer] = {
    "import": import_police_uk.group,
    "rejected": rejected.group,
    "run": run,
    "schema": schema.group,
}
