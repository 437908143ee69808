"""Sentences for `events.prison` and `events.offenders`."""

from typing import assert_never

from events.offenders import OffenderLinked, OffenderUnlinked
from events.prison import (
    OffenderDied,
    PrisonerAbsconded,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
    ReceptionGround,
    ReturnedAfter,
    TransferredTo,
    UnlawfullyAtLarge,
)
from events.vocabulary import InPrison, OfOffenders

_RECEIVED = {
    ReceptionGround.REMAND: " on remand",
    ReceptionGround.SENTENCE: " to serve a sentence",
    ReceptionGround.RECALL: " after a recall",
    ReceptionGround.TRANSFER: " by a transfer",
    ReceptionGround.OTHER: "",
}

_RETURNED = {
    ReturnedAfter.RECALL: "a recall",
    ReturnedAfter.TEMPORARY_RELEASE: "a temporary release",
    ReturnedAfter.ABSCONDING: "being unlawfully at large",
    ReturnedAfter.RELEASE_IN_ERROR: "a release by mistake",
    ReturnedAfter.HOSPITAL: "a stay in hospital",
    ReturnedAfter.COURT: "a hearing at court",
}

_TRANSFERRED = {
    TransferredTo.HOSPITAL: "from prison to hospital",
    TransferredTo.OPEN_CONDITIONS: "to an open prison",
    TransferredTo.CLOSED_CONDITIONS: "to a closed prison",
}

_AT_LARGE = {
    UnlawfullyAtLarge.ABSCONDED: "absconded from custody",
    UnlawfullyAtLarge.ESCAPED: "escaped from custody",
    UnlawfullyAtLarge.FAILED_TO_RETURN: "did not return from a temporary release",
}


def in_prison(fact: InPrison) -> str:
    """Say what happened to an offender in custody."""
    match fact:
        case PrisonerReceived(ground=ground):
            return f"The offender was received into prison{_RECEIVED[ground]}"
        case PrisonerReturnedToCustody(after=after):
            return f"The offender is in custody again after {_RETURNED[after]}"
        case PrisonerTransferred(to=to):
            return f"The offender was moved {_TRANSFERRED[to]}"
        case PrisonerAbsconded(how=how):
            return f"The offender {_AT_LARGE[how]}"
        case OffenderDied(died=died):
            return "The offender died" if died else "The offender did not die after all"
        case _:
            assert_never(fact)


def of_offenders(fact: OfOffenders) -> str:
    """Say which offender, known by a number, a suspect of the case is; the number is not shown."""
    match fact:
        case OffenderLinked():
            return "The case was linked with an offender, so that news of the offender reaches it"
        case OffenderUnlinked():
            return "The case was linked with an offender by mistake, and is so no more"
        case _:
            assert_never(fact)
