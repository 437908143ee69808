"""The gateway's former address, at the port of the pages: a request is passed on to the gateway."""

import httpx2
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from web.guard import GuardedRoute, open_to_everybody

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_NOT_PASSED_ON = {"host", "connection", "transfer-encoding", "content-encoding", "keep-alive"}
"""Headers of one connection alone, and those that httpx2 says itself."""

_TIMEOUT = httpx2.Timeout(100, connect=2)
"""The gateway answers for itself when Kafka does not."""


@router.post("/gateway/events")
@open_to_everybody  # the gateway asks for its own proof
async def pass_on(request: Request) -> Response:
    """Pass a request on to the gateway of this machine; where none is, say where it can be."""
    port = request.app.state.addresses.gateway_port
    headers = {name: value for name, value in request.headers.items() if _passes(name)}
    try:
        async with httpx2.AsyncClient(trust_env=False, timeout=_TIMEOUT) as client:
            url = f"http://127.0.0.1:{port}/gateway/events"
            answer = await client.post(url, content=request.stream(), headers=headers)
    except httpx2.ConnectError:
        there = str(request.url.replace(port=port))
        told = {"detail": f"The gateway has an address of its own: send it to {there}"}
        return JSONResponse(told, 307, {"Location": there})
    except httpx2.TransportError:
        told = {"detail": "The gateway did not answer: send the same again"}
        return JSONResponse(told, 503, {"Retry-After": "5"})
    passed = {name: value for name, value in answer.headers.items() if _passes(name)}
    return Response(answer.content, answer.status_code, passed)


def _passes(header: str) -> bool:
    return header not in _NOT_PASSED_ON
