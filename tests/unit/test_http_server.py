"""The servers' sockets."""

import socket
from contextlib import closing

from runtime.http_server import listen_at


def test_an_answer_waits_for_no_confirmation_of_what_was_sent_before() -> None:
    """Given a connection that is kept, when two parts are sent, then the second goes at once."""
    with (
        listen_at("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        closing(listening.accept()[0]) as kept,
    ):
        assert kept.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
