"""What a person must know before they contact a victim."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from pydantic import BaseModel, ConfigDict

from caseworkers.restricted import Restricted
from events.contact import Channel, ContactAgreed, ContactOptedOut, OptedOutOf
from events.fact import Fact
from events.help_for_victims import InterpreterOffered
from events.identity import LINKS
from events.needs import EnhancedRightsDecided, Need, VictimNeedsAssessed
from events.reporting import VictimIdentified
from events.representatives import ABOUT_THE_PERSON, OwedTo
from processors.case.corrections.apply_corrections import CORRECTING
from processors.case.history.case_history import CaseHistory, in_order
from processors.case.victim.contact_wishes import AGREEMENTS, agreement_standing, wishes_of
from processors.case.victim.enhanced_rights import enhanced_periods
from processors.case.victim.recipients import recipients_of
from processors.stream.merge_agreements import MERGES
from schemas.log_records import LoggedFact

_ABOUT_CONTACT = (
    *AGREEMENTS,
    ContactOptedOut,
    InterpreterOffered,
    VictimIdentified,
    VictimNeedsAssessed,
)

CARD_FACTS: tuple[type[Fact], ...] = (
    *_ABOUT_CONTACT,
    EnhancedRightsDecided,
    *LINKS,
    *CORRECTING,
    *MERGES,
)
"""The kinds of facts on which a card rests, beside what gives a case another name by a number.

In a journey in which something is corrected any fact may become one of them.
"""


class ContactCard(BaseModel):
    """How a victim may be reached, as the newest agreement in each of their cases says.

    `unsafe` are channels that a case says must not be used, and `safe` those that were agreed and
    that no case calls unsafe. `agreed` says whether anything was. `languages` are codes of ISO 639.
    An `interpreter` is needed by the newest assessment of needs. `speaks_for` is who is told in the
    victim's place. A fact about contact that is disputed and hidden from the viewer counts for
    nothing here, and then something is `hidden`.
    """

    model_config = ConfigDict(frozen=True)

    safe: list[Channel]
    unsafe: list[Channel]
    agreed: bool
    languages: list[str]
    interpreter: bool
    enhanced_rights: bool
    speaks_for: OwedTo
    opted_out: list[OptedOutOf]
    hidden: bool


def contact_card(histories: Sequence[CaseHistory], on: date, restricted: Restricted) -> ContactCard:
    """How the victim of these cases may be reached on a London day, as far as may be shown."""
    by_case = [_shown(history, restricted) for history in histories]
    facts = sorted(set(chain.from_iterable(by_case)), key=in_order)
    agreements = _agreements(by_case)
    unsafe = dict.fromkeys(chain.from_iterable(each.unsafe_channels for each in agreements))
    agreed = dict.fromkeys(chain.from_iterable(each.channels for each in agreements))
    known = sum(len(history.of(*_ABOUT_CONTACT)) for history in histories)
    return ContactCard(
        safe=[channel for channel in agreed if channel not in unsafe],
        unsafe=list(unsafe),
        agreed=bool(agreements),
        languages=_languages(agreements, facts),
        interpreter=_needs_interpreter(facts),
        enhanced_rights=_has_enhanced_rights(histories, on),
        speaks_for=recipients_of([each for each in facts if _is_about_person(each)]).last.to,
        opted_out=_opted_out(by_case),
        hidden=sum(map(len, by_case)) < known,
    )


def _shown(history: CaseHistory, restricted: Restricted) -> list[LoggedFact]:
    facts = history.of(*_ABOUT_CONTACT)
    return [each for each in facts if not restricted.hides(each.event)]


def _agreements(by_case: Iterable[Sequence[LoggedFact]]) -> list[ContactAgreed]:
    """What stands of each case, the newest first."""
    found = []
    for facts in by_case:
        agreements = tuple(each for each in facts if isinstance(each.fact, AGREEMENTS))
        if standing := agreement_standing(agreements):
            found.append(standing)
    found.sort(key=in_order, reverse=True)
    return [each.fact for each in found if isinstance(each.fact, ContactAgreed)]


def _languages(agreements: Iterable[ContactAgreed], facts: Iterable[LoggedFact]) -> list[str]:
    """The languages agreed on; where none was, that of the interpreter who was offered last."""
    wished = list(dict.fromkeys(each.language for each in agreements if each.language))
    offered = [each.fact for each in facts if isinstance(each.fact, InterpreterOffered)]
    return wished or [fact.language for fact in offered[-1:] if fact.language]


def _needs_interpreter(facts: Iterable[LoggedFact]) -> bool:
    assessed = [each.fact for each in facts if isinstance(each.fact, VictimNeedsAssessed)]
    return bool(assessed) and Need.INTERPRETER in assessed[-1].needs


def _is_about_person(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, (VictimIdentified, *ABOUT_THE_PERSON))


def _opted_out(by_case: Iterable[Sequence[LoggedFact]]) -> list[OptedOutOf]:
    """What the victim does not wish to hear of in some case; of all alone where they said so."""
    found = {
        of
        for facts in by_case
        for of, wish in wishes_of(tuple(each for each in facts if _is_wish(each))).items()
        if wish.standing and wish.standing[-1]
    }
    return [OptedOutOf.ALL] if OptedOutOf.ALL in found else sorted(found)


def _is_wish(logged: LoggedFact) -> bool:
    return isinstance(logged.fact, (ContactOptedOut, *AGREEMENTS))


def _has_enhanced_rights(histories: Iterable[CaseHistory], on: date) -> bool:
    """Whether the victim has Enhanced Rights in a case on a London day, as reported."""
    periods = chain.from_iterable(map(enhanced_periods, histories))
    return any(period.since <= on < period.until for period in periods)
