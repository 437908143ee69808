"""How a member of staff wants to be told, and how that stands in the topic `preferences`.

An address is personal data of staff: in Kafka it is encrypted, and a record without a value erases
it. The key of a record, agency and staff id, is not secret.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from joserfc import jwe
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from access.viewer import Role
from events.identifiers import Agency
from schemas.unreadable_records import key_text, reads_records

FIRST_HOUR, LAST_HOUR = 8, 18
"""The hours, in London, at which a digest may come."""

TASK_GROUP = "task-group"
"""In place of an agency in the key of somebody of the task group."""

PersonalChannel = Literal["email", "notify"]
"""The channels to one person. Those of a team or an agency are its operators' to set."""

EmailAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
]


class Preference(BaseModel):
    """How one member of staff is told. `address` is None where nothing is sent to them.

    Without an agency it is somebody of the task group, and `staff` is `task_group_name` of them.
    With `hour` it is one digest at that hour of London on working days; without it at once. `teams`
    and `roles` are those that their provider gave them when they last signed in.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    agency: Agency | None
    staff: str
    teams: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    channel: PersonalChannel = "email"
    address: EmailAddress | None = Field(None, repr=False)
    hour: int | None = Field(None, ge=FIRST_HOUR, le=LAST_HOUR)
    chosen: bool = False
    """Whether they chose it themselves; else it follows from what their provider says of them."""

    @property
    def person(self) -> str:
        """Whose it is: the key of the record."""
        return person_key(self.agency, self.staff)


def person_key(agency: Agency | None, staff: str) -> str:
    """A member of staff or of the task group, as the topic names them."""
    return f"{agency or TASK_GROUP}/{staff}"


def task_group_name(issuer: str, subject: str) -> str:
    """Who of the task group somebody is, whom no agency gives a staff id."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, repr=False)
class PreferenceCipher:
    """Encrypts and decrypts preferences: JWE, direct encryption by A256GCM."""

    key: OctKey

    @classmethod
    def of(cls, secret: bytes) -> "PreferenceCipher":
        """By a key that is derived from a secret."""
        derived = hmac.digest(secret, b"victim-journey: preferences", "sha256")
        return cls(OctKey.import_key(derived))

    def seal(self, preference: Preference) -> bytes:
        """The value of a record."""
        header = {"alg": "dir", "enc": "A256GCM"}
        return jwe.encrypt_compact(header, preference.model_dump_json(), self.key).encode()

    def open(self, person: str, sealed: bytes | str) -> Preference | None:
        """What a record says of a person; None where it is of another key or another person."""
        try:
            opened: Any = jwe.decrypt_compact(sealed, self.key, algorithms=["dir", "A256GCM"])
            preference = Preference.model_validate_json(opened.plaintext)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it cannot be opened
            return None
        return preference if preference.person == person else None


@reads_records
def read_person(key: bytes | None) -> str:
    """Whose a record is. Raises UnreadableRecord."""
    person = key_text(key)
    agency, _, staff = person.partition("/")
    if not staff:
        raise ValueError
    return person_key(None if agency == TASK_GROUP else Agency(agency), staff)
