"""One notice, one duty: sent and received, or of a conviction and of its sentence."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from events.after_sentence import ContactSchemeReferred
from events.clocks import Precision, london_date, london_day_after
from events.court import CaseConcluded, FirstHearingListed
from events.identifiers import POLICE, Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from processors.case.corrections.amended_results import is_news_of
from processors.case.history.case_history import CaseHistory, moment
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from processors.case.suspects.meant_suspects import Meant
from schemas.log_records import LoggedFact

_OUTCOME, _SENTENCE = NoticeAbout.CASE_OUTCOME, NoticeAbout.SENTENCE

NEWS = (NoticeSent, NoticeReceived, ContactSchemeReferred, FirstHearingListed, CaseConcluded)
"""The notices, and the facts that a notice may say once more."""


@dataclass(frozen=True, slots=True)
class RepeatedNotices:
    """The events, by id, that trigger no duty of their own because another notice does.

    `answered` are news sent that the recipient reports as received. For a duty that is owed once
    for an outcome (`one_outcome`), `old_news` are those that another notice of the outcome or of
    the sentence says as well.
    """

    answered: frozenset[UUID] = frozenset()
    old_news: frozenset[UUID] = frozenset()


@dataclass(slots=True)
class _Line:
    """Facts of one kind in order, the timed and the others apart."""

    timed: list[LoggedFact] = field(default_factory=list)
    dated: list[LoggedFact] = field(default_factory=list)

    def add(self, logged: LoggedFact) -> None:
        timed = logged.occurred.precision is Precision.INSTANT
        (self.timed if timed else self.dated).append(logged)

    def last(self, until: datetime | None = None) -> list[LoggedFact]:
        """The last of both up to an instant: whatever holds of any by its time, holds of one."""
        lists = (self.timed, self.dated)
        places = [len(each) if until is None else _up_to(each, until) for each in lists]
        return [each[place - 1] for each, place in zip(lists, places, strict=True) if place]


def _up_to(facts: Sequence[LoggedFact], until: datetime) -> int:
    return bisect_right(facts, until, key=moment)


_Key = tuple[Suspect, NoticeAbout, str]
_Lines = Mapping[_Key, _Line]


_NONE_REPEATED = RepeatedNotices()


def repeated_notices(history: CaseHistory, of_case: Suspects, noticed: Meant) -> RepeatedNotices:
    """Which notices of a case say what another one says."""
    facts = history.of(*NEWS)
    if not facts:
        return _NONE_REPEATED
    whose = {each.event: _suspect(of_case, noticed, each) for each in facts}
    received = _received(facts, whose)
    answered = frozenset(each.event for each in facts if _is_answered(received, whose, each))
    return RepeatedNotices(answered, frozenset(_old_news(facts, whose, received)))


def _suspect(of_case: Suspects, noticed: Meant, logged: LoggedFact) -> Suspect:
    if not of_case.are_several:
        return of_case.stranger(logged) or NotOne.ALL
    if logged.event not in noticed:
        return of_case.about(logged)
    meant = noticed[logged.event]
    return NotOne.UNSAID if meant is None else next(iter(meant - {NotOne.ALL}), NotOne.ALL)


def _received(facts: Iterable[LoggedFact], whose: Mapping[UUID, Suspect]) -> dict[_Key, _Line]:
    lines: dict[_Key, _Line] = {}
    for each in facts:
        if isinstance(each.fact, NoticeReceived):
            key = (whose[each.event], each.fact.about, _who(each.agency))
            lines.setdefault(key, _Line()).add(each)
    return lines


def _who(agency: Agency) -> str:
    return "police" if agency in POLICE else agency.value


def _is_answered(received: _Lines, whose: Mapping[UUID, Suspect], sent: LoggedFact) -> bool:
    """Whether the one whom news was sent to reports it as received."""
    match sent.fact:
        case NoticeSent(about=about, to=to):
            key = (about, _who(to))
        case ContactSchemeReferred() if sent.known is None:
            key = (NoticeAbout.VICTIM_DETAILS, Agency.PROBATION.value)
        case FirstHearingListed() if sent.known is None and sent.agency not in POLICE:
            key = (NoticeAbout.FIRST_HEARING, "police")
        case _:
            return False
    return _is_any_later(received.get((whose[sent.event], *key)), sent)


def _is_any_later(line: _Line | None, than: LoggedFact) -> bool:
    return line is not None and any(not_before(each, than) for each in line.last())


def _old_news(
    facts: Iterable[LoggedFact], whose: Mapping[UUID, Suspect], received: _Lines
) -> Iterable[UUID]:
    """Notices of an outcome that was known already, or that a notice of the sentence follows."""
    unit = Agency.WITNESS_CARE.value
    ends: dict[Suspect, _Line] = {}
    for each in facts:
        if isinstance(each.fact, CaseConcluded):
            ends.setdefault(whose[each.event], _Line()).add(each)
    known: dict[tuple[Suspect, NoticeAbout, bool], _Line] = {}
    for each in facts:
        fact, suspect = each.fact, whose[each.event]
        if not isinstance(fact, NoticeSent | NoticeReceived) or not _is_of_outcome(each):
            continue
        sent = isinstance(fact, NoticeSent)
        others = (_OUTCOME, _SENTENCE) if fact.about is _SENTENCE else (_SENTENCE,)
        came = (False, True) if sent else (False,)
        lines = [known.get((suspect, about, of_sent)) for about in others for of_sent in came]
        followed = sent and fact.about is _OUTCOME
        followed = followed and _is_any_later(received.get((suspect, _SENTENCE, unit)), each)
        if followed or _knew(filter(None, lines), ends.get(suspect, _Line()), each):
            yield each.event
        known.setdefault((suspect, fact.about, sent), _Line()).add(each)


def _is_of_outcome(logged: LoggedFact) -> bool:
    match logged.fact:
        case NoticeSent(about=about, to=to):
            return about in (_OUTCOME, _SENTENCE) and to is Agency.WITNESS_CARE
        case NoticeReceived(about=about):
            return about in (_OUTCOME, _SENTENCE) and logged.agency is Agency.WITNESS_CARE
        case _:
            return False


def _knew(before: Iterable[_Line], ends: _Line, notice: LoggedFact) -> bool:
    """Whether news from before a notice is of the same end at court, and not of an earlier one."""
    at = notice.occurred.at
    timed = notice.occurred.precision is Precision.INSTANT
    last = ends.last(at if timed else london_day_after(london_date(at)))
    return any(
        all(not_before(each, end) and is_news_of(each, end) for end in last)
        for line in before
        for each in line.last()
    )
