"""Takes e-mail over SMTP, and puts all of it into the mailbox: nothing is sent on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailbox_demo.mailbox_letters import Mailbox, MailboxLetter

_LARGEST = 256 * 1024
"""Bytes of an e-mail that is taken."""


@dataclass(frozen=True)
class MailboxSmtp:
    """What aiosmtpd calls; `clock` gives the present, an aware instant."""

    mailbox: Mailbox
    clock: Callable[[], datetime]

    async def handle_DATA(  # noqa: N802  # as aiosmtpd calls it
        self, server: Any, session: Session, envelope: Envelope
    ) -> str:
        """Put the e-mail in, once for each address; the reply says that it is there."""
        content = envelope.original_content or b""
        try:
            for to in envelope.rcpt_tos:
                self.mailbox.add(MailboxLetter.read(content, to, self.clock()))
        except OSError:
            return "452 4.3.1 no room for it now"
        return "250 2.0.0 it is in the mailbox"

    def connection(self) -> SMTP:
        """The protocol of one connection, in the event loop that runs."""
        return SMTP(
            self,
            data_size_limit=_LARGEST,
            hostname="mailbox.example",
            ident="Victim Journey demo mailbox",
            timeout=60,
            loop=asyncio.get_running_loop(),
        )
