"""Microsoft Teams, by a workflow that begins when it receives a webhook request."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notifier.channels.channel import PermanentFailure, SendResult
from notifier.channels.http_posts import HttpPosts
from notifier.message import Message

_MOST = 25_000
"""Bytes of a card; Teams takes 28 KB with all that it adds."""

Card = dict[str, Any]


@dataclass(frozen=True)
class TeamsChannel:
    """Posts an Adaptive Card to the workflows of the settings, each by its name.

    A workflow has no place for an id: a repeat is a second card.
    """

    workflows: Mapping[str, str]
    posts: HttpPosts
    name: str = "teams"

    async def send(self, address: str, message: Message) -> SendResult:
        """Post; `address` is a workflow's name."""
        url = self.workflows.get(address)
        if url is None:
            return PermanentFailure("unknown-workflow")
        return await self.posts.post(url, card_post(message), {"content-type": "application/json"})

    async def was_sent(self, address: str, message: Message) -> bool | None:
        """Nobody can be asked."""
        return None


def card_post(message: Message) -> bytes:
    """The post for a message; where it has too many lines, the first of them and how many more."""
    shown = len(message.lines)
    body = _post(message, message.lines)
    while len(body) > _MOST and shown:
        shown //= 2
        more = f"and {len(message.lines) - shown} more"
        body = _post(message, [*message.lines[:shown], more])
    return body


def _post(message: Message, lines: Sequence[str]) -> bytes:
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": _card(message, lines),
    }
    return json.dumps({"type": "message", "attachments": [attachment]}).encode()


def _card(message: Message, lines: Sequence[str]) -> Card:
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [_text(message.subject, weight="bolder", size="medium"), *map(_text, lines)],
        "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": message.link}],
    }


def _text(text: str, **style: str) -> Card:
    """A line in which nothing is markdown: a reference can make no link of its own."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text} | style]}
