"""The trials for which each defendant is listed, as the ledger of truth reads the court's list."""

from dataclasses import dataclass, field
from datetime import date

from events.before_trial import EvidencePart, EvidenceRecorded, TrialVacated
from events.court import CaseConcluded, HearingKind, HearingListed, TrialListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from oracle.known_suspects import EVERYBODY, KnownSuspects, Suspect
from oracle.published_event import PublishedEvent


@dataclass(slots=True)
class ListedTrials:
    """The day of the last trial of each defendant that was not taken out of the list, and the days
    of evidence recorded before a trial.
    """

    known: KnownSuspects
    days: dict[Suspect, date | None] = field(default_factory=dict)
    cross_examined: list[date] = field(default_factory=list)
    section_28: date | None = None

    def enter(self, event: PublishedEvent) -> None:
        """Enter a trial in the list of each defendant, or take it out before its day; and when the
        victim's evidence is to be recorded before it, or was.
        """
        match event.fact:
            case HearingListed(hearing=HearingKind.SECTION_28):
                self.section_28 = event.fact.first_day
            case HearingCancelled(hearing=HearingKind.SECTION_28):
                self.section_28 = None
            case EvidenceRecorded(part=EvidencePart.CROSS_EXAMINATION):
                self.cross_examined.append(event.day)
        of_trial = isinstance(event.fact, HearingCancelled | HearingAdjourned) and (
            event.fact.hearing is HearingKind.TRIAL
        )
        if not of_trial and not isinstance(event.fact, TrialListed | TrialVacated | CaseConcluded):
            return
        whom = self.known.whom(event)
        everybody = list(self.known.since) if self.known.are_several else [EVERYBODY]
        for suspect in everybody if whom == EVERYBODY else [whom]:
            if isinstance(event.fact, TrialListed):
                self.days[suspect] = event.fact.first_day
            elif suspect in self.days and event.day < (self.days[suspect] or date.max):
                del self.days[suspect]

    def evidence(self, since: date) -> list[date]:
        """The days on which evidence is given, from one day on, as far as they are known."""
        given = [day for day in self.cross_examined if day >= since]
        before = given or ([self.section_28] if self.section_28 else [])
        return [*before, *(each for each in self.days.values() if each and each >= since)]
