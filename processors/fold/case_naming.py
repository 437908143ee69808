"""By what the alerts of a case name it and its suspects."""

from dataclasses import dataclass
from functools import lru_cache

from events.identifiers import Agency
from events.suspects import AboutSuspect
from processors.case.history.case_references import PublishedName, own_reference
from processors.case.suspects.case_suspects import Suspects, written
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class CaseNaming:
    """The identifiers under which facts of a case were published, and which suspects they name."""

    case: str
    names: frozenset[PublishedName]
    suspects: Suspects

    def reference(self, agency: Agency) -> str:
        """The one of the identifiers that an agency works by."""
        return _reference(agency, self.case, self.names)

    def suspect(self, logged: LoggedFact) -> str | None:
        """The suspect whom a fact names: the number, or the ASN where no fact says whose that is.

        None where it names nobody.
        """
        fact = logged.fact
        if not isinstance(fact, AboutSuspect) or (fact.suspect is None and fact.asn is None):
            return None
        named = self.suspects.named(logged)
        return None if named is None else written(named)


@lru_cache(maxsize=10_000)
def _reference(agency: Agency, case: str, names: frozenset[PublishedName]) -> str:
    return own_reference(agency, case, names)
