"""The gateway's tokens: one for each agency, and handed on to the parts as they are."""

import json

import pytest
from pydantic import ValidationError

from agencies.gateway_publisher import Gateway
from events.identifiers import Agency
from runtime.settings import Settings

TOKENS = {"cps": "a" * 32, "hmcts": "ü" * 32}


def test_tokens_are_read_and_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", json.dumps(TOKENS))
    settings = Settings()
    assert settings.gateway_tokens == {Agency.CPS: ("a" * 32,), Agency.HMCTS: ("ü" * 32,)}
    assert "aaa" not in repr(settings)

    handed_on = settings.environment({"gateway_tokens"})
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", handed_on["JOURNEY_GATEWAY_TOKENS"])
    assert Settings().gateway_tokens == settings.gateway_tokens


def test_an_agency_has_two_tokens_while_the_new_one_takes_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", json.dumps({"cps": ["n" * 32, "o" * 32]}))
    gateway = Gateway(Settings().gateway_tokens, pytest.fail)

    assert gateway.agency_of("n" * 32) is gateway.agency_of("o" * 32) is Agency.CPS
    assert gateway.agency_of("n") is None


@pytest.mark.parametrize("tokens", [{"cps": "Zuleika"}, {"cps": "a" * 32, "hmcts": "a" * 32}])
def test_a_short_or_a_shared_token_is_none(
    tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", json.dumps(tokens))
    with pytest.raises(ValidationError) as told:
        Settings()
    assert tokens["cps"] not in str(told.value)
