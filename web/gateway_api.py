"""The gateway: agencies publish over HTTP, by CloudEvents' HTTP binding."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from agencies.gateway_publisher import Gateway, TryAgain
from agencies.http_events import BATCH, Arrived, NotReadHere, NotTaken, read_events
from events.identifiers import Agency
from schemas.envelope import Envelope
from schemas.record_headers import SINGLE
from schemas.refusal import Problem, Refused
from schemas.refusal_words import words_of
from web.present_moment import Now
from web.request_problem import RETRY_AFTER, RequestProblem

router = APIRouter(prefix="/gateway")

LARGEST_REQUEST = 4 * 1024 * 1024
"""Bytes of a request's body."""

NO_TOKEN = "An agency's token is needed"
WRONG_TOKEN = "The token is wrong: it is no agency's"

_NOT_TEXT = {"data", "data_base64"}

_EVENT = {
    "type": "object",
    "description": "A CloudEvent 1.0 in JSON; the fact's own schema is in schemas/json.",
    "required": ["specversion", "id", "source", "type", "subject", "time", "agency", "data"],
    "properties": {
        **{name: {"type": "string"} for name in Envelope.model_fields if name not in _NOT_TEXT},
        "data": {"type": "object", "description": "The fact.", "additionalProperties": True},
    },
    "additionalProperties": False,
}
_DATA = {
    "title": "EventData",
    "type": "object",
    "description": "The fact alone; the attributes are `ce-` headers.",
    "additionalProperties": True,
}
_BODY = {
    SINGLE: {"schema": {"title": "CloudEvent"} | _EVENT},
    BATCH: {"schema": {"type": "array", "description": "CloudEvents, each as one by itself."}},
    "application/json": {"schema": _DATA},
}
"""Each object has a title of its own: generators make a class of each.

A batch does not repeat what its items are: the clients that openapi-python-client makes ask of a
body whether it is a `list[…]`, which Python does not answer, and could then send nothing at all.
"""

_ATTRIBUTES = [
    {
        "name": f"ce-{name}",
        "in": "header",
        "required": False,
        "description": f"In binary mode: the attribute `{name}`, percent-encoded.",
        "schema": {"type": "string"},
    }
    for name in Envelope.model_fields
    if name not in {*_NOT_TEXT, "datacontenttype"}
]


class RefusedProblem(BaseModel):
    """One thing wrong with an event: the field's path, a code, and what it means. No value."""

    path: str
    code: str
    words: str | None


class EventErrors(BaseModel):
    """Why an event would be refused; `event` is which of the request, from 0, None for all."""

    event: int | None
    reason: str
    problems: list[RefusedProblem]


class Errors(BaseModel):
    """Nothing of the request was published."""

    errors: list[EventErrors]


class EventRemarks(BaseModel):
    """What in an accepted event does not count; `event` is which of the request, from 0."""

    event: int
    remarks: list[RefusedProblem]


class AcceptedEvents(BaseModel):
    """All of the request's events are stored; their own ids, in order."""

    ids: list[str]
    remarks: list[EventRemarks] = []


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


TheGateway = Annotated[Gateway, Depends(_gateway)]


_TOKEN = HTTPBearer(
    scheme_name="token",
    description="The agency's own, which the platform's operator gives out; or an access token of"
    " a provider, for a program with the role `publisher`.",
    auto_error=False,  # what is answered is told below
)


def _sender(
    request: Request,
    gateway: TheGateway,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_TOKEN)],
) -> Agency:
    token = given.credentials.strip() if given else ""
    if not token:
        raise HTTPException(401, NO_TOKEN, {"WWW-Authenticate": "Bearer"})
    agency = gateway.agency_of(token) or request.app.state.programs(token)
    if agency is None:
        raise HTTPException(401, WRONG_TOKEN, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return agency


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_REQUEST:
            raise HTTPException(413, f"A request holds at most {LARGEST_REQUEST} bytes")
    return bytes(body)


@router.post(
    "/events",
    status_code=202,
    response_model=AcceptedEvents,
    response_model_exclude_defaults=True,  # most answers have no remark
    responses={
        400: {"model": Errors, "description": "Nothing is published: what is wrong with what"},
        401: {"model": RequestProblem, "description": "No token, or a wrong one"},
        413: {"model": RequestProblem, "description": "Too large"},
        415: {"model": RequestProblem, "description": "Not a format that is read here"},
        503: {
            "model": RequestProblem,
            "description": "Not all is stored now: send it again after `Retry-After` seconds",
        },
    },
    openapi_extra={
        "requestBody": {"required": True, "content": _BODY},
        "parameters": _ATTRIBUTES,
    },
)
async def receive(
    request: Request, gateway: TheGateway, sender: Annotated[Agency, Depends(_sender)], now: Now
) -> AcceptedEvents | JSONResponse:
    """Publish one event or a batch, all or nothing; an id and source sent again count once."""
    body = await _body(request)
    try:
        judged = read_events(request.headers.items(), body, sender, now)
    except NotReadHere:
        raise HTTPException(415, f"Send {SINGLE}, {BATCH}, or ce- headers") from None
    except Refused as refused:
        return _refuse([_told(None, refused)])
    if wrong := [_told(each.number, each.refused) for each in judged if isinstance(each, NotTaken)]:
        return _refuse(wrong)
    events = [each for each in judged if isinstance(each, Arrived)]
    try:
        if events:
            await run_in_threadpool(gateway.publish, sender, events)
    except TryAgain:
        raise HTTPException(503, "Send it again: nothing counts twice", RETRY_AFTER) from None
    remarks = [
        EventRemarks(event=number, remarks=_in_words(event.remarks))
        for number, event in enumerate(events)
        if event.remarks
    ]
    return AcceptedEvents(ids=[event.id for event in events], remarks=remarks)


def _refuse(errors: list[EventErrors]) -> JSONResponse:
    return JSONResponse(Errors(errors=errors).model_dump(), 400)


def _told(number: int | None, refused: Refused) -> EventErrors:
    return EventErrors(event=number, reason=refused.reason, problems=_in_words(refused.problems))


def _in_words(problems: Iterable[Problem]) -> list[RefusedProblem]:
    return [
        RefusedProblem(path=each.path, code=each.error, words=words_of(each)) for each in problems
    ]
