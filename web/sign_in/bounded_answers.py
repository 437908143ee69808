"""A provider's answers, up to a size and a time: whatever it sends, the pages go on."""

import ssl
import time
from collections.abc import Iterator
from functools import cache

import httpx2

LARGEST_ANSWER = 1024 * 1024
"""Bytes of an answer."""


class BoundedTransport(httpx2.BaseTransport):
    """Reads answers up to LARGEST_ANSWER, for `seconds` at most, and packed ones not at all.

    Raises httpx2.ReadError and httpx2.ReadTimeout for the others.
    """

    def __init__(self, seconds: float) -> None:
        self._sent = httpx2.HTTPTransport(verify=_authorities(), trust_env=False)
        self._seconds = seconds

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request."""
        request.headers["Accept-Encoding"] = "identity"
        ends = time.monotonic() + self._seconds
        answer = self._sent.handle_request(request)
        if "content-encoding" in answer.headers:  # a megabyte of it may be a thousand
            answer.close()
            raise httpx2.ReadError("the answer is packed")
        assert isinstance(answer.stream, httpx2.SyncByteStream)
        answer.stream = _BoundedStream(answer.stream, ends)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._sent.close()


@cache
def _authorities() -> ssl.SSLContext:
    """Whom encrypted connections trust; read once, as it takes longer than a question."""
    return httpx2.create_ssl_context(trust_env=False)


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._stream:
            size += len(part)
            if size > LARGEST_ANSWER:
                raise httpx2.ReadError("the answer is too large")
            if time.monotonic() > self._ends:
                raise httpx2.ReadTimeout("the answer takes too long")
            yield part

    def close(self) -> None:
        self._stream.close()
