"""Sign-in of a program without a browser: it shows a short code, and a person confirms it.

Source: RFC 8628.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sign_in_demo.given_access import Remembered
from sign_in_demo.provider_requests import OAuthRefusalError

DEVICE_LIFE = timedelta(minutes=10)
INTERVAL = timedelta(seconds=5)
"""The program asks no more often; each time that it does makes it five seconds longer."""

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Without vowels and without figures, so that no code is a word or is misread (section 6.1)."""


@dataclass
class DeviceRequest:
    """A program that waits until a person confirms its code."""

    client: str
    user_code: str
    until: datetime
    interval: timedelta = INTERVAL
    asked_at: datetime | None = None
    subject: str | None = None
    confirmed_at: datetime | None = None
    refused: bool = False

    @property
    def is_open(self) -> bool:
        """Whether no person has decided yet."""
        return self.subject is None and not self.refused


class DeviceRequests:
    """The programs that wait."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: Remembered[DeviceRequest] = Remembered(clock)

    def begin(self, client: str) -> tuple[str, DeviceRequest]:
        """A new request, and the device code by which its program asks for it."""
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        waiting = DeviceRequest(client, f"{letters[:4]}-{letters[4:]}", self._clock() + DEVICE_LIFE)
        return self._waiting.add(waiting), waiting

    def find(self, typed: str) -> DeviceRequest | None:
        """The open request of a user code, however it is typed."""
        letters = "".join(letter for letter in typed.upper() if letter in _LETTERS)
        for waiting in self._waiting.values():
            good = waiting.is_open and self._clock() < waiting.until
            if good and waiting.user_code.replace("-", "") == letters:
                return waiting
        return None

    def confirm(self, waiting: DeviceRequest, subject: str) -> None:
        """A person confirms the code, as `subject`."""
        waiting.subject, waiting.confirmed_at = subject, self._clock()

    def collect(self, device_code: str, client: str) -> tuple[str, datetime]:
        """Who confirmed and when; afterwards the device code is spent.

        Raises OAuthRefusalError, with the codes of section 3.5, where nobody has.
        """
        waiting = self._waiting.get(device_code)
        if waiting is None or waiting.client != client:
            raise OAuthRefusalError("invalid_grant", "not a device code of this client")
        self._need_time(waiting)
        if waiting.refused:
            raise OAuthRefusalError("access_denied", "a person refused")
        if waiting.subject is None or waiting.confirmed_at is None:
            raise OAuthRefusalError("authorization_pending", "nobody has confirmed the code yet")
        del self._waiting[device_code]
        return waiting.subject, waiting.confirmed_at

    def _need_time(self, waiting: DeviceRequest) -> None:
        now, before = self._clock(), waiting.asked_at
        if now >= waiting.until:
            raise OAuthRefusalError("expired_token", "nobody confirmed the code in time")
        waiting.asked_at = now
        if before is not None and now - before < waiting.interval:
            waiting.interval += INTERVAL
            raise OAuthRefusalError("slow_down", "asked too soon")
