"""Lists of codes in a fact."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

Code = TypeVar("Code")


def once_each(given: tuple[Code, ...]) -> tuple[Code, ...]:
    """The same list. Raises PydanticCustomError for one that has something twice."""
    if len(set(given)) < len(given):
        raise PydanticCustomError("repeated", "the same code twice")
    return given


OnceEach = Annotated[
    tuple[Code, ...], AfterValidator(once_each), Field(json_schema_extra={"uniqueItems": True})
]
"""A list of codes, each at most once. It may be empty. Its order has no meaning."""
