"""Mail files (``.eml``) by the standard library: header, body as text, names of attachments."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Final

from .unreadable import Unreadable, brief

__all__ = ["read_mail"]

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_EXPECTED: Final = "a mail (.eml) with text"


def read_mail(raw: bytes) -> tuple[str, dict[str, str], tuple[tuple[str, str], ...]]:
    """Text and metadata of a mail, and what its page hides; of a mail in two forms the plain one is read."""
    left_out: tuple[tuple[str, str], ...] = ()
    try:
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        head = {name: " ".join(str(message[name]).split()) for name in _SHOWN if message[name]}
        part = message.get_body(preferencelist=("plain", "html"))
        body = str(part.get_content()) if part is not None else ""
        if part is not None and part.get_content_type() == "text/html":
            from .webpage import read_webpage

            page = read_webpage(body.encode("utf-8"))[0]
            body, left_out = page.text, page.left_out
        names = [each.get_filename() or each.get_content_type() for each in message.iter_attachments()]
    except Unreadable:
        raise
    except Exception as error:  # a hostile mail can make its parser raise anything
        raise Unreadable(f"a broken mail ({brief(error)})", _EXPECTED) from None
    if not head:
        raise Unreadable("a file without the header of a mail", _EXPECTED)
    lines = [f"{name}: {value}" for name, value in head.items()]
    lines += [f"Attachments: {', '.join(names)}"] if names else []
    text = "\n".join(lines) + "\n\n" + body.replace("\r\n", "\n").strip() + "\n"
    meta = {"title": head.get("Subject", ""), "byline": head.get("From", "").partition(" <")[0].strip('"')}
    if "Date" in head:
        meta |= {"date": head["Date"], "date_how": "header of the mail"}
    return text, meta, left_out
