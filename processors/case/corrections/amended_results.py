"""Results in the place of withdrawn ones: whoever was told before knows the old one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from events.clocks import Precision, london_date
from events.corrections import ReportWithdrawn, TakenBackReason
from events.court import CaseConcluded, SentencePassed
from events.suspects import AboutOffences
from events.verdict import AppealDecided, VerdictGiven
from processors.case.corrections.correction import Correction
from schemas.changes import CorrectionState
from schemas.log_records import LoggedFact

RESULTS = (VerdictGiven, CaseConcluded, SentencePassed, AppealDecided)
"""What a court decides and a victim is told of."""


def mark_amended(effective: dict[UUID, LoggedFact], corrections: Iterable[Correction]) -> None:
    """Note of each result that takes the place of a withdrawn one since when news is of it.

    That is when it was written down, or when the old one was taken back if that was before: a
    notice or a telling from before then is of the old result, whenever the court decided.
    """
    for correction in corrections:
        old = taken_back_result(correction)
        for event, new in _in_its_place(effective, old) if old else ():
            written = new.recorded or new.received
            since = min(written, correction.proposal.occurred.at)
            if since > new.occurred.at and (new.anew is None or new.anew < since):
                effective[event] = replace(new, anew=since)


def taken_back_result(correction: Correction) -> LoggedFact | None:
    """The result that was taken back, unless it is there a second time."""
    fact, old = correction.proposal.fact, correction.about
    if correction.state is not CorrectionState.WITHDRAWN or old is None:
        return None
    assert isinstance(fact, ReportWithdrawn)
    is_result = isinstance(old.fact, RESULTS) and fact.reason is not TakenBackReason.DUPLICATE
    return old if is_result else None


def _in_its_place(
    effective: Mapping[UUID, LoggedFact], old: LoggedFact
) -> list[tuple[UUID, LoggedFact]]:
    return [(event, each) for event, each in effective.items() if _is_of_the_same(old, each)]


def _is_of_the_same(old: LoggedFact, new: LoggedFact) -> bool:
    """Whether an agency says of the same defendant and offences what it said before."""
    if type(old.fact) is not type(new.fact) or (old.agency, old.case) != (new.agency, new.case):
        return False
    assert isinstance(old.fact, AboutOffences)
    assert isinstance(new.fact, AboutOffences)
    return are_of_the_same(old.fact, new.fact)


def are_of_the_same(one: AboutOffences, other: AboutOffences) -> bool:
    """Whether two facts can be about one defendant, and about an offence in common."""
    pairs = ((one.asn, other.asn), (one.suspect, other.suspect))
    others = any(a is not None and b is not None and a != b for a, b in pairs)
    apart = one.offences and other.offences and not set(one.offences) & set(other.offences)
    return not others and not apart


def is_news_of(news: LoggedFact, result: LoggedFact) -> bool:
    """Whether news can be of a result that was said anew: by the London day, if that is known."""
    since = result.anew
    if since is None:
        return True
    if news.occurred.precision is Precision.INSTANT:
        return news.occurred.at >= since
    return london_date(news.occurred.at) >= london_date(since)
