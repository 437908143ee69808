"""Everything that people are warned of in a case beside its duties."""

from processors.case.case_history import CaseHistory
from processors.fold.alert_life import AlertCause
from processors.fold.alerts import unsafe_contacts


def case_causes(history: CaseHistory) -> list[AlertCause]:
    """What is to be warned of, whatever the clock says."""
    return unsafe_contacts(history)
