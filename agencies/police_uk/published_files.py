"""The files of data.police.uk: in folders, in archives, or named one by one."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from agencies.police_uk.categories import OTHER_FORCES

_CHUNK = 1024 * 1024

_OF_A_FORCE = re.compile(r"(?:^|/)\d{4}-\d{2}-(?P<force>[a-z-]+)-(?:street|outcomes)\.csv$")
"""A file's name as the site gives it: month, force, kind."""


class FileKind(StrEnum):
    """What is in a file, by the end of its name."""

    STREET = "street"
    """Crimes, each with its last outcome."""
    OUTCOMES = "outcomes"
    """Outcomes, each with its own month."""


@dataclass(frozen=True)
class SourceFile:
    """One file to read: its name for people, what is in it, its size in bytes."""

    name: str
    kind: FileKind
    size: int
    open: Callable[[], IO[bytes]]


@dataclass
class PublishedFiles:
    """The files to read, in the order of their names, and the names of those left alone.

    `other_forces` are files of forces that do not publish here: the site's archives have them all.
    """

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    other_forces: list[str] = field(default_factory=list)


class NoSuchFile(Exception):  # noqa: N818 - it says what is the case
    """A given path cannot be read, or is not a file of the kind that its name says."""


def find(paths: Iterable[Path]) -> PublishedFiles:
    """Every street and outcomes file under these paths, each once; others are told as skipped.

    A path is a CSV file, a zip archive, or a folder that is searched through. What macOS adds to
    archives and to disks of others is no published file: it is passed over. Raises NoSuchFile.
    """
    found = PublishedFiles()
    for path in sorted({path.resolve(): path for path in _named(paths)}.values()):
        if _is_from_macos(path):
            continue
        if path.suffix.lower() == ".zip":
            _look_into(path, found)
        else:
            _add(found, str(path), path.stat().st_size, partial(_opened, path))
    return found


def _named(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (each for each in path.rglob("*") if each.suffix.lower() in (".csv", ".zip"))
        elif path.is_file():
            yield path
        else:
            raise NoSuchFile(f"{path}: no such file or folder")


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _look_into(path: Path, found: PublishedFiles) -> None:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        raise NoSuchFile(f"{path}: not a zip archive that can be read") from None
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
        if _is_csv(entry.filename):
            name = f"{path}/{entry.filename}"
            _add(found, name, entry.file_size, partial(_sound_member, archive, entry))


def _is_csv(member: str) -> bool:
    """Whether a member of an archive has a CSV file's name, and is not made by macOS."""
    return member.lower().endswith(".csv") and not _is_from_macos(PurePosixPath(member))


def _is_from_macos(path: PurePath) -> bool:
    """Whether it has a file's Finder attributes (AppleDouble, `._NAME`), not the file's content."""
    return path.name.startswith("._") or "__MACOSX" in path.parts


def _sound_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """A file of an archive, after it was read once: its checksum is checked at its end only."""
    with archive.open(entry) as once:
        while once.read(_CHUNK):
            pass
    return archive.open(entry)


def _add(found: PublishedFiles, name: str, size: int, opener: Callable[[], IO[bytes]]) -> None:
    named = _OF_A_FORCE.search(name)
    if named and named["force"] in OTHER_FORCES:
        found.other_forces.append(name)
        return
    for kind in FileKind:
        if name.endswith(f"-{kind}.csv"):
            found.files.append(SourceFile(name, kind, size, opener))
            return
    found.skipped.append(name)
