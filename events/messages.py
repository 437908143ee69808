"""Notices between agencies. A notice received starts the duties whose clock starts at receipt."""

from enum import StrEnum
from typing import ClassVar

from events.identifiers import Agency
from events.suspects import AboutSuspect


class NoticeAbout(StrEnum):
    """What a notice from one agency to another is about."""

    FIRST_HEARING = "first-hearing"
    HEARING = "hearing"
    BAIL_HEARING = "bail-hearing"
    WARRANT = "warrant"
    WITNESS_REQUIREMENT = "witness-requirement"
    CASE_OUTCOME = "case-outcome"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    VICTIM_DETAILS = "victim-details"


class NoticeSent(AboutSuspect):
    """The agency sent another one a notice."""

    kind: ClassVar[str] = "notice-sent"

    to: Agency
    about: NoticeAbout


class NoticeReceived(AboutSuspect):
    """A notice from another agency reached this one."""

    kind: ClassVar[str] = "notice-received"

    sender: Agency
    about: NoticeAbout
