"""Posts to an endpoint once, and says what came of it. No redirect is followed."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx2

from notifier.channels.channel import PermanentFailure, SendResult, Sent, TemporaryFailure
from notifier.channels.connection_faults import connection_fault

_LATER = frozenset({408, 425, 429})
"""Refusals of HTTP that are about now, and not about what was sent."""

_UNSURE = frozenset({502, 504})
"""A gateway answers so: what stands behind it may have the post."""

_LONGEST_WAIT = 24 * 60 * 60.0
"""Seconds that somebody else may make us wait."""

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class HttpPosts:
    """Posts within `limit` seconds each; `clock` gives the present, an aware instant."""

    limit: float
    clock: Clock
    _trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> SendResult:
        """Post once. An answer's body is not read: whatever it is, it changes nothing."""
        times = httpx2.Timeout(self.limit, connect=self.limit / 2)  # so that a slow start is one
        try:
            async with (
                asyncio.timeout(self.limit),
                httpx2.AsyncClient(timeout=times, verify=self._trusted, trust_env=False) as client,
                client.stream("POST", url, content=body, headers=dict(headers)) as answer,
            ):
                found = self.result(answer.status_code, answer.headers.get("retry-after"))
                if isinstance(found, TemporaryFailure) and answer.status_code in _UNSURE:
                    return replace(found, may_have_arrived=True)
                return found
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            return TemporaryFailure(connection_fault(error))
        except (TimeoutError, httpx2.TimeoutException):
            return TemporaryFailure("timeout", may_have_arrived=True)
        except httpx2.HTTPError:
            return TemporaryFailure("no-answer", may_have_arrived=True)

    def result(self, status: int, retry_after: str | None) -> SendResult:
        """What an answer's status means, and its header Retry-After (RFC 9110, 10.2.3)."""
        if 200 <= status < 300:
            return Sent()
        reason = f"http-{status}"
        if status in _LATER or status >= 500:
            return TemporaryFailure(reason, self._seconds(retry_after))
        return PermanentFailure(reason)

    def _seconds(self, retry_after: str | None) -> float | None:
        if retry_after is None:
            return None
        if retry_after.isascii() and retry_after.isdigit():
            return min(float(retry_after), _LONGEST_WAIT)
        try:
            at = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        if at.tzinfo is None:
            return None
        return min(max((at - self.clock()).total_seconds(), 0.0), _LONGEST_WAIT)
