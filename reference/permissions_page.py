"""docs/reference/who-may-say-what.md, from the table that the doors judge by."""

from events.identifiers import Agency
from events.vocabulary import FACTS
from reference.markdown import page, table
from schemas.who_may_say import EVERYONE, LINKS, PERMISSIONS, Permission, Whose

_INTRO = """\
Each agency writes to its own topic, or has its own token. So the platform knows who says a thing,
and this page says what it may say of whom. A victim's reference belongs to the agency in front of
it (`met-police:V1` is the Metropolitan Police's), and a crime to its force
(`crime:met-police:4401234/25`). A URN, an ASN (arrest/summons number) and a court's number belong
to nobody. What an agency may not say is refused at every door in the same words, with the agencies
that may. Why it is so: [decision 0035](../decisions/0035-who-may-say-what-of-whom.md)."""

_AGREEMENT = """\
## A merge of two agencies' references

One agency proposes it by `victims-merged` of a reference of its own and one of the other's. Each of
the two journeys shows the proposal, and that it waits for the other agency's agreement; no fact
passes from one to the other. The other agency agrees by `victims-merged` of the same two. Either of
the two undoes the merge, or the proposal, by `victims-unmerged`. Then everything that came from the
other journey leaves again, also where it was passed on from there. What happened is ordered by the
events' `time`."""

_GUESSED = """\
## A reference that gives a victim away

A victim's reference must not be the number of the case, whatever its case and punctuation:
`met-police:4401234-25` is refused in `crime:met-police:4401234/25`. Whoever knows the case could
otherwise compute whose journey it is. So a force gives a victim a reference of their own."""


def permissions_page() -> str:
    """The page of who may say what of whom."""
    return page("Who may say what of whom", _INTRO, _table(), _AGREEMENT, _GUESSED, _everything())


def _table() -> str:
    rows = [
        [_kinds(row), str(row.whose), _agencies(row), row.why]
        for row in PERMISSIONS
        if row.whose not in (Whose.ANY_CASE, Whose.ANY_VICTIM)
    ]
    return table(["fact", "of what", "who may say it", "why"], rows)


def _everything() -> str:
    """The facts that everyone may say, with the reason."""
    parts = [
        f"Of {row.whose}: {row.why} {_kinds(row)}."
        for row in PERMISSIONS
        if row.whose in (Whose.ANY_CASE, Whose.ANY_VICTIM)
    ]
    return "\n\n".join(["## What every agency may say", *parts])


def _kinds(row: Permission) -> str:
    if row.kinds == LINKS:
        return f"{_link(row.kinds[0])}, or an `asn` in another fact"
    return ", ".join(map(_link, row.kinds))


def _link(kind: str) -> str:
    return f"[{kind}](events.md#{kind})" if kind in FACTS else f"an `{kind}` in a fact"


def _agencies(row: Permission) -> str:
    if row.agencies == EVERYONE:
        return "every agency"
    return ", ".join(f"`{each}`" for each in Agency if each in row.agencies) or "nobody"
