"""Tests near a broker do not fail by chance: see `refused_sockets`."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kafka.errors import KafkaConnectionError
from kafka.net.inet import KafkaNetSocket

from refused_sockets import connect_of_kafka_python, connect_or_close


@pytest.fixture
def client_socket() -> Iterator[socket.socket]:
    with socket.socket() as sock:
        yield sock


def refuse(connect: Callable[..., Any], sock: socket.socket) -> None:
    """Connect to a port on which nobody listens, without kafka-python's event loop."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        nowhere = server.getsockname()
    with pytest.raises(KafkaConnectionError):
        connect(KafkaNetSocket(), None, sock, nowhere).send(None)


def test_kafka_python_leaves_a_refused_socket_open(client_socket: socket.socket) -> None:
    """Where this fails, kafka-python closes it by itself, and `refused_sockets` can go."""
    refuse(connect_of_kafka_python, client_socket)
    assert client_socket.fileno() >= 0


def test_in_tests_it_is_closed(client_socket: socket.socket) -> None:
    assert KafkaNetSocket.sock_connect is connect_or_close
    refuse(KafkaNetSocket.sock_connect, client_socket)
    assert client_socket.fileno() == -1
