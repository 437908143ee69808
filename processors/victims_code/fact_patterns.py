"""Fact patterns that several duties share: a victim informed, a notice sent or received."""

from collections.abc import Iterable

from events.contact import ToldAbout, VictimInformed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from processors.victims_code.duty import FactPattern


def telling(*about: ToldAbout) -> FactPattern:
    """An agency informed the victim about one of these matters."""
    return FactPattern(VictimInformed, lambda fact: not fact.matters.isdisjoint(about))


def notice_received(
    *about: NoticeAbout, by: Iterable[Agency] = (Agency.WITNESS_CARE,)
) -> FactPattern:
    """One of these agencies received such a notice; by default the witness care unit."""
    return FactPattern(NoticeReceived, lambda fact: fact.about in about, frozenset(by))


def notice_to_witness_care(about: NoticeAbout) -> FactPattern:
    """An agency sent such a notice to the witness care unit."""
    return FactPattern(
        NoticeSent, lambda fact: fact.about is about and fact.to is Agency.WITNESS_CARE
    )
