"""Which suspects the notices between agencies mean."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from events.after_sentence import ContactSchemeReferred
from events.before_trial import WarrantEnded, WarrantIssued
from events.court import CaseConcluded, HearingHeld, HearingKind, SentencePassed
from events.fact import Fact
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.remand import RemandDecided, RemandEnd, RemandEnded
from events.verdict import AppealDecided, AppealLodged
from processors.case.history.case_history import CaseHistory
from processors.case.suspects.case_suspects import Suspect, Suspects
from processors.case.suspects.meant_suspects import Matter, Meant, meant_suspects

_ABOUT: Mapping[NoticeAbout, tuple[type[Fact], ...]] = {
    NoticeAbout.BAIL_HEARING: (HearingHeld, RemandDecided, RemandEnded),
    NoticeAbout.WARRANT: (WarrantIssued, WarrantEnded),
    NoticeAbout.CASE_OUTCOME: (CaseConcluded,),
    NoticeAbout.SENTENCE: (SentencePassed,),
    NoticeAbout.APPEAL: (AppealLodged, AppealDecided),
    NoticeAbout.VICTIM_DETAILS: (ContactSchemeReferred,),
}
"""What a notice about one defendant passes on. Other notices are about the whole case."""


ABOUT_ONE_DEFENDANT = frozenset(_ABOUT)
"""What a notice is about that means one defendant."""


def noticed_suspects(
    history: CaseHistory, of_case: Suspects, old_bail_news: frozenset[UUID]
) -> Meant:
    """Whom each notice of a case means; nothing where the case has one suspect.

    What is old news of bail is nothing to pass on.
    """
    if not of_case.are_several:
        return {}
    meant: dict[UUID, frozenset[Suspect] | None] = {}
    for kind in (NoticeSent, NoticeReceived):
        for about in NoticeAbout:
            notices = [
                each
                for each in history.of(kind)
                if isinstance(each.fact, NoticeSent | NoticeReceived) and each.fact.about is about
            ]
            matters = _matters(history, of_case, about, old_bail_news)
            meant |= meant_suspects(of_case, matters, notices)
    return meant


def _matters(
    history: CaseHistory, of_case: Suspects, about: NoticeAbout, old_news: frozenset[UUID]
) -> Iterator[Matter]:
    for logged in history.of(*_ABOUT.get(about, ())):
        held = isinstance(logged.fact, HearingHeld) and logged.fact.hearing is not HearingKind.BAIL
        ended = isinstance(logged.fact, RemandEnded) and logged.fact.how is RemandEnd.CASE_ENDED
        if not held and not ended and logged.event not in old_news:
            yield Matter(logged, of_case.about(logged))
