"""A message to one person or one endpoint: a reference, what is due and a link."""

from dataclasses import dataclass
from datetime import datetime
from string import ascii_letters, digits


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the same whatever channel carries it.

    `id` is stable: the same message that is tried again has the same one, so that whoever gets it
    twice knows it again. It has ASCII letters, digits and `-_:` alone, because it stands in headers
    and in what is signed. `subject` and each of `lines` is one line of text: the agency's own
    references with what is due, never a name, an offence or an address. `link` is an http address
    of the pages. `occurred` is the aware instant of what it reports.

    Raises ValueError, which quotes nothing, for what is not so.
    """

    id: str
    subject: str
    lines: tuple[str, ...]
    link: str
    occurred: datetime

    def __post_init__(self) -> None:
        if not self.id or set(self.id) - _IN_IDS:
            raise ValueError("the id of a message has another character, or none")
        if any(len(text.splitlines()) > 1 for text in (self.subject, *self.lines)):
            raise ValueError("a line of a message is more than one")
        if not self.link.startswith(("http://", "https://")) or len(self.link.split()) > 1:
            raise ValueError("the link of a message is no address")
        if self.occurred.tzinfo is None:
            raise ValueError("the instant of a message has no zone")


_IN_IDS = frozenset(ascii_letters + digits + "-_:")
