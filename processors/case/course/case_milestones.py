"""What the facts of a case say of it as a whole: its report, its victim."""

from events.identifiers import Agency
from events.offences import VictimKind
from events.reporting import CrimeReported, VictimIdentified
from processors.case.history.case_history import CaseHistory


def crime_report(history: CaseHistory) -> CrimeReported | None:
    """The first report of the crime; None until one is known."""
    first = next(iter(history.of(CrimeReported)), None)
    return first.fact if first and isinstance(first.fact, CrimeReported) else None


def reporting_agency(history: CaseHistory) -> Agency | None:
    """The agency that first reported the crime; None until one has."""
    return next((logged.agency for logged in history.of(CrimeReported)), None)


def victim_kind(history: CaseHistory) -> VictimKind:
    """The kind of victim as first identified; one directly harmed where nothing says."""
    facts = (logged.fact for logged in history.of(VictimIdentified))
    kinds = (fact.victim_kind for fact in facts if isinstance(fact, VictimIdentified))
    return next(kinds, VictimKind.PERSON)
