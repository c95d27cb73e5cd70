"""Files from elsewhere: read within limits, fingerprinted, never executed."""

from __future__ import annotations

import hashlib
import re
from fractions import Fraction
from pathlib import Path

from ..errors import Fault, Faults, InputError, quoted
from .records import SourceFile

__all__ = [
    "MAX_BYTES", "MAX_STEPS", "ImportFault", "Notes", "decimal_text", "exact", "fail", "found_text",
    "read_file",
]  # fmt: skip

MAX_BYTES = 20_000_000
"""Most bytes of one file."""

MAX_STEPS = 10_000
"""Most steps of a range whose numbers become options."""

_NUMBER = re.compile(r"\s*([-+]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,4}))?\s*")
_DIGITS, _EXPONENT = 60, 60
_HEAD = 1_000
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9_-]{1,20})["']""")
_ENCODINGS = {
    "iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "latin-1", "iso-8859-2": "iso8859-2",
    "iso-8859-9": "iso8859-9", "iso-8859-15": "iso8859-15",
}  # fmt: skip


class ImportFault(InputError):
    """A file of another program has faults, or asks for what is not done."""


class Notes:
    """Collects what could not be carried over, each once, in order."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Note one thing that is lost or was read in a particular way."""
        self._said[sentence] = None

    def all(self) -> tuple[str, ...]:
        """Everything that was noted."""
        return tuple(self._said)


def read_file(path: Path, notes: Notes | None = None) -> tuple[str, SourceFile]:
    """Read a text file of at most :data:`MAX_BYTES` in UTF-8 or UTF-16 (with mark).

    Parameters
    ----------
    path : Path
    notes : Notes, optional
        Where given, bytes that are no UTF-8 are read in a single-byte encoding, and this is told: the one
        that an XML declaration names, else Windows-1252.

    Raises
    ------
    ImportFault
        If it is missing, too large, no file, or no text.
    """
    name = str(path)

    def refuse(found: str, expected: str) -> ImportFault:
        return ImportFault([Fault(file=name, found=found, expected=expected)])

    try:
        if not path.is_file():
            raise refuse("no such file", "a file that can be read")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse(f"{size:,} bytes", f"a file of at most {MAX_BYTES:,} bytes")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:  # a ValueError for names with a null character
        raise refuse(getattr(error, "strerror", None) or str(error), "a file that can be read") from None
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if notes is not None and encoding != "utf-16" and b"\0" not in raw:
            text, name_of = _single_byte(raw)
            notes.add(f"{path.name} is not in UTF-8; it is read as {name_of}")
            return text, SourceFile(path=name, digest=hashlib.sha256(raw).hexdigest())
        raise refuse(f"the byte 0x{raw[error.start]:02x}, which is not UTF-8", "text in UTF-8") from None
    return text, SourceFile(path=name, digest=hashlib.sha256(raw).hexdigest())


def _single_byte(raw: bytes) -> tuple[str, str]:
    """Text in the encoding its declaration names, or in Windows-1252, and what that is called."""
    declared = _DECLARED.search(raw[:_HEAD])
    named = _ENCODINGS.get(declared[1].decode("ascii").lower(), "") if declared else ""
    if named in ("", "latin-1"):  # browsers and editors on Windows call theirs ISO-8859-1
        text = raw.decode("cp1252", "surrogateescape")
        return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text), "Windows-1252"
    return raw.decode(named), named.upper()


def exact(text: str) -> Fraction | None:
    """Read a decimal number exactly; None if it is not one, or has more than 60 digits or places.

    Examples
    --------
    >>> exact("0.1"), exact("-2.5e-1"), exact("NaN")
    (Fraction(1, 10), Fraction(-1, 4), None)
    """
    match = _NUMBER.fullmatch(text) if len(text) <= 4 * _DIGITS else None
    if match is None:
        return None
    sign, head, tail, power = match[1], match[2], match[3] or "", int(match[4] or 0)
    digits = head + tail
    if not digits or len(digits) > _DIGITS or not -_EXPONENT <= power <= _EXPONENT:
        return None
    return Fraction(int(sign + digits) * Fraction(10) ** (power - len(tail)))


def decimal_text(number: Fraction, places: int = 30) -> tuple[str, bool]:
    """Write a number as a decimal in its shortest form; False where it had to be rounded.

    Parameters
    ----------
    number : Fraction
    places : int
        Most decimals; numbers that need more are rounded half up to 17 significant digits.

    Examples
    --------
    >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(1, 3), 4)
    (('0.125', True), ('0.33333333333333333', False))
    """
    scaled = number * 10**places
    if scaled.denominator == 1:
        return _shifted(scaled.numerator, places), True
    size = 0
    while abs(number) * 10**size < 10**16 and size < 80:
        size += 1
    rounded = (number * 10**size * 2 + 1).__floor__() // 2
    return _shifted(rounded, size), False


def _shifted(digits: int, places: int) -> str:
    sign = "-" if digits < 0 else ""
    text = str(abs(digits)).rjust(places + 1, "0")
    if not places:
        return sign + text
    tail = text[-places:].rstrip("0")
    return sign + text[:-places] + ("." + tail if tail else "")


def fail(faults: Faults) -> None:
    """Raise all faults together, if there are any."""
    faults.raise_if_any(ImportFault)


def found_text(value: str | None) -> str:
    """Name what stands in a place of a file."""
    return "nothing" if value is None else quoted(value)
