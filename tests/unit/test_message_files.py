"""The message files: whole, with the same placeholders, and edited by a translator."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from caseworkers.victim_words.message_files import (
    LANGUAGES,
    MessageFile,
    languages,
    message_file,
    read,
    source_messages,
)
from caseworkers.victim_words.text_parts import Telling
from caseworkers.victim_words.victim_text import VictimText, text_in, text_language
from doc_pages import ROOT, blocks

TRANSLATED = languages()[1:]
TEMPLATE = LANGUAGES / "words.pot"
ARREST = Telling("arrest", "Metropolitan Police", "4401234/25", date(2025, 3, 6))
HOW_TO = ROOT / "docs/how-to/translate.md"


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def text_of(path: Path, language: str) -> VictimText:
    words = MessageFile(source_messages(), read(path, language))
    return text_in(ARREST, text_language(language), words)


def test_there_are_english_welsh_and_five_languages_much_spoken_in_london() -> None:
    assert set(languages()) == {"en", "cy", "ro", "es", "pl", "bn", "pt"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_as_the_english_is_now(language: str) -> None:
    words = message_file(language)
    missing = [key for key in source_messages() if words.translation(key, 5) is None]
    assert missing == []
    assert len(read(LANGUAGES / f"{language}.po", language)) == len(source_messages())


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_translation_has_the_placeholders_of_the_english(language: str) -> None:
    catalog = read(LANGUAGES / f"{language}.po", language)
    for message in (each for each in catalog if each.id):
        ids = [message.id] if isinstance(message.id, str) else message.id
        for text in forms(message):
            assert placeholders(text) == placeholders(ids[0]), message.context
            assert text == text.strip()
        assert len(forms(message)) == (1 if isinstance(message.id, str) else catalog.num_plurals)


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_reads_alike_that_is_not_alike_in_english(language: str) -> None:
    """A text pasted at a wrong place would be found here."""
    catalog = read(LANGUAGES / f"{language}.po", language)
    texts = [
        form for each in catalog if isinstance(each.id, str) and each.id for form in forms(each)
    ]
    assert len(set(texts)) == len(texts)


def test_no_translation_is_called_reviewed_that_nobody_reviewed() -> None:
    """Whoever reviews the first message takes their language out of here."""
    for language in TRANSLATED:
        words = message_file(language)
        found = [words.translation(key, 5) for key in source_messages()]
        assert not any(each.reviewed for each in found if each), language


def test_a_translator_edits_a_message_and_marks_it_as_reviewed(tmp_path: Path) -> None:
    """Given the first paragraph in their words, without the mark: only the rest is a machine's."""
    edited = (LANGUAGES / "pl.po").read_text(encoding="utf-8")
    start = edited.index('msgctxt "happened.arrest"')
    before, after = edited[:start], edited[start:]
    before = before.removesuffix("#, fuzzy\n")
    after = after.replace("Policja zatrzymała osobę podejrzaną.", "Zatrzymano podejrzanego.", 1)
    (tmp_path / "pl.po").write_text(before + after, encoding="utf-8")

    text = text_of(tmp_path / "pl.po", "pl")

    first, *others = text.paragraphs
    assert first.translated
    assert first.translated.startswith("Zatrzymano podejrzanego.")
    assert first.reviewed
    assert not any(each.reviewed for each in others)
    assert text.machine_made


def test_all_reviewed_is_a_machines_no_longer(tmp_path: Path) -> None:
    reviewed = (LANGUAGES / "pl.po").read_text(encoding="utf-8")
    reviewed = reviewed.replace("#, fuzzy\n", "").replace("#, fuzzy, ", "#, ")
    (tmp_path / "pl.po").write_text(reviewed, encoding="utf-8")

    text = text_of(tmp_path / "pl.po", "pl")

    assert not text.machine_made
    assert all(each.reviewed for each in text.paragraphs)
    assert "komputer" not in str(text.paragraphs[-1].translated)


def test_a_translation_of_an_older_english_is_none(tmp_path: Path) -> None:
    """The English changed, and the translation says what it said before: English it is."""
    older = (LANGUAGES / "es.po").read_text(encoding="utf-8")
    older = older.replace("The police have arrested a suspect.", "Somebody was arrested.")
    (tmp_path / "es.po").write_text(older, encoding="utf-8")

    text = text_of(tmp_path / "es.po", "es")

    assert text.has_gaps
    assert text.paragraphs[0].translated is None
    assert text.paragraphs[1].translated is not None


def shown_commands() -> list[list[str]]:
    """The calls of pybabel in the how-to, as words."""
    lines = [line for block in blocks(HOW_TO, "sh") for line in block.text.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith(".venv/bin/pybabel")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the message files where the how-to names them."""
    shutil.copytree(LANGUAGES, tmp_path / LANGUAGES.relative_to(ROOT))
    return tmp_path


def run(command: list[str], folder: Path) -> None:
    pybabel = Path(sys.executable).with_name("pybabel")
    subprocess.run([str(pybabel), *command], cwd=folder, check=True, capture_output=True)


def test_the_how_tos_commands_add_a_language_that_is_written_from_right_to_left(
    checkout: Path,
) -> None:
    """Given Urdu with one message: that one is shown, the rest in English until it is there."""
    (add,) = (each for each in shown_commands() if each[0] == "init")
    run(add, checkout)
    new = checkout / LANGUAGES.relative_to(ROOT) / "ur.po"
    at = 'msgctxt "help.service"\nmsgid "'
    whole = new.read_text(encoding="utf-8")
    head, tail = whole[: whole.index(at)], whole[whole.index(at) :]
    urdu = 'msgstr "یہ ادارہ آپ کی مفت مدد کر سکتا ہے: {service}، فون {phone}۔"'
    new.write_text(head + tail.replace('msgstr ""', urdu, 1), encoding="utf-8")

    text = text_of(new, "ur")

    assert (text.language.direction, text.language.english_name) == ("rtl", "Urdu")
    assert text.has_gaps
    (shown,) = (each.translated for each in text.paragraphs if each.translated)
    phone = "08 08 16 89 111".replace(" ", "\N{NO-BREAK SPACE}")
    isolated = "\N{LEFT-TO-RIGHT ISOLATE}" + phone + "\N{POP DIRECTIONAL ISOLATE}"
    assert shown.endswith(f"فون {isolated}۔")


def test_the_how_tos_commands_bring_a_change_of_the_english_into_a_language(
    checkout: Path,
) -> None:
    """What changed waits for its translation. No translation of something like it stands in."""
    folder = checkout / LANGUAGES.relative_to(ROOT)
    source = (folder / "words.pot").read_text(encoding="utf-8")
    source = source.replace("The police have arrested a suspect.", "The police arrested a suspect.")
    (folder / "words.pot").write_text(source, encoding="utf-8")
    (change,) = (each for each in shown_commands() if each[0] == "update")

    run(change, checkout)

    after = {each.context: each for each in read(folder / "pl.po", "pl") if each.id}
    before = {each.context: each for each in read(LANGUAGES / "pl.po", "pl") if each.id}
    assert after.keys() == before.keys()
    assert not after["happened.arrest"].string
    changed = {key for key in after if after[key].string != before[key].string}
    assert changed == {"happened.arrest"}
    assert all(after[key].fuzzy for key in after.keys() - changed)
