"""For which sentences the Victim Contact Scheme and the review of lenient sentences are there.

What is known of the offence is its group, and mostly not the offence of the conviction. So a table
answers yes, no, or that it cannot be known from that.
"""

from collections.abc import Mapping
from enum import StrEnum

from events.court import Sentence, SentencePassed
from events.offences import OffenceGroup

_MONTHS, _DAYS = 12, 365
"""The shortest custody, a year: Domestic Violence, Crime and Victims Act 2004, section 35."""


class Eligibility(StrEnum):
    """Whether a scheme is there for the victim of a sentence."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_LISTED: Mapping[OffenceGroup, Eligibility] = {
    OffenceGroup.RAPE: Eligibility.YES,
    OffenceGroup.OTHER_SEXUAL_OFFENCE: Eligibility.YES,
    OffenceGroup.ROBBERY: Eligibility.YES,
    OffenceGroup.VIOLENCE: Eligibility.YES,
    OffenceGroup.VIOLENCE_AND_SEXUAL_OFFENCES: Eligibility.YES,
    OffenceGroup.THEFT_FROM_THE_PERSON: Eligibility.NO,
    OffenceGroup.BICYCLE_THEFT: Eligibility.NO,
    OffenceGroup.OTHER_THEFT: Eligibility.NO,
    OffenceGroup.SHOPLIFTING: Eligibility.NO,
    OffenceGroup.DRUGS: Eligibility.NO,
    OffenceGroup.ANTI_SOCIAL_BEHAVIOUR: Eligibility.NO,
}
"""Whether a group's offences that come to a year of custody, or to a hospital order, are specified
violent or sexual ones (Sentencing Act 2020, schedule 18, as the 2004 Act takes it over). Other
groups have both kinds: arson is in one with criminal damage, aggravated burglary with burglary.
"""

_NEVER_REVIEWED = frozenset(
    {
        OffenceGroup.THEFT_FROM_THE_PERSON,
        OffenceGroup.BICYCLE_THEFT,
        OffenceGroup.OTHER_THEFT,
        OffenceGroup.SHOPLIFTING,
        OffenceGroup.ANTI_SOCIAL_BEHAVIOUR,
    }
)
"""Groups with no offence of the list of the scheme: Criminal Justice Act 1988, sections 35, 36."""

_LIGHTER = frozenset(
    {
        Sentence.SUSPENDED_SENTENCE,
        Sentence.COMMUNITY_ORDER,
        Sentence.YOUTH_ORDER,
        Sentence.FINE,
        Sentence.DISCHARGE,
        Sentence.NO_SEPARATE_PENALTY,
    }
)


_LONG_ENOUGH = frozenset(
    {Sentence.LIFE, Sentence.INDETERMINATE, Sentence.EXTENDED, Sentence.HOSPITAL_ORDER}
)
"""Whatever else they say."""

_IN_CUSTODY = frozenset({Sentence.IMMEDIATE_CUSTODY, Sentence.YOUTH_CUSTODY})


def contact_scheme(offence: OffenceGroup | None, passed: SentencePassed) -> Eligibility:
    """Whether the victim of a sentence is to be offered the Victim Contact Scheme.

    An agency that says so is believed. One that says no is not believed where the table says yes:
    then it is not known.
    """
    if passed.victim_contact_scheme:
        return Eligibility.YES
    by_table = _by_table(offence, passed)
    if passed.victim_contact_scheme is None or by_table is Eligibility.NO:
        return by_table
    return Eligibility.UNKNOWN if by_table is Eligibility.YES else Eligibility.NO


def may_be_reviewed(offence: OffenceGroup | None) -> bool:
    """Whether a sentence for such an offence can be on the list of the scheme for lenient ones."""
    return offence not in _NEVER_REVIEWED


def _by_table(offence: OffenceGroup | None, passed: SentencePassed) -> Eligibility:
    if passed.sentence is Sentence.EXTENDED:
        return Eligibility.YES  # of specified offences alone: Sentencing Act 2020, section 280
    listed = _LISTED.get(offence, Eligibility.UNKNOWN) if offence else Eligibility.UNKNOWN
    enough = _is_enough(passed)
    if Eligibility.NO in (listed, enough):
        return Eligibility.NO
    return Eligibility.YES if listed is enough is Eligibility.YES else Eligibility.UNKNOWN


def _is_enough(passed: SentencePassed) -> Eligibility:
    """Whether a sentence is a year of custody, or detention in a hospital."""
    if passed.sentence in _LONG_ENOUGH:
        return Eligibility.YES
    if passed.sentence in _LIGHTER:
        return Eligibility.NO
    months, weeks = passed.custody_months or 0, passed.custody_weeks or 0
    days = 7 * weeks + (passed.custody_days or 0)
    if passed.sentence not in _IN_CUSTODY or not (months or days):
        return Eligibility.UNKNOWN
    year = months * _DAYS + days * _MONTHS >= _MONTHS * _DAYS  # a month is a twelfth of a year
    return Eligibility.YES if year else Eligibility.NO
