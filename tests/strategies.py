"""Hypothesis strategies for what agencies can say."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import AwareDatetime

from events.fact import Fact
from events.instants import EARLIEST, LATEST
from events.places import BOROUGHS
from events.vocabulary import FACTS


def facts() -> st.SearchStrategy[Any]:
    """Any fact of the vocabulary, every type as likely as the next."""
    return st.sampled_from(list(FACTS.values())).flatmap(a_fact)


def a_fact(fact: type[Fact]) -> st.SearchStrategy[Any]:
    """Any fact of one type."""
    fields = {
        name: st.sampled_from(list(BOROUGHS)) | st.none()
        if name == "borough"
        else _values(field.annotation, field.metadata)
        for name, field in fact.model_fields.items()
    }
    return st.builds(fact, **fields)


def instants() -> st.SearchStrategy[datetime]:
    """Any instant that an agency can state, in UTC."""
    first, end = (instant.replace(tzinfo=None) for instant in (EARLIEST, LATEST))
    return st.datetimes(first, end - timedelta(microseconds=1), timezones=st.just(UTC))


def _values(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if get_origin(annotation) is UnionType or str(annotation).startswith("typing.Optional"):
        return st.one_of(*(_values(part, metadata) for part in get_args(annotation)))
    if hasattr(annotation, "__metadata__"):
        meta = [m for item in annotation.__metadata__ for m in getattr(item, "metadata", [item])]
        return _values(get_args(annotation)[0], meta)
    if annotation is int:
        low: Any = next((m.ge for m in metadata if isinstance(m, Ge)), None)
        high: Any = next((m.le for m in metadata if isinstance(m, Le)), None)
        return st.integers(low, high)
    if annotation in (datetime, AwareDatetime):
        return instants()
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(list(annotation))
    assert annotation is bool, f"say how to make a {annotation}"
    return st.booleans()
