"""Sign-in of a person's commands and of programs at a provider, for a platform elsewhere.

A person enters a code in a browser (RFC 8628); a program has a secret of its own.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from runtime.failure import Failure
from runtime.http_question import Question, ask_over_http
from runtime.settings import Settings, home_of_sign_ins

_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_EARLY = 30.0
"""Seconds before its end from which an access token is not used any more."""

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class SignedIn:
    """A sign-in at a platform. `until` is when the access token ends, in seconds since 1970."""

    platform: str
    issuer: str
    client_id: str
    access: str
    refresh: str | None
    until: float


def sign_in_by_device(
    platform: str,
    issuer: str | None,
    show: Callable[[str, str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Sign a person in; `show` is called with the address to open, and the code to enter there.

    Raises Failure where nobody enters it in time, or the provider refuses.
    """
    provider = _provider(platform, issuer)
    described = _described(provider["issuer"])
    client = {"client_id": provider["client_id"]}
    endpoint = described.get("device_authorization_endpoint")
    if endpoint is None:
        raise Failure(f"{provider['name']} signs no commands in: it has no device flow")
    begun = _post(endpoint, {**client, "scope": provider["scope"]})
    show(begun.get("verification_uri_complete", begun["verification_uri"]), begun["user_code"])
    given = _poll(
        described["token_endpoint"], client | {"device_code": begun["device_code"]}, begun, sleep
    )
    _remember(_signed_in(platform, provider["issuer"], provider["client_id"], given))


def sign_out_of(platform: str) -> bool:
    """Forget the sign-in at a platform; whether there was one. The provider takes it back."""
    known = _read(platform)
    if known is None:
        return False
    revocation = _described(known.issuer).get("revocation_endpoint")
    if revocation and known.refresh:
        _post(revocation, {"client_id": known.client_id, "token": known.refresh})
    _path(platform).unlink()
    return True


def access_token(settings: Settings, platform: str) -> str:
    """An access token for a platform: of the program in the settings, or of who signed in.

    Raises Failure where nobody signed in.
    """
    if settings.client_id is not None:
        return _program_token(settings, platform)
    known = _read(platform)
    if known is None:
        raise Failure(f"sign in first: journey sign-in {platform}")
    if known.until - _EARLY > time.time():
        return known.access
    return _renewed(known).access


def _program_token(settings: Settings, platform: str) -> str:
    """An access token by client credentials; it is not remembered."""
    provider = _provider(platform, settings.issuer)
    token = _described(provider["issuer"])["token_endpoint"]
    proof = {"client_id": settings.client_id, "client_secret": settings.client_secret or ""}
    return str(_post(token, {"grant_type": "client_credentials", **proof})["access_token"])


def _renewed(known: SignedIn) -> SignedIn:
    again = f"the sign-in has ended: journey sign-in {known.platform}"
    if known.refresh is None:
        raise Failure(again)
    fields = {
        "grant_type": "refresh_token",
        "refresh_token": known.refresh,
        "client_id": known.client_id,
    }
    status, given = _post_any(_described(known.issuer)["token_endpoint"], fields)
    if status != 200:
        raise Failure(again)
    newer = _signed_in(known.platform, known.issuer, known.client_id, given)
    renewed = newer if newer.refresh else replace(newer, refresh=known.refresh)
    _remember(renewed)
    return renewed


def _poll(
    endpoint: str, fields: Mapping[str, str], begun: Answer, sleep: Callable[[float], None]
) -> Answer:
    wait = float(begun.get("interval", 5))
    ends = time.monotonic() + float(begun["expires_in"])
    while time.monotonic() < ends:
        sleep(wait)
        status, given = _post_any(endpoint, {"grant_type": _DEVICE, **fields})
        if status == 200:
            return given
        if given.get("error") == "slow_down":
            wait += 5
        elif given.get("error") != "authorization_pending":
            raise Failure("the provider did not let you in: begin again")
    raise Failure("nobody entered the code in time: begin again")


def _provider(platform: str, issuer: str | None) -> Answer:
    found = _get(f"{platform}/sign-in/providers")
    chosen = [each for each in found if issuer in (None, each["issuer"])]
    if len(chosen) == 1:
        return dict(chosen[0])
    names = ", ".join(each["issuer"] for each in found)
    raise Failure(f"choose one of the providers with JOURNEY_ISSUER: {names}")


def _described(issuer: str) -> Answer:
    return dict(_get(f"{issuer.rstrip('/')}/.well-known/openid-configuration"))


def _get(address: str) -> Any:
    status, found = ask_over_http(Question(address))
    if status != 200:
        raise Failure(f"{address} answers with status {status}")
    return found


def _post(address: str, fields: Mapping[str, Any]) -> Answer:
    status, found = _post_any(address, fields)
    if status != 200:
        raise Failure(f"{address} refuses: {found.get('error', status)}")
    return found


def _post_any(address: str, fields: Mapping[str, Any]) -> tuple[int, Answer]:
    status, found = ask_over_http(Question(address, urlencode(fields).encode()))
    return status, found if isinstance(found, dict) else {}


def _signed_in(platform: str, issuer: str, client: str, given: Answer) -> SignedIn:
    until = time.time() + float(given.get("expires_in", 0))
    return SignedIn(
        platform, issuer, client, given["access_token"], given.get("refresh_token"), until
    )


def _path(platform: str) -> Path:
    return home_of_sign_ins() / f"{quote(platform, safe='')}.json"


def _read(platform: str) -> SignedIn | None:
    path = _path(platform)
    return SignedIn(**json.loads(path.read_text())) if path.exists() else None


def _remember(signed: SignedIn) -> None:
    """Write it for its owner alone, in one step."""
    path = _path(signed.platform)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.chmod(0o600)
    draft.write_text(json.dumps(asdict(signed)))
    os.replace(draft, path)
