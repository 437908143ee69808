"""The messages to victims, read from gettext's message files: English, and each other language.

A message that carries the mark `fuzzy` was translated by a machine, and nobody has reviewed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = Path(__file__).parent / "languages"
"""The message files, by language of ISO 639-1: `pl.po`; `words.pot` has the English."""

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in another language, with its placeholders, and whether a person reviewed it."""

    text: str
    reviewed: bool


class MessageFile:
    """The messages of one language that are translated from the English as it is now."""

    def __init__(self, source: Mapping[str, Message], catalog: Catalog) -> None:
        self._messages = {
            key: message
            for key, message in _by_key(catalog).items()
            if key in source and message.id == source[key].id and _is_whole(message)
        }
        compiled = BytesIO()
        write_mo(compiled, catalog, use_fuzzy=True)
        compiled.seek(0)
        self._compiled = GNUTranslations(compiled)

    def translation(self, key: str, count: int | None = None) -> Translation | None:
        """A message by its key, in the plural that a count asks for; None if not translated."""
        message = self._messages.get(key)
        if message is None:
            return None
        if isinstance(message.id, str):
            text = self._compiled.pgettext(key, message.id)
        else:
            one, several = message.id
            text = self._compiled.npgettext(key, one, several, _counted(count))
        return Translation(text, reviewed=not message.fuzzy)


def english(key: str, count: int | None = None) -> str:
    """A message in English, with its placeholders. KeyError if there is none with that key."""
    source = source_messages()[key].id
    return source if isinstance(source, str) else source[_counted(count) != 1]


def _counted(count: int | None) -> int:
    if count is None:
        raise ValueError("a message with a plural needs a count")
    return count


@cache
def source_messages() -> Mapping[str, Message]:
    """The English messages, by key."""
    return _by_key(read(LANGUAGES / "words.pot"))


@cache
def message_file(language: str) -> MessageFile:
    """The messages of a language that there is. FileNotFoundError for another."""
    return MessageFile(source_messages(), read(LANGUAGES / f"{language}.po", language))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are, by code: English, and then by their English names."""
    found = (path.stem for path in LANGUAGES.glob("*.po"))
    return (ENGLISH, *sorted(found, key=lambda code: Locale.parse(code).english_name or code))


def read(path: Path, language: str | None = None) -> Catalog:
    """A message file. PoFileError where it cannot be read."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _by_key(catalog: Catalog) -> dict[str, Message]:
    return {message.context: message for message in catalog if message.id and message.context}


def _is_whole(message: Message) -> bool:
    """Whether it is translated, in each of its plurals."""
    forms = [message.string] if isinstance(message.string, str) else (message.string or [])
    return len(forms) > 0 and all(forms)
