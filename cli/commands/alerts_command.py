"""`journey alerts`: what is late and what falls due next, from the running platform."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from caseworkers.alert_lines import AlertLine
from caseworkers.urgency import Urgency
from caseworkers.worklist import Worklist
from cli.output import Format, console, errors, print_rows
from events.identifiers import Agency
from runtime.api_client import ask
from runtime.running_platform import client_settings
from schemas.alert_row import AlertKind
from web import correction_view, formats, obligation_words, wording
from web.what_to_do import what_to_do

SHOWN = 50
_PAGE_SIZE = 1000


def alerts(
    agency: Annotated[Agency | None, typer.Option(help="Only this duty-holder's.")] = None,
    kind: Annotated[AlertKind | None, typer.Option(help="Only these.")] = None,
    urgency: Annotated[Urgency | None, typer.Option(help="Only what is as urgent.")] = None,
    staff: Annotated[
        str | None, typer.Option(help="Only of victims assigned to this member of staff.")
    ] = None,
    reference: Annotated[str, typer.Option(help="Only of cases with this in a reference.")] = "",
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Alerts that stand, first what can still be saved.

    A table shows 50 of them, json and csv all.
    """
    asked = {
        "agency": agency,
        "kind": kind,
        "urgency": urgency,
        "staff": staff,
        "reference": reference or None,
    }
    if format_ is not Format.TABLE:
        lines = _all(asked)
        print_rows([line.model_dump(mode="json") for line in lines], format_)
        return
    page = _page(asked, SHOWN, 0)
    _say_not_shown(page)
    if not page.total:
        console.print("No such alert stands" if any(asked.values()) else "No alert stands")
        return
    title = f"Alerts: {len(page.alerts)} of {formats.number(page.total)}; late in working days"
    print_rows([_table_row(line) for line in page.alerts], format_, title)


def _all(asked: Mapping[str, str | None]) -> Iterator[AlertLine]:
    offset = 0
    while (page := _page(asked, _PAGE_SIZE, offset)).victims:
        yield from page.alerts
        _say_not_shown(page)
        offset += len(page.alerts) + len(page.not_shown)


def _say_not_shown(page: Worklist) -> None:
    """Say, beside what is printed, which alerts a fault of the platform keeps back."""
    for each in page.not_shown:
        errors.print(
            f"A fault of the platform keeps alert {each.id} of victim {each.victim} from being"
            " shown: the log of its pages says where"
        )


def _page(asked: Mapping[str, str | None], limit: int, offset: int) -> Worklist:
    parameters = {**asked, "limit": limit, "offset": offset}
    return Worklist.model_validate(ask(client_settings(), "/api/alerts", **parameters))


def _table_row(line: AlertLine) -> dict[str, Any]:
    return {
        "due": line.due_on.isoformat() if line.due_on else "",
        "late": line.days_late or wording.lower_first(wording.ALERT_KINDS[line.kind]),
        "duty_holder": str(line.agency),
        "victim_and_duty": "\n".join([line.victim, _duty(line), *_about(line)]),
    }


def _about(line: AlertLine) -> list[str]:
    """What raised it and about whom, the case as its agency names it, and what was corrected."""
    raised = obligation_words.since_what(
        line.suspect, line.trigger_kind, line.triggered, detail=line.detail
    )
    reference = wording.case_reference(line.reference) if line.reference else ""
    return [*filter(None, [raised, reference]), *correction_view.marks(line)]


def _duty(line: AlertLine) -> str:
    act = what_to_do(line)
    if not line.code or not line.rule:
        return act
    return f"{obligation_words.marked(line.code, line.rule)} {act}"
