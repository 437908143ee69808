"""The gateway's former address, at the port of the pages: a request is sent on to the gateway."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

router = APIRouter(include_in_schema=False)


@router.post("/gateway/events")
def send_on(request: Request) -> Response:
    """Say where the gateway is: the same host, its own port. Method and body stay the same."""
    there = str(request.url.replace(port=request.app.state.gateway_port))
    told = {"detail": f"The gateway has an address of its own: send it to {there}"}
    return JSONResponse(told, 307, {"Location": there})
