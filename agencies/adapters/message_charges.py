"""The charged offences of a message, by number and code."""

from collections.abc import Iterable, Iterator
from typing import Any

from agencies.adapters.conversion import ConversionNotes
from agencies.adapters.field_forms import offence_code


def charges(
    found: Iterable[tuple[int | None, str | None]], notes: ConversionNotes
) -> Iterator[dict[str, Any]]:
    """The charges of offences with a number and a well-formed code; the others are counted."""
    seen = set[int]()
    for number, given in found:
        if number is None or number in seen:
            notes.unsaid("charged offence", "no_sequence_number_of_its_own")
        elif (code := offence_code(given)) is None:
            notes.unsaid("charged offence", "no_code_of_the_cjs_offence_index")
        else:
            seen.add(number)
            yield {"offence": number, "code": code}
