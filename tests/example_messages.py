"""A message as the notifier makes them, and what must never be in a log."""

import os
import ssl
from datetime import UTC, datetime
from functools import cache

from notifier.channels.http_posts import HttpPosts
from notifier.message import Message

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MESSAGE = Message(
    id="alert:9f1c-2",
    subject="2 duties are due tomorrow",
    lines=("01/4321/26: tell the victim of the charge – due 3 March", "01/4322/26 <b> & more"),
    link="https://journey.example/worklist?only=mine&page=1",
    occurred=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
)


def posts(limit: float = 10.0) -> HttpPosts:
    """Posts by the real clock: receivers refuse a signature of another day."""
    return HttpPosts(
        limit, lambda: datetime.now(UTC), _trusted=_trusted(os.environ.get("SSL_CERT_FILE"))
    )


@cache
def _trusted(beside: str | None) -> ssl.SSLContext:
    """Whom the system trusts, or a file that is named: read once, as it takes long."""
    return ssl.create_default_context()
