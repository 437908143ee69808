"""A real SMTP server on loopback, with switches for what can go wrong."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

from real_broker import free_ports


@dataclass
class SmtpStandIn:
    """What it received, and how it behaves from now on.

    `fault` is None, `hang` (no answer to DATA), `drop` (takes the mail, and ends the connection
    before its answer) or a reply to DATA, such as `450 4.2.1 busy`; `refuse` is a reply to RCPT.
    """

    port: int
    received: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    fault: str | None = None
    refuse: str | None = None

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd calls it
        self, server: Any, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # as aiosmtpd calls it
        self, server: Any, session: Session, envelope: Envelope
    ) -> str:
        if self.fault == "hang":
            await asyncio.Event().wait()
        if self.fault not in (None, "drop"):
            return str(self.fault)
        content = envelope.original_content or b""
        self.received.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        self.senders.append(str(envelope.mail_from))
        if self.fault == "drop":
            server.transport.abort()
        return "250 OK"

    def authenticate(self, *call: Any) -> AuthResult:
        """Lets in whoever has the password `right`."""
        login, password = call[-1].login.decode(), call[-1].password.decode()
        self.users.append(login)
        return AuthResult(success=password == "right", handled=False)


@contextmanager
def smtp_stand_in(
    *, starttls: ssl.SSLContext | None = None, authenticated: bool = False
) -> Iterator[SmtpStandIn]:
    """A server on a free port; with `starttls` it takes nothing before that."""
    stand_in = SmtpStandIn(free_ports())
    controller = Controller(
        stand_in,
        hostname="127.0.0.1",
        port=stand_in.port,
        server_hostname="stand-in.example",
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=stand_in.authenticate if authenticated else None,
        auth_required=authenticated,
        auth_require_tls=starttls is not None,
    )
    controller.start()
    try:
        yield stand_in
    finally:
        controller.stop()
