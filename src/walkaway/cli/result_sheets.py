"""``--csv`` and ``--xlsx``: the result of a question as tables, for every question that has sheets."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Fault, Faults, UsageError, quoted, unknown
from ..printing import say
from ..question import Question, named
from ..spreadsheet import SEPARATOR_NAMES, NamedSheets, Sheet, csv_text

if TYPE_CHECKING:
    from ..case import CaseFile
    from ..outputs import Kind

CsvOption = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write the tables here, one FILE-NAME.csv each.")
]
XlsxOption = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the tables as one workbook here.")
]
SeparatorOption = Annotated[
    str,
    typer.Option(
        "--separator",
        metavar="SIGN",
        help="Between cells of CSV: comma, semicolon (numbers then have a decimal comma) or tab.",
    ),
]
_Files = list[tuple[Path, "Kind", "str | bytes"]]


def ending(**given: Path | None) -> None:
    """Refuse names of files that do not end as their option is called: a UsageError with all of them."""
    faults = Faults()
    for option, path in given.items():
        if path is not None and path.suffix.lower() != f".{option}":
            right = f"a file that ends in .{option}"
            faults.add(Fault(path=option, found=quoted(path), expected=right))
    faults.raise_if_any(UsageError)


def separator_of(name: str, csv: Path | None) -> str:
    """The sign that stands between the cells of CSV, by its name; only with a file of CSV to be written."""
    if name not in SEPARATOR_NAMES:
        raise UsageError([unknown(name, SEPARATOR_NAMES, path="separator")])
    if csv is None and name != "comma":
        raise UsageError.of(name, "a table in CSV to be written", path="separator")
    return SEPARATOR_NAMES[name]


def tell_written(paths: Collection[Path]) -> None:
    """Say where something was written."""
    for path in paths:
        say(f"wrote {path}")


class Tables:
    """The tables of one result: the names of their files, known before it is made, and then the files."""

    def __init__(
        self, question: Question[Any], file: CaseFile, csv: Path | None, xlsx: Path | None,
        separator: str = "comma", without: Collection[str] = (),
    ) -> None:  # fmt: skip
        from ..outputs import OTHER

        ending(csv=csv, xlsx=xlsx)
        self.question, self.file, self.kind = question, file, OTHER
        self.csv, self.xlsx, self.without = csv, xlsx, without
        self.separator = separator_of(separator, csv)

    @property
    def outputs(self) -> list[tuple[Path, Kind]]:
        """Every file that may be written."""
        if self.csv is None and self.xlsx is None:
            return []
        sheets: NamedSheets = named(self.question.sheets)
        tables = (
            [] if self.csv is None else [self._table(name) for name in sheets.names if self._wanted(name)]
        )
        return [(path, self.kind) for path in (*tables, self.xlsx) if path is not None]

    def _wanted(self, name: str) -> bool:
        return name.lower() not in self.without

    def _table(self, name: str) -> Path:
        """The file of one table."""
        assert self.csv is not None
        return self.csv.with_name(f"{self.csv.stem}-{re.sub(r'[^a-z]+', '-', name.lower())}{self.csv.suffix}")

    def sheets(self, found: Any) -> list[Sheet]:
        """The tables of a result."""
        return [one for one in named(self.question.sheets)(self.file.case, found) if self._wanted(one.name)]

    def files(self, found: Any) -> _Files:
        """The files of a result, not yet written."""
        if self.csv is None and self.xlsx is None:
            return []
        sheets = self.sheets(found)
        files: _Files = []
        if self.csv is not None:
            files += [
                (self._table(sheet.name), self.kind, csv_text(sheet, self.separator)) for sheet in sheets
            ]
        if self.xlsx is not None:
            from ..interop.sheet_workbook import results_workbook

            files.append((self.xlsx, self.kind, results_workbook(self.about(found), sheets)))
        return files

    def about(self, found: Any) -> list[str]:
        """What was asked of which case, and how it was answered."""
        return self.question.about(found, self.file.case, self.file)
