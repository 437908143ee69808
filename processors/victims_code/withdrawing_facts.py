"""What withdraws a duty: the first fact after its trigger, or a wish that stood by then."""

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
    match reason:
        case Withdrawal.HEARING_MOVED:
            dates = context.hearings_off.moved.get(trigger.event, ())
            return next((each for each in dates if duty.is_triggered_by(each)), None)
        case Withdrawal.CASE_ENDED:
            return first_after(context.course.ends(suspect), trigger)
        case Withdrawal.CHARGED:
            return first_after(context.charged, trigger)
        case Withdrawal.HEARING_OFF:
            return context.hearings_off.by_listing.get(trigger.event)
        case Withdrawal.VICTIM_DIED:
            return context.recipients.died
        case Withdrawal.NOT_REQUIRED:
            return first_after(context.not_required, trigger)
        case Withdrawal.HELD_ELSEWHERE:
            return context.holders.left_after(trigger)
        case Withdrawal.PROGRESS_UPDATES | Withdrawal.COURT_UPDATES | Withdrawal.RELEASE_UPDATES:
            return context.wishes[OptedOutOf(reason)].opted_out_at(trigger)
        case _:
            return _about_offender(context, suspect, reason, trigger)


def _about_offender(
    context: CaseContext, suspect: Suspect, reason: Withdrawal, trigger: LoggedFact
) -> LoggedFact | None:
    """The fact about an offender, or about their sentence, that withdraws a duty."""
    match reason:
        case Withdrawal.OFFENDER_DIED:
            return context.dead_offenders.get(suspect)
        case Withdrawal.SCHEME_DECLINED:
            wish = context.scheme.get(suspect)
            return wish.opted_out_at(trigger) if wish else None
        case Withdrawal.SENTENCE_REPLACED:
            return sentence_replaced(context, suspect, trigger)
        case Withdrawal.CONVICTION_QUASHED:
            return conviction_quashed(context, suspect, trigger)
        case _:
            raise ValueError(f"{reason} is not about an offender")
