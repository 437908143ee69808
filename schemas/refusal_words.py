"""What is wrong with a refused event, in words for those who must mend it: one wording, every door.

The gateway, the commands, the agency's page and the list of rejected events all take it from here.
"""

from schemas.refusal import Problem

_WORDS = {
    "a_crown_court_number": "a Crown Court's number, no URN: write it as court:<number>",
    "a_defendant_and_no_case": (
        "an ASN, which a court writes in asn: its subject is the case, by URN or by the court's"
        " number"
    ),
    "a_notice_of_the_police": "a notice that the police give: a court makes the order that follows",
    "after_2199": "later than the year 2199",
    "a_second_term": (
        "more than the rest of the term: months, weeks and days together are the term, with at most"
        " 4 weeks or 30 days beside months, and 6 days beside weeks"
    ),
    "an_offenders_number": (
        "an offender's number, which no journey holds: say offender-unlinked of the wrong one, and"
        " offender-linked of the right one"
    ),
    "asn_check_letter": "its check letter does not fit its numbers",
    "a_fixed_term": "a minimum term is of a sentence for life, or without a fixed term",
    "a_list": "a list: write one event a line, without brackets and commas around them",
    "before_it_was_decided": "before the day on which it was decided",
    "before_it_was_listed": "before the day on which it was listed",
    "before_it_was_put_off": "not after the day on which the sentence was put off",
    "before_it_was_ordered": "before the day on which it was ordered",
    "before_1900": "earlier than the year 1900",
    "bool_type": "must be true or false",
    "crown_court_only": "no magistrates' court can pass such a sentence",
    "cut_short": "cut short: the JSON has no end",
    "date_parsing": "not a day, as 2025-03-10",
    "datetime_parsing": "not a date and time with seconds and an offset, as 2025-03-06T21:30:00Z",
    "empty": "there is nothing in it",
    "enum": "not one of the codes",
    "extra_forbidden": "holds a field that is not known",
    "greater_than_equal": "too small a number",
    "has_a_last_day": "has a last day, and so is not until further order: leave one of the two out",
    "in_the_future": "in the future",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "leads_to_a_case": (
        "what leads to another case, and is not corrected: take the event back with"
        " report-withdrawn, and send it anew"
    ),
    "less_than_equal": "too large a number",
    "literal_error": "not the value that it must have",
    "missing": "missing",
    "model_type": "must be an object with the fact's fields",
    "no_conditions": "bail without conditions has none",
    "never_interim": "of this kind there is no interim order",
    "no_custody": "a sentence of this kind has no term of custody",
    "no_hearing": "neither hearing_id nor hearing: say which hearing it is about",
    "no_reason": "neither reason nor reason_code: say why the trial was taken out of the list",
    "none_required": "must not be there",
    "not_a_whole_number": "not a whole number",
    "not_as_many_cells_as_columns": "the row has more or fewer cells than the header",
    "not_by_the_format": "not a date and time in the mapping's format",
    "not_an_attribute": "holds an attribute that is not known",
    "not_extended": "a longer licence is of an extended sentence",
    "not_from_its_first_day": "not the days from the one on which the hearing begins",
    "not_of_a_cracked_trial": "not a reason for which a trial cracks: it could be held another day",
    "not_of_an_ineffective_trial": (
        "not a reason for which a trial is ineffective: it ended the case, so the trial cracked"
    ),
    "not_one_date": "say one of starts_at, on_day, week_of and to_be_fixed, and no other of them",
    "not_one_of_the_letters": "not one of the courts' letters for why a trial was not held",
    "not_what_the_letters_say": "not the reason that reason_code is of: leave one of them out",
    "not_its_to_identify": "another agency's reference, not the sender's to identify in this case",
    "not_its_own_staff": "another agency's member of staff",
    "not_its_own_intervention": "another agency's intervention",
    "not_its_to_link": "a link of cases that is not the sender's to report",
    "not_its_to_say": "not the sender's to report",
    "not_its_to_merge": "neither of the two references is the sender's own",
    "not_csv": "not CSV from here on: look for a quotation mark too many",
    "not_json": "not JSON from here on",
    "not_in_the_mapping": "not one of the mapping's codes",
    "on_no_clock": "a time that the clocks passed over in spring",
    "not_a_list_of_events": "not a JSON list of events",
    "not_one_event_a_line": "not one event a line: write each event on a line of its own",
    "not_percent_encoded": "a % that two hexadecimal digits do not follow: write it as %25",
    "not_read_here": "a format that is not read here",
    "not_the_records_key": "not the same as the record's key",
    "not_the_topics_agency": "not the agency of the topic",
    "not_utf_8": "not written in UTF-8",
    "of_custody_only": "said of custody only",
    "of_a_case_only": (
        "said of a case only: an offender is a suspect with a number in each case, which"
        " offender-linked names"
    ),
    "of_a_hearing_without_a_day": "days of a hearing that has no day yet: say starts_at or on_day",
    "of_another_court": "letters that are used at another court: Crown Court or magistrates' court",
    "of_another_result": "letters of another result of a trial: cracked, ineffective or vacated",
    "of_a_trial_only": "said of a trial only",
    "repeated": "there more than once",
    "string_pattern_mismatch": "not written as it must be",
    "string_too_long": "too long",
    "string_too_short": "empty",
    "string_type": "must be text",
    "the_number_of_the_case": (
        "the number of the case: whoever knows that could guess the victim's pseudonym, so give the"
        " victim a reference of their own"
    ),
    "only_a_crime": "a crime: a prosecution does not go on as one",
    "the_same_case": "the case itself: give the other one",
    "the_same_hearing": "the same hearing: no entry is a duplicate of itself",
    "the_same_victim": "the same reference as victim: two are merged, or unmerged",
    "timezone_aware": "has no offset from UTC: end it with Z or, say, +01:00",
    "too_deep": "lists or objects nested too deep",
    "too_large": "larger than an event may be",
    "too_many_links": "one more link than a case can have, which is 100: link a case that is linked"
    " with this one",
    "too_many_suspects": "a greater number than a case has suspects: 1 to 99",
    "a_persons_number": "the number of a person in prison, in probation or on the Police National"
    " Computer, and no case's",
    "could_be_a_name": "has letters and no digit, so that it could be a name: write the agency's"
    " own reference, which has a digit, or a code",
    "no_field_of_an_event": "neither time nor a field of any event",
    "names_no_event": "missing: name the event in event, or by the id that it was sent with in"
    " event_id",
    "took_place": "of a trial that took place there is no reason why it did not",
    "two_prosecutions": "another prosecution: say case-joined where the two are heard together,"
    " case-merged where it goes on as that one, case-split where that is a part of it",
    "too_many_victims": "one more victim than a case can have, which is 500: give further victims"
    " a case of their own",
    "unknown": "not known",
    "unknown_version": "of a version that is not known",
    "uuid_parsing": "not an event's id as the platform names it: 8-4-4-4-12 hexadecimal digits",
}
"""By the type of the error, as pydantic or this platform names it."""


