"""Sentences for `events.remand`."""

from collections.abc import Iterable
from typing import assert_never

from events.remand import (
    AppealingParty,
    BailCondition,
    Remand,
    RemandAppealed,
    RemandDecided,
    RemandEnd,
    RemandEnded,
)
from events.vocabulary import Remanding
from web.formats import day
from web.sentences.phrases import at, defendant, listed
from web.wording import capital

_DECIDED = {
    Remand.UNCONDITIONAL_BAIL: "bailed without conditions",
    Remand.CONDITIONAL_BAIL: "bailed on conditions",
    Remand.CUSTODY: "remanded in custody",
    Remand.CUSTODY_UNTIL_CONDITIONS_ARE_MET: "remanded in custody until conditions are met",
    Remand.LOCAL_AUTHORITY: "remanded to the care of a local authority",
    Remand.HOSPITAL: "remanded to a hospital",
}

CONDITIONS = {
    BailCondition.NO_CONTACT: "no contact",
    BailCondition.NOT_TO_APPROACH: "not to come near",
    BailCondition.EXCLUSION: "to keep out of a place",
    BailCondition.RESIDENCE: "to live at an address",
    BailCondition.CURFEW: "a curfew",
    BailCondition.ELECTRONIC_MONITORING: "electronic monitoring",
    BailCondition.REPORTING: "to report to the police",
    BailCondition.PASSPORT_SURRENDERED: "no passport",
    BailCondition.OTHER: "another condition",
}
"""What a condition of bail asks, in a list."""

_APPEALED = {
    AppealingParty.PROSECUTION: (
        "The prosecution appealed against bail: the defendant stays in custody until that is"
        " decided"
    ),
    AppealingParty.DEFENCE: "The defence appealed against the decision on bail",
}

_ENDED = {
    RemandEnd.CONDITIONS_MET: "met the conditions, and is out on bail",
    RemandEnd.TIME_LIMIT_OVER: "is held no longer: the custody time limit ended",
    RemandEnd.CASE_ENDED: "is neither on bail nor remanded any longer: the case ended",
}


def remanding(fact: Remanding) -> str:
    """Say whether a court bailed or remanded a defendant, who appealed, and how it ended."""
    match fact:
        case RemandDecided():
            return _decided(fact)
        case RemandAppealed(by=by):
            return _APPEALED[by]
        case RemandEnded(how=how):
            return capital(f"{defendant(fact)} {_ENDED[how]}")
        case _:
            assert_never(fact)


def conditions_in_words(conditions: Iterable[BailCondition]) -> str:
    """Conditions as a list, in the order of the codes: "no contact and a curfew"."""
    given = set(conditions)
    return listed(words for code, words in CONDITIONS.items() if code in given)


def _decided(fact: RemandDecided) -> str:
    decided = f"{defendant(fact)} was {_DECIDED[fact.remand]} {at(fact.court)}"
    details = [conditions_in_words(fact.conditions)] if fact.conditions else []
    limit = fact.custody_time_limit
    details += [f"the custody time limit ends on {day(limit)}"] if limit else []
    appeal = "until the prosecution’s appeal against bail is decided"
    details += [appeal] if fact.pending_appeal else []
    return capital(decided) + "".join(f"; {each}" for each in details)
