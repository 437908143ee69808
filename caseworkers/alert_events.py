"""What an alert shows of the event that it is about, where that is no duty."""

from collections.abc import Mapping
from typing import Any

from caseworkers.alert_lines import AlertLine
from caseworkers.contact_card import ContactCard
from caseworkers.restricted import Restricted

_HIDDEN = {"triggered": None, "recorded_by": None, "suspect": None, "detail": ""}
"""What is not said of an event that is hidden."""


def of_event(alert: Mapping[str, Any], restricted: Restricted) -> dict[str, Any]:
    """What else than its row says is shown of an alert of an event, by its fields.

    The rows of one victim are not written all at once: of an event whose dispute is not there yet
    nothing is shown.
    """
    event = alert["event"]
    unknown = alert["disputed"] and not restricted.controllers(event)
    return dict(_HIDDEN) if unknown or restricted.hides(event) else {}


def told_in_place(alert: AlertLine, card: ContactCard) -> AlertLine:
    """An alert of an event, with whoever is told in the victim's place; of a duty the duty says."""
    if alert.obligation or alert.owed_to is card.speaks_for:
        return alert
    return alert.model_copy(update={"owed_to": card.speaks_for})
