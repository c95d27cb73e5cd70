"""``--csv`` and ``--xlsx``: the result of a question as tables, for every question that has sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Fault, Faults, UsageError, quoted
from ..printing import say
from ..question import Question, named
from ..spreadsheet import Sheet, csv_text
from .shared import targets_of

if TYPE_CHECKING:
    from ..case import CaseFile
    from ..outputs import Kind

__all__ = ["CsvOption", "Tables", "XlsxOption"]

CsvOption = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write the tables here, one FILE-NAME.csv each.")
]
XlsxOption = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the tables as one workbook here.")
]


class Tables:
    """Where the tables of one result go; names that cannot be written to are refused before it is made."""

    def __init__(self, question: Question[Any], file: CaseFile, typed: Mapping[str, Any]) -> None:
        from ..outputs import OTHER

        self.question, self.file, self.kind = question, file, OTHER
        self.csv, self.xlsx = typed["csv"], typed["xlsx"]
        self.targets = targets_of(file, force=typed["force"])
        faults = Faults()
        for option, path in (("csv", self.csv), ("xlsx", self.xlsx)):
            if path is not None and path.suffix.lower() != f".{option}":
                right = f"a file that ends in .{option}"
                faults.add(Fault(path=option, found=quoted(path), expected=right))
        faults.raise_if_any(UsageError)
        self.targets.check([(self.xlsx, self.kind)] if self.xlsx is not None else [])

    def files(self, found: Any) -> list[tuple[Path, Kind, str | bytes]]:
        """The files of a result, not yet written."""
        if self.csv is None and self.xlsx is None:
            return []
        sheets: Sequence[Sheet] = named(self.question.sheets)(self.file.case, found)
        files: list[tuple[Path, Kind, str | bytes]] = []
        for sheet in sheets if self.csv is not None else ():
            name = f"{self.csv.stem}-{re.sub(r'[^a-z]+', '-', sheet.name.lower())}{self.csv.suffix}"
            files.append((self.csv.with_name(name), self.kind, csv_text(sheet)))
        if self.xlsx is not None:
            from ..interop.sheet_workbook import workbook_bytes

            about = _about(self.question, found, self.file)
            files.append((self.xlsx, self.kind, workbook_bytes([about, *sheets])))
        return files

    def write(self, found: Any) -> None:
        """Write the tables of a result, all or none, and say where."""
        files = self.files(found)
        self.targets.write(files)
        for path, _, _ in files:
            say(f"wrote {path}")


def _about(question: Question[Any], found: Any, file: CaseFile) -> Sheet:
    """What was asked of which case, and how it was answered."""
    told = question.to_dict(found, file.case, file)
    case, method = told["case"], told["method"] or {}
    lines = [case["title"], f"walkaway {question.name}, version {told['version']}"]
    lines += [f"digest of the case: {case['digest']}"]
    lines += [f"{name}: {value}" for name, value in method.items() if value not in (None, "")]
    lines += [f"Account taken as true: {' '.join(map(str, one.values()))}" for one in told["accounts"]]
    return Sheet("About", (), tuple((line,) for line in (*lines, *told["warnings"])), frozenset({0}))
