"""Which parts of a case bear on a duty: where only another part changed, it stands as it did."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache

from events.messages import NoticeReceived, NoticeSent
from processors.victims_code.case_context import CaseContext
from processors.victims_code.duty import ClockStart, Duty, Withdrawal
from processors.victims_code.repeated_notices import NEWS

_ON_SENTENCE = {Withdrawal.SENTENCE_REPLACED, Withdrawal.CONVICTION_QUASHED}
_NOTICES = (NoticeSent, NoticeReceived)
_UPDATES = {
    Withdrawal.PROGRESS_UPDATES,
    Withdrawal.COURT_UPDATES,
    Withdrawal.RELEASE_UPDATES,
}


def _ends_with(*reasons: Withdrawal) -> Callable[[Duty], bool]:
    return lambda duty: not duty.withdrawn_by.isdisjoint(reasons)


def _of_sentence(duty: Duty) -> bool:
    return duty.for_eligible or not duty.withdrawn_by.isdisjoint(_ON_SENTENCE)


_BEARS_ON: Mapping[str, Callable[[Duty], bool]] = {
    "offence": lambda duty: duty.for_eligible or duty.for_listed,
    "agreements": lambda duty: duty.rolling,
    "investigations": lambda duty: duty.rolling,
    "noticed": lambda duty: duty.may_precede,
    "course": lambda duty: duty.rolling or _ends_with(Withdrawal.CASE_ENDED)(duty),
    "charged": lambda duty: duty.rolling or _ends_with(Withdrawal.CHARGED)(duty),
    "waits": lambda _: False,
    "wishes": _ends_with(*_UPDATES),
    "trials_listed": lambda duty: duty.before_trial,
    "section_28_listed": lambda duty: duty.before_trial,
    "cross_examined": lambda duty: duty.before_trial,
    "not_required": _ends_with(Withdrawal.NOT_REQUIRED),
    "decisions": lambda duty: duty.one_decision is not None,
    "notices": lambda duty: any(each.kind in NEWS for each in duty.triggered_by),
    "hearings_noticed": lambda duty: any(each.kind in _NOTICES for each in duty.triggered_by),
    "after_arrest": lambda duty: duty.after_arrest,
    "refusals_told": lambda duty: duty.clock is ClockStart.TELLING,
    "scheme": _ends_with(Withdrawal.SCHEME_DECLINED),
    "dead_offenders": _ends_with(Withdrawal.OFFENDER_DIED),
    "sentences": _of_sentence,
    "referrals": lambda duty: duty.for_eligible,
    "after_custody": lambda duty: duty.one_move_of_offender or duty.may_precede,
    "remands": lambda _: False,
    "old_bail_news": lambda duty: duty.bail_of is not None,
    "bail_after_charge": lambda duty: duty.bail_of is not None,
}
"""On which duties a part of a case bears. What is not here bears on all."""


def changed_parts(before: CaseContext, now: CaseContext) -> frozenset[str]:
    """The parts of a case that are not as they were."""
    if before == now:
        return frozenset()
    names = (each.name for each in fields(CaseContext))
    return frozenset(name for name in names if getattr(before, name) != getattr(now, name))


def bear_on(parts: frozenset[str], duty: Duty) -> bool:
    """Whether any of some parts of a case bears on a duty."""
    return not parts <= parts_without(duty)


@cache
def parts_without(duty: Duty) -> frozenset[str]:
    """The parts of a case without which a duty is judged."""
    return frozenset(part for part, bears in _BEARS_ON.items() if not bears(duty))
