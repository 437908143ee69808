"""What a request says: its parameters, its client, and how it is refused."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_plus

from fastapi import Request

from sign_in_demo.demo_clients import DemoClient

_LONGEST = 64 * 1024
"""Bytes of a form that are read."""


class OAuthRefusalError(Exception):
    """A request that is refused, with the code that the standard has for it."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status


class WrongAddressError(Exception):
    """A person came by a wrong address: a page says so, and nobody is sent on."""


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form. Raises OAuthRefusalError for one that is too long or not a form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise OAuthRefusalError("invalid_request", "the form is too long", 413)
    return parameters_of(body)


def parameters_of(query: bytes) -> dict[str, str]:
    """The parameters of a query or a form, without the empty ones.

    Raises OAuthRefusalError for one that stands twice (RFC 6749, section 3.1).
    """
    try:
        pairs = parse_qsl(query.decode("ascii"), errors="strict")
    except ValueError:
        raise OAuthRefusalError("invalid_request", "not form-urlencoded UTF-8") from None
    if len(dict(pairs)) < len(pairs):
        raise OAuthRefusalError("invalid_request", "a parameter stands twice")
    return dict(pairs)


def needed(form: Mapping[str, str], name: str) -> str:
    """A field that must be there. Raises OAuthRefusalError."""
    if name not in form:
        raise OAuthRefusalError("invalid_request", f"{name} is missing")
    return form[name]


def client_of(
    request: Request, form: Mapping[str, str], clients: Mapping[str, DemoClient]
) -> DemoClient:
    """The client that sends a form, by its secret, or by its name where it is public.

    Raises OAuthRefusalError with status 401 where it does not prove itself.
    """
    header = request.headers.get("authorization")
    if header is None:
        name, secret = form.get("client_id"), form.get("client_secret")
    elif "client_secret" in form:
        raise OAuthRefusalError("invalid_request", "the client proves itself twice")
    else:
        name, secret = _basic(header)
    client = clients.get(name or "")
    if client is None or not client.proves_itself(secret):
        raise OAuthRefusalError("invalid_client", "not a client, or not its secret", 401)
    if form.get("client_id", client.id) != client.id:
        raise OAuthRefusalError("invalid_request", "client_id is another client's")
    return client


def need_own_page(request: Request) -> None:
    """Raise WrongAddressError for a form that the page of another site sends in somebody's name."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise WrongAddressError("This form comes from a page of another site.")


def _basic(header: str) -> tuple[str | None, str | None]:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None, None
    try:
        name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None, None
    return unquote_plus(name), unquote_plus(secret)
