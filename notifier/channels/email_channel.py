"""E-mail, over SMTP."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import aiosmtplib
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from notifier.channels.channel import PermanentFailure, SendResult, Sent, TemporaryFailure
from notifier.channels.channel_settings import MailSettings
from notifier.channels.connection_faults import connection_fault
from notifier.channels.mail_writing import domain_of, mail_of
from notifier.message import Message

_ADDRESS = re.compile(r"[0-9A-Za-z!#$%&'*+/=?^_`{|}~.-]{1,64}@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*")
"""An address without quotes (RFC 5322, 3.4.1): no header can be forged by one."""

_ABOUT_US = frozenset({530, 535, 538})
"""Replies that ask who we are (RFC 4954, section 6): an operator can mend that."""

_GOODBYE = 1.0
"""Seconds that a server has to answer QUIT."""


@dataclass(frozen=True)
class EmailChannel:
    """Sends by the server of the settings; `clock` gives the present, an aware instant."""

    settings: MailSettings
    limit: float
    clock: Callable[[], datetime]
    name: str = "email"

    async def send(self, address: str, message: Message) -> SendResult:
        """Connect, sign in where a user is set, and send.

        Only what the server answers about this address or this message is permanent. A server that
        offers no encryption, or does not let us in, is a temporary failure: nothing is sent.
        """
        if not _ADDRESS.fullmatch(address):
            return PermanentFailure("not-an-address")
        transfer = _Transfer(self.settings, self.limit)
        mail = mail_of(message, self.settings.sender, address, self.clock())
        try:
            async with asyncio.timeout(self.limit):
                await transfer.make(self.settings.sender, address, bytes(mail))
        except (SMTPRecipientRefused, SMTPDataError) as error:
            return _refused(error)
        except SMTPResponseException as error:
            return TemporaryFailure(f"smtp-{error.code}")
        except _NotEncryptedError:
            return TemporaryFailure("no-encryption")
        except (SMTPException, OSError) as error:  # a TimeoutError is one
            return transfer.broken_off(error)
        finally:
            await transfer.close()
        return Sent()

    async def was_sent(self, address: str, message: Message) -> bool | None:
        """Nobody can be asked; a repeat has the same Message-ID."""
        return None


class _NotEncryptedError(Exception):
    """The server offers no encryption, or somebody between hides it."""


class _Transfer:
    """One connection that carries one mail."""

    def __init__(self, settings: MailSettings, limit: float) -> None:
        self._settings = settings
        self._handed_over = self._taken = False
        self._client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=settings.tls == "tls",
            start_tls=False,
            timeout=limit,
            local_hostname=domain_of(settings.sender),  # not the name of this machine
        )

    async def make(self, sender: str, to: str, mail: bytes) -> None:
        """Raises the errors of aiosmtplib, and TimeoutError and OSError."""
        await self._client.connect()
        await self._begin()
        await self._client.mail(sender)
        await self._client.rcpt(to)
        self._handed_over = True
        await self._client.data(mail)
        self._taken = True

    async def _begin(self) -> None:
        """Encrypt the connection and sign in, where the settings say so."""
        await self._client.ehlo()
        if self._settings.tls == "starttls":
            if not self._client.supports_extension("starttls"):
                raise _NotEncryptedError
            await self._client.starttls()
        if self._settings.user is not None and self._settings.password is not None:
            await self._client.login(self._settings.user, self._settings.password)

    def broken_off(self, error: Exception) -> TemporaryFailure:
        """No answer came: after DATA the server may have the mail all the same."""
        if self._handed_over:
            return TemporaryFailure("no-answer", may_have_arrived=True)
        return TemporaryFailure(connection_fault(error))

    async def close(self) -> None:
        """Say goodbye where the mail was taken; the connection ends at once in any case."""
        transport = self._client.transport
        if self._taken:
            with suppress(SMTPException, OSError):  # the mail is theirs, whatever they answer now
                await self._client.quit(timeout=_GOODBYE)
        self._client.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


def _refused(error: SMTPRecipientRefused | SMTPDataError) -> SendResult:
    reason = f"smtp-{error.code}"
    if error.code >= 500 and error.code not in _ABOUT_US:
        return PermanentFailure(reason)
    return TemporaryFailure(reason)
