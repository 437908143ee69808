"""Money: compensation from the offender, and a witness's expenses.

A surcharge goes to the state and to no victim: there is no event of it.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from events.fact import Fact
from events.suspects import AboutOffences

Pence = Annotated[int, Field(ge=1, le=1_000_000_000)]
"""An amount of money in pence, up to ten million pounds."""


class CompensationOrdered(AboutOffences):
    """A court ordered an offender to pay compensation.

    The event names the victim to whom it is to be paid. Where it names none, that was not said.
    """

    kind: ClassVar[str] = "compensation-ordered"
    may_name_victim: ClassVar[bool] = True

    amount_pence: Pence


class NoCompensation(StrEnum):
    """Why a court ordered no compensation."""

    NOT_ASKED_FOR = "not-asked-for"
    NO_LOSS = "no-loss"
    """There was no loss, or it was made good."""
    LOSS_NOT_PROVED = "loss-not-proved"
    NO_MEANS = "no-means"
    """The offender cannot pay."""
    OTHER = "other"


class CompensationRefused(AboutOffences):
    """A court ordered no compensation, and said why.

    The event names the victim who gets none. Where it names none, that was not said.
    """

    kind: ClassVar[str] = "compensation-refused"
    may_name_victim: ClassVar[bool] = True

    why: NoCompensation


class CompensationPaid(Fact):
    """Compensation, or a part of it, was paid to the victim."""

    kind: ClassVar[str] = "compensation-paid"
    names_victim: ClassVar[bool] = True

    amount_pence: Pence
    """The amount of this payment."""


class ExpensesClaimed(Fact):
    """A completed claim for the victim's expenses as a witness was received."""

    kind: ClassVar[str] = "expenses-claimed"
    names_victim: ClassVar[bool] = True


class ExpensesPaid(Fact):
    """The victim's expenses as a witness were paid."""

    kind: ClassVar[str] = "expenses-paid"
    names_victim: ClassVar[bool] = True
