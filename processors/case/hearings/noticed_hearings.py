"""Which hearing a notice means: it says that there is a hearing, and not of which kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from events.clocks import london_date
from events.court import HearingKind
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from processors.case.corrections.correction import disputed_events
from processors.case.hearings.court_list import TAKES_OUT
from processors.case.hearings.duplicate_hearings import LISTINGS, kind_listed
from processors.case.history.case_history import CaseHistory, FactsInOrder
from schemas.log_records import LoggedFact

_NOTICES = (NoticeSent, NoticeReceived)

NOTICES = frozenset(each.kind for each in _NOTICES)
"""The kinds of events that are notices."""

ABOUT_THE_LIST = frozenset(each.kind for each in (*LISTINGS, *TAKES_OUT))
"""The kinds of events that enter a hearing in the list, or take one out."""


@dataclass(frozen=True, slots=True)
class _ListSaid:
    """What an event says of the list: which kind of hearing, until which London day it can begin.

    The kind is None where it takes a hearing out, the day also where there is none yet.
    """

    at: datetime
    kind: HearingKind | None
    last_day: date | None


def hearings_noticed(history: CaseHistory) -> Mapping[UUID, HearingKind]:
    """By the event of each notice of a hearing, the kind that it means, where that is clear.

    What is disputed of the list says nothing.
    """
    if history.by_kind.keys().isdisjoint(_NOTICES):
        return {}
    disputed = disputed_events(history.corrections)
    return history.derive(_noticed, *_NOTICES, *LISTINGS, *TAKES_OUT, by=disputed)


def _noticed(facts: FactsInOrder, disputed: frozenset[UUID]) -> Mapping[UUID, HearingKind]:
    counting = (each for each in facts if each.event not in disputed and not each.proposal)
    said = [_list_said(each) for each in counting if not isinstance(each.fact, _NOTICES)]
    found: dict[UUID, HearingKind] = {}
    for each in facts:
        if isinstance(each.fact, _NOTICES):
            means = _meant(each.fact.about, each.occurred.at, said)
            found |= {each.event: means} if means else {}
    return found


def _list_said(logged: LoggedFact) -> _ListSaid:
    said, at = logged.fact, logged.occurred.at
    if isinstance(said, LISTINGS):
        return _ListSaid(at, kind_listed(said), said.last_day)
    return _ListSaid(at, None, None)


def _meant(about: NoticeAbout, at: datetime, said: Iterable[_ListSaid]) -> HearingKind | None:
    """The kind of hearing that a notice means, which was given at an instant.

    A first hearing, or that which alone was listed by then and not over; None where there are two
    kinds, or one was taken out of the list meanwhile, for nothing says which that was.
    """
    if about is not NoticeAbout.HEARING:
        return HearingKind.FIRST if about is NoticeAbout.FIRST_HEARING else None
    before, day = [each for each in said if each.at <= at], london_date(at)
    open_ = [each for each in before if each.last_day and each.last_day >= day]
    kinds = {each.kind for each in open_}
    if len(kinds) != 1 or _taken_out_since(min(each.at for each in open_), before):
        return None
    return kinds.pop()


def _taken_out_since(at: datetime, said: Iterable[_ListSaid]) -> bool:
    return any(each.kind is None and each.at >= at for each in said)
