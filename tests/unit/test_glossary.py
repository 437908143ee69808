"""The modules that the glossary, the README and CONTRIBUTING name are there."""

import re
from pathlib import Path

import pytest

from doc_pages import ROOT, without_blocks
from source_text import found_in

GLOSSARY = ROOT / "docs" / "explanation" / "glossary.md"
PAGES = [GLOSSARY, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]

PATH = re.compile(r"`((?:[a-z_]+/)+[a-z0-9_]*(?:\.[a-z]+)?)`")
ROW = re.compile(r"^\| \*\*(.+?)\*\*.* \| (.+) \| (.+) \|$", re.MULTILINE)

INLINE = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"\b[a-z_]+(?=\()|^[A-Z_]{4,}$")
"""A function with its bracket, or a constant of the code."""

WORDS = ROW.findall(GLOSSARY.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_modules_that_a_page_names_are_there(page: Path) -> None:
    paths = PATH.findall(without_blocks(page))

    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_names_that_contributing_names_are_there() -> None:
    inline = INLINE.findall(without_blocks(ROOT / "CONTRIBUTING.md"))
    names = {name for code in inline for name in NAME.findall(code)}
    code = ("cli", "processors", "runtime", "tests", "web")

    assert len(names) > 5
    assert [name for name in names if not found_in(re.compile(rf"\b{name}\b"), *code)] == []


@pytest.mark.parametrize(("word", "meaning", "where"), WORDS, ids=[word for word, *_ in WORDS])
def test_a_word_is_told_in_one_sentence_with_its_place(word: str, meaning: str, where: str) -> None:
    assert meaning.endswith(".")
    assert meaning.count(". ") == 0
    assert "`" in where or "](" in where


def test_the_words_of_a_table_are_in_order_and_each_stands_once() -> None:
    tables = GLOSSARY.read_text(encoding="utf-8").split("\n## ")[1:]
    for table in tables:
        words = [word.lower() for word, *_ in ROW.findall(table)]
        assert words == sorted(words)
    assert len({word for word, *_ in WORDS}) == len(WORDS)
