"""What duties ask in the imperative, by rule, and whom it is done for: for pages and messages."""

from events.representatives import OwedTo
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

HEARING_OFF = {duty.rule: duty.without_date.off for duty in DUTIES if duty.without_date}
"""What some rules ask where the hearing was taken out of the list."""

NO_DATE = {duty.rule: duty.without_date.no_date for duty in DUTIES if duty.without_date}
"""What the same rules ask where the hearing was listed again without a date."""

HEARING_ON_OR_OFF = {duty.rule: duty.date_or_off for duty in DUTIES if duty.date_or_off}
"""The same where nothing at hand says which of the two it is."""

OF_THEIR_EVENT = {duty.rule for duty in DUTIES if duty.clock is ClockStart.OCCURRED}
"""The rules whose clock starts with the event itself."""

_SECOND_LEGS = {duty.rule: duty.second_leg for duty in DUTIES if duty.second_leg}
_UNDATED = {rule: leg.without_date for rule, leg in _SECOND_LEGS.items() if leg.without_date}

ASKS = {rule: leg.asks for rule, leg in _SECOND_LEGS.items()}
"""What the agency asks for that was not told, by the rule of whoever is late with it."""

ASKS_WHETHER_OFF = {rule: asked.off for rule, asked in _UNDATED.items()}
"""The same where the hearing was taken out of the list."""

ASKS_FOR_DATE = {rule: asked.no_date for rule, asked in _UNDATED.items()}
"""The same where the hearing was listed again without a date."""
