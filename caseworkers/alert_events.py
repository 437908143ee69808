"""What an alert shows of the event that it is about, where that is no duty."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from caseworkers.alert_lines import AlertLine
from caseworkers.contact_card import ContactCard
from caseworkers.restricted import Restricted
from caseworkers.suspect_numbers import SuspectNumbers
from events.identifiers import Agency
from processors.case.hearings.noticed_hearings import ABOUT_THE_LIST, list_said, noticed_hearing
from schemas.alert_row import AlertKind
from schemas.changes import EntryState

AlertFields = Mapping[str, Any]
"""An alert's row by the names of its fields."""


def of_event(
    alert: AlertFields,
    entry: Mapping[str, Any],
    restricted: Restricted,
    numbers: SuspectNumbers,
) -> dict[str, Any]:
    """When it happened, of whom, and who recorded it, as far as that may be shown.

    The rows of one victim are not written all at once: of an event whose dispute is not there yet
    nothing is shown.
    """
    data, event = orjson.loads(entry["data"]), alert["event"]
    hidden = restricted.hides(event) or (alert["disputed"] and not restricted.controllers(event))
    shown = {"trigger_kind": entry["kind"], "other_agency": _other(alert, entry, data)}
    shown |= {"in_week": bool(data.get("week_of"))}
    if hidden:
        return shown
    return shown | {
        "triggered": entry["occurred"],
        "recorded_by": entry["recorded_by"],
        "suspect": _suspect(alert["victim"], data, numbers),
        "detail": detail_of(data),
    }


def detail_of(data: Mapping[str, Any]) -> str:
    """The kind of the order or the hearing of an event; empty where it does not say that."""
    return data.get("order") or data.get("hearing") or ""


def noticed_detail(
    notice: Mapping[str, Any], of_victim: Iterable[Mapping[str, Any]], restricted: Restricted
) -> str:
    """The kind of the hearing that a notice means, by the entries of its victim's timeline.

    Empty where that is not clear, or rests on what may not be shown.
    """
    listings = [
        list_said(row["kind"], orjson.loads(row["data"]), row["occurred"])
        for row in of_victim
        if row["kind"] in ABOUT_THE_LIST and row["state"] in _COUNTS
        if not restricted.hides(row["event"])
    ]
    about = orjson.loads(notice["data"])["about"]
    return noticed_hearing(about, notice["occurred"], listings) or ""


_COUNTS = frozenset({EntryState.REPORTED, EntryState.CORRECTED})


def told_in_place(alert: AlertLine, card: ContactCard) -> AlertLine:
    """An alert of an event, with whoever is told in the victim's place; of a duty the duty says."""
    if alert.obligation or alert.owed_to is card.speaks_for:
        return alert
    return alert.model_copy(update={"owed_to": card.speaks_for})


def _suspect(victim: str, data: Mapping[str, Any], numbers: SuspectNumbers) -> str | None:
    asn = data.get("asn")
    suspect = data.get("suspect") or numbers.get((victim, asn or ""), asn)
    return str(suspect) if suspect else None


def _other(alert: AlertFields, entry: Mapping[str, Any], data: Mapping[str, Any]) -> Agency | None:
    """The agency that referred the victim, or the other one of a dispute."""
    own, by = Agency(alert["agency"]), Agency(entry["agency"])
    match AlertKind(alert["kind"]):
        case AlertKind.REFERRAL_WAITING:
            return by if by is not own else None
        case AlertKind.DATA_DISPUTED:
            return by if by is not own else Agency(data["proposed_by"])
        case _:
            return None
