"""Applications to a court: to vary or end an order, of a breach, an appeal; what was decided.

An application names whom it is about by an arrest/summons number, and the cases it comes from.
"""

from collections.abc import Iterator
from dataclasses import replace

from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import arrest_number
from agencies.adapters.hearing_parts import (
    DefendantPart,
    HearingPart,
    case_subject,
    numbered_offences,
    own_id,
)
from agencies.adapters.judicial_results import results_of
from agencies.adapters.message_parts import Part


def of_applications(hearing: HearingPart, notes: ConversionNotes) -> Iterator[Draft]:
    """What was decided on the applications of a hearing. What cannot be said is counted."""
    for application in hearing.part.parts("courtApplications"):
        try:
            yield from _of_application(application, hearing, notes)
        except Unsayable as unsayable:
            notes.unsaid(unsayable.what, unsayable.rule)


def _of_application(
    application: Part, hearing: HearingPart, notes: ConversionNotes
) -> Iterator[Draft]:
    """The results of its offences in their cases, and its own in the only case it comes from."""
    cases = [*application.parts("courtApplicationCases")]
    own = application.fields.get("judicialResults")
    if own and len(cases) != 1:
        notes.unsaid("result of an application", "of_several_cases_or_of_none")
    for case in cases:
        results = {"judicialResults": own} if len(cases) == 1 else {}
        about = Part({"offences": case.fields.get("offences"), **results})
        if _has_results(about):
            whose = _whose(application, case, about, notes)
            yield from _with_basis(results_of(whose, hearing, notes), application)


def _has_results(about: Part) -> bool:
    offences = about.parts("offences")
    return any(any(each.parts("judicialResults")) for each in (about, *offences))


def _whose(application: Part, case: Part, about: Part, notes: ConversionNotes) -> DefendantPart:
    subject = case_subject(Part({**case.fields, "id": case.text("prosecutionCaseId")}))
    asn = arrest_number(application.text("defendantASN"))
    if (own := own_id(application)) is None or asn is None:
        rule = "no_id" if own is None else "no_well_formed_arrest_summons_number"
        raise Unsayable("application", rule)
    return DefendantPart(own, subject, {"asn": asn}, about, numbered_offences(about, notes))


def _with_basis(drafts: Iterator[Draft], application: Part) -> Iterator[Draft]:
    """Sentences on an appeal or after a breach say that they take the place of another."""
    kind = application.part("type")
    basis = "appeal" if kind.flag("appealFlag") else None
    if kind.text("breachType") in ("GENERIC_BREACH", "COMMISSION_OF_NEW_OFFENCE_BREACH"):
        basis = "breach"
    for draft in drafts:
        sentence = basis and draft.kind == "sentence-passed" and "basis" not in draft.data
        yield replace(draft, data={**draft.data, "basis": basis}) if sentence else draft
