"""Hypothesis strategies for what agencies can say."""

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin
from uuid import UUID

from annotated_types import Ge, Le
from hypothesis import strategies as st
from pydantic import AwareDatetime

from events.charging import ChargedOffence
from events.contact import LanguageCode
from events.court_results import CourtResultCode
from events.duties import RuleCode
from events.fact import Fact
from events.hearing_changes import HearingMarkedDuplicate
from events.identifiers import CaseIdentifier, CaseLevel, level
from events.instants import EARLIEST, LATEST
from events.offences import CjsOffenceCode
from events.offender_references import AnyOffender
from events.places import BOROUGHS, SiteCode
from events.protective_orders import OrderId
from events.suspects import asn_check_letter
from events.trial_reasons import trial_reasons
from events.vocabulary import FACTS


def text(code: Any) -> st.SearchStrategy[str]:
    """Any text that a pattern of ours lets through."""
    return st.from_regex(code.__metadata__[0].pattern, fullmatch=True)


def asns() -> st.SearchStrategy[str]:
    """Any arrest/summons number with its right letter."""
    numbered = st.from_regex("[0-9]{2}[A-Z0-9]{6}[0-9]{11}", fullmatch=True)
    return numbered.map(lambda number: number + asn_check_letter(number))


_CASES = text(CaseIdentifier).filter(lambda case: level(case) < CaseLevel.PART) | asns().map(
    "asn:{}".format
)

HEARINGS = st.sampled_from(["H1", "H2", "H3"])
STAFF = st.sampled_from(["MP1001", "MP1002", "7"])

_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "alerts": st.lists(st.uuids(), min_size=1, max_size=5, unique=True).map(tuple),
    "asn": asns() | st.none(),
    "borough": st.sampled_from(list(BOROUGHS)) | st.none(),
    "charges": st.lists(
        st.builds(ChargedOffence, offence=st.integers(1, 999), code=text(CjsOffenceCode)),
        max_size=3,
        unique_by=lambda charged: charged.offence,
    ).map(tuple),
    "covered_by": STAFF,
    "correction": st.sampled_from(["C1", "C2"]),
    "duplicate_of": HEARINGS | st.none(),
    "hearing_id": HEARINGS | st.none(),
    "reason_code": st.sampled_from(sorted({row.code for row in trial_reasons()})) | st.none(),
    "hands_over_to": STAFF | st.none(),
    "from_case": _CASES | st.none(),
    "into": _CASES,
    "event_id": st.sampled_from(["E1", "E2"]) | st.none(),
    "replacement_id": st.just("E2") | st.none(),
    "event_source": st.just("s") | st.none(),
    "field": st.sampled_from(["time", "suspect", "decision", "borough", "nothing"]),
    "value": st.sampled_from(["2025-01-20T10:00:00+00:00", "2", "no-charge", "1"]) | st.none(),
    "language": text(LanguageCode) | st.none(),
    "result_code": text(CourtResultCode),
    "offence_code": text(CjsOffenceCode) | st.none(),
    "offence_codes": st.lists(text(CjsOffenceCode), max_size=3).map(tuple),
    "offender": text(AnyOffender),
    "order_id": text(OrderId).filter(lambda order: len(order) <= 40) | st.none(),
    "other": _CASES | st.sampled_from(["crime:met-police:1", "crime:met-police:2"]),
    "rule": text(RuleCode),
    "staff": STAFF | st.none(),
    "team": st.sampled_from(["hackney-1", "wcu-north"]),
    "site": text(SiteCode) | st.none(),
    "with_case": _CASES,
}
"""What is text, by the name of its field in every fact that has it."""


def facts() -> st.SearchStrategy[Any]:
    """Any fact of the vocabulary, every type as likely as the next."""
    return st.sampled_from(list(FACTS.values())).flatmap(a_fact)


@cache
def a_fact(fact: type[Fact]) -> st.SearchStrategy[Any]:
    """Any fact of one type; made once, as to build a strategy takes longer than to draw from it."""
    fields = {
        name: _BY_NAME[name] if name in _BY_NAME else _values(field.annotation, field.metadata)
        for name, field in fact.model_fields.items()
    }
    if fact is HearingMarkedDuplicate:
        fields["hearing_id"] = HEARINGS  # elsewhere it may be left out
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
    if get_origin(annotation) is tuple:
        codes = _values(get_args(annotation)[0], [])
        return st.lists(codes, max_size=5, unique=True).map(tuple)
    if annotation is int:
        low: Any = next((m.ge for m in metadata if isinstance(m, Ge)), None)
        high: Any = next((m.le for m in metadata if isinstance(m, Le)), None)
        return st.integers(low, high)
    if annotation in (datetime, AwareDatetime):
        return instants()
    if annotation is date:
        return st.dates(EARLIEST.date(), LATEST.date())
    if annotation is UUID:
        return st.uuids()
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(list(annotation))
    assert annotation is bool, f"say how to make a {annotation}"
    return st.booleans()
