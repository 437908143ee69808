"""The demo's mailbox by itself: SMTP and a page, on this machine alone."""

import asyncio
from datetime import UTC, datetime

from mailbox_demo.mailbox_app import create_mailbox_app
from mailbox_demo.mailbox_letters import Mailbox
from mailbox_demo.mailbox_smtp import MailboxSmtp
from runtime.http_server import HttpServers, listen_at
from runtime.settings import Settings


def run_mailbox(settings: Settings) -> None:
    """Take e-mail and show it until SIGTERM or SIGINT."""
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    mailbox = Mailbox(settings.data / "mailbox-demo" / "letters.jsonl")
    door = MailboxSmtp(mailbox, lambda: datetime.now(UTC))
    page = listen_at("127.0.0.1", settings.mailbox_port)
    servers = HttpServers([(create_mailbox_app(mailbox), page)])
    listening = listen_at("127.0.0.1", settings.mailbox_smtp_port)
    taking = await asyncio.get_running_loop().create_server(door.connection, sock=listening)
    async with taking:
        await servers.serve()
