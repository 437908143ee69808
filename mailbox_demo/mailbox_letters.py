"""The e-mails that arrived, the last of them in a file."""

import json
from collections import deque
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path
from typing import Any, Self

MOST = 500
"""How many e-mails stay."""


@dataclass(frozen=True, slots=True)
class MailboxLetter:
    """One e-mail to one address; `at` is the aware instant at which it arrived."""

    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    message_id: str

    @classmethod
    def read(cls, content: bytes, to: str, at: datetime) -> Self:
        """An e-mail from its bytes, whatever they are. An HTML part is left out."""
        mail = message_from_bytes(content, EmailMessage, policy=policy.default)
        body = mail.get_body(("plain",))
        return cls(
            at=at,
            sender=str(mail.get("From", "")),
            to=to,
            subject=str(mail.get("Subject", "")),
            text=_text(body) if body else "",
            message_id=str(mail.get("Message-ID", "")),
        )


class Mailbox:
    """The last e-mails, oldest first; each is in the file before `add` returns.

    The file has a line for each and never more than twice as many as stay.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one; a line that was cut off by a crash is left out."""
        self._path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        found = [letter for line in lines if (letter := _letter(line))]
        self._letters = deque(found, MOST)
        self._write_anew()

    @property
    def letters(self) -> list[MailboxLetter]:
        """All that stay."""
        return list(self._letters)

    def add(self, letter: MailboxLetter) -> None:
        """Put one in; the oldest goes where there are too many. Raises OSError."""
        if self._lines >= 2 * MOST:
            self._write_anew()
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(letter))
        self._lines += 1
        self._letters.append(letter)

    def _write_anew(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_suffix(".draft")
        draft.write_text("".join(map(_line, self._letters)), encoding="utf-8")
        draft.replace(self._path)
        self._lines = len(self._letters)


def _text(part: MIMEPart) -> str:
    """The text of a part; one in an encoding that nobody knows is read as UTF-8."""
    try:
        return str(part.get_content())
    except LookupError:
        return bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _line(letter: MailboxLetter) -> str:
    return json.dumps(asdict(letter) | {"at": letter.at.isoformat()}) + "\n"


def _letter(line: str) -> MailboxLetter | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return MailboxLetter(**fields | {"at": datetime.fromisoformat(fields["at"])})
    except (KeyError, TypeError, ValueError):
        return None
