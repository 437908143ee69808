"""Golden examples of the wire: what agencies may write today must be read for ever."""

from datetime import UTC, datetime, timedelta
from functools import cache

import orjson
import pytest
from jsonschema import Draft202012Validator

from events.clocks import Occurred, Precision
from events.identifiers import Agency
from events.vocabulary import FACTS
from golden import ACCEPTED, REFUSED, as_binary
from schemas.cloudevents import check_arrival, decode, encode
from schemas.envelope import FACT_OF_TYPE, type_name
from schemas.json_schema import json_schemas, short_name
from schemas.refusal import Refused

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def validator(name: str) -> Draft202012Validator:
    """Of a type's JSON Schema; made by the first test that asks, as it costs a second."""
    return Draft202012Validator(orjson.loads(json_schemas()[f"{name}.json"]))


def test_every_type_has_an_ordinary_and_an_awkward_example() -> None:
    names = set(map(short_name, FACT_OF_TYPE))
    assert {name.rpartition(".")[0] for name in ACCEPTED} == names
    assert set(ACCEPTED) >= {f"{name}.{how}" for name in names for how in ("ordinary", "awkward")}


def test_every_agency_speaks_in_the_examples() -> None:
    assert {decode(example).agency for example in ACCEPTED.values()} == set(Agency)


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_example_is_valid_is_let_in_and_is_written_again_as_the_same(name: str) -> None:
    """Also in binary mode."""
    example, short = ACCEPTED[name], name.rpartition(".")[0]
    validator(short).validate(orjson.loads(example))
    event = decode(example)
    check_arrival(event, event.agency, event.case.encode(), NOW)
    assert short_name(orjson.loads(example)["type"]) == short

    written = encode(event)
    validator(short_name(event.type)).validate(orjson.loads(written))
    assert decode(written) == event

    headers, value = as_binary(example)
    assert decode(value, headers) == event


def test_a_month_stands_at_its_beginning_in_london() -> None:
    event = decode(ACCEPTED["referred-to-cps.v1.awkward"])
    june = datetime(2025, 5, 31, 23, tzinfo=UTC)
    assert event.occurred == Occurred(june, Precision.MONTH)
    assert event.occurred.day is None


