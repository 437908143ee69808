"""What the provider for demo sign-in keeps in the data directory."""

import secrets
from pathlib import Path

from runtime.failure import Failure
from runtime.private_data import write_once
from sign_in_demo.demo_people import PEOPLE_FILE, PeopleFile


def provider_folder(data: Path) -> Path:
    """Its folder in a data directory."""
    return data / "sign-in-demo"


def client_secret(data: Path, client: str) -> str:
    """The secret of one client of the demo, in the data directory; made where there is none."""
    path = provider_folder(data) / f"{client}.secret"
    write_once(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def demo_people(data: Path) -> PeopleFile:
    """The people of a data directory where it has some, else those that come with this.

    Raises Failure where they cannot be read.
    """
    own = provider_folder(data) / "people.toml"
    people = PeopleFile(own if own.exists() else PEOPLE_FILE)
    try:
        people()
    except (OSError, ValueError) as error:
        raise Failure(f"{own} can't be used ({error})") from None
    return people
