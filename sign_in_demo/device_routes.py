"""Sign-in for a program without a browser: where it begins, and the pages to confirm its code."""

from typing import Any

from fastapi import APIRouter, Request, Response

from sign_in_demo.demo_clients import DEVICE
from sign_in_demo.device_requests import DEVICE_LIFE, DeviceRequest
from sign_in_demo.provider import Provider, provider_of
from sign_in_demo.provider_requests import OAuthRefusalError, client_of, form_of, need_own_page

router = APIRouter()

UNKNOWN_CODE = "No program waits with that code: check it, or start again on the command line"


@router.post("/device_authorization")
async def begin(request: Request) -> dict[str, Any]:
    """The codes for a program: one to ask with, and one to show to its person."""
    provider = provider_of(request)
    client = client_of(request, await form_of(request), provider.clients)
    if DEVICE not in client.grants:
        raise OAuthRefusalError("unauthorized_client", "it may not sign people in by a device")
    device_code, waiting = provider.devices.begin(client.id)
    page = f"{provider.issuer}/device"
    return {
        "device_code": device_code,
        "user_code": waiting.user_code,
        "verification_uri": page,
        "verification_uri_complete": f"{page}?user_code={waiting.user_code}",
        "expires_in": int(DEVICE_LIFE.total_seconds()),
        "interval": int(waiting.interval.total_seconds()),
    }


@router.get("/device")
def enter_code(request: Request, user_code: str = "") -> Response:
    """The page to type the code into; it has the code where the address does."""
    return provider_of(request).pages.draw("device.html", user_code=user_code, problem=None)


@router.post("/device")
async def enter(request: Request) -> Response:
    """The page of the demo people, for the program that waits with the code."""
    need_own_page(request)
    provider = provider_of(request)
    typed = (await form_of(request)).get("user_code", "")
    waiting = provider.devices.find(typed)
    return _page(provider, waiting) if waiting else _unknown(provider, typed)


@router.post("/device/choose")
async def confirm(request: Request) -> Response:
    """Confirm the code as the person who was chosen, or refuse the program."""
    need_own_page(request)
    provider = provider_of(request)
    form = await form_of(request)
    waiting = provider.devices.find(form.get("user_code", ""))
    if waiting is None:
        return _unknown(provider, form.get("user_code", ""))
    if "refuse" in form:
        waiting.refused = True
        return provider.pages.draw("done.html", title="You did not sign in")
    person = provider.person(form.get("person", ""))
    if person is None:
        return _page(provider, waiting, "Select who you want to be")
    provider.devices.confirm(waiting, form["person"])
    return provider.pages.draw("done.html", title=f"You are signed in as {person.name}")


def _page(provider: Provider, waiting: DeviceRequest, problem: str | None = None) -> Response:
    return provider.pages.draw(
        "choose.html",
        status=400 if problem else 200,
        action="/device/choose",
        hidden={"user_code": waiting.user_code},
        people=provider.people(),
        client=provider.clients[waiting.client].name,
        shown_code=waiting.user_code,
        problem=problem,
    )


def _unknown(provider: Provider, typed: str) -> Response:
    return provider.pages.draw("device.html", status=400, user_code=typed, problem=UNKNOWN_CODE)
