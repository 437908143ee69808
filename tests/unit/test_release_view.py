"""What is said of each agency of a release: until when it has spoken, since when it is whole."""

from datetime import date

import pytest

from events.identifiers import Agency
from example_release import header
from web.release_view import agency_lines

LAST = header().last
SILENT = date(2024, 9, 1)


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, "not known"),
        (date(2024, 9, 1), "1 September 2024"),
        (date(2024, 9, 2), "nothing told since 2 September 2024"),
    ],
)
def test_no_history_is_called_complete_since_a_day_after_its_agency_fell_silent(
    since: date | None, said: str
) -> None:
    complete = {Agency.CITY_POLICE: since} if since else {}
    of_one = {"spoken": {Agency.CITY_POLICE: SILENT}, "complete": complete}
    [(name, spoken, whole)] = agency_lines(header().model_copy(update=of_one))

    silent = (LAST - SILENT).days
    assert name == "City of London Police"
    assert spoken.startswith(f"1 September 2024: silent for {silent} days")
    assert whole == said
