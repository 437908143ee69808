"""`journey audit`: who looked, and whether the record of that is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.instant_arguments import an_instant
from cli.output import Format, errors, print_json, print_rows
from cli.victim_arguments import pseudonym_of
from runtime.api_client import ask
from runtime.running_platform import client_settings
from web import formats, look_words

if TYPE_CHECKING:
    from access.audit_trail import AuditTrail
    from access.chain_check import ChainCheck, LookFault
    from runtime.looks_verdict import LooksVerdict
    from runtime.settings import Settings

group = typer.Typer(
    help="Who looked at whom, and whether the record of that is whole.", no_args_is_help=True
)

Moment = Annotated[
    str | None,
    typer.Option(metavar="INSTANT", help="Such as 2025-03-13T12:00; London's without an offset."),
]


@group.command()
def looks(
    victim: Annotated[
        str | None, typer.Option(help="At this victim: a pseudonym, or an agency's reference.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="By whom their provider calls so.")] = None,
    since: Moment = None,
    before: Moment = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The newest so many.")] = 50,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Who looked, the newest first: at a victim, by whom, in a time. For auditors.

    That you asked is recorded too, without the victim.
    """
    from access.audit_trail import AuditTrail

    asked = {
        "victim": pseudonym_of(victim) if victim else None,
        "subject": by,
        "from": an_instant(since).isoformat() if since else None,
        "to": an_instant(before).isoformat() if before else None,
    }
    trail = AuditTrail.model_validate(ask(client_settings(), "/api/audit", limit=limit, **asked))
    if format_ is Format.TABLE:
        title = f"Who looked: {len(trail.looks)} of {trail.total}"
        print_rows(list(_table_rows(trail, asked["victim"])), format_, title)
        return
    lines: list[dict[str, Any]] = [line.model_dump(mode="json") for line in trail.looks]
    if format_ is Format.CSV:
        lines = [line | {"victims": " ".join(line["victims"])} for line in lines]
    print_rows(lines, format_)


def _table_rows(trail: "AuditTrail", victim: str | None) -> Iterator[dict[str, Any]]:
    """A row for each victim of a look, or for the one who was asked about."""
    for line in trail.looks:
        for each in [victim] if victim else line.victims or [""]:
            yield {
                "when": formats.moment(line.at),
                "who": f"{line.subject} ({look_words.role(line.role)})",
                "what": look_words.what_was_done(line),
                "victim": each,
                "why": look_words.because(line.reason) if line.reason else "",
            }


@group.command()
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="HASH", help="A head that was printed before and noted elsewhere."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Check that no record of who looked was changed, left out, put in, moved or cut off.

    Reads the topic and the table, and prints a line for each fault with its place; status 1 where
    there is one. Prints the heads: note them elsewhere, and give them to --head the next time.
    """
    from access.chain_check import ChainCheck
    from runtime.looks_verdict import heads_there
    from runtime.recorded_looks import looks_folder

    settings = client_settings()
    noted, unreadable = heads_there(looks_folder(settings))
    verdict = _verdict(settings, ChainCheck(noted, head or ()))
    verdict.faults[:0] = unreadable
    if format_ is Format.JSON:
        print_json(asdict(verdict))
    else:
        print_rows([asdict(fault) for fault in verdict.faults], format_, "Faults")
        heads = [{"hash": each.hash, "number": each.number} for each in verdict.heads]
        print_rows(heads, format_, "Heads: note them elsewhere")
        _print_count(verdict)
    if verdict.faults:
        raise typer.Exit(1)


def _verdict(settings: "Settings", check: "ChainCheck") -> "LooksVerdict":
    from access.audit_trail import LookRows
    from cli.bulk_publishing import answering_kafka
    from runtime.look_topic import present_end, read_looks
    from runtime.looks_verdict import beyond_the_end, looks_verdict

    def rows(first: int, end: int) -> LookRows:
        found = ask(settings, "/api/audit/records", first=first, end=end)
        return LookRows.model_validate(found)

    bootstrap = answering_kafka(settings)
    end = present_end(bootstrap)
    with _progress(end) as progress:
        verdict = looks_verdict(read_looks(bootstrap, end=end), check, rows, progress)
    beyond: Iterator[LookFault] = beyond_the_end(rows, end, lambda: present_end(bootstrap))
    verdict.faults += beyond
    return verdict


@contextmanager
def _progress(end: int) -> Iterator[Any]:
    """A bar on the error output, where that is a terminal."""
    from cli.progress_bars import counting_bars

    with counting_bars() as bars:
        task = bars.add_task("records", total=end)
        yield lambda offset: bars.update(task, completed=offset)


def _print_count(verdict: "LooksVerdict") -> None:
    again = f", {verdict.repeated} of them stored twice" if verdict.repeated else ""
    whole = "wrong" if verdict.faults else "whole"
    errors.print(f"{formats.counted(verdict.records, 'record')}{again}: {whole}", highlight=False)
