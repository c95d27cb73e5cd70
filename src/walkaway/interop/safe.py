"""Files from elsewhere: read within limits, fingerprinted, never executed; their numbers stay exact."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from ..case.judgement import exact_number
from ..errors import Fault, InputError

MAX_BYTES = 20_000_000
"""Most bytes of one file."""

MAX_STEPS = 10_000
"""Most steps of a range whose numbers become options."""

_NUMBER = re.compile(r"\s*[-+]?([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,4}))?\s*")
_DIGITS, _EXPONENT = 60, 60
_HEAD = 1_000
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9_-]{1,20})["']""")
_ENCODINGS = {"iso-8859-2": "iso8859-2", "iso-8859-9": "iso8859-9", "iso-8859-15": "iso8859-15"}


def times(lines: list[int]) -> str:
    """How often something stands in a file, where it is more than once."""
    return f" ({len(lines):,} times)" if len(lines) > 1 else ""


class ImportFault(InputError):
    """A file of another program has faults, or asks for what is not done."""

    @classmethod
    def of(cls, file: str, found: str, expected: str, *, line: int = 0, path: str = "") -> ImportFault:
        """Make the error from one fault."""
        return cls([Fault(file=file, line=line, path=path, found=found, expected=expected)])


class Notes(dict[str, None]):
    """What could not be carried over or was read in a particular way: each sentence once, in order."""

    def add(self, sentence: str) -> None:
        """Note one thing."""
        self[sentence] = None

    def add_left(self, file: str, left: Iterable[tuple[str, int]]) -> None:
        """Note each kind of thing that stands in a file and was not used, once; none is dropped."""
        lines: dict[str, list[int]] = {}
        for what, line in left:
            lines.setdefault(what, []).append(line)
        for what, at in lines.items():
            self.add(f"{what} is left out: {Path(file).name}:{at[0]}{times(at)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read, with its fingerprint."""

    path: str
    digest: str  # SHA-256 of its bytes


def encoding_of(raw: bytes) -> str:
    """UTF-16 where the bytes begin with its mark, else UTF-8."""
    return "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def read_file(path: Path, notes: Notes | None = None) -> tuple[str, SourceFile]:
    """Read a text file of at most :data:`MAX_BYTES`.

    With notes, bytes that are no UTF-8 are read as an XML declaration says, or as Windows-1252: a note.
    """
    name = str(path)
    try:
        if not path.is_file():
            raise ImportFault.of(name, "no such file", "a file that can be read")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ImportFault.of(name, f"{size:,} bytes", f"a file of at most {MAX_BYTES:,} bytes")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:  # a ValueError for names with a null character
        found = getattr(error, "strerror", None) or str(error)
        raise ImportFault.of(name, found, "a file that can be read") from None
    source = SourceFile(path=name, digest=hashlib.sha256(raw).hexdigest())
    try:
        return raw.decode(encoding_of(raw)), source
    except UnicodeDecodeError as error:
        if notes is None or encoding_of(raw) == "utf-16" or b"\0" in raw:
            found = f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
            raise ImportFault.of(name, found, "text in UTF-8") from None
    declared = _DECLARED.search(raw[:_HEAD])
    named = _ENCODINGS.get(declared[1].decode("ascii").lower(), "") if declared else ""
    text = raw.decode(named or "cp1252", "surrogateescape")  # browsers and editors call theirs ISO-8859-1
    notes.add(f"{path.name} is not in UTF-8; it is read as {named.upper() or 'Windows-1252'}")
    return re.sub("[\udc80-\udcff]", lambda half: chr(ord(half[0]) - 0xDC00), text), source


def exact(text: str) -> Fraction | None:
    """Read a decimal number exactly; None if it is not one, or has more than 60 digits or places.

    >>> exact("0.1"), exact("-2.5e-1"), exact("NaN")
    (Fraction(1, 10), Fraction(-1, 4), None)
    """
    match = _NUMBER.fullmatch(text) if len(text) <= 4 * _DIGITS else None
    if match is None or not 0 < len(match[1] + (match[2] or "")) <= _DIGITS:
        return None
    return Fraction(text) if abs(int(match[3] or 0)) <= _EXPONENT else None


def decimal_text(number: Fraction) -> tuple[str, bool]:
    """Write a number as a decimal in its shortest form; to 17 digits, and False, if it needs over 30 places.

    >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(1, 3))
    (('0.125', True), ('0.33333333333333333', False))
    """
    decimal = exact_number(number)
    whole = isinstance(decimal, Decimal)
    if not isinstance(decimal, Decimal):
        places = next((n for n in range(80) if abs(number) * 10**n >= 10**16), 80)
        decimal = Decimal(f"{math.floor(number * 10**places + Fraction(1, 2))}E-{places}")
    text = f"{decimal:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text, whole
