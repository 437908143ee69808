"""The commands of `journey`, one module a command or group."""

from collections.abc import Callable
from typing import Any

import typer

from cli.commands import import_command, rejected_command, schema_command
from cli.commands.alerts_command import alerts
from cli.commands.corrections_command import corrections
from cli.commands.deadline_command import deadline
from cli.commands.demo_command import demo
from cli.commands.diff_command import diff
from cli.commands.explain_command import explain
from cli.commands.hotspots_command import hotspots
from cli.commands.obligations_command import obligations
from cli.commands.publish_command import publish
from cli.commands.run_command import run
from cli.commands.simulate_command import simulate
from cli.commands.status_command import status
from cli.commands.timeline_command import timeline
from cli.commands.up_command import up
from cli.commands.validate_command import validate

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
    "import": import_command.group,
    "rejected": rejected_command.group,
    "run": run,
    "schema": schema_command.group,
}
