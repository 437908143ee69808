"""How each defendant of a case waits for court now: what of that may be shown, line by line."""

from collections.abc import Iterator

from caseworkers.journey_answers import RemandLine
from caseworkers.restricted import Restricted
from processors.case.custody.court_remands import CourtRemand
from processors.case.custody.standing_remands import standing_remands
from processors.case.history.case_history import CaseHistory
from processors.case.offences.charged_offences import number_of
from processors.case.suspects.case_suspects import Suspects, suspects, written


def remand_lines(history: CaseHistory, restricted: Restricted) -> Iterator[RemandLine]:
    """The remands of a case that stand, the newest first."""
    of_case = suspects(history)
    for remand in standing_remands(history):
        if restricted.hides(remand.decided.event, remand.since.event):
            yield RemandLine(case_id=history.case, event=remand.decided.event, hidden=True)
        else:
            yield _line(history.case, of_case, remand)


def _line(case: str, of_case: Suspects, remand: CourtRemand) -> RemandLine:
    return RemandLine(
        case_id=case,
        event=remand.decided.event,
        since=remand.since.occurred.at if remand.since.occurred.day else None,
        suspect=written(remand.suspect) if of_case.are_several else None,
        remand=remand.remand,
        conditions=sorted(remand.conditions),
        offences=sorted({number_of(each) for each in remand.offences}),
        held=remand.held,
        limit=remand.limit,
    )
