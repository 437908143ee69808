"""Where a case goes: to another body, open again, back to the magistrates, into one trial."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact
from events.identifiers import CaseIdentifier
from events.investigating_bodies import InvestigatingBody
from events.places import Court
from events.suspects import AboutSuspect


class TransferReason(StrEnum):
    """Why a case goes to another force or body."""

    PLACE_OF_THE_CRIME = "place-of-the-crime"
    """It happened in the other force's area."""
    JURISDICTION = "jurisdiction"
    """It is for the other body by law: railways, the armed forces, taxes."""
    PLACE_OF_THE_SUSPECT = "place-of-the-suspect"
    PART_OF_ANOTHER_INVESTIGATION = "part-of-another-investigation"
    OTHER = "other"


class CaseTransferred(Fact):
    """The investigation of the case passed to another police force or body."""

    kind: ClassVar[str] = "case-transferred"

    to: InvestigatingBody
    """The force by its two-digit code, `46` for Kent, or another body by its name."""
    reason: TransferReason = TransferReason.OTHER


class ReopenedFor(StrEnum):
    """What a case that was opened again goes back to."""

    INVESTIGATION = "investigation"
    CHARGING_DECISION = "charging-decision"
    TRIAL = "trial"
    """At a court: a retrial, or a conviction set aside."""


class ReopeningReason(StrEnum):
    """Why a case was opened again."""

    NEW_EVIDENCE = "new-evidence"
    VICTIMS_RIGHT_TO_REVIEW = "victims-right-to-review"
    APPEAL_ALLOWED = "appeal-allowed"
    """The Court of Appeal ordered a retrial."""
    CONVICTION_SET_ASIDE = "conviction-set-aside"
    """By magistrates, under section 142 of the Magistrates' Courts Act 1980."""
    DECISION_WAS_WRONG = "decision-was-wrong"
    OTHER = "other"


class CaseReopened(AboutSuspect):
    """The police, the CPS or a court opened the case again."""

    kind: ClassVar[str] = "case-reopened"

    back_to: ReopenedFor
    reason: ReopeningReason = ReopeningReason.OTHER


class CaseRemitted(AboutSuspect):
    """The Crown Court sent the case back to a magistrates' court."""

    kind: ClassVar[str] = "case-remitted"

    court: Court | None = None
    """The magistrates' court to which it was sent; None if it is not said."""


class CaseJoined(AboutSuspect):
    """The case is tried together with another. They stay two cases with victims of their own.

    Where `with_case` is the case itself, what was severed from it is tried with the rest again.
    """

    kind: ClassVar[str] = "case-joined"

    with_case: CaseIdentifier
    """An identifier of the other case, written as `subject` is."""


class CaseSevered(AboutSuspect):
    """A defendant, or some of the charges, is tried apart from the rest of the case.

    Where it has `from_case`, the case is tried apart from that one, which it was joined with.
    """

    kind: ClassVar[str] = "case-severed"

    from_case: CaseIdentifier | None = None
    """An identifier of that other case, written as `subject` is."""