_NAME = "letters, digits and . _ / -, with no space"
_CASE = (
    f"crime:<force>:<reference>, the force an agency, or the two digits of a force that does not"
    f" publish here, the reference of {_NAME}; urn:<URN>, as 01AA0123425; asn:<ASN>;"
    " court:<number>, as 01/2026/123A or T20254007; or cp:<Common Platform's id>; of merged"
    " prosecutions urn:<URN>/M"
)
_OFFENDER = (
    "of an offender, noms:<prison number>, as noms:A1234BC; crn:<number>, as crn:X123456; or"
    " pnc:<PNC id>, as pnc:2012/0012345X"
)
_VICTIM = f"<agency>:<reference>, the reference of {_NAME}, or a pseudonym of the pages"
_STAFF = "the agency's own id: letters, digits and -, at least one digit, at most 40 characters"
_DAY = "a day, as 2025-03-10"
_HEARING = "the court's own id of a hearing: letters, digits and -, at least one digit"
_OFFENCE = (
    "a CJS offence code: 2 letters, 5 digits, as TH68010, or ML and 3 digits; for the dotted code"
    " of the Police National Computer, as 5.1.1.1, send the CJS code of that offence"
)
_NO_CONTROLS = "text without control characters"

_FORMS = {
    "alerts": "1 to 100 ids of alerts",
    "amount_pence": "1 to 1,000,000,000 pence",
    "asn": "an ASN: 2 digits, 6 letters or digits, 11 digits and the check letter; or in its short"
    " form, as 25/01ZD/01/104411J",
    "borough": "a London borough's GSS code: E09000001 to E09000033",
    "correction": f"the correction's own name, of {_NAME}",
    "covered_by": _STAFF,
    "custody_days": "1 to 3,650 days",
    "custody_months": "1 to 1,200 months",
    "custody_weeks": "1 to 520 weeks",
    "datacontenttype": "application/json, or another media type that ends in +json",
    "dataschema": "a URI of at most 200 characters",
    "extended_licence_months": "1 to 120 months",
    "event_id": _NO_CONTROLS,
    "replacement_id": _NO_CONTROLS,
    "event_source": _NO_CONTROLS,
    "every_days": "1 to 366 days",
    "field": "a field's name: small letters and _",
    "from_case": _CASE,
    "hands_over_to": _STAFF,
    "duplicate_of": _HEARING,
    "hearing_id": _HEARING,
    "home_office_outcome": "a Home Office outcome: 1 to 22",
    "id": _NO_CONTROLS,
    "minimum_term_months": "1 to 1,200 months",
    "into": _CASE,
    "language": "a language's code: 2 or 3 small letters, as en",
    "offence_code": _OFFENCE,
    "offence_codes": _OFFENCE,
    "charges": f"an offence's number, 1 to 999, and its code: {_OFFENCE}",
    "code": _OFFENCE,
    "offence": "an offence's number under the ASN: 1 to 999",
    "offences": "offences' numbers under the ASN: 1 to 999",
    "offender": _OFFENDER,
    "order_id": "the order's own id: letters, digits and -, at least one digit, at most 40"
    " characters",
    "on_day": _DAY,
    "other": _CASE,
    "othervictim": _VICTIM,
    "partitionkey": f"the case, of {_NAME}",
    "reason_code": "a trial reason's letters: a capital letter and, where it has one, a digit",
    "recordedby": _STAFF,
    "result_code": "a result of the CJS data standards: 4 digits",
    "rule": "a rule's code, as R6.1",
    "sampledrate": "1 to 18 digits",
    "sequence": "1 to 18 digits",
    "sitting_days": _DAY,
    "site": "a site's code: small letters, digits and -",
    "source": _NO_CONTROLS,
    "staff": _STAFF,
    "subject": f"{_CASE}; {_OFFENDER}; of a member of staff, staff:<agency>:<id>;"
    " of an intervention, intervention:<agency>:<id>",
    "suspect": "a suspect's number in the case: 1 to 999",
    "also_suspects": "suspects' numbers in the case: 1 to 999",
    "team": "a team's code: small letters, digits and -, beginning with a letter",
    "until_on": _DAY,
    "value": "a coded value: letters, digits and : + . _ / -",
    "traceparent": "a W3C trace context, as 00-<32 digits>-<16 digits>-01, hexadecimal",
    "victim": _VICTIM,
    "week_of": _DAY,
    "with_case": _CASE,
}
"""How what stands in a field must be written, by the field's name."""

