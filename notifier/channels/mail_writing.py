"""Writes the e-mail of a message: plain text, and the same in a little HTML."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from notifier.message import Message

_AUTOMATIC = "This message was sent automatically. Nobody reads answers to it."

_POLICY = SMTP.clone(cte_type="7bit")
"""What is not ASCII is encoded, so that any server takes it."""


def mail_of(message: Message, sender: str, to: str, now: datetime) -> EmailMessage:
    """The e-mail at an aware instant `now`. Tried again it has the same Message-ID (RFC 5322).

    `Auto-Submitted` (RFC 3834) says that no automatic answer is wanted. It has no picture and no
    link but the one to the pages: nothing tells us whether it was read.
    """
    mail = EmailMessage(_POLICY)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(message, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(message))
    mail.add_alternative(_html(message), subtype="html")
    return mail


def message_id(message: Message, sender: str) -> str:
    """The Message-ID of a message: another one for each id, and no character that needs quotes."""
    return f"<{quote(message.id)}@{domain_of(sender)}>"


def domain_of(address: str) -> str:
    """What stands after the @ of an address."""
    return address.rpartition("@")[2]


def _text(message: Message) -> str:
    return "\n".join([*message.lines, "", message.link, "", _AUTOMATIC, ""])


def _html(message: Message) -> str:
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in message.lines)
    link = escape(message.link)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><body>\n<ul>\n{lines}</ul>\n'
        f'<p><a href="{link}">{link}</a></p>\n<p>{_AUTOMATIC}</p>\n</body></html>\n'
    )
