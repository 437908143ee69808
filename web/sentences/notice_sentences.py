"""Sentences for `events.messages`."""

from typing import assert_never

from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.vocabulary import Message
from web.sentences.phrases import the
from web.wording import capital

_ABOUT = {
    NoticeAbout.FIRST_HEARING: "the first hearing",
    NoticeAbout.HEARING: "a hearing",
    NoticeAbout.BAIL_HEARING: "bail or remand at court",
    NoticeAbout.WARRANT: "a warrant",
    NoticeAbout.WITNESS_REQUIREMENT: "whether the victim must give evidence",
    NoticeAbout.CASE_OUTCOME: "the outcome of the case",
    NoticeAbout.SENTENCE: "the sentence",
    NoticeAbout.APPEAL: "an appeal",
    NoticeAbout.VICTIM_DETAILS: "the victim's details",
}


def message(fact: Message) -> str:
    """Say what one agency told another."""
    match fact:
        case NoticeSent(to=to, about=about):
            return f"{capital(the(to))} was sent notice of {_ABOUT[about]}"
        case NoticeReceived(sender=sender, about=about):
            return f"Notice of {_ABOUT[about]} arrived from {the(sender)}"
        case _:
            assert_never(fact)