_OF_ITS_FORM = {
    "greater_than_equal",
    "less_than_equal",
    "string_pattern_mismatch",
    "string_too_long",
    "string_too_short",
    "string_type",
}

_NEAREST = "did you mean {}?"
_WHO_MAY = "who may say so: {}"
_CHOICES = {
    "enum": "the codes are {}",
    "extra_forbidden": "its fields are {}",
    "literal_error": "it must be {}",
    "not_its_own_intervention": _WHO_MAY,
    "not_its_own_staff": _WHO_MAY,
    "not_its_to_identify": _WHO_MAY,
    "not_its_to_link": _WHO_MAY,
    "not_its_to_merge": _WHO_MAY,
    "not_its_to_say": _WHO_MAY,
}
_NEVER_A_SLIP = _CHOICES.keys() - {"enum", "extra_forbidden"}
"""Their codes are all that can stand there, even if there is only one."""


def form_of(path: str) -> str | None:
    """How a field, or one of a field's values, must be written; None where there are no words."""
    names = [name for name in path.removesuffix(")").split(".") if not name.isdecimal()]
    return _FORMS.get(names[-1].rpartition("(")[2]) if names else None


def words_of(problem: Problem) -> str | None:
    """What a problem means, the form of its field and the codes there are; None without words."""
    words = _WORDS.get(problem.error)
    if words is None:
        return None
    details = [problem.name, _form(problem), _codes(problem)]
    return ": ".join([words, *filter(None, details)])


def in_words(problem: Problem) -> str:
    """A problem with its path and code: "data.channel: not one of the codes: … (enum)".

    A code without words here stands alone.
    """
    words = words_of(problem)
    path = f"{problem.path}: " if problem.path else ""
    return f"{path}{words} ({problem.error})" if words else str(problem)


def _form(problem: Problem) -> str | None:
    return form_of(problem.path) if problem.error in _OF_ITS_FORM else None


def _codes(problem: Problem) -> str | None:
    if not problem.codes:
        return None
    many = len(problem.codes) > 1 or problem.error in _NEVER_A_SLIP
    words = _CHOICES.get(problem.error, _NEAREST) if many else _NEAREST
    return words.format(", ".join(problem.codes))
