"""kafka-python's sockets are closed where a connection fails.

kafka-python 3.0.12 drops such a socket without closing it: `KafkaNetSocket.sock_connect` raises and
nobody has the socket any more. Python closes it at once, with a ResourceWarning in the client's
thread, and pytest blames whichever test runs just then. It happens while a broker starts, stops or
is killed, so that under load any test near a broker could fail.
"""

import socket
from typing import Any

from kafka.net.inet import KafkaNetSocket

connect_of_kafka_python = KafkaNetSocket.sock_connect


async def connect_or_close(
    self: KafkaNetSocket, net: Any, sock: socket.socket, sockaddr: Any, timeout_at: Any = None
) -> socket.socket:
    try:
        connected: socket.socket = await connect_of_kafka_python(
            self, net, sock, sockaddr, timeout_at=timeout_at
        )
    except BaseException:
        sock.close()
        raise
    return connected


def close_refused_sockets() -> None:
    KafkaNetSocket.sock_connect = connect_or_close
