"""Lists of codes in a fact."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

Code = TypeVar("Code")


def _once_each(given: tuple[Code, ...]) -> tuple[Code, ...]:
    if len(set(given)) < len(given):
        raise PydanticCustomError("repeated", "the same code twice")
    return given


OnceEach = Annotated[
    tuple[Code, ...], AfterValidator(_once_each), Field(json_schema_extra={"uniqueItems": True})
]
"""A list of codes, each at most once. It may be empty. Its order has no meaning."""
