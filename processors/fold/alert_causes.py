"""All that people are warned of in a case, apart from duties that are due or late."""

from processors.fold.alert_life import AlertCause
from processors.fold.alerts import unsafe_contacts
from processors.fold.custody_limits_near import custody_limits_near
from processors.fold.data_disputes import data_disputes
from processors.fold.hand_offs import hand_offs
from processors.fold.hearings_near import hearings_near
from processors.fold.judged_case import JudgedCase
from processors.fold.protection_ending import protection_ending
from processors.fold.referrals_waiting import referrals_waiting
from processors.fold.silences import silences


def case_causes(case: JudgedCase) -> list[AlertCause]:
    """What is to be warned of, whatever the clock says."""
    return [
        *unsafe_contacts(case.history),
        *hand_offs(case),
        *silences(case),
        *hearings_near(case),
        *custody_limits_near(case),
        *protection_ending(case),
        *referrals_waiting(case.history),
        *data_disputes(case.history),
    ]
