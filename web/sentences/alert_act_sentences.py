"""Sentences for `events.alert_acts`."""

from datetime import date
from typing import assert_never

from events.alert_acts import (
    AckNote,
    AlertAcknowledged,
    AlertClosed,
    AlertSnoozed,
    ClosingReason,
    SnoozedUntil,
)
from events.vocabulary import AlertAct
from processors.victims_code.working_days import first_working_day
from web import formats
from web.formats import counted

NOTES = {
    AckNote.CALLING_TODAY: "calling the victim today",
    AckNote.WRITING: "writing to the victim",
    AckNote.TRYING_TO_REACH: "trying to reach the victim",
    AckNote.WAITING_FOR_INFORMATION: "waiting for information",
    AckNote.ARRANGING_INTERPRETER: "arranging an interpreter",
    AckNote.ASKED_SUPERVISOR: "asked a supervisor",
    AckNote.ASKED_OTHER_AGENCY: "asked another agency",
    AckNote.DONE_RECORD_FOLLOWS: "done, the record follows",
}

SNOOZES = {
    SnoozedUntil.ANY_NEWS: "there is news in the case",
    SnoozedUntil.CHARGING_DECISION: "there is a charging decision",
    SnoozedUntil.HEARING: "a hearing is held",
    SnoozedUntil.CASE_OUTCOME: "the case is concluded",
    SnoozedUntil.REFERRAL_ANSWER: "a referral is answered",
    SnoozedUntil.CORRECTION_ANSWER: "a correction is answered",
}

CLOSING_REASONS = {
    ClosingReason.DONE_NOT_RECORDED: "it was done, and when cannot be found out",
    ClosingReason.OVERTAKEN: "a later step of the case made it pointless",
    ClosingReason.CASE_BEFORE_GO_LIVE: "the case is from before the agency published here",
    ClosingReason.REVIEWED_WITH_VICTIM: "the victim was asked, and needs nothing more of it",
    ClosingReason.RAISED_IN_ERROR: "it was raised in error",
}


def alert_act(fact: AlertAct) -> str:
    """Say what somebody did with alerts."""
    alerts = counted(len(fact.alerts), "alert")
    match fact:
        case AlertAcknowledged(note=note):
            return f"Acknowledged {alerts}" + (f": {NOTES[note]}" if note else "")
        case AlertSnoozed(until_on=on, until=until):
            return f"Snoozed {alerts} {_until(on, until)}"
        case AlertClosed(reason=reason):
            return f"Closed {alerts}: {CLOSING_REASONS[reason]}"
        case _:
            assert_never(fact)


def _until(on: date | None, until: SnoozedUntil | None) -> str:
    ends = [f"until {SNOOZES[until]}"] if until else []
    days = [f"until {_day(on)}"] if on else []
    return ", or ".join([*ends, *days]) or "for 28 days at most"


def _day(on: date) -> str:
    """The day that was chosen, and the first working day after it where it is none itself."""
    works = first_working_day(on)
    if works == on:
        return formats.day(on)
    return f"{formats.day(on)} (no working day, the next is {formats.day(works)})"
