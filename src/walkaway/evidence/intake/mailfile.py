"""Mail files (``.eml``) by the standard library: header, body as text, names of attachments."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Final

from .extracted import Extracted
from .unreadable import Unreadable, brief

_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_EXPECTED: Final = "a mail (.eml) with text"
_PLAIN: Final = "plain form of the mail, which says less than its page"
_MUCH: Final = 0.3
_LONGEST: Final = 100_000  # letters of one line of a header; its parser takes their square


def read_mail(raw: bytes) -> Extracted:
    """Text and metadata of a mail, and what its page hides.

    Of a mail in two forms the plain one is read, unless the page says much that it does not: some programs
    put no more than a hint there.
    """
    left_out: tuple[tuple[str, str], ...] = ()
    try:
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        for name, value in message.raw_items():
            if name.title() in _SHOWN and len(value) > _LONGEST:
                raise Unreadable(
                    f"“{name}” of {len(value):,} characters", f"at most {_LONGEST:,}", "shorten it"
                )
        head = {name: " ".join(str(message[name]).split()) for name in _SHOWN if message[name]}
        plain, page = (message.get_body(preferencelist=(form,)) for form in ("plain", "html"))
        body = str(plain.get_content()) if plain is not None else ""
        if page is not None:
            body, left_out = _fuller(body, str(page.get_content()))
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
    dated: dict[str, Any] = {"date": head["Date"], "date_how": "header of the mail"} if "Date" in head else {}
    return Extracted(
        text=text, left_out=left_out, encoding="mail", title=head.get("Subject", ""),
        byline=head.get("From", "").partition(" <")[0].strip('"'), **dated,
    )  # fmt: skip


def _fuller(plain: str, page: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The plain form of a mail, or its page where that says much more, and what is left out of it."""
    from .webpage import read_webpage

    try:
        read = read_webpage(page.encode("utf-8"))
    except Unreadable:
        if plain.strip():
            return plain, ()
        raise
    said, left = Counter(read.text.split()), Counter(plain.split())
    if (said - left).total() <= _MUCH * said.total():
        return plain, ()
    return read.text, read.left_out + (((_PLAIN, plain),) if plain.strip() else ())
