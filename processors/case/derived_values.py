"""Values that are worked out from a case history once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class HasDerivedValues(Protocol):
    """Something that remembers what was worked out from it."""

    @property
    def derived(self) -> dict[Any, Any]:
        """The values, by the function that worked them out and its other arguments."""


History = TypeVar("History", bound=HasDerivedValues)
More = ParamSpec("More")
Value = TypeVar("Value")


def per_history(
    derive: Callable[Concatenate[History, More], Value],
) -> Callable[Concatenate[History, More], Value]:
    """A pure function of a history, and perhaps of more, that is worked out once for each."""

    @wraps(derive)
    def once(history: History, /, *more: More.args, **named: More.kwargs) -> Value:
        derived, key = history.derived, (derive, *more)
        if key not in derived:
            derived[key] = derive(history, *more, **named)
        value: Value = derived[key]
        return value

    return once
