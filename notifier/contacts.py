"""Where each recipient is reached: a person by their preference, a team or agency by a setting."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from access.viewer import Role
from events.identifiers import Agency
from notifier.channels.channel_settings import TeamEndpoint
from notifier.notification_record import NotificationRecord
from notifier.preferences import Preference, PreferenceCipher, person_key

STAFF, TEAM, SUPERVISORS, OPERATORS, AGENCY = "staff", "team", "supervisors", "operators", "agency"
"""Kinds of recipients: `staff:met-police/MP1001`, `team:met-police/hackney-1`, `agency:cps`."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody: by which channel, at which address; `hour` of a digest, or at once."""

    channel: str
    address: str = field(repr=False)
    hour: int | None = None


Fallback = Callable[[str], Contact | None]


def nobody(_: str) -> Contact | None:
    """Who has set nothing is not reached."""
    return None


class ContactBook:
    """All contacts. Preferences are decrypted when they come, and stay in memory alone.

    `endpoints` are those of teams (`met-police/hackney-1`) and agencies (`cps`). `fallback` gives
    the contact of a recipient of whom nothing is set.
    """

    def __init__(
        self,
        record: NotificationRecord,
        cipher: PreferenceCipher,
        endpoints: Mapping[str, TeamEndpoint],
        fallback: Fallback = nobody,
    ) -> None:
        self._record, self._cipher = record, cipher
        self._endpoints, self._fallback = endpoints, fallback
        self._people: dict[str, Preference] = {}
        for row in record.ask("SELECT person, sealed FROM preferences"):
            self._know(row["person"], row["sealed"])

    def take(self, person: str, sealed: bytes | None) -> None:
        """A record of `preferences`, within a transaction of whoever calls it."""
        self._people.pop(person, None)
        if sealed is None:
            self._record.do("DELETE FROM preferences WHERE person = ?", person)
            return
        text = sealed.decode("ascii", "replace")
        self._record.do("INSERT OR REPLACE INTO preferences VALUES (?, ?)", person, text)
        self._know(person, text)

    def _know(self, person: str, sealed: str) -> None:
        preference = self._cipher.open(person, sealed)
        if preference:
            self._people[person] = preference

    def people(self, agency: Agency, role: Role, team: str | None) -> Iterator[str]:
        """The recipients of a role of an agency and a team who signed in; None is in no team."""
        for each in self._people.values():
            of_team = team in each.teams if team else not each.teams
            if each.agency is agency and role in each.roles and of_team:
                yield f"{STAFF}:{each.person}"

    def operators(self, agency: Agency) -> Iterator[str]:
        """The recipients who operate an agency's side, in a team or in none."""
        for each in self._people.values():
            if each.agency is agency and Role.AGENCY_OPERATOR in each.roles:
                yield f"{STAFF}:{each.person}"

    def task_group(self) -> Iterator[str]:
        """The recipients of the task group: those who asked for messages, and nobody else."""
        for each in self._people.values():
            if Role.TASK_GROUP in each.roles and each.chosen and each.address:
                yield f"{STAFF}:{each.person}"

    def has_endpoint(self, place: str) -> bool:
        """Whether a team or an agency has an endpoint."""
        return place in self._endpoints

    def is_silent(self, recipient: str) -> bool:
        """Whether they chose that nothing is sent to them."""
        person = self._people.get(recipient.partition(":")[2])
        return person is not None and person.chosen and person.address is None

    def of(self, recipient: str) -> Contact | None:
        """How to reach a recipient; None where nothing is known of them."""
        kind, _, place = recipient.partition(":")
        person = self._people.get(place) if kind == STAFF else None
        if person and person.address:
            return Contact(person.channel, person.address, person.hour)
        endpoint = self._endpoints.get(place) if kind in (TEAM, AGENCY) else None
        if endpoint:
            return Contact(endpoint.channel, endpoint.endpoint)
        return None if person and person.chosen else self._fallback(recipient)


def staff_recipient(agency: Agency, staff: str) -> str:
    """A member of staff as a recipient."""
    return f"{STAFF}:{person_key(agency, staff)}"
