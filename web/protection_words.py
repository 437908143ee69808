"""What protects the victim now, in sentences without a full stop: bail, custody, conditions."""

from collections.abc import Iterable
from datetime import date

from caseworkers.journey_answers import RemandLine
from events.clocks import london_date
from events.remand import BailCondition, Remand
from web import obligation_words
from web.formats import day
from web.sentences.phrases import named_offences
from web.sentences.remand_sentences import conditions_in_words
from web.wording import capital

_WAITS = {
    Remand.UNCONDITIONAL_BAIL: "on bail without conditions",
    Remand.CONDITIONAL_BAIL: "on bail with conditions",
    Remand.CUSTODY: "in custody",
    Remand.CUSTODY_UNTIL_CONDITIONS_ARE_MET: "in custody until conditions for bail are met",
    Remand.LOCAL_AUTHORITY: "in the care of a local authority",
    Remand.HOSPITAL: "in a hospital",
}

_HIDDEN = "A decision on bail or remand is disputed, and shown to its agencies alone"

_HELD = " until the prosecution’s appeal against bail is decided"


_ABOUT_SOMEBODY = {
    BailCondition.NO_CONTACT,
    BailCondition.NOT_TO_APPROACH,
    BailCondition.EXCLUSION,
}

WHOM_NOT_SAID = "Whom the conditions of bail protect was not said: ask before you rely on them"
"""Of conditions that protect somebody: a code says what is forbidden, and names nobody."""


def whom_not_said(lines: Iterable[RemandLine]) -> str:
    """That the conditions of some remands do not say whom they protect; empty where none does."""
    asked = {each for line in lines for each in line.conditions}
    return "" if asked.isdisjoint(_ABOUT_SOMEBODY) else WHOM_NOT_SAID


def of_remand(
    line: RemandLine, today: date | None = None, beside: Iterable[RemandLine] = ()
) -> str:
    """How a defendant waits for court, on what conditions, and until when.

    A time limit that was over before `today`, a London day, is said to be over. `beside` are all
    lines: one that names no offences is about those that no other names.
    """
    if line.hidden or line.remand is None:
        return _HIDDEN
    waits = "in custody" if line.held else _WAITS[line.remand]
    about = f" for {named_offences(line.offences)}" if line.offences else _rest(line, beside)
    since = f" since {day(london_date(line.since))}" if line.since else ""
    held = _HELD if line.held else ""
    return (
        f"{capital(who(line.suspect))} is {waits}{about}{since}{held}{_conditions(line)}"
        f"{_limit(line.limit, today)}"
    )


def _rest(line: RemandLine, beside: Iterable[RemandLine]) -> str:
    whose = (line.case_id, line.suspect)
    others = any(each.offences and (each.case_id, each.suspect) == whose for each in beside)
    return " for any other offence" if others else ""


def who(suspect: str | None) -> str:
    """A defendant in mid-sentence, by the number or the ASN; asked for where nothing says which."""
    if suspect == "unsaid":
        return "a defendant (nothing says which)"
    return (obligation_words.about(suspect) or "the defendant").replace("suspect", "defendant")


def _conditions(line: RemandLine) -> str:
    """The conditions. Where the defendant is in custody, they are those of bail that may follow."""
    bail = line.remand in (Remand.CONDITIONAL_BAIL, Remand.LOCAL_AUTHORITY) and not line.held
    if not line.conditions:
        return ": which, was not said" if line.remand is Remand.CONDITIONAL_BAIL and bail else ""
    asked = conditions_in_words(line.conditions)
    return f": {asked}" if bail else f"; conditions of bail, if it begins: {asked}"


def _limit(limit: date | None, today: date | None) -> str:
    if limit is None:
        return ""
    if today and limit < today:
        return f"; the custody time limit was {day(limit)}: ask whether the defendant is still held"
    return f"; custody must end by {day(limit)} unless a court extends it"
