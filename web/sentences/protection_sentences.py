"""Sentences for `events.protective_orders`."""

from collections.abc import Collection
from datetime import date
from typing import assert_never

from events.protective_orders import (
    OrderCondition,
    OrderEnd,
    ProtectiveOrder,
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
    ReportingRestriction,
    ReportingRestrictionMade,
)
from events.suspects import AboutSuspect
from events.vocabulary import Protection
from web.formats import day
from web.sentences.phrases import listed, suspect_within

ORDERS = {
    ProtectiveOrder.RESTRAINING_ON_CONVICTION: "restraining order on conviction",
    ProtectiveOrder.RESTRAINING_ON_ACQUITTAL: "restraining order on acquittal",
    ProtectiveOrder.SEXUAL_HARM_PREVENTION: "sexual harm prevention order",
    ProtectiveOrder.STALKING_PROTECTION: "stalking protection order",
    ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION: "domestic abuse protection order",
    ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE: "domestic abuse protection notice",
    ProtectiveOrder.CRIMINAL_BEHAVIOUR: "criminal behaviour order",
    ProtectiveOrder.NON_MOLESTATION: "non-molestation order",
}

CONDITIONS = {
    OrderCondition.NO_CONTACT: "no contact",
    OrderCondition.NOT_TO_APPROACH: "not to approach",
    OrderCondition.EXCLUSION: "to stay away from a place",
    OrderCondition.NOT_TO_MOLEST: "not to molest",
    OrderCondition.TO_LEAVE_HOME: "to stay out of the home",
    OrderCondition.ELECTRONIC_MONITORING: "an electronic tag",
    OrderCondition.PROGRAMME: "to take part in a programme",
    OrderCondition.NOTIFICATION: "to tell the police name and address",
    OrderCondition.OTHER: "another condition",
}

RESTRICTIONS = {
    ReportingRestriction.COMPLAINANT_ANONYMITY: "a complainant is not to be named for life",
    ReportingRestriction.ADULT_WITNESS_FOR_LIFE: "an adult witness is not to be named for life",
    ReportingRestriction.UNDER_18: "somebody is not to be named while they are under 18",
    ReportingRestriction.UNDER_18_FOR_LIFE: "somebody under 18 is not to be named for life",
    ReportingRestriction.YOUTH_COURT: "nobody under 18 in the youth court is to be named",
    ReportingRestriction.POSTPONED_REPORT: "reports are postponed",
    ReportingRestriction.NAME_WITHHELD: "a name is withheld",
    ReportingRestriction.OTHER: "on another ground",
}

_ENDS = {
    OrderEnd.EXPIRED: "expired",
    OrderEnd.DISCHARGED: "was discharged",
    OrderEnd.QUASHED: "was quashed on appeal",
    OrderEnd.REPLACED: "was replaced by another order",
}


_CODES = frozenset(ProtectiveOrder)


def short_order(detail: str = "") -> str:
    """An order by its kind, without an article: "stalking protection order"."""
    return ORDERS[ProtectiveOrder(detail)] if detail in _CODES else "protective order"


def protection(fact: Protection) -> str:
    """Say what was ordered for somebody's safety, changed or ended."""
    match fact:
        case ProtectiveOrderMade(order=order, interim=interim):
            what = f"interim {ORDERS[order]}" if interim else ORDERS[order]
            verb = "was given" if order is _NOTICE else "was made"
            return f"{_an(what)}{_against(fact)} {verb}{until(fact)}{_conditions(fact.conditions)}"
        case ProtectiveOrderChanged(order=order):
            which = f"The {ORDERS[order]}{_against(fact)}"
            return f"{which} was changed{until(fact)}{_conditions(fact.conditions)}"
        case ProtectiveOrderEnded(order=order, how=how):
            return f"The {ORDERS[order]}{_against(fact)} {_ENDS[how]}"
        case ReportingRestrictionMade(restriction=restriction):
            why = f": {RESTRICTIONS[restriction]}" if restriction else ""
            return f"The court restricted what may be published{why}"
        case _:
            assert_never(fact)


_NOTICE = ProtectiveOrder.DOMESTIC_ABUSE_PROTECTION_NOTICE


def until(fact: ProtectiveOrderMade | ProtectiveOrderChanged) -> str:
    """Until when, as far as a fact says it."""
    if fact.until_further_order:
        return " until further order"
    return _until(fact.until)


def _against(fact: AboutSuspect) -> str:
    return f" against {suspect_within(fact)}" if fact.suspect or fact.asn else ""


def _until(last: date | None) -> str:
    return f" until {day(last)}" if last else ""


def _conditions(conditions: Collection[OrderCondition] | None) -> str:
    return f": {listed(CONDITIONS[each] for each in conditions)}" if conditions else ""


def _an(what: str) -> str:
    return f"{'An' if what.startswith('interim') else 'A'} {what}"
