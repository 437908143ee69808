"""GOV.UK Notify, by its official client: e-mail, and text messages to telephone numbers."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import APIError, HTTPError, InvalidResponse
from requests import Timeout

from notifier.channels.channel import PermanentFailure, SendResult, Sent, TemporaryFailure
from notifier.channels.channel_settings import NotifySettings
from notifier.channels.http_posts import HttpPosts
from notifier.message import Message

Answer = TypeVar("Answer")

_FOUND = "notifications"
"""Where the notifications stand in Notify's answer."""


@dataclass(frozen=True)
class NotifyChannel:
    """Sends by the service of the settings. A message's id is Notify's `reference`.

    Before it sends, it asks Notify for the reference: what is there already is not sent again.
    Notify forgets a reference after the days that the service is set to, 7 by default.
    """

    settings: NotifySettings
    posts: HttpPosts
    name: str = "notify"

    async def send(self, address: str, message: Message) -> SendResult:
        """Ask, then send; `address` is an e-mail address or a telephone number."""
        if "@" not in address and self.settings.text_template is None:
            return PermanentFailure("no-template")
        return await self._in_time(self._send, address, message)

    async def was_sent(self, address: str, message: Message) -> bool | None:
        """Whether Notify has the reference for this address; None where it does not answer."""
        found = await self._in_time(self._look, address, message)
        return found if isinstance(found, bool) else None

    async def _in_time(
        self, call: Callable[[str, Message], Answer], address: str, message: Message
    ) -> Answer | SendResult:
        """What a blocking call of the client returns, or the failure that came of it."""
        try:
            async with asyncio.timeout(self.posts.limit):
                return await asyncio.to_thread(call, address, message)
        except TimeoutError:
            return TemporaryFailure("timeout")
        except HTTPError as error:
            return self._failure(error)
        except APIError:
            return TemporaryFailure("no-answer")

    def _send(self, address: str, message: Message) -> SendResult:
        if self._look(address, message):
            return Sent()
        client, given, fields = self._client(), self.settings, _fields(message)
        if "@" in address:
            client.send_email_notification(address, given.email_template, fields, message.id)
        else:
            client.send_sms_notification(address, given.text_template, fields, message.id)
        return Sent()

    def _look(self, address: str, message: Message) -> bool:
        answer = self._client().get_all_notifications(reference=message.id)
        try:
            found = [each["email_address"] or each["phone_number"] for each in answer[_FOUND]]
            return _plain(address) in map(_plain, found)
        except (AttributeError, KeyError, TypeError):
            raise InvalidResponse(message="not an answer of Notify") from None

    def _client(self) -> NotificationsAPIClient:
        """A client of its own for each call: it is not for several threads."""
        given = self.settings
        client = NotificationsAPIClient(given.api_key, given.url, timeout=self.posts.limit / 2)
        client.request_session.trust_env = False  # a netrc file would take the token's place
        client.request_session.max_redirects = 0
        return client

    def _failure(self, error: HTTPError) -> SendResult:
        if error.response is None:
            late = isinstance(error.__cause__, Timeout)
            return TemporaryFailure("timeout" if late else "no-connection")
        return self.posts.result(error.status_code, error.response.headers.get("retry-after"))


def _fields(message: Message) -> dict[str, Any]:
    """The personalisation; Notify draws a list as bullet points."""
    return {"subject": message.subject, "lines": list(message.lines), "link": message.link}


def _plain(address: str) -> str:
    """An address to compare: in lower case, or the digits of a number without its country."""
    if "@" in address:
        return address.strip().lower()
    return re.sub(r"^(0044|44|0)", "", re.sub(r"\D", "", address))
