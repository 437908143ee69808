"""A text to a victim in one language, with the English of each paragraph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date, format_time

from caseworkers.victim_words.message_files import (
    ENGLISH,
    MessageFile,
    english,
    message_file,
)
from caseworkers.victim_words.text_parts import Telling, TextPart, Value, paragraphs
from events.clocks import LONDON, london_date

_ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
"""Keeps the groups of a telephone number in their order within a line from right to left."""


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """A language: its code, its own name and its English name, and which way it is written."""

    code: str
    name: str
    english_name: str
    direction: str

    @property
    def is_english(self) -> bool:
        """Whether it is the language from which all others are translated."""
        return self.code == ENGLISH


@dataclass(frozen=True, slots=True)
class VictimParagraph:
    """A paragraph in English, and translated where it is; `reviewed` by a person or not."""

    english: str
    translated: str | None
    reviewed: bool


@dataclass(frozen=True, slots=True)
class VictimText:
    """A text to a victim. It names no person."""

    language: TextLanguage
    paragraphs: Sequence[VictimParagraph]

    @property
    def machine_made(self) -> bool:
        """Whether something in it was translated by a machine, and nobody has reviewed it."""
        return any(each.translated and not each.reviewed for each in self.paragraphs)

    @property
    def has_gaps(self) -> bool:
        """Whether something in it is not translated yet."""
        return not self.language.is_english and any(not each.translated for each in self.paragraphs)


@cache
def text_language(code: str) -> TextLanguage:
    """What is known of a language. UnknownLocaleError for a code of none."""
    locale = Locale.parse(code)
    name, in_english = locale.get_display_name(), locale.english_name
    return TextLanguage(code, name or code, _COMMON.get(code, in_english or code), _way(locale))


_COMMON = {"bn": "Bengali"}
"""The Unicode project's name of it is not the one that is usual here."""


def _way(locale: Locale) -> str:
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def victim_text(telling: Telling, language: str = ENGLISH) -> VictimText:
    """The text about what is to be told, in a language that there is."""
    words = None if language == ENGLISH else message_file(language)
    return text_in(telling, text_language(language), words)


def text_in(telling: Telling, language: TextLanguage, words: MessageFile | None) -> VictimText:
    """The same with these messages; None for English alone."""
    parts = paragraphs(telling)
    drawn = [_paragraph(each, language, words) for each in parts]
    text = VictimText(language, drawn)
    if not text.machine_made:
        return text
    notice = _paragraph([TextPart("help.machine-made")], language, words)
    return VictimText(language, [*drawn, notice])


def _paragraph(
    parts: Iterable[TextPart], language: TextLanguage, words: MessageFile | None
) -> VictimParagraph:
    parts = list(parts)
    source = text_language(ENGLISH)
    written = " ".join(_filled(english(each.key, each.count), each, source) for each in parts)
    found = [words.translation(each.key, each.count) if words else None for each in parts]
    whole = [each for each in found if each is not None]
    if len(whole) < len(parts):
        return VictimParagraph(written, None, reviewed=False)
    filled = (_filled(each.text, part, language) for each, part in zip(whole, parts, strict=True))
    return VictimParagraph(written, " ".join(filled), all(each.reviewed for each in whole))


def _filled(message: str, part: TextPart, language: TextLanguage) -> str:
    values = {name: _written(name, value, language) for name, value in part.values.items()}
    return message.format(**values)


def _written(name: str, value: Value, language: TextLanguage) -> str:
    """A value as the language writes it: days by their names of months, times by 24 hours."""
    locale = "en_GB" if language.is_english else language.code
    if isinstance(value, datetime) and name == "time":
        return format_time(value.astimezone(LONDON), "HH:mm", tzinfo=LONDON, locale=locale)
    if isinstance(value, datetime):
        value = london_date(value)
    if isinstance(value, date):
        return format_date(value, "long", locale=locale)
    return _ISOLATED.format(value) if language.direction == "rtl" else str(value)
