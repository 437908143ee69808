"""What cannot be of an order that protects somebody is refused at the door, in words."""

from collections.abc import Mapping
from typing import Any

import pytest

from refused_event import refusal

URN = "urn:01ZD0303225"
Case = tuple[str, str, Mapping[str, Any], str, str]

LAST_DAY = (
    "has a last day, and so is not until further order: leave one of the two out (has_a_last_day)"
)
REFUSED_ORDERS: Mapping[str, Case] = {
    "an order until a day before it was made": (
        "protective-order-made",
        "hmcts",
        {"order": "stalking-protection", "until": "2025-11-02"},
        URN,
        "data.until: before the day on which it was ordered (before_it_was_ordered)",
    ),
    "a change of an order to a day that is over": (
        "protective-order-changed",
        "hmcts",
        {"order": "stalking-protection", "until": "2025-11-02"},
        URN,
        "data.until: before the day on which it was ordered (before_it_was_ordered)",
    ),
    "an order with a last day and without one": (
        "protective-order-made",
        "hmcts",
        {"order": "stalking-protection", "until": "2026-11-02", "until_further_order": True},
        URN,
        f"data.until_further_order: {LAST_DAY}",
    ),
    "a notice of the police until further order": (
        "protective-order-made",
        "met-police",
        {"order": "domestic-abuse-protection-notice", "until_further_order": True},
        URN,
        f"data.until_further_order: {LAST_DAY}",
    ),
    "a notice of the police by a court": (
        "protective-order-made",
        "hmcts",
        {"order": "domestic-abuse-protection-notice"},
        URN,
        "data.order: a notice that the police give: a court makes the order that follows"
        " (a_notice_of_the_police)",
    ),
    "an interim restraining order on acquittal": (
        "protective-order-made",
        "hmcts",
        {"order": "restraining-on-acquittal", "interim": True},
        URN,
        "data.interim: of this kind there is no interim order (never_interim)",
    ),
    "an order by the probation service": (
        "protective-order-made",
        "probation",
        {"order": "restraining-on-conviction"},
        URN,
        "type: not the sender's to report: who may say so: met-police, city-police, cps, hmcts,"
        " witness-care, btp (not_its_to_say)",
    ),
}


@pytest.mark.parametrize("what", REFUSED_ORDERS)
def test_an_order_that_cannot_be_is_refused_in_words(what: str) -> None:
    kind, agency, data, subject, words = REFUSED_ORDERS[what]

    assert refusal(kind, agency, data, subject) == words


def test_an_order_that_can_be_is_let_in() -> None:
    possible: list[tuple[str, Mapping[str, Any], str]] = [
        ("protective-order-made", {"order": "stalking-protection", "until": "2025-11-03"}, URN),
        ("protective-order-made", {"order": "sexual-harm-prevention", "interim": True}, URN),
        ("protective-order-changed", {"order": "criminal-behaviour"}, URN),
        ("reporting-restriction-made", {}, URN),
        ("compensation-ordered", {"amount_pence": 25000}, URN),
        ("compensation-refused", {"why": "no-means"}, URN),
    ]

    for kind, data, subject in possible:
        assert refusal(kind, "hmcts", data, subject) == ""
