"""What duties ask in the imperative, by rule, and whom it is done for: for pages and messages."""

from events.listings import WITHOUT_DATE
from events.representatives import OwedTo
from processors.case.hearings.court_list import TAKES_OUT
from processors.case.hearings.noticed_hearings import ABOUT_THE_LIST
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import ClockStart

WHOM = {
    OwedTo.VICTIM: "the victim",
    OwedTo.BUSINESS: "the business",
    OwedTo.BEREAVED_FAMILY: "the bereaved family",
    OwedTo.BEREAVED_RELATIVE: "the bereaved relative",
    OwedTo.PARENT_OR_GUARDIAN: "the victim’s parent or guardian",
    OwedTo.SPOKESPERSON: "the spokesperson",
    OwedTo.NAMED_CONTACT: "the named contact of the business",
}
"""For whom a duty is done, never a name."""

ACTS = {duty.rule: duty.act for duty in DUTIES}
"""What each rule asks of whoever owes it."""

_WITHOUT_DATE = {duty.rule: duty.without_date for duty in DUTIES if duty.without_date}

HEARING_ON_OR_OFF = {duty.rule: duty.date_or_off for duty in DUTIES if duty.date_or_off}
"""What some rules ask where nothing at hand says whether the hearing is off."""

OF_THEIR_EVENT = {duty.rule for duty in DUTIES if duty.clock is ClockStart.OCCURRED}
"""The rules whose clock starts with the event itself."""

_SECOND_LEGS = {duty.rule: duty.second_leg for duty in DUTIES if duty.second_leg}
_ASKS_WITHOUT_DATE = {
    rule: leg.without_date for rule, leg in _SECOND_LEGS.items() if leg.without_date
}

ASKS = {rule: leg.asks for rule, leg in _SECOND_LEGS.items()}
"""What the agency asks for that was not told, by the rule of whoever is late with it."""

_TAKEN_OUT = frozenset(kind.kind for kind in TAKES_OUT)

SAY_WHETHER_ON = ABOUT_THE_LIST | {WITHOUT_DATE}
"""The kinds of what raises a duty that say whether a hearing has a date."""


def act_of(rule: str, trigger_kind: str, *, asks: bool = False) -> str:
    """What a rule asks, because of such an event, of whoever owes it.

    Or, where it `asks`, of the agency that was to be told. KeyError where no rule asks that.
    """
    undated = (_ASKS_WITHOUT_DATE if asks else _WITHOUT_DATE).get(rule)
    if undated and trigger_kind in _TAKEN_OUT:
        return undated.off
    if undated and trigger_kind == WITHOUT_DATE:
        return undated.no_date
    return (ASKS if asks else ACTS)[rule]