@pytest.mark.parametrize(
    ("time", "precision", "kept"),
    [
        ("2026-03-14T10:00:00Z", "month", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-31T22:59:59Z", "month", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-31T23:30:00Z", "month", datetime(2026, 3, 31, 23, tzinfo=UTC)),
        ("2026-03-14T10:00:00Z", "not-before-month", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-06-14T10:00:00Z", "day", datetime(2026, 6, 13, 23, tzinfo=UTC)),
    ],
)
def test_a_time_within_a_month_or_day_is_kept_as_its_first(
    time: str, precision: str, kept: datetime
) -> None:
    said = orjson.loads(ACCEPTED["referred-to-cps.v1.awkward"])
    event = decode(orjson.dumps(said | {"time": time, "timeprecision": precision}))
    assert event.occurred == Occurred(kept, Precision(precision))


def test_a_day_is_the_london_day_and_not_that_of_utc() -> None:
    event = decode(ACCEPTED["charging-decision-made.v1.awkward"])
    assert event.occurred == Occurred(datetime(2025, 5, 5, 23, tzinfo=UTC), Precision.DAY)
    assert event.known == datetime(2025, 5, 6, 15, 45, tzinfo=UTC)


def test_nothing_said_of_precision_means_the_instant() -> None:
    event = decode(ACCEPTED["victim-identified.v1.awkward"])
    assert event.occurred.precision is Precision.INSTANT
    assert event.occurred.at == datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_told_apart_by_its_offset() -> None:
    event = decode(ACCEPTED["suspect-arrested.v1.awkward"])
    assert event.occurred.at == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert event.recorded == event.occurred.at + timedelta(days=19, hours=8, minutes=30)


REASONS = {
    "a-list": "not-a-cloud-event: specversion: missing",
    "amount-in-pounds": "invalid: data.amount_pence: int_type",
    "attribute-unknown": "invalid: not_an_attribute",
    "borough-outside-london": "invalid: data.borough: string_pattern_mismatch",
    "contact-frequency-missing": "invalid: data.every_days: missing",
    "cut-short": "not-json: character 48: cut_short",
    "data-in-base64": "invalid: data: missing; data_base64: none_required",
    "data-is-text": "invalid: data: model_type",
    "data-not-json": "invalid: datacontenttype: string_pattern_mismatch",
    "data-given-twice": "duplicate-key: data: repeated",
    "empty-id": "invalid: id: string_too_short",
    "field-missing": "invalid: data.offence: missing",
    "field-unknown": "invalid: data: extra_forbidden",
    "half-a-character": "not-json: character 36: not_json",
    "hearing-in-digits": "invalid: data.starts_at: datetime_parsing",
    "hearing-in-year-1": "date-out-of-range: data.starts_at: before_1900",
    "field-given-twice": "duplicate-key: data.offence: repeated",
    "id-is-a-number": "invalid: id: string_type",
    "id-too-long": "invalid: id: string_too_long",
    "id-with-null-byte": "invalid: id: string_pattern_mismatch",
    "language-is-a-name": "invalid: data.language: string_pattern_mismatch",
    "linked-to-a-name": "invalid: data.other: string_pattern_mismatch",
    "need-repeated": "invalid: data.needs: repeated",
    "nested-too-deep": "not-json: too_deep; not_an_attribute",
    "no-data": "invalid: data: missing",
    "no-id-nor-time": "invalid: id: missing; time: missing",
    "not-a-cloud-event": "not-a-cloud-event: specversion: missing",
    "not-a-number": "not-json: character 411: not_json",
    "null-specversion": "not-a-cloud-event: specversion: missing",
    "null-subject": "invalid: subject: string_type",
    "number-as-text": "invalid: data.suspect: int_type",
    "number-too-large": "invalid: data.suspect: less_than_equal",
    "offence-code-is-none": "invalid: data.offence_codes.1: string_pattern_mismatch",
    "old-specversion": "invalid: specversion: literal_error",
    "others-type": "unknown-type: type: unknown",
    "outcome-0": "invalid: data.home_office_outcome: greater_than_equal",
    "precision-unknown": "invalid: timeprecision: enum",
    "recorded-in-the-future": "date-out-of-range: recordedtime: in_the_future",
    "rule-is-text": "invalid: data.rule: string_pattern_mismatch",
    "site-is-an-address": "invalid: data.site: string_pattern_mismatch",
    "sequence-in-words": "invalid: sequence: string_pattern_mismatch",
    "source-with-line-break": "invalid: source: string_pattern_mismatch",
    "subject-is-a-name": "invalid: subject: string_pattern_mismatch",
    "subject-of-no-force": "invalid: subject: string_pattern_mismatch",
    "time-after-2199": "date-out-of-range: time: after_2199",
    "time-before-1900": "date-out-of-range: time: before_1900",
    "time-in-a-leap-second": "invalid: time: datetime_parsing",
    "time-in-digits": "invalid: time: datetime_parsing",
    "time-in-the-future": "date-out-of-range: time: in_the_future",
    "time-in-year-1": "date-out-of-range: time: before_1900",
    "time-is-a-date": "invalid: time: datetime_parsing",
    "time-is-a-number": "invalid: time: datetime_parsing",
    "time-on-no-day": "invalid: time: datetime_parsing",
    "time-without-offset": "invalid: time: timezone_aware",
    "trigger-is-no-uuid": "invalid: data.trigger: uuid_parsing",
    "truth-as-number": "invalid: data.enhanced_rights: bool_type",
    "type-is-a-number": "unknown-type: type: unknown",
    "unknown-agency": "invalid: agency: enum",
    "unknown-type": "unknown-type: type: unknown",
    "unknown-version": "unknown-version: type: unknown_version",
    "value-unknown": "invalid: data.offence: enum",
    "version-written-otherwise": "unknown-version: type: unknown_version",
    "victim-is-a-name": "invalid: victim: string_pattern_mismatch",
    "victim-missing": "invalid: victim: missing",
    "victim-not-for-this-type": "invalid: victim: none_required",
    "asn-of-anothers-crime": "invalid: data.asn: not_its_to_link",
    "identifies-anothers-client": "invalid: victim: not_its_to_identify",
    "links-anothers-crime": "invalid: data.other: not_its_to_link",
    "merges-others-victims": "invalid: othervictim: not_its_to_merge",
    "unmerges-others-victims": "invalid: othervictim: not_its_to_merge",
    "victim-is-the-case": "invalid: victim: the_number_of_the_case",
    "wrong-agency": "wrong-agency: agency: not_the_topics_agency",
}


def test_every_bad_example_has_its_reason() -> None:
    assert set(REASONS) == set(REFUSED)


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_example_is_refused_with_reason_and_paths(name: str) -> None:
    topic = Agency.HMCTS if name.startswith("hearing") else Agency.MET_POLICE
    with pytest.raises(Refused) as refused:
        _let_in(REFUSED[name], topic)
    assert str(refused.value) == REASONS[name]


def _let_in(value: bytes, topic: Agency) -> None:
    event = decode(value)
    check_arrival(event, topic, event.case.encode(), NOW)


BEYOND_A_SCHEMA = {
    "attribute-unknown",
    "data-given-twice",
    "field-given-twice",
    "hearing-in-year-1",
    "nested-too-deep",
    "recorded-in-the-future",
    "time-after-2199",
    "time-before-1900",
    "time-in-a-leap-second",
    "time-in-the-future",
    "time-in-year-1",
    "time-on-no-day",
    "trigger-is-no-uuid",
    "asn-of-anothers-crime",
    "identifies-anothers-client",
    "links-anothers-crime",
    "merges-others-victims",
    "unmerges-others-victims",
    "victim-is-the-case",
    "wrong-agency",
}
"""What hangs on a sum, the clock, the calendar, the sender or the reader: no schema says it."""


@pytest.mark.parametrize("name", sorted(REASONS.keys() - BEYOND_A_SCHEMA))
def test_what_is_refused_is_not_valid_by_the_json_schema_either(name: str) -> None:
    if REASONS[name].startswith("not-json"):
        with pytest.raises(orjson.JSONDecodeError):
            orjson.loads(REFUSED[name])
    else:
        told = orjson.loads(REFUSED[name])
        given = told.get("type") if isinstance(told, dict) else None
        name = given if given in FACT_OF_TYPE else type_name(FACTS["crime-reported"])
        assert not validator(short_name(name)).is_valid(told)
