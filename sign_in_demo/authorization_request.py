"""What a client asks of a person's browser at /authorize, and the way back to the client."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from sign_in_demo.demo_clients import CODE, DemoClient
from sign_in_demo.provider_requests import OAuthRefusalError, WrongAddressError

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""A SHA-256 hash in base64url (RFC 7636, section 4.2)."""

_KNOWN = frozenset(
    {"client_id", "redirect_uri", "state", "response_type", "response_mode", "scope", "nonce"}
    | {"code_challenge", "code_challenge_method", "prompt", "max_age", "request", "request_uri"}
)
"""The parameters that mean something here; any other is left out."""

_PROMPTS = frozenset({"none", "login", "consent", "select_account"})


@dataclass(frozen=True)
class AuthorizationRequest:
    """A request of a known client with an address of its own to come back to."""

    client: DemoClient
    redirect: str
    state: str | None
    parameters: Mapping[str, str]

    @classmethod
    def of(
        cls, parameters: Mapping[str, str], clients: Mapping[str, DemoClient]
    ) -> "AuthorizationRequest":
        """The request. Raises WrongAddressError where it is not known whom it comes from."""
        client = clients.get(parameters.get("client_id", ""))
        if client is None or CODE not in client.grants:
            raise WrongAddressError("No program that people sign in to has that client_id.")
        redirect = parameters.get("redirect_uri", "")
        if redirect not in client.redirects:
            raise WrongAddressError("That redirect_uri is not one of the program’s.")
        known = {name: value for name, value in parameters.items() if name in _KNOWN}
        return cls(client, redirect, parameters.get("state"), known)

    @property
    def challenge(self) -> str:
        """The hash of the secret by which the client turns the code into tokens."""
        return self.parameters["code_challenge"]

    def check(self) -> None:
        """Raise OAuthRefusalError for what the client can mend, and not the person."""
        asked = self.parameters
        for name in ("request", "request_uri"):
            if name in asked:
                raise OAuthRefusalError(f"{name}_not_supported", f"{name} is not supported")
        if "response_type" not in asked:
            raise OAuthRefusalError("invalid_request", "response_type is missing")
        if asked["response_type"] != "code":
            raise OAuthRefusalError("unsupported_response_type", "response_type is not code")
        if asked.get("response_mode", "query") != "query":
            raise OAuthRefusalError("invalid_request", "response_mode is not query")
        if "openid" not in asked.get("scope", "").split():
            raise OAuthRefusalError("invalid_scope", "scope has no openid")
        self._check_challenge()
        self._check_prompt()

    def _check_challenge(self) -> None:
        asked = self.parameters
        if asked.get("code_challenge_method") != "S256":
            raise OAuthRefusalError("invalid_request", "code_challenge_method is not S256")
        if not _CHALLENGE.fullmatch(asked.get("code_challenge", "")):
            raise OAuthRefusalError("invalid_request", "code_challenge is not a SHA-256 hash")

    def _check_prompt(self) -> None:
        """Nobody is remembered here: who is asked not to be shown a page can't be signed in.

        Each sign-in is a choice of this moment, and so is never older than `max_age`.
        """
        prompts = set(self.parameters.get("prompt", "").split())
        if prompts - _PROMPTS or ("none" in prompts and len(prompts) > 1):
            raise OAuthRefusalError("invalid_request", "not a prompt that there is")
        if "none" in prompts:
            raise OAuthRefusalError("login_required", "nobody is signed in without a page")
        age = self.parameters.get("max_age", "0")
        if not (age.isascii() and age.isdigit()):
            raise OAuthRefusalError("invalid_request", "max_age is not a number of seconds")

    def way_back(self, issuer: str, answer: Mapping[str, str]) -> str:
        """The client's address with the answer, the state, and who answers (RFC 9207)."""
        state = {} if self.state is None else {"state": self.state}
        return with_query(self.redirect, {**answer, **state, "iss": issuer})


def with_query(address: str, query: Mapping[str, str]) -> str:
    """An address with these parameters after those that it has."""
    parts = urlsplit(address)
    whole = "&".join(part for part in (parts.query, urlencode(query)) if part)
    return urlunsplit(parts._replace(query=whole))
