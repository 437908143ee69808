"""The golden examples of the wire, as tests read them."""

import json
from pathlib import Path
from typing import Any

import schemas

FOLDER = Path(schemas.__file__).parent / "golden"

ACCEPTED = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}
"""By name, as `crime-reported.v1.ordinary`: how agencies may write an event."""

REFUSED = {path.stem: path.read_bytes() for path in sorted((FOLDER / "refused").glob("*.json"))}
"""By name: what must be refused."""


def as_binary(structured: bytes) -> tuple[list[tuple[str, bytes]], bytes]:
    """The same event in binary mode, every attribute but the null ones in a header."""
    event: dict[str, Any] = json.loads(structured)
    data = json.dumps(event.pop("data")).encode()
    headers = [(f"ce_{name}", str(value).encode()) for name, value in event.items() if value]
    return [("content-type", b"application/json"), *headers], data
