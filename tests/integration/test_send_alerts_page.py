"""How to send alerts: the settings shown can be used, and the receiver shown takes a real post."""

import asyncio
import json
import re
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from doc_pages import ROOT, blocks
from example_messages import MESSAGE, posts
from http_stand_in import http_stand_in
from notifier.channels.channel import Sent
from notifier.channels.channel_settings import MailSettings, NotifySettings, WebhookEndpoint
from notifier.channels.webhook_channel import WebhookChannel
from runtime.settings import CHANNELS, Settings

PAGE = ROOT / "docs/how-to/send-alerts.md"
EXPORT = re.compile(r"^export (JOURNEY_\w+)='(.*)'$", re.DOTALL)


def exported() -> dict[str, str]:
    found = [EXPORT.match(block.text.strip()) for block in blocks(PAGE, "sh")]
    return {match[1]: match[2] for match in found if match}


def test_each_channel_is_shown_with_settings_that_can_be_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in exported().items():
        monkeypatch.setenv(name, value)

    settings = Settings()

    shown = {f"JOURNEY_{name.upper()}" for name in CHANNELS | {"endpoints"}}
    assert exported().keys() == shown
    assert settings.mail
    assert settings.notify
    assert settings.webhooks.keys() == {"hackney-desk"}
    assert settings.teams.keys() == {"hackney-team"}
    assert {each.endpoint for each in settings.endpoints.values()} <= {
        *settings.webhooks,
        *settings.teams,
    }


@pytest.mark.parametrize("form", [MailSettings, NotifySettings])
def test_each_field_is_explained(form: Any) -> None:
    text = PAGE.read_text(encoding="utf-8")

    rows = " ".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE))
    assert [name for name in form.model_fields if f"`{name}`" not in rows] == []


def receiver() -> Any:
    (block,) = blocks(PAGE, "python")
    names: dict[str, Any] = {}
    exec(block.text, names)
    return names["receive"]


def test_the_receiver_shown_takes_a_message_once_and_no_forged_one() -> None:
    receive = receiver()
    shown = json.loads(exported()["JOURNEY_WEBHOOKS"])["hackney-desk"]
    with http_stand_in() as server:
        endpoint = WebhookEndpoint.model_validate(shown | {"url": server.url})
        channel = WebhookChannel({"hackney-desk": endpoint}, posts())
        for _ in range(2):
            assert asyncio.run(channel.send("hackney-desk", MESSAGE)) == Sent()

    first, second = server.received
    assert receive(first.body, first.headers) == list(MESSAGE.lines)
    assert receive(second.body, second.headers) == []
    with pytest.raises(WebhookVerificationError):
        receive(first.body + b" ", first.headers)


def test_the_post_shown_has_the_fields_of_a_real_one() -> None:
    (block,) = blocks(PAGE, "json")
    shown = json.loads(block.text)
    with http_stand_in() as server:
        endpoint = WebhookEndpoint(url=server.url, secret="whsec_" + "A" * 32)
        asyncio.run(WebhookChannel({"a": endpoint}, posts()).send("a", MESSAGE))

    real = server.received[0].json
    assert shown.keys() == real.keys()
    assert shown["data"].keys() == real["data"].keys()
    assert (shown["type"], shown["data"]["id"]) == (real["type"], MESSAGE.id)
