"""Splits the text of an e-mail for the page: paragraphs, their lines, and the links in them."""

import re
from typing import NamedTuple

_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


class TextPiece(NamedTuple):
    """A piece of a line: text, or the address of a page."""

    text: str
    is_link: bool


def paragraphs(text: str) -> list[list[list[TextPiece]]]:
    """The paragraphs of a text, each of lines, each of pieces; empty lines part paragraphs."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [[_pieces(line) for line in block.splitlines()] for block in blocks if block]


def _pieces(line: str) -> list[TextPiece]:
    pieces, end = [], 0
    for link in _LINK.finditer(line):
        pieces += [TextPiece(line[end : link.start()], False), TextPiece(link[0], True)]
        end = link.end()
    return [piece for piece in [*pieces, TextPiece(line[end:], False)] if piece.text]
