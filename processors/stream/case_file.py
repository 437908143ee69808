"""What intake remembers of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from events.identifiers import Pseudonym
from schemas.case_links import CaseMessage
from schemas.log_records import LoggedFact


@dataclass(frozen=True)
class CaseFile:
    """What intake remembers of a case: its victims, the facts that concern all, its other names.

    `victims` and `links`, the identifiers that its victims concern as well, each say since when
    they have been known. `brought` has the record, `topic/partition/offset`, that brought each. A
    case stored by the version before has no such records: there the next one counts. `waiting` has
    the messages that are beyond what one case can have, by their names. `free` are the victims whom
    no prosecution brought to an arrest or a court's number, since when: they alone go on to its
    prosecutions.
    """

    victims: Mapping[Pseudonym, datetime] = field(default_factory=dict)
    facts: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    links: Mapping[str, datetime] = field(default_factory=dict)
    brought: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, CaseMessage] = field(default_factory=dict)
    free: Mapping[Pseudonym, datetime] = field(default_factory=dict)

    def passes_on(self, known: datetime | None, name: str, since: datetime, record: str) -> bool:
        """Whether a victim or link `known` since, now brought by a record, is passed on."""
        mark = self.brought.get(name)
        replayed = mark is None or (record != "" and mark == record)
        return known is None or since < known or replayed


def freely(victim: Pseudonym) -> str:
    """The name in `brought` of a victim as one whom no prosecution brought."""
    return f"{victim}*"
