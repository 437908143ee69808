"""What the courts' result codes say of orders, compensation and reports: each is let in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from events.identifiers import Agency
from events.payments import CompensationOrdered
from published_journey import facts_of, published_event
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact, decode_log

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URN, VICTIM = "urn:01ZD0303225", "met-police:V-88213"

MADE, CHANGED = "protective-order-made", "protective-order-changed"

RESULTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "3047": (MADE, {"order": "restraining-on-conviction", "until": "2030-11-24"}),
    "3081": (MADE, {"order": "restraining-on-conviction", "until_further_order": True}),
    "3260": (MADE, {"order": "restraining-on-acquittal", "until": "2030-11-24"}),
    "3263 varied": (CHANGED, {"order": "restraining-on-conviction", "until": "2032-11-24"}),
    "3263 discharged": (
        "protective-order-ended",
        {"order": "restraining-on-conviction", "how": "discharged"},
    ),
    "1177": (MADE, {"order": "criminal-behaviour", "until": "2027-11-24"}),
    "1178": (MADE, {"order": "criminal-behaviour", "interim": True}),
    "1179": (MADE, {"order": "sexual-harm-prevention", "until": "2030-11-24"}),
    "1181": (MADE, {"order": "sexual-harm-prevention", "interim": True}),
    "3306": (MADE, {"order": "stalking-protection", "until": "2027-11-24"}),
    "3307": (MADE, {"order": "stalking-protection", "interim": True}),
    "3326": (MADE, {"order": "domestic-abuse-protection", "until": "2026-11-24"}),
    "3012": ("compensation-ordered", {"amount_pence": 25000, "suspect": 1, "offences": [1]}),
    "3512": ("compensation-refused", {"why": "no-means", "suspect": 1, "offences": [1]}),
    "a reporting restriction": ("reporting-restriction-made", {}),
}
"""The numbers of the result codes of the courts' standard list, each as our event says it."""


def event(result: str, **more: str) -> dict[str, Any]:
    kind, data = RESULTS[result]
    return published_event(kind, "2025-11-24T10:00:00Z", data, "hmcts", subject=URN, **more)


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("whose", [{}, {"victim": VICTIM}])
def test_a_result_is_let_in_with_its_victim_and_without(result: str, whose: dict[str, str]) -> None:
    written = orjson.dumps(event(result, **whose))
    check_arrival(decode(written, []), Agency.HMCTS, URN.encode(), NOW)


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_with_a_victim_is_that_victims_alone_and_the_log_says_so(result: str) -> None:
    """Given two victims of a case, then a result that names one reaches that one, as named."""
    known = [
        published_event(
            "victim-identified", "2025-03-01T10:00:00Z", {}, subject=URN, victim=each, id=each
        )
        for each in (VICTIM, "met-police:V-2")
    ]
    kind, _ = RESULTS[result]

    def reached(found: dict[str, Any]) -> list[bool]:
        log = facts_of([*known, found])
        facts = (each for facts in log.values() for each in facts)
        return [each.names_this_victim for each in facts if each.fact.kind == kind]

    assert reached(event(result, victim=VICTIM)) == [True]
    assert reached(event(result)) == [False, False]


def test_the_log_keeps_whether_it_named_the_victim_and_an_old_record_did_not() -> None:
    known = published_event(
        "victim-identified", "2025-03-01T10:00:00Z", {}, subject=URN, victim=VICTIM
    )
    (facts,) = facts_of([known, event("3012", victim=VICTIM)]).values()
    named = next(each for each in facts if each.fact.kind == "compensation-ordered")
    record = orjson.loads(named.written)
    old = record | {"data": {"amount_pence": 25000}}
    del old["names_this_victim"]

    read = decode_log(orjson.dumps(old))

    assert decode_log(named.written) == named
    assert isinstance(read, LoggedFact)
    assert not read.names_this_victim
    assert isinstance(read.fact, CompensationOrdered)
    assert (read.fact.suspect, read.fact.offences) == (None, ())
