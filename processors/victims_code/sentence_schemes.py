"""For which sentences the Victim Contact Scheme and the review of lenient sentences are there.

What is known of the offence is its group, and mostly not the offence of the conviction. So a table
answers yes, no, or that it cannot be known from that.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from events.court import Sentence, SentencePassed, SentenceRuns
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


def contact_scheme(
    offence: OffenceGroup | None, passed: SentencePassed, together: Sequence[SentencePassed] = ()
) -> Eligibility:
    """Whether the victim of a sentence is to be offered the Victim Contact Scheme.

    An agency that says so is believed. One that says no is not believed where the table says yes:
    then it is not known. `together` are all sentences that were passed on the defendant with this
    one, itself among them: terms that run one after another are one term.
    """
    if passed.victim_contact_scheme:
        return Eligibility.YES
    by_table = _by_table(offence, passed, together)
    if passed.victim_contact_scheme is None or by_table is Eligibility.NO:
        return by_table
    return Eligibility.UNKNOWN if by_table is Eligibility.YES else Eligibility.NO


def may_be_reviewed(offence: OffenceGroup | None) -> bool:
    """Whether a sentence for such an offence can be on the list of the scheme for lenient ones."""
    return offence not in _NEVER_REVIEWED


def _by_table(
    offence: OffenceGroup | None, passed: SentencePassed, together: Sequence[SentencePassed]
) -> Eligibility:
    if passed.sentence is Sentence.EXTENDED:
        return Eligibility.YES  # of specified offences alone: Sentencing Act 2020, section 280
    listed = _LISTED.get(offence, Eligibility.UNKNOWN) if offence else Eligibility.UNKNOWN
    enough = _is_enough(passed, together)
    if Eligibility.NO in (listed, enough):
        return Eligibility.NO
    return Eligibility.YES if listed is enough is Eligibility.YES else Eligibility.UNKNOWN


def _is_enough(passed: SentencePassed, together: Sequence[SentencePassed]) -> Eligibility:
    """Whether a sentence is a year of custody, or detention in a hospital."""
    if passed.sentence in _LONG_ENOUGH:
        return Eligibility.YES
    if passed.sentence in _LIGHTER:
        return Eligibility.NO
    if passed.sentence not in _IN_CUSTODY or not _length(passed):
        return Eligibility.UNKNOWN
    if _length(passed) >= _YEAR:
        return Eligibility.YES
    return add_up(together)


def add_up(together: Sequence[SentencePassed]) -> Eligibility:
    """Whether the terms of custody that were passed together come to a year.

    Those that run one after another are added to the longest of the others. Where nothing says how
    several run, they may all be added.
    """
    terms = [each for each in together if each.sentence in _IN_CUSTODY]
    after = sum(_length(each) for each in terms if each.runs is SentenceRuns.CONSECUTIVE)
    others = [each for each in terms if each.runs is not SentenceRuns.CONSECUTIVE]
    unsaid = sum(_length(each) for each in others if each.runs is None)
    longest = max(map(_length, others), default=0)
    if after + longest >= _YEAR:
        return Eligibility.YES
    return Eligibility.UNKNOWN if after + unsaid >= _YEAR else Eligibility.NO


def _length(passed: SentencePassed) -> int:
    """How long a term of custody is, in twelfths of a day: a month is a twelfth of a year."""
    months, weeks = passed.custody_months or 0, passed.custody_weeks or 0
    days = 7 * weeks + (passed.custody_days or 0)
    return months * _DAYS + days * _MONTHS


_YEAR = _MONTHS * _DAYS
"""A year of custody, as `_length` counts."""
