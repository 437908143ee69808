"""The demo's mailbox: what stays of it, and what its page shows of an e-mail."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope, Session

from mailbox_demo.letter_text import TextPiece, paragraphs
from mailbox_demo.mailbox_letters import MOST, Mailbox, MailboxLetter
from mailbox_demo.mailbox_smtp import MailboxSmtp

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LETTER = MailboxLetter(AT, "alerts@b.example", "mp1001@met.example", "1 duty", "One.\n", "<1@b>")


def test_a_restart_finds_what_arrived(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "letters.jsonl"
    Mailbox(path).add(LETTER)

    assert Mailbox(path).letters == [LETTER]


def test_the_last_500_stay_and_the_file_does_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "letters.jsonl"
    mailbox = Mailbox(path)
    numbered = [replace(LETTER, subject=str(number)) for number in range(2 * MOST + 30)]

    sizes = set()
    for letter in numbered:
        mailbox.add(letter)
        sizes.add(path.read_text().count("\n"))

    assert mailbox.letters == Mailbox(path).letters == numbered[-MOST:]
    assert max(sizes) == 2 * MOST


@pytest.mark.parametrize("torn", ['{"at": "2026-03-02T09:', "[]", "{}", "3", '{"at": 3}'])
def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "letters.jsonl"
    Mailbox(path).add(LETTER)
    with path.open("a") as file:
        file.write(torn)

    mailbox = Mailbox(path)
    mailbox.add(LETTER)

    assert Mailbox(path).letters == [LETTER, LETTER]


@pytest.mark.parametrize(
    ("content", "subject", "text"),
    [
        (b"", "", ""),
        (b"Subject: one\r\n\r\ntwo\r\n", "one", "two\r\n"),
        (b"Subject: =?utf-8?q?Tom=C3=A1s?=\r\n\r\n", "Tomás", ""),
        (b"Content-Type: text/plain; charset=nobody-knows\r\n\r\n\xc3\xa9", "", "é"),
        (b"Content-Type: text/html\r\n\r\n<p>one</p>", "", ""),
        (b"Subject: \xff\r\n\r\n\xff", "\ufffd", "\ufffd"),
    ],
)
def test_any_bytes_are_an_email(content: bytes, subject: str, text: str) -> None:
    letter = MailboxLetter.read(content, "a@b.example", AT)

    assert (letter.subject, letter.text) == (subject, text)


def test_a_text_is_paragraphs_of_lines_with_links() -> None:
    text = "01/1/26: tell\r\n01/2/26: tell\r\n\r\nSee https://a.example/x?a=1&b=2.\n\n\n"

    assert paragraphs(text) == [
        [[TextPiece("01/1/26: tell", False)], [TextPiece("01/2/26: tell", False)]],
        [
            [
                TextPiece("See ", False),
                TextPiece("https://a.example/x?a=1&b=2", True),
                TextPiece(".", False),
            ]
        ],
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_no_text_is_no_paragraph(text: str) -> None:
    assert paragraphs(text) == []


def test_only_web_addresses_are_links() -> None:
    pieces = [piece for lines in paragraphs("javascript:alert(1) data:,x") for piece in lines[0]]

    assert [piece.is_link for piece in pieces] == [False]


def test_an_email_for_which_there_is_no_room_is_to_be_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox(tmp_path / "letters.jsonl")
    envelope = Envelope()
    envelope.original_content, envelope.rcpt_tos = b"Subject: one\r\n\r\n", ["a@b.example"]
    session = Session(asyncio.new_event_loop())
    session.loop.close()

    def full(_: MailboxLetter) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mailbox, "add", full)
    reply = asyncio.run(MailboxSmtp(mailbox, lambda: AT).handle_DATA(None, session, envelope))

    assert reply.startswith("452 ")
    assert mailbox.letters == []
