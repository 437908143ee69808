"""What withdraws a duty: the first fact after its trigger, or a wish that stood by then."""

from collections.abc import Callable, Mapping

from events.contact import OptedOutOf
from processors.case.history.case_history import first_after
from processors.case.suspects.case_suspects import Suspect
from processors.victims_code.case_context import CaseContext
from processors.victims_code.duty import Duty, Withdrawal
from processors.victims_code.ended_sentences import conviction_quashed, sentence_replaced
from schemas.log_records import LoggedFact


def withdrawing_fact(
    context: CaseContext, suspect: Suspect, reason: Withdrawal, duty: Duty, trigger: LoggedFact
) -> LoggedFact | None:
    """The first fact after a trigger, or a wish standing by then, that withdraws a duty."""
    if reason is _HEARING_MOVED:
        dates = context.hearings_off.moved.get(trigger.event, ())
        return next((each for each in dates if duty.is_triggered_by(each)), None)
    return _WITHDRAWS[reason](context, suspect, trigger)


_HEARING_MOVED = Withdrawal.HEARING_MOVED


def _opted_out_of(of: OptedOutOf) -> Callable[..., LoggedFact | None]:
    return lambda context, _, trigger: context.wishes[of].opted_out_at(trigger)


def _declined(context: CaseContext, suspect: Suspect, trigger: LoggedFact) -> LoggedFact | None:
    wish = context.scheme.get(suspect)
    return wish.opted_out_at(trigger) if wish else None


_WITHDRAWS: Mapping[Withdrawal, Callable[..., LoggedFact | None]] = {
    Withdrawal.CASE_ENDED: lambda context, suspect, trigger: first_after(
        context.course.ends(suspect), trigger
    ),
    Withdrawal.CHARGED: lambda context, _, trigger: first_after(context.charged, trigger),
    Withdrawal.HEARING_OFF: lambda context, _, trigger: context.hearings_off.by_listing.get(
        trigger.event
    ),
    Withdrawal.VICTIM_DIED: lambda context, *_: context.recipients.died,
    Withdrawal.NOT_REQUIRED: lambda context, _, trigger: first_after(context.not_required, trigger),
    Withdrawal.HELD_ELSEWHERE: lambda context, _, trigger: context.holders.left_after(trigger),
    Withdrawal.PROGRESS_UPDATES: _opted_out_of(OptedOutOf.PROGRESS_UPDATES),
    Withdrawal.COURT_UPDATES: _opted_out_of(OptedOutOf.COURT_UPDATES),
    Withdrawal.RELEASE_UPDATES: _opted_out_of(OptedOutOf.RELEASE_UPDATES),
    Withdrawal.OFFENDER_DIED: lambda context, suspect, _: context.dead_offenders.get(suspect),
    Withdrawal.SCHEME_DECLINED: _declined,
    Withdrawal.SENTENCE_REPLACED: sentence_replaced,
    Withdrawal.CONVICTION_QUASHED: conviction_quashed,
}
"""How the fact is found by which each reason withdraws a duty."""
