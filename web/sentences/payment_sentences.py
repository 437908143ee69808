"""Sentences for `events.payments`."""

from typing import assert_never

from events.payments import (
    CompensationOrdered,
    CompensationPaid,
    CompensationRefused,
    ExpensesClaimed,
    ExpensesPaid,
    NoCompensation,
)
from events.vocabulary import Payment
from web.formats import pounds

_WHY = {
    NoCompensation.NOT_ASKED_FOR: "it was not asked for",
    NoCompensation.NO_LOSS: "there was no loss, or it was made good",
    NoCompensation.LOSS_NOT_PROVED: "the loss was not proved",
    NoCompensation.NO_MEANS: "the offender cannot pay",
    NoCompensation.OTHER: "for another reason",
}


def payment(fact: Payment) -> str:
    """Say what was ordered, claimed or paid."""
    match fact:
        case CompensationOrdered(amount_pence=pence):
            return f"The court ordered compensation of {pounds(pence)}"
        case CompensationPaid(amount_pence=pence):
            return f"Compensation of {pounds(pence)} was paid to the victim"
        case CompensationRefused(why=why):
            return f"The court ordered no compensation: {_WHY[why]}"
        case ExpensesClaimed():
            return "The victim claimed expenses as a witness"
        case ExpensesPaid():
            return "The victim's expenses as a witness were paid"
        case _:
            assert_never(fact)
