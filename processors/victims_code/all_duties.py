"""Every duty of the Victims' Code, and by kind of fact the duties it may raise or discharge.

Each duty stands in one module by Right of the Code, with its words, its facts and its time limits.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from events.fact import Fact
from processors.victims_code.duty import Duty
from processors.victims_code.protective_order_duties import PROTECTIVE_ORDER_DUTIES
from processors.victims_code.review_schemes import REVIEW_SCHEMES
from processors.victims_code.right_1 import RIGHT_1
from processors.victims_code.right_6 import RIGHT_6
from processors.victims_code.right_6_decisions import RIGHT_6_DECISIONS
from processors.victims_code.right_6_transfer import RIGHT_6_TRANSFER
from processors.victims_code.right_7 import RIGHT_7
from processors.victims_code.right_8 import RIGHT_8
from processors.victims_code.right_8_evidence import RIGHT_8_EVIDENCE
from processors.victims_code.right_9 import RIGHT_9
from processors.victims_code.right_11_after_sentence import RIGHT_11_AFTER_SENTENCE
from processors.victims_code.rights_3_and_4 import RIGHTS_3_AND_4
from processors.victims_code.rights_10_to_12 import RIGHTS_10_TO_12

DUTIES = (
    *RIGHT_1,
    *RIGHTS_3_AND_4,
    *RIGHT_6,
    *RIGHT_6_DECISIONS,
    *RIGHT_6_TRANSFER,
    *RIGHT_7,
    *RIGHT_8,
    *RIGHT_8_EVIDENCE,
    *RIGHT_9,
    *REVIEW_SCHEMES,
    *RIGHTS_10_TO_12,
    *RIGHT_11_AFTER_SENTENCE,
    *PROTECTIVE_ORDER_DUTIES,
)
"""Every duty."""

DUTY_BY_RULE = {duty.rule: duty for duty in DUTIES}
"""Each duty by the rule under which it is owed."""

ROLLING_RULES = frozenset(duty.rule for duty in DUTIES if duty.rolling)
"""The rules of the duties to keep the victim up to date, which each contact begins anew."""


def _by_kind(pairs: Iterable[tuple[type[Fact], Duty]]) -> Mapping[type[Fact], tuple[Duty, ...]]:
    found: dict[type[Fact], dict[str, Duty]] = defaultdict(dict)
    for kind, duty in pairs:
        found[kind][duty.rule] = duty
    return {kind: tuple(duties.values()) for kind, duties in found.items()}


TRIGGERED_BY = _by_kind((when.kind, duty) for duty in DUTIES for when in duty.triggered_by)
"""By kind of fact: the duties that such a fact may raise."""
