"""A victim's facts as they count: placed in cases, corrected, and as far as they concern her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from processors.case.corrections.apply_corrections import apply_corrections
from processors.case.corrections.correction import Correction, corrections_by_event
from processors.case.history.facts_by_event import FactsByEvent
from processors.case.offences.own_offences import concerning
from processors.case.suspects.offender_facts import placed


@dataclass(frozen=True, slots=True)
class CountedFacts:
    """Facts as they were reported, as they stand `in_cases`, since they were `corrected`, and as
    those that concern the victim count, `effective`.

    `corrections` are those of them, the first answered first; `by_event` those from which something
    follows.
    """

    facts: FactsByEvent
    in_cases: FactsByEvent
    corrected: FactsByEvent
    effective: FactsByEvent
    corrections: tuple[Correction, ...]
    by_event: Mapping[UUID, Correction]

    @property
    def last_decided(self) -> datetime | None:
        """When the last correction was decided, as first learned; None while there is none.

        An agency's own report is corrected as soon as it says so: nobody answers that.
        """
        corrections = self.corrections
        if self.in_cases is not self.facts:  # what is placed in a case may be learned later there
            _, corrections = apply_corrections(self.facts)
        return max(filter(None, (each.decided for each in corrections)), default=None)


def counted_facts(facts: FactsByEvent, before: FactsByEvent | None = None) -> CountedFacts:
    """How a victim's facts count. `before` are some as they counted earlier: an equal one is the
    same object again.
    """
    in_cases = placed(facts, before)
    corrected, corrections = apply_corrections(in_cases, before)
    by_event = corrections_by_event(corrections)
    effective = concerning(corrected, in_cases, before=before)
    return CountedFacts(facts, in_cases, corrected, effective, corrections, by_event)
