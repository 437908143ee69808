"""Keys written twice in one JSON object: readers differ on which of the two counts."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from events.vocabulary import FACTS
from schemas.envelope import Envelope
from schemas.refusal import Problem, Reason, Refused

_FIELDS = {*Envelope.model_fields, *(name for fact in FACTS.values() for name in fact.model_fields)}


@dataclass(frozen=True, slots=True)
class _Object:
    pairs: list[tuple[str, Any]]


def refuse_repeated_keys(written: bytes, content: Any, path: str) -> None:
    """Check that no object in `written` has a key twice; `content` is the same as orjson read it.

    Raises Refused with the path of each, from `path` on. A key that is no field of ours is named by
    its parent alone: its name is the sender's text.

    orjson drops the first of two equal keys, and its colon with it. So the numbers of colons differ
    if a key is there twice. Only then, or if a colon is written as an escape, the JSON is read
    again, slowly.
    """
    same = orjson.dumps(content).count(b":") == written.count(b":")
    if same and b"\\u003" not in written:
        return
    again = json.loads(written, object_pairs_hook=_Object, parse_int=str)  # no limit of digits
    if problems := dict.fromkeys(_repeated(again, path)):
        raise Refused(Reason.DUPLICATE_KEY, [*problems])


def is_shallow(content: Any, deepest: int) -> bool:
    """Whether lists and objects stand within one another at most so deep; nothing recurses."""
    level = _containers([content])
    for _ in range(deepest):
        level = _containers(inner for each in level for inner in _inside(each))
    return not level


def _containers(values: Iterable[Any]) -> list[Any]:
    return [each for each in values if isinstance(each, dict | list)]


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _repeated(value: Any, path: str) -> Iterator[Problem]:
    if isinstance(value, list):
        for each in value:
            yield from _repeated(each, path)
    if isinstance(value, _Object):
        times = Counter(name for name, _ in value.pairs)
        for name, inner in value.pairs:
            place = ".".join(filter(None, (path, name))) if name in _FIELDS else path
            if times[name] > 1:
                yield Problem(place, "repeated")
            yield from _repeated(inner, place)
