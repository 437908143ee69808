"""How members of staff want to be told: read and stored for the pages, and what stands at first."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from pydantic import ValidationError

from access.viewer import OF_AN_AGENCY, Role, Viewer
from events.identifiers import Agency
from notifier.preferences import Preference, task_group_name

_ALERTED = OF_AN_AGENCY - {Role.PUBLISHER}


class PreferencesAwayError(Exception):
    """Preferences can be neither read nor stored now."""


class StaffPreferences(Protocol):
    """The preferences of all staff. Each raises PreferencesAwayError."""

    def of(self, agency: Agency | None, staff: str) -> Preference | None:
        """What is stored of a member of staff; None where nothing is."""

    def put(self, preference: Preference) -> None:
        """Store it, in place of what is there."""

    def erase(self, preference: Preference) -> None:
        """Erase what is stored of that person."""


def told_as(viewer: Viewer) -> tuple[Agency | None, str] | None:
    """Under which agency and staff id somebody is told; None where nothing is theirs.

    Alerts are theirs whom an agency knows by a staff id; stalls the task group's, under no agency
    where none knows them.
    """
    for agency, staff in _names(viewer):
        if viewer.has(Role.TASK_GROUP) or (agency and viewer.has(*_ALERTED)):
            return agency, staff
    return None


def _names(viewer: Viewer) -> Iterator[tuple[Agency | None, str]]:
    if viewer.agency and viewer.staff:
        yield viewer.agency, viewer.staff
    yield None, task_group_name(viewer.issuer, viewer.subject)


def has_alerts(viewer: Viewer) -> bool:
    """Whether alerts can be somebody's: their agency knows them by a staff id."""
    return bool(viewer.agency and viewer.staff and viewer.has(*_ALERTED))


def first_preference(viewer: Viewer, claims: Mapping[str, Any]) -> Preference | None:
    """What counts of somebody who chose nothing: e-mail at once to the address of their provider.

    No address is taken that the provider did not verify; and none of somebody who is of the task
    group alone: they are told what they ask for. None for who is told nothing.
    """
    told = told_as(viewer)
    if told is None:
        return None
    agency, staff = told
    given = {"agency": agency, "staff": staff, "teams": viewer.teams, "roles": viewer.roles}
    verified = has_alerts(viewer) and claims.get("email_verified") is True
    email = claims.get("email") if verified else None
    try:
        return Preference.model_validate({**given, "address": email})
    except ValidationError:  # an address that is none
        return Preference.model_validate(given)


def remember(
    preferences: StaffPreferences, first: Preference, failed: Callable[[str], None]
) -> None:
    """Note who signed in, with their teams and roles now; what they chose stands.

    Where that cannot be stored, `failed` is called with a line, and the next sign-in stores it.
    """
    try:
        stored = preferences.of(first.agency, first.staff)
        wanted = current(stored, first)
        if wanted != stored:
            preferences.put(wanted)
    except PreferencesAwayError as error:
        failed(f"who signed in is not noted for messages: {error}")


def forget(preferences: StaffPreferences, viewer: Viewer, failed: Callable[[str], None]) -> None:
    """Erase what is stored of somebody under a name by which they are told nothing any more.

    Where that cannot be done, `failed` is called with a line, and the next sign-in does it.
    """
    told = told_as(viewer)
    try:
        for name in _names(viewer):
            stored = preferences.of(*name) if name != told else None
            if stored:
                preferences.erase(stored)
    except PreferencesAwayError as error:
        failed(f"who is told no more is not erased: {error}")


def current(stored: Preference | None, first: Preference) -> Preference:
    """What somebody chose, with their teams and roles as they are now; else `first`."""
    if stored is None or not stored.chosen:
        return first
    return stored.model_copy(update={"teams": first.teams, "roles": first.roles})
