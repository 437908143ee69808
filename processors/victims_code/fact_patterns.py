"""Fact patterns that several duties share: a victim informed, a notice sent or received."""

from collections.abc import Iterable

from events.contact import ToldAbout, VictimInformed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from processors.victims_code.duty import FactPattern


def telling(*about: ToldAbout, by: Iterable[Agency] = Agency) -> FactPattern:
    """An agency, by default any, informed the victim about one of these matters."""
    return FactPattern(
        VictimInformed,
        lambda fact: fact.about in about or not fact.matters.isdisjoint(about),
        frozenset(by),
        about,
    )


def notice_received(
    *about: NoticeAbout, by: Iterable[Agency] = (Agency.WITNESS_CARE,)
) -> FactPattern:
    """One of these agencies received such a notice; by default the witness care unit."""
    return FactPattern(NoticeReceived, lambda fact: fact.about in about, frozenset(by))


def notice_sent(*about: NoticeAbout, to: Agency = Agency.WITNESS_CARE) -> FactPattern:
    """An agency sent another one such a notice; by default the witness care unit."""
    return FactPattern(NoticeSent, lambda fact: fact.about in about and fact.to is to)


def passed_on(*about: NoticeAbout) -> tuple[FactPattern, FactPattern]:
    """Such a notice on its way to the witness care unit, as the one or the other reports it."""
    return notice_sent(*about), notice_received(*about)
