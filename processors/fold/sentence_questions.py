"""What is asked about sentences: which one stands, of which conviction, and how terms run."""

from collections.abc import Iterable

from processors.case.history.case_history import CaseHistory
from processors.case.results.replaced_sentences import replaced_sentences
from processors.case.suspects.case_suspects import Suspects
from processors.victims_code.decided_together import decided_together, sentences_with
from processors.victims_code.sentence_schemes import Eligibility, add_up
from schemas.contradiction_kinds import ContradictionKind
from schemas.log_records import LoggedFact


def about_sentences(
    history: CaseHistory, of_case: Suspects
) -> list[tuple[ContradictionKind, LoggedFact]]:
    """The appeals and reopenings that leave open which sentence stands; and of several terms of
    custody, which may come to a year, the first where nothing says how they run.
    """
    sentences = replaced_sentences(history, of_case)
    asked = [(ContradictionKind.NEW_SENTENCE_UNKNOWN, each) for each in sentences.unsentenced]
    asked += [(ContradictionKind.WHICH_CONVICTION, each) for each in sentences.unclear]
    gone = sentences.replaced.keys() | sentences.overturned.keys()
    return asked + [
        (ContradictionKind.HOW_TERMS_RUN, each)
        for each in _of_several_terms(history, of_case)
        if each.event not in gone
    ]


def _of_several_terms(history: CaseHistory, of_case: Suspects) -> Iterable[LoggedFact]:
    together = decided_together(history, of_case)
    first = {found[0].event: found[0] for found in together.values()}
    return (
        each
        for each in first.values()
        if add_up(sentences_with(together, each)) is Eligibility.UNKNOWN
    )
