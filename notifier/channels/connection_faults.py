"""Names why no connection came about, without a word of where to."""

import ssl

from httpx2 import TimeoutException


def connection_fault(error: BaseException) -> str:
    """`bad-certificate`, `timeout` or `no-connection`, by an error or what caused it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "bad-certificate"
        if isinstance(cause, TimeoutError | TimeoutException):
            return "timeout"
        cause = cause.__cause__ or cause.__context__
    return "no-connection"
