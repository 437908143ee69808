"""JSON as it is sent: what is in it, or where it stops to be JSON."""

from typing import Any

import orjson

from schemas.refusal import Problem, Reason, Refused


def read_json(written: bytes) -> Any:
    """What orjson reads. Raises Refused with the place from which it is not JSON."""
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError as error:
        problem = _not_json(written, error)
    raise Refused(Reason.NOT_JSON, [problem])  # outside: orjson's error has all that was sent in it


def _not_json(written: bytes, error: orjson.JSONDecodeError) -> Problem:
    """Where in the text it stops being JSON, in characters from 1."""
    if error.msg.startswith("depth limit"):
        return Problem("", "too_deep")
    try:
        written.decode()
    except UnicodeDecodeError as no_text:
        before = written[: no_text.start].decode()
        return Problem(f"character {len(before) + 1}", "not_utf_8")
    code = "cut_short" if error.pos >= len(written.decode().rstrip()) else "not_json"
    return Problem(f"character {error.pos + 1}", code)
