"""Versions: what was valid once is read for ever, and a change that would refuse it is refused."""

import copy
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import orjson
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.commands_app import app
from events.contact import Channel, VictimInformed
from events.fact import Fact
from events.identifiers import event_identity
from events.messages import NoticeSent
from events.vocabulary import FACTS
from golden import ACCEPTED
from runtime.failure import Failure
from schema_instances import data_of, instances, without_data
from schemas import asyncapi, json_schema
from schemas.cloudevents import decode, encode
from schemas.compatibility import WIDENED, narrowed
from schemas.envelope import FACT_OF_TYPE, type_name
from schemas.log_records import LoggedFact, decode_log
from schemas.refusal import Reason, Refused
from schemas.upcasting import FORMER, Former, fact_class, upcast
from tries import tries

COMMITTED = sorted(json_schema.FOLDER.glob("*.json"))


def schema(name: str) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads((json_schema.FOLDER / f"{name}.json").read_bytes())
    return told


def test_the_models_take_whatever_the_committed_schemas_took() -> None:
    assert json_schema.refusing() == []


def example_of(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(ACCEPTED[f"{path.stem}.ordinary"])
    return told


def is_read(told: dict[str, Any]) -> None:
    """Whatever its version: what comes out is of the current one."""
    event = decode(json.dumps(told).encode())
    assert event.fact.version == FACTS[event.fact.kind].version


@cache
def data_by(path: Path) -> st.SearchStrategy[Any]:
    """Whatever data a committed schema takes; made once, for all examples."""
    return data_of(orjson.loads(path.read_bytes()))


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
@given(drawn=st.data())
@tries(15, suppress_health_check=[HealthCheck.too_slow])
def test_data_that_a_committed_schema_takes_is_read(path: Path, drawn: st.DataObject) -> None:
    is_read(example_of(path) | {"data": drawn.draw(data_by(path))})


def one_of_each() -> list[Path]:
    """A committed schema for each way in which schemas describe the attributes beside the data."""
    return list({orjson.dumps(without_data(schema(p.stem))): p for p in COMMITTED}.values())


@cache
def attributes_by(path: Path) -> st.SearchStrategy[Any]:
    return instances(without_data(orjson.loads(path.read_bytes())))


@pytest.mark.parametrize("path", one_of_each(), ids=lambda path: path.stem)
@given(drawn=st.data())
@tries(40, suppress_health_check=[HealthCheck.too_slow])
def test_attributes_that_a_committed_schema_takes_are_read(
    path: Path, drawn: st.DataObject
) -> None:
    """Most schemas say the same of them, so they are tried once for each way, not for each type."""
    example = example_of(path)
    is_read(drawn.draw(attributes_by(path)) | {name: example[name] for name in ("type", "data")})


@pytest.mark.parametrize("kind", FACTS)
def test_every_former_version_leads_to_the_current_one(kind: str) -> None:
    versions = range(1, FACTS[kind].version)
    assert [key[1] for key in sorted(FORMER) if key[0] == kind] == list(versions)
    for version in versions:
        assert (fact_class(kind, version).kind, fact_class(kind, version).version) == (
            kind,
            version,
        )


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "data.outcome: is required now": lambda new: new["$defs"]["VictimInformed"]["required"].append(
        "outcome"
    ),
    "data.channel: no longer takes letter": lambda new: new["$defs"]["Channel"]["enum"].remove(
        "letter"
    ),
    "data.language: another pattern": lambda new: new["$defs"]["VictimInformed"]["properties"][
        "language"
    ]["anyOf"][0].update(pattern="^[a-z]{2}$"),
    "data.safe: is no longer read": lambda new: new["$defs"]["VictimInformed"]["properties"].pop(
        "safe"
    ),
    "data.safe: must be string now": lambda new: new["$defs"]["VictimInformed"]["properties"][
        "safe"
    ].update(anyOf=[{"type": "string"}, {"type": "null"}]),
    "data.interpreter: means something else where it is left out": lambda new: new["$defs"][
        "VictimInformed"
    ]["properties"]["interpreter"].update(default=False),
    "id: another maxLength": lambda new: new["properties"]["id"].update(maxLength=99),
    "id: another minLength": lambda new: new["properties"]["id"].update(minLength=2),
    ": takes no other field now": lambda new: new.update(additionalProperties=False),
}


@pytest.mark.parametrize("why", CHANGES)
def test_a_change_that_refuses_an_old_event_is_found(why: str) -> None:
    old = schema("victim-informed.v1")
    if "required" in why:
        old["$defs"]["VictimInformed"]["required"].remove("outcome")
    new = copy.deepcopy(old)
    CHANGES[why](new)
    assert narrowed(old, new) == [why]


def test_a_change_that_only_adds_is_none() -> None:
    old = schema("victim-informed.v1")
    new = copy.deepcopy(old)
    new["$defs"]["Channel"]["enum"].append("carrier-pigeon")
    new["$defs"]["VictimInformed"]["properties"]["answered"] = {"type": "boolean", "default": False}
    new["$defs"]["VictimInformed"]["required"].remove("outcome")
    new["properties"]["id"]["maxLength"] = 200
    assert narrowed(old, new) == []
    assert narrowed(new, old) != []


