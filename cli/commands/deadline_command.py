"""`journey deadline RULE`: when a duty is due, counted day by day; without a platform."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

import typer

from cli.instant_arguments import an_instant
from cli.output import Format, console, print_json, print_rows
from events.clocks import london_date
from processors.victims_code.day_count import CountedDay, day_count
from processors.victims_code.rules import VERSIONS, Rule, code_on, due_on
from runtime.failure import Failure
from web import day_count_view, obligation_words
from web.formats import day, long_day

_INSTANT = "such as 2025-03-04T14:00; London's time if it has no offset."


def deadline(
    rule: Annotated[str, typer.Argument(help="A rule of the Victims' Code, such as R6.1.")],
    since: Annotated[
        str, typer.Option("--from", metavar="INSTANT", help=f"When its clock starts, {_INSTANT}")
    ],
    enhanced: Annotated[
        bool, typer.Option("--enhanced", help="The victim has Enhanced Rights from the start.")
    ] = False,
    enhanced_from: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT", help=f"The victim was granted Enhanced Rights then, {_INSTANT}"
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """When a duty is due whose clock starts then, with every day of the count.

    By the version of the Victims' Code in force on that day, in London's days. Tells what the rule
    rests on. Needs no running platform.
    """
    if enhanced and enhanced_from:
        raise Failure("--enhanced or --enhanced-from, not both")
    start = london_date(an_instant(since))
    granted = start if enhanced else None
    if enhanced_from:
        granted = london_date(an_instant(enhanced_from))
    _print(_Deadline(_rule(rule, start), start, granted), format_)


@dataclass(frozen=True)
class _Deadline:
    """A rule whose clock starts on a London day, with Enhanced Rights granted on another."""

    rule: Rule
    start: date
    granted: date | None

    @property
    def due(self) -> date:
        return due_on(self.rule, self.start, self.granted)

    @property
    def shortened_from(self) -> date | None:
        """The day from which Enhanced Rights are counted, if they shorten it."""
        shorter = self.granted is not None and self.due != due_on(self.rule, self.start)
        return max(self.start, self.granted) if shorter and self.granted else None

    @property
    def count(self) -> list[CountedDay]:
        since = self.shortened_from or self.start
        days = self.rule.enhanced if self.shortened_from else self.rule.standard
        assert days is not None, "a rule that can be counted has days, with Enhanced Rights too"
        return day_count(self.rule, since, days)


def _rule(name: str, start: date) -> Rule:
    """The rule in force on a London day. Failure where none is, or it cannot be counted."""
    code = code_on(start)
    if code is None:
        first = min(version.since for version in VERSIONS if version.since)
        raise Failure(
            f"no Victims' Code is held that was in force on {day(start)}:"
            f" the oldest came into force on {day(first)}"
        )
    rule = {each.lower(): each_rule for each, each_rule in code.rules.items()}.get(name.lower())
    if rule is None:
        names = ", ".join(code.rules)
        raise Failure(f"no rule {name} in the {code.name} Code: there are {names}")
    if rule.standard is None or not rule.is_timed:
        words = obligation_words.within(rule, rule.standard)
        due = f"it is due {words}" if rule.is_timed else words
        raise Failure(f"{rule.rule} has no number of days: {due}")
    return rule


def _print(deadline: _Deadline, how: Format) -> None:
    if how is Format.JSON:
        print_json(_answer(deadline))
    elif how is Format.CSV:
        counted_by = {"rule": deadline.rule.rule, "evidence": deadline.rule.evidence}
        print_rows([asdict(each) | counted_by for each in deadline.count], how)
    else:
        rule = deadline.rule
        name = f"{obligation_words.marked(rule.code, rule.rule)} {obligation_words.name(rule.rule)}"
        rows = [
            {"day_in_London": long_day(each.day), "how_it_counts": day_count_view.outcome(each)}
            for each in deadline.count
        ]
        print_rows(rows, how, f"{name}: due {long_day(deadline.due)}")
        for line in _notes(deadline):
            console.print(line, highlight=False)


def _notes(deadline: _Deadline) -> Iterator[str]:
    rule = deadline.rule
    if deadline.shortened_from:
        standard = long_day(due_on(rule, deadline.start))
        since = long_day(deadline.shortened_from)
        yield f"Enhanced Rights count from {since}; without them it is due {standard}"
    elif deadline.granted:
        yield "Enhanced Rights change nothing here"
    yield obligation_words.rule_sentence(rule)
    yield f"Code: {obligation_words.in_force(rule.code)}"
    yield f"Source: {obligation_words.sourced(rule)}"
    yield day_count_view.USUAL_READING


def _answer(deadline: _Deadline) -> dict[str, Any]:
    rule = deadline.rule
    return {
        "rule": rule.rule,
        "code": rule.code,
        "due_on": deadline.due,
        "enhanced": deadline.shortened_from is not None,
        "days": [asdict(each) for each in deadline.count],
        "evidence": rule.evidence,
        "source": rule.source,
    }
