"""A fact that says of which kind its hearing or its order is says it on a duty and on an alert."""

import orjson

from events.vocabulary import FACTS
from golden import ACCEPTED
from processors.case.history.event_details import detail_of
from schemas.cloudevents import decode


def test_every_fact_says_the_kind_of_its_hearing_or_of_its_order_and_no_other_says_one() -> None:
    """Of each example, as its publisher wrote it."""
    said: dict[str, str] = {}
    for name, example in ACCEPTED.items():
        fact, data = decode(example).fact, orjson.loads(example)["data"]
        kind = data.get("hearing") or data.get("order") or ""
        assert detail_of(fact) == kind, name
        said[fact.kind] = said.get(fact.kind) or kind

    assert said.keys() == FACTS.keys()
    assert [kind for kind in FACTS if said[kind]] == [
        "hearing-listed",
        "hearing-held",
        "hearing-cancelled",
        "hearing-adjourned",
        "protective-order-made",
        "protective-order-changed",
        "protective-order-ended",
    ]
