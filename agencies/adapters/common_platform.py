"""HMCTS's Common Platform: cases that were created, hearings listed, moved and resulted.

Schemas: the public repositories of HMCTS, `cpp-context-hearing`, `-listing` and `-progression`.
"""

from collections.abc import Iterator

from agencies.adapters.code_tables import codes
from agencies.adapters.conversion import Adapter, ConversionNotes, Draft, Unsayable
from agencies.adapters.hearing_listings import listed, made_at, marked_duplicate
from agencies.adapters.hearing_parts import DefendantPart, case_subject, day_of, defendants, links
from agencies.adapters.hearing_results import resulted
from agencies.adapters.mapped_fields import mapped_fields
from agencies.adapters.message_charges import charges
from agencies.adapters.message_parts import Part
from events.identifiers import Agency


def says(message: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """What a message says, by what is in it. Raises Unsayable for one of another kind."""
    at = made_at(message)
    if message.part("hearing") and "sharedTime" in message.fields:
        return resulted(message, notes)
    for name in ("confirmedHearing", "updatedHearing"):
        if hearing := message.part(name):
            return listed(hearing, at, notes)
    if case := message.part("prosecutionCase"):
        return created(case, notes)
    if "hearingId" in message.fields and "prosecutionCaseIds" in message.fields:
        return marked_duplicate(message, at)
    raise Unsayable("message", "of_no_kind_that_is_read")


def created(case: Part, notes: ConversionNotes) -> Iterator[Draft]:
    """A case that was created: its names, and each defendant with what they are charged with."""
    subject = case_subject(case)
    found = [*defendants(case, notes)]
    method = codes("initiation-codes", "code", "method").get(case.text("initiationCode") or "")
    if method is None:
        notes.unsaid("charge", "no_initiation_code_that_is_in_the_list")
    first = None
    for each in found:
        day = _charged_on(each)
        first = min(filter(None, (first, day)), default=None)
        if method and day is None:
            notes.unsaid("charge", "no_day")
        elif method and day:
            yield _charge(each, method, day, notes)
    if first is None:
        notes.unsaid("case", "no_day")
        return
    yield from links(Part({**case.fields}), found, first)
    if not found:
        notes.unsaid(subject.partition(":")[0], "no_defendant_that_can_be_told_apart")


def _charged_on(who: DefendantPart) -> str | None:
    days = [
        day
        for offence, _ in who.offences
        for name in ("chargeDate", "laidDate", "dateOfInformation")
        if (day := day_of(offence, name, ""))
    ]
    return min(days, default=None)


def _charge(who: DefendantPart, method: str, day: str, notes: ConversionNotes) -> Draft:
    found = [(number, offence.text("offenceCode")) for offence, number in who.offences]
    data = {**who.whose, "method": method, "charges": [*charges(found, notes)]}
    return Draft("suspect-charged", (who.id, "charged"), who.subject, day, data)


COMMON_PLATFORM = Adapter(
    name="common-platform",
    source="https://common-platform/hmcts",
    agency=Agency.HMCTS,
    says=says,
    mapped=mapped_fields("common-platform"),
)
