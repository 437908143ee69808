"""Signed webhooks, as Standard Webhooks 1.0 describes them (https://www.standardwebhooks.com)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from standardwebhooks import Webhook

from notifier.channels.channel import PermanentFailure, SendResult
from notifier.channels.channel_settings import WebhookEndpoint
from notifier.channels.http_posts import HttpPosts
from notifier.message import Message

KIND = "journey.message"
"""The `type` of what is posted."""


@dataclass(frozen=True)
class WebhookChannel:
    """Posts to the endpoints of the settings, each by its name. A message's id is `webhook-id`."""

    endpoints: Mapping[str, WebhookEndpoint]
    posts: HttpPosts
    name: str = "webhook"

    async def send(self, address: str, message: Message) -> SendResult:
        """Sign and post; `address` is an endpoint's name. Only 2xx means that it is taken."""
        endpoint = self.endpoints.get(address)
        if endpoint is None:
            return PermanentFailure("unknown-endpoint")
        body = _body(message)
        now = self.posts.clock().astimezone(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(endpoint.secret).sign(message.id, now, body),
        }
        return await self.posts.post(endpoint.url, body.encode(), headers)

    async def was_sent(self, address: str, message: Message) -> bool | None:
        """Nobody can be asked; the endpoint knows a repeat by its `webhook-id`."""
        return None


def _body(message: Message) -> str:
    data = {
        "id": message.id,
        "subject": message.subject,
        "lines": message.lines,
        "link": message.link,
    }
    told = {"type": KIND, "timestamp": message.occurred.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
