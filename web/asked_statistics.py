"""What was asked of which release, as the record of who asked says it: codes, and no text."""

import re
from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel

from task_group.releases import newest_number
from web.lattice_words import listed

_CODE = re.compile(r"[\w.:-]{1,60}", re.ASCII)
"""What a code looks like. Whatever else somebody typed is left out: it could be about a person."""

_LONGEST = 500


def statistics_asked(request: Request, dependant: Dependant) -> str:
    """Such as `release 7 /hotspots dimension=court period=2026-Q3`.

    The parameters are those that the route knows, as they were asked. The release is the newest
    one where none is named.
    """
    named = request.path_params.get("number") or request.query_params.get("release")
    number = named or newest_number(request.app.state.store)
    release = [f"release {number}"] if number else []
    return " ".join([*release, request.url.path, *_parameters(request, dependant)])[:_LONGEST]


def filter_problem(request: Request, dependant: Dependant) -> str | None:
    """Why a route of statistics does not answer, in a sentence; None where it knows all filters.

    To leave out what it does not know, or what is said twice, would answer another question than
    was asked. What somebody typed is not repeated: it could be about a person.
    """
    known = sorted(set(_known(dependant)))
    instead = f"ask with {listed(known)}" if known else "ask without any"
    names = [name for name, _ in request.query_params.multi_items()]
    if not set(names) <= set(known):
        return f"There is no such filter here: {instead}"
    if len(names) > len(set(names)):
        return f"A filter is given more than once: {instead}, once each"
    return None


def _parameters(request: Request, dependant: Dependant) -> Iterator[str]:
    known = set(_known(dependant))
    for name, value in sorted(request.query_params.multi_items()):
        if name in known and value:
            yield f"{name}={value if _CODE.fullmatch(value) else '(no code)'}"


def _known(dependant: Dependant) -> Iterator[str]:
    """The names of the parameters that a route and what it depends on know."""
    for field in dependant.query_params:
        of = field.field_info.annotation
        if isinstance(of, type) and issubclass(of, BaseModel):
            yield from (each.alias or name for name, each in of.model_fields.items())
        else:
            yield field.alias
    for each in dependant.dependencies:
        yield from _known(each)
