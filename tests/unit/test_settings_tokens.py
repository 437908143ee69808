"""The gateway's tokens: one for each agency, and handed on to the parts as they are."""

import json

import pytest
from pydantic import ValidationError

from events.identifiers import Agency
from runtime.settings import Settings

TOKENS = {"cps": "a" * 32, "hmcts": "ü" * 32}


def test_tokens_are_read_and_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", json.dumps(TOKENS))
    settings = Settings()
    assert settings.gateway_tokens == {Agency.CPS: "a" * 32, Agency.HMCTS: "ü" * 32}
    assert "aaa" not in repr(settings)

    handed_on = settings.environment({"gateway_tokens"})
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", handed_on["JOURNEY_GATEWAY_TOKENS"])
    assert Settings().gateway_tokens == settings.gateway_tokens


@pytest.mark.parametrize("tokens", [{"cps": "Zuleika"}, {"cps": "a" * 32, "hmcts": "a" * 32}])
def test_a_short_or_a_shared_token_is_none(
    tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEY_GATEWAY_TOKENS", json.dumps(tokens))
    with pytest.raises(ValidationError) as told:
        Settings()
    assert tokens["cps"] not in str(told.value)
