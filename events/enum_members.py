"""Members of enums, such as the codes of facts, are reached in Python 3.11 as fast as in 3.12."""

from enum import EnumType


def reach_members_fast() -> None:
    """Take out how `EnumType` looks for what a class does not have: it has each of its members.

    Where a metaclass looks for missing attributes itself, each member costs some six times as much
    as another attribute of a class. Python 3.12 took that out as well, as nothing needs it:
    https://github.com/python/cpython/issues/95083. A process calls it once, when it begins.
    """
    if "__getattr__" in vars(EnumType):
        delattr(EnumType, "__getattr__")
