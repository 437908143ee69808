"""Court bail and remand: how a defendant waits for the next hearing, and on what conditions."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from events.codes import OnceEach
from events.places import Court
from events.suspects import AboutOffences


class Remand(StrEnum):
    """How a court sends a defendant away until the next hearing."""

    UNCONDITIONAL_BAIL = "unconditional-bail"
    CONDITIONAL_BAIL = "conditional-bail"
    CUSTODY = "custody"
    CUSTODY_UNTIL_CONDITIONS_ARE_MET = "custody-until-conditions-are-met"
    """Bail was directed: it begins once what the court set is done, a surety found, say."""
    LOCAL_AUTHORITY = "local-authority"
    """A child, in the accommodation of a local authority."""
    HOSPITAL = "hospital"


IN_CUSTODY = frozenset(
    {Remand.CUSTODY, Remand.CUSTODY_UNTIL_CONDITIONS_ARE_MET, Remand.LOCAL_AUTHORITY}
)
"""Remands that a custody time limit can end."""

ON_BAIL = frozenset({Remand.UNCONDITIONAL_BAIL, Remand.CONDITIONAL_BAIL})


class BailCondition(StrEnum):
    """What a court asks of a defendant until the next hearing."""

    NO_CONTACT = "no-contact"
    """Not to contact somebody, directly or through others."""
    NOT_TO_APPROACH = "not-to-approach"
    """Not to come near somebody."""
    EXCLUSION = "exclusion"
    """Not to enter a place or an area."""
    RESIDENCE = "residence"
    CURFEW = "curfew"
    ELECTRONIC_MONITORING = "electronic-monitoring"
    REPORTING = "reporting"
    """To report to a police station."""
    PASSPORT_SURRENDERED = "passport-surrendered"
    OTHER = "other"


class RemandDecided(AboutOffences):
    """A court granted a defendant bail or remanded them, at whatever hearing.

    It takes the place of the earlier decision about the same offences. One that names no offences
    is about the defendant as a whole.
    """

    kind: ClassVar[str] = "remand-decided"

    court: Court
    remand: Remand
    conditions: OnceEach[BailCondition] = ()
    """Of bail, or of a remand to a local authority; empty where they were not said."""
    custody_time_limit: date | None = None
    """The day on which the custody time limit ends; None of custody: an earlier one stands."""
    pending_appeal: bool = False
    """Whether the custody lasts until the prosecution's appeal against bail is decided."""


class AppealingParty(StrEnum):
    """Who appeals against bail, or against its refusal."""

    PROSECUTION = "prosecution"
    DEFENCE = "defence"


class RemandAppealed(AboutOffences):
    """One of the parties appealed against a decision on bail.

    An appeal of the prosecution keeps the defendant in custody until it is decided: Bail
    (Amendment) Act 1993, section 1(6). How it is decided is a `remand-decided`.
    """

    kind: ClassVar[str] = "remand-appealed"

    by: AppealingParty


class RemandEnd(StrEnum):
    """How bail or a remand ended other than by a new decision on it."""

    CONDITIONS_MET = "conditions-met"
    """The conditions for bail were met: the defendant is out on the bail that was directed."""
    TIME_LIMIT_OVER = "time-limit-over"
    """The custody time limit ended, and no court had extended it."""
    CASE_ENDED = "case-ended"


class RemandEnded(AboutOffences):
    """Bail or a remand ended, or custody turned into the bail that was directed."""

    kind: ClassVar[str] = "remand-ended"

    how: RemandEnd
