"""What is wrong with a refused event, in words for those who must mend it."""

_WORDS = {
    "after_2199": "later than the year 2199",
    "asn_check_letter": "its check letter does not fit its numbers",
    "before_1900": "earlier than the year 1900",
    "bool_type": "must be true or false",
    "datetime_parsing": "not a date and time with seconds and an offset, as 2025-03-06T21:30:00Z",
    "enum": "not one of the codes",
    "extra_forbidden": "holds a field that is not known",
    "greater_than_equal": "too small a number",
    "in_the_future": "in the future",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "less_than_equal": "too large a number",
    "literal_error": "not the value that it must have",
    "missing": "missing",
    "model_type": "must be an object with the fact's fields",
    "none_required": "must not be there",
    "not_a_whole_number": "not a whole number",
    "not_as_many_cells_as_columns": "the row has more or fewer cells than the header",
    "not_by_the_format": "not a date and time in the mapping's format",
    "not_csv": "not CSV from here on: look for a quotation mark too many",
    "not_in_the_mapping": "not one of the mapping's codes",
    "on_no_clock": "a time that the clocks passed over in spring",
    "not_a_list_of_events": "not a list of one event or more",
    "not_read_here": "a format that is not read here",
    "not_the_records_key": "not the same as the record's key",
    "not_the_topics_agency": "not the agency of the topic",
    "not_utf_8": "not written in UTF-8",
    "repeated": "there more than once",
    "string_pattern_mismatch": "not written as it must be",
    "string_too_long": "too long",
    "string_too_short": "empty",
    "string_type": "must be text",
    "the_same_victim": "the same reference as victim: two are merged, or unmerged",
    "timezone_aware": "has no offset from UTC: end it with Z or, say, +01:00",
    "unknown": "not known",
    "unknown_version": "of a version that is not known",
    "uuid_parsing": "not an event's id as the platform names it: 8-4-4-4-12 hexadecimal digits",
}
"""By the type of the error, as pydantic or this platform names it."""


_NAME = "letters, digits and . _ / -, with no space"
_CASE = (
    f"crime:<force>:<reference>, the reference of {_NAME}; urn:<URN>, as 01AA0123425; asn:<ASN>;"
    " or court:<number>, as 01/2026/123A"
)
_VICTIM = f"<agency>:<reference>, the reference of {_NAME}"
_OFFENCE = "a CJS offence code: 2 letters, 5 digits, as TH68010, or ML and 3 digits"
_NO_CONTROLS = "text without control characters"

_FORMS = {
    "amount_pence": "1 to 1,000,000,000 pence",
    "asn": "an ASN: 2 digits, 6 letters or digits, 11 digits and the check letter",
    "borough": "a London borough's GSS code: E09000001 to E09000033",
    "correction": f"the correction's own name, of {_NAME}",
    "custody_months": "1 to 1,200 months",
    "datacontenttype": "application/json",
    "every_days": "1 to 366 days",
    "field": "a field's name: small letters and _",
    "home_office_outcome": "a Home Office outcome: 1 to 22",
    "id": _NO_CONTROLS,
    "language": "a language's code: 2 or 3 small letters, as en",
    "offence_code": _OFFENCE,
    "offence_codes": _OFFENCE,
    "other": _CASE,
    "othervictim": _VICTIM,
    "rule": "a rule's code, as R6.1",
    "sequence": "1 to 18 digits",
    "site": "a site's code: small letters, digits and -",
    "source": _NO_CONTROLS,
    "subject": _CASE,
    "suspect": "a suspect's number in the case: 1 to 999",
    "value": "a coded value: letters, digits and : + . _ / -",
    "victim": _VICTIM,
}
"""How what stands in a field must be written, by the field's name."""

_OF_ITS_FORM = {"string_pattern_mismatch", "greater_than_equal", "less_than_equal"}


def words_of(code: str) -> str | None:
    """What a code means; None where there are no words for it."""
    return _WORDS.get(code)


def form_of(path: str) -> str | None:
    """How a field, or one of a field's values, must be written; None where there are no words."""
    names = [name for name in path.split(".") if not name.isdecimal()]
    return _FORMS.get(names[-1]) if names else None


def in_words(problem: str) -> str:
    """A problem with its code: "data.channel: not one of the codes (enum)".

    A code without words here stands alone.
    """
    path, colon, code = problem.rpartition(": ")
    words = words_of(code)
    form = form_of(path)
    if words and form and code in _OF_ITS_FORM:
        words = f"{words}: {form}"
    return f"{path}{colon}{words} ({code})" if words else problem
