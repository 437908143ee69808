"""Where a victim can call for support, by the kind of crime."""

from enum import StrEnum
from typing import NamedTuple

from events.offences import OffenceGroup


class CrimeGroup(StrEnum):
    """Kinds of crime to whose victims one speaks differently."""

    SEXUAL = "sexual"
    DOMESTIC_ABUSE = "domestic-abuse"
    VIOLENCE = "violence"
    OTHER = "other"


_GROUPS = {
    OffenceGroup.RAPE: CrimeGroup.SEXUAL,
    OffenceGroup.OTHER_SEXUAL_OFFENCE: CrimeGroup.SEXUAL,
    OffenceGroup.DOMESTIC_ABUSE: CrimeGroup.DOMESTIC_ABUSE,
    OffenceGroup.VIOLENCE_AND_SEXUAL_OFFENCES: CrimeGroup.VIOLENCE,
    OffenceGroup.VIOLENCE: CrimeGroup.VIOLENCE,
    OffenceGroup.ROBBERY: CrimeGroup.VIOLENCE,
}


class SupportLine(NamedTuple):
    """A service that anybody can call free of charge."""

    service: str
    phone: str


_VICTIM_SUPPORT = SupportLine("Victim Support", "08 08 16 89 111")
_SPECIALISTS = {
    CrimeGroup.SEXUAL: SupportLine("Rape and Sexual Abuse Support Line", "0808 500 2222"),
    CrimeGroup.DOMESTIC_ABUSE: SupportLine("National Domestic Abuse Helpline", "0808 2000 247"),
}
"""As the services publish them. Whoever changes one checks it with the service."""


def crime_group(offence: OffenceGroup | None) -> CrimeGroup:
    """The kind of crime of an offence group; the general one where none is known."""
    return _GROUPS.get(offence, CrimeGroup.OTHER) if offence else CrimeGroup.OTHER


def support_lines(group: CrimeGroup) -> tuple[SupportLine, ...]:
    """Whom to call after a crime of a group, the specialists first."""
    specialist = _SPECIALISTS.get(group)
    return (specialist, _VICTIM_SUPPORT) if specialist else (_VICTIM_SUPPORT,)
