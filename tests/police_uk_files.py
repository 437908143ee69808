"""Files as data.police.uk publishes them, made small for tests."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from agencies.police_uk import Import, find
from agencies.police_uk.csv_rows import COLUMNS
from agencies.police_uk.published_files import FileKind
from schemas.cloudevents import AgencyEvent

CASES = Path(__file__).parent / "unit" / "police_uk_cases"
BUNDLED = Path(__file__).parent.parent / "data" / "police-uk"

USUAL = {
    "Crime ID": "a1",
    "Month": "2024-03",
    "Reported by": "City of London Police",
    "Falls within": "City of London Police",
    "Longitude": "-0.107682",
    "Latitude": "51.517786",
    "Location": "On or near Holborn",
    "LSOA code": "E01000917",
    "LSOA name": "Camden 027C",
    "Crime type": "Robbery",
    "Last outcome category": "Under investigation",
    "Outcome type": "Local resolution",
    "Context": "",
}

Cells = dict[str, str]


def row(**cells: str) -> Cells:
    """The usual row but for some cells; `crime_id` stands for `Crime ID`, and so on."""
    return USUAL | {NAMES[name]: text for name, text in cells.items()}


NAMES = {name.lower().replace(" ", "_"): name for name in USUAL}


def written(rows: Iterable[Cells], kind: FileKind = FileKind.STREET) -> str:
    """Rows as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[kind], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def imported(*paths: Path) -> tuple[list[AgencyEvent], Import]:
    """The events of files, and the import with its report."""
    reading = Import(find(paths).files)
    return list(reading.events()), reading
