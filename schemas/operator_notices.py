"""`operator-alerts`: what agencies' operators, and the task group, are told. The key is its id."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from events.identifiers import Agency
from schemas.unreadable_records import key_text, reads_records


@dataclass(frozen=True, slots=True)
class OperatorNotice:
    """An alert to an agency's operators, in words that name no victim and no case.

    It began at `since`, an aware instant. `is_over` once there is nothing to mend any more. Without
    an agency it is for the task group, who finds it at `page`, a path of the pages.
    """

    agency: Agency | None
    since: datetime
    is_over: bool
    says: str
    page: str = ""


def encode_notice(notice: OperatorNotice) -> bytes:
    """Write a record's value."""
    return orjson.dumps(notice)


@reads_records
def decode_notice(key: bytes | None, value: bytes | None) -> tuple[str, OperatorNotice | None]:
    """The id of an alert, and the alert; None once it is gone. Raises UnreadableRecord."""
    identity = key_text(key)
    if value is None:
        return identity, None
    read = orjson.loads(value)
    since = datetime.fromisoformat(read["since"])
    if since.tzinfo is None:
        raise ValueError
    return identity, OperatorNotice(
        None if read["agency"] is None else Agency(read["agency"]),
        since,
        bool(read["is_over"]),
        str(read["says"]),
        str(read.get("page", "")),
    )
