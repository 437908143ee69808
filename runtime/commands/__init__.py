"""The commands of `journey`, one module a command or group."""

from collections.abc import Callable
from typing import Any

import typer

COMMANDS: dict[str, Callable[..., Any]] = {}
GROUPS: dict[str, typer.Typer] = {}
