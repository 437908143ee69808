"""The cookies of sign-in: of this host alone, over a safe connection alone, read by no script.

A browser takes its own machine for safe.
"""

from urllib.parse import urlsplit

from starlette.responses import Response

from access.encrypted_address import LOCAL

SESSION = "__Host-journey"
"""The name of a session."""

BROWSER = "__Host-journey-browser"
"""Which browser began a sign-in: what somebody else began cannot be completed in it."""

FORM = "__Host-journey-form"
"""The form that waits for its sender to sign in again."""


def keeps_cookies(address: str) -> bool:
    """Whether a browser keeps these cookies of pages at an address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in LOCAL


def set_cookie(answer: Response, name: str, value: str) -> None:
    """Give the browser a cookie until it is closed."""
    answer.set_cookie(name, value, secure=True, httponly=True, samesite="lax", path="/")


def drop_cookie(answer: Response, name: str) -> None:
    """Take a cookie back."""
    answer.delete_cookie(name, secure=True, httponly=True, samesite="lax", path="/")
