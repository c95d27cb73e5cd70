"""A case file in, a :class:`Case` out, as it is written — or every fault of the file at once.

Text → data with line numbers (:mod:`yamltext`) → records (:mod:`validate`) → :mod:`names` → :mod:`accounts`.
Cites are checked in :mod:`walkaway.evidence.cites`, what the numbers mean in :mod:`walkaway.analysis.sense`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from ..errors import CaseError, Fault, Faults, quoted
from .accounts import check_accounts, under
from .base import described
from .lines import Lines
from .names import check_names
from .records import Case
from .validate import KEYS, empty_places, validated
from .yamltext import MAX_BYTES, read_yaml

_KINDS = (
    (b"pk\3\4", "a Word document, or another packed file"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Office program"),
    (b"%pdf", "a PDF file"),
    (b"{\\rtf", "a document in RTF"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "XML"),
    (b"<", "HTML or XML"),
    (b"\xff\xfe", "text in UTF-16, to be saved as UTF-8"),
    (b"\xfe\xff", "text in UTF-16, to be saved as UTF-8"),
)
"""How files begin that people take for a case, in lower case."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its YAML file, and the lines of it for later messages."""

    case: Case
    path: FilePath
    lines: Lines

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r}, {self.case!r})"

    def _repr_html_(self) -> str:
        return self.case._repr_html_()

    def under(self, choices: Mapping[str, str] | None = None) -> CaseFile:
        """The file with its case under some accounts, as :func:`walkaway.case.accounts.under` has it."""
        return replace(self, case=under(self.case, choices, self.lines))

    @property
    def folder(self) -> FilePath:
        """The folder that holds the file and its ``documents/``."""
        return self.path.parent


def read_case(path: FilePath | str) -> CaseFile:
    """Read a case from a YAML file or a folder with ``case.yaml``.

    Parameters
    ----------
    path : path or str

    Returns
    -------
    CaseFile

    Raises
    ------
    CaseError
        With every fault found: a file that is missing, larger than 5 MB or not UTF-8, text that is not
        YAML, unknown keys, wrong types, unknown names, orders with cycles, weights without room.
    """
    file, faults = read_as_far(path)
    faults.raise_if_any(CaseError)
    assert file is not None  # no faults means a case
    return file


def read_as_far(path: FilePath | str, text: str | None = None) -> tuple[CaseFile | None, Faults]:
    """Read a case as far as it can be read, with stand-ins for what is faulty; None if too little is left.

    A ``text`` is read in place of what stands in the file. One that cannot be read at all is raised as a
    :class:`CaseError`.
    """
    path = case_path(path)
    case, lines, faults = _read(case_text(path) if text is None else text, str(path))
    return None if case is None else CaseFile(case, path, lines), faults


def read_case_text(text: str, file: str = "case") -> Case:
    """Read a case from YAML text; as :func:`read_case` without a file."""
    case, _, faults = _read(text, file)
    faults.raise_if_any(CaseError)
    assert case is not None
    return case


def case_path(path: FilePath | str) -> FilePath:
    """The case file: the path itself, or ``case.yaml`` in a folder."""
    path = FilePath(path)
    try:
        return path / "case.yaml" if path.is_dir() else path
    except OSError:  # a name too long, a folder that may not be entered: reading will say so
        return path


def case_text(path: FilePath) -> str:
    """Read the text of a case file; whatever stands in the way is a fault."""

    def refuse(found: str, expected: str, hint: str = "", line: int = 0) -> CaseError:
        return CaseError([Fault(file=str(path), line=line, found=found, expected=expected, hint=hint)])

    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse("something that is not a file", "a YAML file or a folder with case.yaml")
        if size > MAX_BYTES:
            raise refuse(f"{size:,} bytes", f"a case file of at most {MAX_BYTES:,} bytes")
        raw = path.read_bytes()
    except FileNotFoundError:
        folder = path.parent
        if path.name != "case.yaml" or not folder.is_dir():
            raise refuse("no such file", "a YAML file or a folder with case.yaml") from None
        beside = sorted(folder.iterdir())
        others = [file.name for file in beside if file.suffix.lower() in (".yaml", ".yml")][:5]
        hint = f"it holds {', '.join(others)}" if others else "walkaway draft makes a case from documents"
        found = "a folder without case.yaml" if beside else "an empty folder"
        right = "a folder with case.yaml"
        raise CaseError([Fault(file=str(folder), found=found, expected=right, hint=hint)]) from None
    except (OSError, ValueError) as error:  # a ValueError for names with a null character
        raise refuse(getattr(error, "strerror", None) or str(error), "a readable file") from None
    if no_case := _other_kind(raw):
        raise refuse(*no_case)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        raise refuse(found, "text in UTF-8", line=raw[: error.start].count(b"\n") + 1) from None


