"""The golden examples: events of each type and version, which are read for ever."""

from pathlib import Path

from schemas.envelope import FACT_OF_TYPE
from schemas.json_schema import short_name

FOLDER = Path(__file__).parent / "golden"

NEEDED = ("ordinary", "awkward")
"""Each type has at least these: as it mostly comes, and with all that is hard to read."""


def missing(folder: Path = FOLDER) -> list[str]:
    """The names of the files that a type must have and that are not in the folder."""
    names = [f"{short_name(type_name)}.{how}.json" for type_name in FACT_OF_TYPE for how in NEEDED]
    return [name for name in names if not (folder / name).is_file()]
