"""Sends what is claimed, each message by itself, and notes what came of it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

from notifier.channels.channel import (
    MessageChannel,
    PermanentFailure,
    SendResult,
    Sent,
    TemporaryFailure,
)
from notifier.message_claims import MessageClaims
from notifier.new_messages import Claim
from notifier.quiet_times import QuietTimes
from notifier.retry_times import is_given_up, wait_before
from schemas.faults_of_one import concerns_one

MOST_AT_ONCE = 16
"""Messages on their way at the same time, each to another recipient."""

logger = logging.getLogger(__name__)


class Sending:
    """Sends in the background: an endpoint that never answers holds up nobody else's messages."""

    def __init__(
        self,
        claims: MessageClaims,
        channels: Mapping[str, MessageChannel],
        clock: Callable[[], datetime],
        random: Callable[[], float] = Random().random,
    ) -> None:
        self._claims, self._channels, self._clock = claims, channels, clock
        self._random = random
        self._on_the_way: dict[str, asyncio.Task[None]] = {}

    def try_again(self, now: datetime) -> None:
        """Have written what a fault had stopped before the notifier was started."""
        self._claims.try_again(now)

    async def recover(self) -> None:
        """Ask about what was claimed when the notifier ended, and try again what may be missing."""
        for claim in self._claims.unfinished():
            asked = await self._was_sent(claim)
            now = self._clock()
            if asked:
                self._claims.end(claim.message.id, "sent", None, now)
            else:
                unknown = asked is None
                self._claims.put_off(claim.message.id, "interrupted", now, may_have_arrived=unknown)

    async def _was_sent(self, claim: Claim) -> bool | None:
        channel = self._channels.get(claim.contact.channel) or self._instead(claim)
        if channel is None:
            return None
        try:
            return await channel.was_sent(claim.contact.address, claim.message)
        except Exception as error:  # noqa: BLE001 - a fault of one channel stops no other
            logger.error("a channel cannot be asked: %s", type(error).__name__)  # noqa: TRY400
            return None

    def start(self, times: QuietTimes) -> None:
        """Claim what may be sent now and begin to send it; raises what ended a sending badly."""
        self._gather()
        for claim_some in (self._claims.again, self._claims.new):
            room = MOST_AT_ONCE - len(self._on_the_way)
            if room > 0:
                for claim in claim_some(times, self._on_the_way, room):
                    self._on_the_way[claim.recipient] = asyncio.create_task(self._send(claim))

    async def finish(self) -> None:
        """Wait until nothing is on its way."""
        await asyncio.gather(*self._on_the_way.values())
        self._gather()

    def _gather(self) -> None:
        for recipient, task in list(self._on_the_way.items()):
            if task.done():
                del self._on_the_way[recipient]
                task.result()

    async def _send(self, claim: Claim) -> None:
        result = await self._result(claim)
        try:
            self._note(claim, result)
        except Exception as error:
            if not concerns_one(error):
                raise
            self._claims.give_up(claim.message.id, claim.recipient, error)

    async def _result(self, claim: Claim) -> SendResult:
        channel = self._channels.get(claim.contact.channel) or self._instead(claim)
        if channel is None:
            return TemporaryFailure("channel-not-set")
        try:
            return await channel.send(claim.contact.address, claim.message)
        except Exception as error:  # noqa: BLE001 - a fault of one channel stops no other
            reason = type(error).__name__
            logger.error("the channel %s failed: %s", channel.name, reason)  # noqa: TRY400
            return TemporaryFailure(reason, may_have_arrived=True)

    def _instead(self, claim: Claim) -> MessageChannel | None:
        """The other way to an e-mail address, where the one that was chosen is not set."""
        other = {"email": "notify", "notify": "email"}.get(claim.contact.channel)
        return self._channels.get(other) if other else None

    def _note(self, claim: Claim, result: SendResult) -> None:
        now, message = self._clock(), claim.message.id
        match result:
            case Sent():
                self._claims.end(message, "sent", None, now)
            case PermanentFailure(reason=reason):
                self._claims.end(message, "dead", reason, now)
            case TemporaryFailure(reason=reason):
                next_try = now + wait_before(claim.tries, result.retry_after, self._random)
                if is_given_up(claim.tries, self._claims.first_try(message), next_try):
                    self._claims.end(message, "dead", reason, now)
                else:
                    maybe = result.may_have_arrived
                    self._claims.put_off(message, reason, next_try, may_have_arrived=maybe)
