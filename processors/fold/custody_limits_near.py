"""Alerts of custody time limits that end soon: the court extends them, or the defendant is free."""

from collections.abc import Collection, Iterator
from itertools import groupby

from events.before_trial import PleaEntered
from events.clocks import london_midnight
from events.court import CaseConcluded, HearingHeld, HearingKind
from events.fact import Fact
from events.identifiers import Agency
from events.trial_reasons import TrialResult
from events.verdict import VerdictGiven
from processors.case.corrections.correction import is_disputed
from processors.case.custody.court_remands import CourtRemand
from processors.case.history.case_history import in_order
from processors.case.history.fact_order import not_before
from processors.case.offences.charged_offences import Offence, offences_of
from processors.case.results.convictions import is_changed_plea, spares_trial
from processors.case.suspects.case_suspects import NotOne
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from processors.victims_code.working_days import working_day_before
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact

DAYS = 10
"""Working days before the end of a limit from which it is near.

The prosecution gives five days' notice in the Crown Court to extend it, and the court hears the
application after these: Criminal Procedure Rules 2020, rule 14.18. The other five are to prepare.
"""

_TRIES = (HearingHeld, PleaEntered, VerdictGiven, CaseConcluded)


def custody_limits_near(case: JudgedCase) -> Iterator[AlertCause]:
    """What the CPS is warned of: the custody time limit of a defendant ends.

    It ends with bail, a later limit, a trial that began, a conviction, the remand and the case. It
    stays after the day itself: then the defendant must be released.
    """
    limited = [each for each in case.context.remands.remands if each.limit and each.limit_set]
    limited.sort(key=lambda each: (in_order(_limit_set(each)), in_order(each.since)))
    for setter, remands in groupby(limited, key=_limit_set):
        yield _cause(case, setter, list(remands))


def _limit_set(remand: CourtRemand) -> LoggedFact:
    assert remand.limit_set is not None
    return remand.limit_set


def _cause(case: JudgedCase, setter: LoggedFact, remands: Collection[CourtRemand]) -> AlertCause:
    """The alert of one limit, over with the last remand that it limits, or when it counts no more.

    The records on their way that may say so are the court's.
    """
    history = case.history
    (limit,) = {each.limit for each in remands}
    assert limit is not None
    overs = [each.over for each in remands]
    ends = list(_counts_no_more(case, setter, remands))
    if (last := max(filter(None, overs), key=in_order, default=None)) and None not in overs:
        ends.append(last)
    near = limit
    for _ in range(DAYS):
        near = working_day_before(near)
    return AlertCause(
        about=(history.victim, setter.event),
        case_id=history.case,
        kind=AlertKind.CUSTODY_LIMIT_NEAR,
        agency=Agency.CPS,
        breached=london_midnight(near),
        learned=setter.learned,
        records_of=Agency.HMCTS,
        ended=min((each.learned for each in ends), default=None),
        event=setter,
        due_on=limit,
        disputed=is_disputed(history.corrections, setter),
    )


def _counts_no_more(
    case: JudgedCase, setter: LoggedFact, remands: Collection[CourtRemand]
) -> Iterator[LoggedFact]:
    """The facts after a limit was set by which the trial of the defendant began, or was spared.

    A plea of guilty that was changed to not guilty spares none.
    """
    of_case = case.context.suspects
    suspect = next(iter(remands)).suspect
    offences: frozenset[Offence] = frozenset().union(*(each.offences for each in remands))
    tries, spared = case.history.of(*_TRIES), set[Offence]()
    for each in tries:
        about = of_case.whom(each)
        if about not in (suspect, NotOne.ALL) or not not_before(each, setter):
            continue
        if _begins_trial(each.fact):
            yield each
        elif spares_trial(each.fact) and not is_changed_plea(each, tries, of_case):
            named = offences_of(each, of_case)
            spared |= named
            if not named or (offences and spared.issuperset(offences)):
                yield each


def _begins_trial(fact: Fact) -> bool:
    """Whether a trial began: a verdict is given in none that did not."""
    if isinstance(fact, VerdictGiven):
        return True
    if not isinstance(fact, HearingHeld) or fact.hearing is not HearingKind.TRIAL:
        return False
    return fact.trial_result in (TrialResult.EFFECTIVE, None)
