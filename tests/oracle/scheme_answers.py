"""Who declined the Victim Contact Scheme, and which offender died, as the ledger enters it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from events.after_sentence import ContactSchemeAnswer, ContactSchemeAnswered
from events.prison import OffenderDied
from events.representatives import RepresentativeEnded, RepresentativeNamed, VictimDied
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.rights_without_a_day import IN_SCHEME, OF_A_LIVING_OFFENDER


@dataclass(slots=True)
class SchemeAnswers:
    """Since which day the victim takes no part, by the suspect whom they answered about.

    Of a dead offender nothing is asked any more, whatever was answered.
    """

    known: KnownSuspects
    declined: dict[Suspect, date] = field(default_factory=dict)
    dead: dict[Suspect, date] = field(default_factory=dict)

    def enter(self, event: PublishedEvent, suspect: Suspect, lines: Iterable[LedgerLine]) -> None:
        """Enter an event, and withdraw the lines that it declines.

        A death, or somebody else to be told, ends what was answered before.
        """
        fact = event.fact
        if isinstance(fact, OffenderDied) and fact.died and suspect is not NOBODY_KNOWS:
            self.dead.setdefault(self._key(suspect), event.day)
            self._withdraw(event, suspect, lines, OF_A_LIVING_OFFENDER)
        died = isinstance(fact, VictimDied) and fact.died
        if died or isinstance(fact, RepresentativeEnded | RepresentativeNamed):
            self.declined.clear()
        if not isinstance(fact, ContactSchemeAnswered):
            return
        if fact.answer is ContactSchemeAnswer.JOINED:
            self.declined.pop(self._key(suspect), None)
            return
        self.declined.setdefault(self._key(suspect), event.day)
        self._withdraw(event, suspect, lines, IN_SCHEME)

    def _withdraw(
        self,
        event: PublishedEvent,
        suspect: Suspect,
        lines: Iterable[LedgerLine],
        rules: Collection[str],
    ) -> None:
        for line in lines:
            if line.rule in rules and self._key(line.suspect) == self._key(suspect):
                line.withdrawn = line.withdrawn or event.day
                line.over = line.over or event.order

    def declined_on(self, line: LedgerLine) -> date | None:
        """Since when nothing is asked any more of what a line asks for."""
        suspect = self._key(line.suspect)
        if line.rule in OF_A_LIVING_OFFENDER and suspect in self.dead:
            return self.dead[suspect]
        return self.declined.get(suspect) if line.rule in IN_SCHEME else None

    def _key(self, suspect: Suspect) -> Suspect:
        return suspect if self.known.are_several else EVERYBODY
