"""`journey sign-in` and `journey sign-out`: a person's commands at a platform elsewhere.

On the platform's own machine its owner needs neither.
"""

from typing import Annotated

import typer

from cli.commands.up_command import say, settings_with
from cli.output import Format, print_json
from runtime.failure import Failure

_Platform = Annotated[
    str | None,
    typer.Argument(metavar="URL", help="Where its pages are; JOURNEY_PLATFORM by default."),
]


def sign_in(
    platform: _Platform = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Of the provider, where there are several; JOURNEY_ISSUER by default.",
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Sign in at a platform on another machine, with a browser."""
    from runtime.device_sign_in import sign_in_by_device

    chosen = _chosen(platform)
    sign_in_by_device(chosen, settings_with(issuer=issuer).issuer, _show)
    _answer(format_, chosen, signed_in=True)


def sign_out(
    platform: _Platform = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Forget the sign-in at a platform on another machine."""
    from runtime.device_sign_in import sign_out_of

    chosen = _chosen(platform)
    if not sign_out_of(chosen):
        raise Failure(f"nobody is signed in at {chosen}")
    _answer(format_, chosen, signed_in=False)


def _chosen(platform: str | None) -> str:
    chosen = settings_with(platform=platform).platform
    if chosen is None:
        raise Failure("which platform? Give its URL, or set JOURNEY_PLATFORM")
    return chosen


def _show(address: str, code: str) -> None:
    say(f"open {address} in a browser, and enter the code {code}")


def _answer(format_: Format, platform: str, *, signed_in: bool) -> None:
    if format_ is Format.JSON:
        print_json({"platform": platform, "signed_in": signed_in})
    elif signed_in:
        say(f"signed in: set JOURNEY_PLATFORM={platform} for the commands that ask there")
    else:
        say(f"signed out of {platform}")
