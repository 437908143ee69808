"""Alerts of disputes: two agencies do not agree on what happened."""

from collections.abc import Iterable, Iterator

from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.fold.alert_life import AlertCause
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact

_Answer = CorrectionAgreed | CorrectionDisputed


def data_disputes(history: CaseHistory) -> Iterator[AlertCause]:
    """What both controllers are warned of: a correction is disputed. It ends once that is agreed.

    Each of the two has an alert of its own, and so has each dispute after an agreement.
    """
    if CorrectionDisputed not in history.by_kind:
        return
    by_event = {each.event: each for each in history.facts}
    for proposal in _proposals(history):
        assert isinstance(proposal.fact, CorrectionProposed)
        if about := by_event.get(proposal.fact.event):
            answers = [
                each
                for each in history.of(CorrectionAgreed, CorrectionDisputed)
                if each.agency is about.agency and _answers(each, proposal)
            ]
            yield from _disputes(history, about, proposal, tuple(answers))


def _proposals(history: CaseHistory) -> Iterable[LoggedFact]:
    """The first proposal of each name: what was proposed again is answered with it."""
    first: dict[object, LoggedFact] = {}
    for each in history.of(CorrectionProposed):
        assert isinstance(each.fact, CorrectionProposed)
        first.setdefault((each.agency, each.fact.correction), each)
    return first.values()


def _answers(answer: LoggedFact, proposal: LoggedFact) -> bool:
    fact, proposed = answer.fact, proposal.fact
    assert isinstance(fact, _Answer)
    assert isinstance(proposed, CorrectionProposed)
    return (fact.proposed_by, fact.correction) == (proposal.agency, proposed.correction)


def _disputes(
    history: CaseHistory, about: LoggedFact, proposal: LoggedFact, answers: FactsInOrder
) -> Iterator[AlertCause]:
    before: LoggedFact | None = None
    for place, answer in enumerate(answers):
        again = before is not None and isinstance(before.fact, CorrectionDisputed)
        if isinstance(answer.fact, CorrectionDisputed) and not again:
            agreed = [each for each in answers[place:] if isinstance(each.fact, CorrectionAgreed)]
            learned = max(each.learned for each in (about, proposal, answer))
            for controller in dict.fromkeys((answer.agency, proposal.agency)):
                yield AlertCause(
                    about=(history.victim, answer.event, controller),
                    case_id=history.case,
                    kind=AlertKind.DATA_DISPUTED,
                    agency=controller,
                    breached=moment(answer),
                    learned=learned,
                    ended=min((each.learned for each in agreed), default=None),
                    event=answer,
                    other_agency=proposal.agency if controller is answer.agency else answer.agency,
                )
        before = answer