@pytest.mark.parametrize(("old", "new"), sorted(WIDENED))
@given(data=st.data())
@tries(40)
def test_a_widened_pattern_takes_all_that_it_took(old: str, new: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(old, fullmatch=True).map(str.rstrip))
    assert re.fullmatch(new, text)
    assert narrowed({"pattern": old}, {"pattern": new}) == []
    assert narrowed({"pattern": new}, {"pattern": old}) == [": another pattern"]


def test_a_keyword_without_a_rule_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="no rule says how oneOf may change"):
        narrowed({"type": "object"}, {"oneOf": []})


def test_a_schema_that_would_refuse_old_events_is_not_written(tmp_path: Path) -> None:
    json_schema.write(tmp_path)
    former = tmp_path / "hearing-held.v1.json"
    former.write_text(former.read_text().replace('"bail",', '"bail", "remand",'))
    (tmp_path / "crime-imagined.v1.json").write_text("{}")
    (tmp_path / "trial-listed.v1.json").unlink()

    with pytest.raises(json_schema.WouldRefuse) as told:
        json_schema.write(tmp_path)

    assert str(told.value) == (
        "crime-imagined.v1: is no longer read;"
        " hearing-held.v1: data.hearing: no longer takes remand"
    )
    assert not (tmp_path / "trial-listed.v1.json").exists()


class VictimInformed2(VictimInformed):
    """It must now be said whether the channel was safe, which was left out before."""

    safe: bool | None


@pytest.mark.parametrize("command", ["write", "check"])
def test_both_commands_send_a_breaking_change_to_the_next_version(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FACT_OF_TYPE, type_name(VictimInformed), VictimInformed2)
    monkeypatch.setattr(asyncapi, "write", lambda: pytest.fail("written"))

    assert _refused(command) == (
        "victim-informed.v1: data.safe: is required now:"
        " say it in the next version (schemas/upcasting.py)"
    )


def _refused(command: str) -> str:
    """What `journey schema` says instead of writing or checking."""
    result = CliRunner().invoke(app, ["schema", command])
    assert isinstance(result.exception, Failure)
    return str(result.exception)


class NoticeSentNow(NoticeSent):
    """The same, saying how it was sent: a second version, as there may be one some day."""

    version: ClassVar[int] = 2

    by: Channel | None


@pytest.fixture
def _a_second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def next_version(fact: NoticeSent) -> Fact:
        return NoticeSentNow(to=fact.to, about=fact.about, by=None)

    monkeypatch.setitem(FACTS, "notice-sent", NoticeSentNow)
    monkeypatch.setitem(FORMER, ("notice-sent", 1), Former(NoticeSent, next_version))
    monkeypatch.setitem(FACT_OF_TYPE, type_name(NoticeSentNow), NoticeSentNow)


SECOND = orjson.loads(ACCEPTED["notice-sent.v1.ordinary"])
SECOND["type"] = "victim-journey.notice-sent.v2"
SECOND["data"]["by"] = "email"


@pytest.mark.usefixtures("_a_second_version")
def test_an_event_of_a_former_version_is_read_in_the_words_of_the_current_one() -> None:
    event = decode(ACCEPTED["notice-sent.v1.ordinary"])
    assert isinstance(event.fact, NoticeSentNow)
    assert event.fact.by is None
    assert event.type == "victim-journey.notice-sent.v2"
    assert decode(encode(event)) == event


@pytest.mark.usefixtures("_a_second_version")
def test_a_former_version_is_held_to_its_own_rules() -> None:
    told = orjson.loads(ACCEPTED["notice-sent.v1.ordinary"])
    told["data"]["by"] = "letter"
    with pytest.raises(Refused, match="data: extra_forbidden"):
        decode(orjson.dumps(told))


@pytest.mark.usefixtures("_a_second_version")
@pytest.mark.parametrize("version", [{}, {"version": 1}])
def test_the_log_is_read_whatever_version_it_was_written_in(version: dict[str, int]) -> None:
    """Its first records say no version: there was one."""
    now = decode(ACCEPTED["notice-sent.v1.ordinary"])
    written = orjson.loads(LoggedFact.accepted(now, None, now.occurred.at).written)
    assert written["version"] == 2
    assert decode_log(orjson.dumps(written)) == LoggedFact.accepted(now, None, now.occurred.at)

    del written["version"], written["data"]["by"]
    read = decode_log(orjson.dumps(written | version))

    assert isinstance(read, LoggedFact)
    assert read.fact == now.fact
    assert isinstance(read.event, UUID)
    assert read.event == event_identity(now.agency, now.source, now.id)


def test_a_version_that_is_not_known_yet_waits_and_is_read_after_an_upgrade(
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(Refused) as told:
        decode(orjson.dumps(SECOND))
    assert told.value.reason is Reason.UNKNOWN_VERSION

    request.getfixturevalue("_a_second_version")

    assert decode(orjson.dumps(SECOND)).fact.model_dump()["by"] == "email"


@pytest.mark.usefixtures("_a_second_version")
@pytest.mark.parametrize("command", ["write", "check"])
def test_a_version_without_examples_is_told_before_anything_is_written(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_schema, "write", lambda: pytest.fail("written"))

    assert _refused(command) == (
        "examples are missing: write notice-sent.v2.ordinary.json, notice-sent.v2.awkward.json"
        " in schemas/golden"
    )


def test_what_is_current_is_not_cast_up() -> None:
    fact = decode(ACCEPTED["notice-sent.v1.ordinary"]).fact
    assert upcast(fact) is fact
