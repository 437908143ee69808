"""Which facts are new in each case of a victim."""

from collections.abc import Iterable, Mapping

from events.representatives import ABOUT_THE_PERSON
from processors.case.history.case_history import CaseHistory
from schemas.log_records import LoggedFact


def facts_by_case(
    histories: Mapping[str, CaseHistory], new: Iterable[LoggedFact], names: Mapping[str, str]
) -> Mapping[str, list[LoggedFact]]:
    """The new facts of each case; those about the person are of every case."""
    cases: dict[str, list[LoggedFact]] = {}
    of_person = {each for case in histories.values() for each in case.of(*ABOUT_THE_PERSON)}
    for logged in new:
        cases.setdefault(names[logged.case], []).append(logged)
        if type(logged.fact) in ABOUT_THE_PERSON:
            of_person.add(logged)
    for name in {*histories, *cases} if of_person else ():
        known = histories[name].of(*ABOUT_THE_PERSON) if name in histories else ()
        more = of_person.difference(known, cases.get(name, ()))
        if more:
            cases.setdefault(name, []).extend(more)
    return cases
