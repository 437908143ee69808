"""Of which kind the hearing or the order is that a fact is about."""

from events.fact import Fact
from events.vocabulary import FACTS

_SAYS_IT = {
    kind: name
    for kind in FACTS.values()
    for name in ("hearing", "order")
    if name in kind.model_fields
}
"""The field in which a kind of fact says it."""


def detail_of(fact: Fact) -> str:
    """The code of the kind of hearing or of order that a fact says; empty where it says none."""
    field = _SAYS_IT.get(type(fact))  # most have none, and this is asked for each duty
    return (getattr(fact, field) or "") if field else ""
