"""What cannot all be so in a case, and what an agency is asked to say more of."""

from enum import StrEnum


class ContradictionKind(StrEnum):
    """What cannot all be so."""

    TWO_CHARGING_DECISIONS = "two-charging-decisions"
    """Nothing in between asked for a new one."""
    SENTENCE_WITHOUT_CONVICTION = "sentence-without-conviction"
    HEARING_BEFORE_CHARGE = "hearing-before-charge"
    WHICH_SUSPECT = "which-suspect"
    """One of several suspects is meant, and nothing says which: it is asked."""
    WHICH_PROSECUTION = "which-prosecution"
    """One arrest or court's number leads to several, and the victim's crime is linked with none."""
    UNKNOWN_SUSPECT = "unknown-suspect"
    """A telling or a notice names a suspect whom no fact of the case makes known."""
    WHOSE_OFFENCES = "whose-offences"
    """A defendant's offences ended differently, and nobody said which are the victim's."""
    UNKNOWN_OFFENCE = "unknown-offence"
    """Offences were named as the victim's with which the defendant is not charged."""
    UNKNOWN_TRIGGER = "unknown-trigger"
    """A telling names an event that is not known in the case."""
    OTHER_TRIGGER = "other-trigger"
    """A telling names events, and none of them raised a duty to tell of that matter."""
    WHICH_ORDER = "which-order"
    """An order was changed or ended, and nothing says which of several, or whether it is hers."""
    WHOSE_COMPENSATION = "whose-compensation"
    """Compensation was ordered or refused, and nothing says for which victim."""
    WHO_IS_TOLD = "who-is-told"
    """The victim died, and nobody is named who is told in their place."""
    WHO_WAS_TOLD = "who-was-told"
    """A contact after the victim's death, when nobody was named in their place."""
