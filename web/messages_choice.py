"""One's choice of how to be told of alerts, on the page of one's account."""

from typing import Any

from fastapi import HTTPException, Request
from pydantic import ValidationError

from access.viewer import Role, Viewer
from notifier.preferences import FIRST_HOUR, LAST_HOUR, Preference
from web.sign_in.signed_in import SignIns
from web.staff_preferences import (
    PreferencesAwayError,
    StaffPreferences,
    current,
    first_preference,
    has_alerts,
)

AWAY = "Your choice is not stored: Kafka does not answer. Try again in a moment."
NO_ADDRESS = "Enter an e-mail address, such as name@agency.police.uk."
NOT_TOLD = (
    "No alert is yours: your provider names no staff id of yours, or no role in an agency or the"
    " task group."
)


def chosen(first: Preference, channel: str, address: str, hour: str) -> Preference:
    """What somebody chose on the form. HTTPException 422 for an address that is none."""
    told = {
        "agency": first.agency,
        "staff": first.staff,
        "teams": first.teams,
        "roles": first.roles,
        "hour": int(hour) if hour.isdecimal() else None,
        "chosen": True,
    }
    if channel != "none":
        told |= {"channel": channel, "address": address}
    try:
        return Preference.model_validate(told)
    except ValidationError:
        raise HTTPException(422, NO_ADDRESS) from None


def messages_parts(
    request: Request, signs: SignIns, viewer: Viewer
) -> tuple[StaffPreferences | None, Preference | None]:
    """Where preferences are, and what counts of a viewer who chose nothing."""
    session = signs.session_of(request)
    preferences: StaffPreferences | None = request.app.state.access.preferences
    return preferences, first_preference(viewer, session.claims if session else {})


def messages_shown(request: Request, signs: SignIns, viewer: Viewer) -> dict[str, Any]:
    """What the account's page shows of it."""
    hours = range(FIRST_HOUR, LAST_HOUR + 1)
    shown: dict[str, Any] = {"told": None, "problem": None, "hours": hours}
    shown |= {"not_told": NOT_TOLD, "of_stalls": viewer.has(Role.TASK_GROUP)}
    shown |= {"of_alerts": has_alerts(viewer)}
    preferences, first = messages_parts(request, signs, viewer)
    if preferences is None or first is None:
        return shown
    try:
        shown["told"] = current(preferences.of(first.agency, first.staff), first)
    except PreferencesAwayError:
        shown["problem"] = "How you are told cannot be shown now: Kafka does not answer."
    return shown
