"""What every channel can do, and what came of a message."""

from dataclasses import dataclass
from typing import Protocol

from notifier.message import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side has taken the message over."""


@dataclass(frozen=True, slots=True)
class TemporaryFailure:
    """It was not taken now, and may be later: try the same message again.

    `reason` is a short code such as `smtp-450`, `http-503` or `timeout`. `retry_after` is how many
    seconds the other side asks to wait. `may_have_arrived` is True where the message was handed
    over and no answer came: tried again, it may arrive twice, with the same id.
    """

    reason: str
    retry_after: float | None = None
    may_have_arrived: bool = False


@dataclass(frozen=True, slots=True)
class PermanentFailure:
    """It will never be taken as it is: do not try again. `reason` is a short code."""

    reason: str


SendResult = Sent | TemporaryFailure | PermanentFailure


class MessageChannel(Protocol):
    """One way to people.

    Neither a result nor an exception nor a log has an address, a secret or what a message says.
    Each call ends within the time limit that the channel was made with.
    """

    @property
    def name(self) -> str:
        """The channel's name in settings, preferences and records, such as `email`."""

    async def send(self, address: str, message: Message) -> SendResult:
        """Try once to send.

        `address` is an e-mail address, a telephone number (GOV.UK Notify) or the name of an
        endpoint in the settings (webhooks, Teams).
        """

    async def was_sent(self, address: str, message: Message) -> bool | None:
        """Whether the other side has the message from a try before; None where nobody can say."""
