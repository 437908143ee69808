"""Patterns of facts that several duties share: the victim is told, a notice is sent or received."""

from collections.abc import Iterable

from events.contact import ToldAbout, VictimInformed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from processors.victims_code.duty import FactPattern


def telling(*about: ToldAbout) -> FactPattern:
    """Somebody told the victim about one of these matters."""
    return FactPattern(VictimInformed, lambda fact: fact.about in about)


def notice_received(
    *about: NoticeAbout, by: Iterable[Agency] = (Agency.WITNESS_CARE,)
) -> FactPattern:
    """One of these agencies, the witness care unit by default, received such a notice."""
    return FactPattern(NoticeReceived, lambda fact: fact.about in about, frozenset(by))


def notice_to_witness_care(about: NoticeAbout) -> FactPattern:
    """Somebody sent such a notice to the witness care unit."""
    return FactPattern(
        NoticeSent, lambda fact: fact.about is about and fact.to is Agency.WITNESS_CARE
    )
