"""By when a victim may ask the CPS to review its decision, as the ledger of truth reads it."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from events.contact import VictimInformed
from oracle.known_suspects import KnownSuspects
from oracle.ledger_line import LedgerLine
from oracle.passed_on import comes_after
from oracle.published_event import PublishedEvent
from processors.victims_code.rules import due_on, rule_on


def own_time(
    line: LedgerLine, tellings: Iterable[PublishedEvent], known: KnownSuspects
) -> date | None:
    """The last day of the usual time, and on the line that of all; None while nobody is told."""
    told, rule = _told_on(line, tellings, known), rule_on(line.rule, line.start)
    if told is None or rule is None:
        return None
    line.closes = _three_months_after(told)
    return due_on(rule, told)


def _told_on(
    line: LedgerLine, tellings: Iterable[PublishedEvent], known: KnownSuspects
) -> date | None:
    """The day on which the victim was told of the decision; None while they are not."""
    for each in tellings:
        assert isinstance(each.fact, VictimInformed)
        named = each.fact.triggers
        if named and line.event.identity not in named:
            continue
        about = known.whom(line.event)
        clear = named or not known.are_several or about in known.named(each)
        if clear and comes_after(each, line.event):
            return each.day
    return None


def _three_months_after(day: date) -> date:
    """The day of the same number, or the last of a shorter month."""
    months = day.year * 12 + day.month + 2
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
