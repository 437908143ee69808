"""docs/reference/events.md, from the models that read the events."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeGuard, get_args, get_origin
from uuid import UUID

from pydantic.fields import FieldInfo

from events.fact import Fact
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.places import BOROUGHS, Court
from events.vocabulary import FACTS
from reference.markdown import attribute_docs, page, table
from schemas.envelope import Envelope, type_name
from schemas.golden_examples import FOLDER
from schemas.json_schema import short_name
from schemas.refusal import Reason
from schemas.topics import LARGEST_EVENT, LARGEST_RECORD
from web.wording import REASONS

_INTRO = """\
An event is a
[CloudEvent 1.0](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) in JSON that
tells one fact. Facts hold coded values only: no name, no address, no free text. The JSON Schemas
are in [schemas/json](../../schemas/json), and examples in [schemas/golden](../../schemas/golden);
[schemas/asyncapi.json](../../schemas/asyncapi.json) is an AsyncAPI 3 document of both and of the
agencies' topics. How to send events is told in
[publish events](../how-to/publish-events.md)."""

_OWN_ROWS = {"type", "victim", "data", "data_base64"}

_WRITTEN_BY_HAND = {
    "othervictim": "Another reference of the victim, of a merge and its undoing only.",
    "specversion": "`1.0`.",
    "datacontenttype": "`application/json`, or another media type that ends in `+json`.",
}


def events_page() -> str:
    """The page of the vocabulary: envelope, facts, codes, reasons of refusal."""
    return page(
        "Events",
        _INTRO,
        _envelope(),
        "## Facts",
        *(_fact(fact) for fact in FACTS.values()),
        "## Coded values",
        *_codes(),
        _reasons(),
    )


def _envelope() -> str:
    rows = [
        [f"`{name}`", _required(field), field.description or _WRITTEN_BY_HAND[name]]
        for name, field in Envelope.model_fields.items()
        if name not in _OWN_ROWS
    ]
    rows[3:3] = [["`type`", "yes", "Which fact, and the version it is written in: below."]]
    rows += [
        ["`victim`", "some facts", "The victim as an agency knows them: `<agency>:<reference>`."],
        ["`data`", "yes", "The fact's own fields: below."],
    ]
    head = table(["attribute", "required", "what it is"], rows)
    return (
        f"## Envelope\n\n{head}\n\nInstants are written by RFC 3339 with their offset."
        " Another attribute is refused, unless it is null. A fact about staff has the member"
        " of staff as its `subject`, `staff:<agency>:<its own id>`, where others have the case."
    )


def _fact(fact: type[Fact]) -> str:
    named = type_name(fact)
    docs = attribute_docs(fact)
    lines = [
        f"### {fact.kind}",
        (fact.__doc__ or "").strip(),
        f"`{named}` {_whom(fact)}. [JSON Schema](../../schemas/json/{short_name(named)}.json).",
    ]
    if fact.model_fields:
        rows = [
            [f"`{name}`", _type(field), _required(field), docs.get(name, "")]
            for name, field in fact.model_fields.items()
        ]
        lines.append(table(["field", "value", "required", ""], rows))
    else:
        lines.append("It has no fields: `data` is `{}`.")
    return "\n\n".join([*lines, f"```json\n{_example(short_name(named))}\n```"])


def _whom(fact: type[Fact]) -> str:
    if fact.about_staff:
        return "is about a member of staff, and reaches no victim"
    if fact.about_intervention:
        return "is about something that an agency began in a place, and reaches no victim"
    if fact.may_name_victim:
        return "concerns every victim of the case, or the one that it names"
    return "names one victim" if fact.names_victim else "concerns every victim of the case"


def _example(name: str) -> str:
    """The fuller example, where there is one."""
    examples = [FOLDER / f"{name}.{how}.json" for how in ("fuller", "ordinary")]
    return next(filter(Path.exists, examples)).read_text(encoding="utf-8").strip()


def _required(field: FieldInfo) -> str:
    if field.is_required():
        return "yes"
    default = field.default
    return "no" if default is None else f"no; `{_json(default)}`"


def _json(value: Any) -> str:
    if value == ():
        return "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type(field: FieldInfo) -> str:
    kind = _bare(field.annotation)
    many = "list of " if get_origin(field.annotation) is tuple else ""
    if _is_list_of_codes(kind):
        return f"{many}[{kind.__name__}](#{kind.__name__.lower()})"
    words = {bool: "true or false", int: "whole number", str: "text", UUID: "UUID"}
    return many + words.get(kind, "date and time")


def _bare(annotation: Any) -> Any:
    """The type itself, of a list the type of its parts, without Annotated and None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    (only, *_) = [each for each in get_args(annotation) or [annotation] if each is not type(None)]
    return only if only is annotation else _bare(only)


def _is_list_of_codes(kind: Any) -> TypeGuard[type[StrEnum]]:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _lists_of_codes() -> list[type[StrEnum]]:
    """Every list of codes that a field of a fact takes, once, in the order of the facts."""
    fields = (field for fact in FACTS.values() for field in fact.model_fields.values())
    kinds = [_bare(field.annotation) for field in fields]
    return list(dict.fromkeys(filter(_is_list_of_codes, kinds)))


def _codes() -> Iterator[str]:
    kinds: list[type[StrEnum]] = [Agency, *_lists_of_codes()]
    for kind in kinds:
        title = f"### {kind.__name__}\n\n{(kind.__doc__ or '').strip()}"
        yield f"{title}\n\n{_values(kind)}"
    boroughs = [[f"`{code}`", place.name, place.bcu] for code, place in BOROUGHS.items()]
    yield "### Boroughs\n\n" + table(["`borough`", "name", "basic command unit"], boroughs)


def _values(kind: type[StrEnum]) -> str:
    if issubclass(kind, Agency | Court | InvestigatingBody):
        return table(["code", "name"], [[f"`{each}`", each.label] for each in kind])
    if meanings := attribute_docs(kind):
        return table(["code", ""], [[f"`{each}`", meanings.get(each.name, "")] for each in kind])
    return ", ".join(f"`{each}`" for each in kind) + "."


def _reasons() -> str:
    rows = [[f"`{reason}`", REASONS[reason]] for reason in Reason]
    sizes = (
        f"An event of more than {LARGEST_EVENT // 1024} KiB is too large. Kafka itself takes no"
        f" record of more than {LARGEST_RECORD // 1024} KiB: the publisher is told."
    )
    return f"## Reasons for refusing\n\n{table(['reason', 'means'], rows)}\n\n{sizes}"
