"""Which links of a case with an offender stand: those that were said since the last was taken back.

A link is taken back by `offender-unlinked` of the offender, or by one that names the same suspect.
"""

from collections.abc import Iterable
from dataclasses import replace

from events.offenders import OffenderLinked, OffenderUnlinked
from events.suspects import AboutSuspect
from schemas.log_records import LoggedFact


def standing_links(facts: Iterable[LoggedFact], offender: str) -> list[LoggedFact]:
    """The links of one case with an offender that stand, in order, out of some of its facts."""
    standing: list[LoggedFact] = []
    for each in sorted(facts, key=lambda logged: logged.order):
        if isinstance(each.fact, OffenderLinked) and each.fact.offender == offender:
            standing.append(each)
        elif isinstance(each.fact, OffenderUnlinked) and each.fact.offender == offender:
            standing = [link for link in standing if are_two(link.fact, each.fact)]
    return standing


def standing_link(facts: Iterable[LoggedFact], offender: str) -> LoggedFact | None:
    """The newest link of one case with an offender, if one stands.

    Where links that stand name two suspects, nothing says which of them the offender is: then it
    names none.
    """
    links = standing_links(facts, offender)
    if not links:
        return None
    newest = links[-1]
    if not any(are_two(one.fact, newest.fact) for one in links):
        return newest
    unsaid = newest.fact.model_copy(update={"suspect": None, "asn": None})
    return replace(newest, fact=unsaid)


def are_two(one: object, other: object) -> bool:
    """Whether two facts name two suspects: by number, or by arrest/summons number."""
    if not (isinstance(one, AboutSuspect) and isinstance(other, AboutSuspect)):
        return False
    pairs = ((one.suspect, other.suspect), (one.asn, other.asn))
    return any(a is not None and b is not None and a != b for a, b in pairs)
