"""A look, a broken glass or a notice that was seen, as a record of a chain: pure."""

from typing import Any, assert_never

from access.looks import AccessEntry, BrokenGlass, Look, NoticeSeen
from schemas.look_records import ChainHead, LookEntry, LookRecord


def next_record(entry: AccessEntry, head: ChainHead) -> LookRecord:
    """The record of `entry` that follows on the head of a chain."""
    return _record(entry).after(head)


def _record(entry: AccessEntry) -> LookRecord:
    match entry:
        case Look():
            return LookRecord(
                **_who(entry, LookEntry.LOOK),
                to_whom=entry.to_whom,
                action=entry.action,
                kind=entry.kind,
                what=entry.what,
                victims=entry.victims,
                reason=entry.reason,
            )
        case BrokenGlass():
            return LookRecord(
                **_who(entry, LookEntry.BREAK_GLASS),
                to_whom=entry.agency,
                victims=(entry.victim,),
                reason=entry.reason,
                until=entry.until,
                staff=entry.staff,
                teams=tuple(sorted(entry.teams)),
            )
        case NoticeSeen():
            return LookRecord(
                **_who(entry, LookEntry.NOTICE_SEEN), to_whom=entry.agency, what=entry.notice
            )
        case _:
            assert_never(entry)


def _who(entry: AccessEntry, kind: LookEntry) -> dict[str, Any]:
    return {
        "chain": "",
        "number": 0,
        "before": "",
        "entry": kind,
        "at": entry.at,
        "issuer": entry.issuer,
        "subject": entry.subject,
        "role": entry.role,
    }
