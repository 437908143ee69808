"""The commands of `journey`: a table of names, and one module a command or group.

A module is imported only when its command is called: its imports cost most of a second.
"""

from importlib import import_module
from typing import Any, NamedTuple


class CommandEntry(NamedTuple):
    """A command as the listing shows it, and where it is defined."""

    target: str
    """`module:attribute` in this package: a function, or a typer.Typer for a group."""
    short_help: str
    """The first sentence of the command's own help; a test compares the two."""

    def load(self) -> Any:
        """Import the module; return the function, or the typer.Typer."""
        module, _, attribute = self.target.partition(":")
        return getattr(import_module(f"{__name__}.{module}"), attribute)


COMMANDS = {
    "alert-health": CommandEntry(
        "alert_health_command:alert_health",
        "What became of the alerts that were raised lately, which rules make noise, how long it"
        " took.",
    ),
    "alerts": CommandEntry(
        "alerts_command:alerts", "Alerts that stand, first what can still be saved."
    ),
    "audit": CommandEntry(
        "audit_command:group",
        "Who looked at whom, and whether the record of that is whole.",
    ),
    "convert": CommandEntry(
        "convert_command:convert",
        "Turn messages of your own system into events, one a line; status 1 if one was refused.",
    ),
    "corrections": CommandEntry(
        "corrections_command:corrections",
        "What agencies want put right, those not answered first; each once.",
    ),
    "deadline": CommandEntry(
        "deadline_command:deadline",
        "When a duty is due whose clock starts then, with every day of the count.",
    ),
    "demo": CommandEntry(
        "demo_command:demo",
        "Start the platform, publish a year of real crimes and simulated journeys, tell the"
        " result.",
    ),
    "diff": CommandEntry(
        "diff_command:diff",
        "What became known of a victim between two moments: what is new, changed and gone.",
    ),
    "explain": CommandEntry(
        "explain_command:explain",
        "Why a duty to a victim stands as it does: each statement with the event it follows from.",
    ),
    "flows": CommandEntry(
        "flows_command:flows",
        "How many cases stood, came in and went out, and what it takes to clear them in a year.",
    ),
    "hotspots": CommandEntry(
        "hotspots_command:hotspots",
        "Where victims wait longer than London takes with the same mix of cases, from a release.",
    ),
    "obligations": CommandEntry(
        "obligations_command:obligations",
        "All that is owed to a victim, with the events that raised, moved and ended each duty.",
    ),
    "publish": CommandEntry(
        "publish_command:publish",
        "Publish an agency's events; if one line is bad, nothing is sent, and the status is 1.",
    ),
    "release": CommandEntry(
        "release_command:group",
        "Frozen releases of statistics: make the next one, list them, show one.",
    ),
    "silence": CommandEntry(
        "silence_command:silence", "Send nobody any message until an end: for planned outages."
    ),
    "sign-in": CommandEntry(
        "sign_in_command:sign_in", "Sign in at a platform on another machine, with a browser."
    ),
    "sign-out": CommandEntry(
        "sign_in_command:sign_out", "Forget the sign-in at a platform on another machine."
    ),
    "simulate": CommandEntry(
        "simulate_command:simulate",
        "Simulate victims' journeys through every agency; writes ./simulated.jsonl by default.",
    ),
    "simulate-backlogs": CommandEntry(
        "simulate_backlogs_command:backlogs",
        "Simulate the published open cases of London's ten Crown Courts; to a file, or published.",
    ),
    "status": CommandEntry(
        "status_command:status",
        "Each part's health, what waits and since when, rows by table.",
    ),
    "timeline": CommandEntry(
        "timeline_command:timeline",
        "One victim's journey: what happened; as a table also the waits and what is owed.",
    ),
    "up": CommandEntry("up_command:up", "Start the platform and keep it running until Ctrl-C."),
    "validate": CommandEntry(
        "validate_command:validate",
        "Check events as the platform would, without it; sends nothing.",
    ),
    "import": CommandEntry("import_command:group", "Import published data as events."),
    "rejected": CommandEntry(
        "rejected_command:group",
        "Refused events: list, show, send again; resume a paused intake.",
    ),
    "run": CommandEntry(
        "run_command:run", "Run one part of the platform; `journey up` runs them all."
    ),
    "schema": CommandEntry(
        "schema_command:group",
        "Write or check what is generated: schemas and reference pages.",
    ),
}
