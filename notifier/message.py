"""A message to one person or one endpoint: a reference, what is due and a link."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the same whatever channel carries it.

    `id` is stable: the same message that is tried again has the same one, so that whoever gets it
    twice knows it again. It is made of ASCII letters, digits and `-_.:` (ValueError for another),
    because it stands in headers and addresses. `lines` are the agency's own references with what
    is due, never a name, an offence or an address. `link` leads to the pages. `occurred` is the
    aware instant of what it reports.
    """

    id: str
    subject: str
    lines: tuple[str, ...]
    link: str
    occurred: datetime

    def __post_init__(self) -> None:
        if not self.id or set(self.id) - _IN_IDS:
            raise ValueError("the id of a message has another character, or none")


_IN_IDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:")
