"""Arguments of the commands about one victim: which victim, and as of when."""

from typing import Annotated
from urllib.parse import quote

import typer
from pydantic import TypeAdapter, ValidationError

from caseworkers.journey_answers import VictimJourney
from cli.instant_arguments import then
from events.identifiers import VictimReference, pseudonym
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.pseudonym_key import find_key
from runtime.running_platform import client_settings
from runtime.settings import Settings

_REFERENCE = TypeAdapter(VictimReference)

Victim = Annotated[
    str,
    typer.Argument(
        help="A pseudonym (victim-…), or an agency's reference such as met-police:V1,"
        " which is turned into the pseudonym here and sent to nobody."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANT",
        help="What was known then, by what the platform had received, such as 2025-03-13T12:00;"
        " London's time if it has no offset.",
    ),
]


def ask_journey(victim: str, as_of: str | None) -> VictimJourney:
    """The journey of a victim, as it is known or was known at an instant, as people write it."""
    return VictimJourney.model_validate(ask(client_settings(), path_of(victim), as_of=then(as_of)))


def path_of(victim: str) -> str:
    """Where the API answers about a victim, by pseudonym or by an agency's reference."""
    return f"/api/victims/{quote(pseudonym_of(victim), safe='')}"


def pseudonym_of(victim: str) -> str:
    """The pseudonym of a victim who is given by it, or by an agency's reference."""
    is_reference = ":" in victim or not victim.startswith("victim-")
    return _pseudonym(client_settings(), victim) if is_reference else victim


def _pseudonym(settings: Settings, reference: str) -> str:
    """The platform's name for a victim. Never makes a key: a new one would name nobody."""
    try:
        _REFERENCE.validate_python(reference)
    except ValidationError:
        raise Failure("not a victim: give victim-… or AGENCY:REFERENCE") from None
    key = find_key(settings)
    if key is None:
        instead = (
            "give the pseudonym"
            if settings.platform
            else "set JOURNEY_DATA to the platform's directory"
        )
        raise Failure(f"no pseudonym key in {settings.data}: {instead}")
    return pseudonym(reference, key)
