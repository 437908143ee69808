"""What courts and police order so that somebody is safe, or is not named in public."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from events.codes import OnceEach
from events.suspects import AboutSuspect

OrderId = Annotated[
    str,
    StringConstraints(pattern=r"^(?:[A-Za-z][A-Za-z-]*)?[0-9][A-Za-z0-9-]*$", max_length=40),
]
"""An order by the id that it has at the court or the force: letters, digits and -.

At least one digit is in it, so that no name is written here.
"""


class ProtectiveOrder(StrEnum):
    """The kind of an order that protects somebody."""

    RESTRAINING_ON_CONVICTION = "restraining-on-conviction"
    RESTRAINING_ON_ACQUITTAL = "restraining-on-acquittal"
    SEXUAL_HARM_PREVENTION = "sexual-harm-prevention"
    STALKING_PROTECTION = "stalking-protection"
    DOMESTIC_ABUSE_PROTECTION = "domestic-abuse-protection"
    DOMESTIC_ABUSE_PROTECTION_NOTICE = "domestic-abuse-protection-notice"
    """A notice that the police give; an order of a court is to follow."""
    CRIMINAL_BEHAVIOUR = "criminal-behaviour"
    NON_MOLESTATION = "non-molestation"
    """Of a family court."""


ON_CONVICTION = frozenset(
    {
        ProtectiveOrder.RESTRAINING_ON_CONVICTION,
        ProtectiveOrder.SEXUAL_HARM_PREVENTION,
        ProtectiveOrder.CRIMINAL_BEHAVIOUR,
    }
)
"""Orders that a court makes with a sentence, unless they are interim."""


class OrderCondition(StrEnum):
    """What an order forbids or asks of whom it is against."""

    NO_CONTACT = "no-contact"
    NOT_TO_APPROACH = "not-to-approach"
    EXCLUSION = "exclusion"
    """From a place."""
    NOT_TO_MOLEST = "not-to-molest"
    TO_LEAVE_HOME = "to-leave-home"
    """To leave the home that they share with the victim, or to stay out of it."""
    ELECTRONIC_MONITORING = "electronic-monitoring"
    PROGRAMME = "programme"
    """To take part in a programme or an assessment."""
    NOTIFICATION = "notification"
    """To tell the police their name and where they live."""
    OTHER = "other"


class ProtectiveOrderMade(AboutSuspect):
    """A court or the police made an order that protects somebody.

    The event names the victim whom it protects, each in an event of their own. Where it names none,
    it was not said whom it protects.
    """

    kind: ClassVar[str] = "protective-order-made"
    may_name_victim: ClassVar[bool] = True

    order: ProtectiveOrder
    order_id: OrderId | None = None
    """The same in each event about this order."""
    interim: bool = False
    """Until it is decided whether there is to be a full one."""
    until: date | None = None
    """The last day on which it is in force."""
    until_further_order: bool = False
    """Without a last day."""
    conditions: OnceEach[OrderCondition] = ()


class ProtectiveOrderChanged(AboutSuspect):
    """An order that protects somebody was varied, or made longer or shorter.

    What it leaves out stays as it was. Without an `order_id` it is about the order of this kind
    against this defendant.
    """

    kind: ClassVar[str] = "protective-order-changed"
    may_name_victim: ClassVar[bool] = True

    order: ProtectiveOrder
    order_id: OrderId | None = None
    """The same in each event about this order."""
    until: date | None = None
    """The new last day on which it is in force."""
    until_further_order: bool = False
    """It has no last day any more."""
    conditions: OnceEach[OrderCondition] | None = None
    """All that it asks from now on; null where that stays as it was."""


class OrderEnd(StrEnum):
    """How an order ended."""

    EXPIRED = "expired"
    DISCHARGED = "discharged"
    """Taken back by the court or the force that made it."""
    QUASHED = "quashed"
    """On appeal."""
    REPLACED = "replaced"
    """By another order."""


class ProtectiveOrderEnded(AboutSuspect):
    """An order that protects somebody is in force no more.

    Without an `order_id` it is about the order of this kind against this defendant.
    """

    kind: ClassVar[str] = "protective-order-ended"
    may_name_victim: ClassVar[bool] = True

    order: ProtectiveOrder
    order_id: OrderId | None = None
    """The same in each event about this order."""
    how: OrderEnd


class ReportingRestriction(StrEnum):
    """By which law something of a case may not be published."""

    COMPLAINANT_ANONYMITY = "complainant-anonymity"
    """Sexual Offences (Amendment) Act 1992, section 1: for life, without an order."""
    ADULT_WITNESS_FOR_LIFE = "adult-witness-for-life"
    """Youth Justice and Criminal Evidence Act 1999, section 46."""
    UNDER_18 = "under-18"
    """The same Act, section 45: until they are 18."""
    UNDER_18_FOR_LIFE = "under-18-for-life"
    """The same Act, section 45A."""
    YOUTH_COURT = "youth-court"
    """Children and Young Persons Act 1933, section 49."""
    POSTPONED_REPORT = "postponed-report"
    """Contempt of Court Act 1981, section 4(2)."""
    NAME_WITHHELD = "name-withheld"
    """The same Act, section 11."""
    OTHER = "other"


class ReportingRestrictionMade(AboutSuspect):
    """A court restricted what may be published of a case.

    The event names the victim whom it is about. Where it names none, that was not said.
    """

    kind: ClassVar[str] = "reporting-restriction-made"
    may_name_victim: ClassVar[bool] = True

    restriction: ReportingRestriction | None = None
    """By which law; null where that was not said."""
