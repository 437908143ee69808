"""Sentences for `events.payments`."""

from typing import assert_never

from events.payments import CompensationOrdered, CompensationPaid, ExpensesClaimed, ExpensesPaid
from events.vocabulary import Payment
from web.formats import pounds


def payment(fact: Payment) -> str:
    """Say what was ordered, claimed or paid."""
    match fact:
        case CompensationOrdered(amount_pence=pence):
            return f"The court ordered compensation of {pounds(pence)}"
        case CompensationPaid(amount_pence=pence):
            return f"Compensation of {pounds(pence)} was paid to the victim"
        case ExpensesClaimed():
            return "The victim claimed expenses as a witness"
        case ExpensesPaid():
            return "The victim's expenses as a witness were paid"
        case _:
            assert_never(fact)