_DRAFT = "walkaway read takes documents, walkaway draft makes a case from them"
_SHEET = "walkaway sheet FILE -o case.yaml puts what was filled in into a case"
_GENIUS = "walkaway convert takes XML of Genius, in a file named .xml"


def _other_kind(raw: bytes) -> tuple[str, str, str, int] | None:
    """Of a file that is no text, or of another kind: found, expected, hint and line."""
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((kind for sign, kind in _KINDS if start[:9].lower().startswith(sign)), "")
    right = "a case, which is text in YAML"
    if start.startswith(b"<"):
        line = raw.count(b"\n", 0, raw.index(b"<")) + 1
        first = quoted(start.splitlines()[0].decode("utf-8", "replace"))
        return f"{kind}, {first}", right, _DRAFT if kind == "a web page" else _GENIUS, line
    if raw.startswith(b"PK") and b"xl/workbook.xml" in raw:
        return "a workbook", right, _SHEET, 0
    if kind:
        return kind, right, "" if "UTF-16" in kind else _DRAFT, 0
    if b"\0" not in raw[:4000]:
        return None
    line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
    binary = re.search(rb"[\1-\x08\x0e-\x1f]", raw)
    if raw.count(b"\0") * 20 < len(raw) and not binary:  # text with a slip in it
        return "the character U+0000", "text without it", "delete it", line
    return "a file that is no text", right, "", line


def _table(text: str) -> tuple[int, str]:
    """Line and words of a table, as spreadsheets write it; 0 if the text is none."""
    rows = [(number, row) for number, row in enumerate(text.splitlines(), 1) if row.strip()][:20]
    keyed = any(re.search(r":(\s|$)", row) for _, row in rows)
    if len(rows) < 2 or keyed or rows[0][1].lstrip()[0] in "[{-#":
        return 0, ""
    same = (len({row.count(sign) for _, row in rows}) == 1 for sign in ",;\t" if sign in rows[0][1])
    return rows[0] if any(same) else (0, "")


def _read(text: str, name: str) -> tuple[Case | None, Lines, Faults]:
    """Read a text; one that does not read is looked at again for slips of the pen."""
    said = Faults()
    line, row = _table(text)
    if line:
        right, hint = "a mapping that starts with case: 1", "walkaway draft makes a case from documents"
        said.add(Fault(file=name, line=line, found=f"a table, {quoted(row)}", expected=right, hint=hint))
        return None, Lines(name), said
    case, lines, faults = _as_it_stands(text, name)
    if not len(faults):
        return case, lines, faults
    from .mending import hinted, mended  # loaded for a text that does not read, which few are

    slips = mended(text, lines, faults, KEYS, lambda other, file: _as_it_stands(other, file)[2])
    said.extend(slips.faults)
    if slips.faults:
        case, lines, faults = _as_it_stands(slips.text, name)
    said.extend(hinted(fault, slips.lines) for fault in faults if slips.follows(fault.line))
    return case, lines, said


def _as_it_stands(text: str, name: str) -> tuple[Case | None, Lines, Faults]:
    faults = Faults()
    data, lines = read_yaml(text, name, faults)
    case = validated(data, lines, faults) if isinstance(data, dict) else None
    if case is not None:
        faults.extend(empty_places(lines.trimmed(data), lines))
        check_names(case, lines, faults)
        check_accounts(case, lines, faults)
    elif not isinstance(data, dict) and not len(faults):
        found = "an empty file" if data is None else described(data)
        faults.add(Fault(file=name, line=1, found=found, expected="a mapping that starts with case: 1"))
    return case, lines, faults
