"""Who declined the Victim Contact Scheme, as the ledger of truth enters the answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from events.after_sentence import ContactSchemeAnswer, ContactSchemeAnswered
from events.representatives import RepresentativeEnded, RepresentativeNamed, VictimDied
from oracle.known_suspects import EVERYBODY, KnownSuspects, Suspect
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.rights_without_a_day import IN_SCHEME


@dataclass(slots=True)
class SchemeAnswers:
    """Since which day the victim takes no part, by the suspect whom they answered about."""

    known: KnownSuspects
    declined: dict[Suspect, date] = field(default_factory=dict)

    def enter(self, event: PublishedEvent, suspect: Suspect, lines: Iterable[LedgerLine]) -> None:
        """Enter an event, and withdraw the lines that it declines.

        A death, or somebody else to be told, ends what was answered before.
        """
        fact = event.fact
        died = isinstance(fact, VictimDied) and fact.died
        if died or isinstance(fact, RepresentativeEnded | RepresentativeNamed):
            self.declined.clear()
        if not isinstance(fact, ContactSchemeAnswered):
            return
        if fact.answer is ContactSchemeAnswer.JOINED:
            self.declined.pop(self._key(suspect), None)
            return
        self.declined.setdefault(self._key(suspect), event.day)
        for line in lines:
            if line.rule in IN_SCHEME and self._key(line.suspect) == self._key(suspect):
                line.withdrawn = line.withdrawn or event.day
                line.over = line.over or event.order

    def declined_on(self, line: LedgerLine) -> date | None:
        """Since when the victim does not want what a line asks for."""
        return self.declined.get(self._key(line.suspect)) if line.rule in IN_SCHEME else None

    def _key(self, suspect: Suspect) -> Suspect:
        return suspect if self.known.are_several else EVERYBODY
