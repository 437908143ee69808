"""Which offender, known by a number of prisons, probation or the police, a suspect of a case is."""

from typing import ClassVar

from events.offender_references import AnyOffender
from events.suspects import AboutSuspect


class OffenderLinked(AboutSuspect):
    """A suspect of the case is an offender: what is said of the offender is said in this case.

    It stands until `offender-unlinked`. Where two that stand name two suspects, it is asked which
    of them the offender is.
    """

    kind: ClassVar[str] = "offender-linked"

    offender: AnyOffender
    """By the prisons' number, probation's or that of the Police National Computer."""


class OffenderUnlinked(AboutSuspect):
    """An offender was linked with the case by mistake: nothing that is said of them concerns it.

    One that names a suspect takes back the links that do not name another one.
    """

    kind: ClassVar[str] = "offender-unlinked"

    offender: AnyOffender
    """By the same number as it was linked."""
