"""Money: compensation from the offender, and a witness's expenses."""

from typing import Annotated, ClassVar

from pydantic import Field

from events.fact import Fact

Pence = Annotated[int, Field(ge=1, le=1_000_000_000)]
"""An amount of money in pence, up to ten million pounds."""


class CompensationOrdered(Fact):
    """A court ordered an offender to pay compensation."""

    kind: ClassVar[str] = "compensation-ordered"

    amount_pence: Pence


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
