"""The golden examples: how each type of event may be written, kept for ever."""

from pathlib import Path

from schemas.envelope import ENVELOPES
from schemas.json_schema import short_name

FOLDER = Path(__file__).parent / "golden"

NEEDED = ("ordinary", "awkward")
"""What each type has at least: as it mostly comes, and with all that is hard to read."""


def missing(folder: Path = FOLDER) -> list[str]:
    """The files, by name, that are not in the folder though a type must have them."""
    names = [f"{short_name(type_name)}.{how}.json" for type_name in ENVELOPES for how in NEEDED]
    return [name for name in names if not (folder / name).is_file()]
