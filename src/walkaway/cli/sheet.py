"""``walkaway sheet``: a case as a workbook that people fill in, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._version import __version__
from ..language import counted
from ..printing import Line, Part, print_json, say, show
from .result_sheets import SeparatorOption, separator_of
from .shared import ForceFlag, JsonFlag, exit_codes

if TYPE_CHECKING:
    from ..case import CaseFile

_SHEETS = (".xlsx", ".csv")
_FOREIGN = (".ods", ".xls")  # what people also save a spreadsheet as; the reader says what would be right


def sheet(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A case; or a filled workbook (.xlsx) or table (.csv).")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="OUT", help="A new .xlsx or .csv file; or the case to put it into."
        ),
    ],
    party: Annotated[
        str, typer.Option("--party", metavar="PARTY", help="Write the sheets of this party alone.")
    ] = "",
    separator: SeparatorOption = "comma",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write a case as a workbook to fill in with Excel or LibreOffice, or read one back into its case.

    The workbook has scores, weights, walk-aways and red lines; a .csv file has the scores. Reading says what
    changed, keeps comments and all that no sheet holds, and names every fault by sheet and cell; then nothing
    is written. A workbook of all parties holds its whole case, and is a case where there is none yet.

    Example: walkaway sheet hanoi-2019 -o hanoi.xlsx
    """
    with exit_codes(as_json=as_json):
        filled = Path(source).suffix.lower() in (*_SHEETS, *_FOREIGN)
        sign = separator_of(separator, None if filled or output.suffix.lower() != ".csv" else output)
        done = _read(Path(source), output) if filled else _write(source, output, party, sign, force=force)
        if as_json:
            print_json({**done, "version": __version__})
        else:
            _tell(done)


def _write(source: str, output: Path, party: str, separator: str, *, force: bool) -> dict[str, Any]:
    """Write a case as sheets; gives what was done as ``--json`` prints it."""
    from ..case import read_case, to_yaml
    from ..case.read import case_text
    from ..errors import UsageError, quoted, unknown
    from ..interop.sheet_case import case_sheets, scores_sheet
    from ..interop.sheet_workbook import workbook_bytes
    from ..loading import load
    from ..outputs import OTHER
    from ..spreadsheet import csv_text
    from .shared import targets_of

    if output.suffix.lower() not in _SHEETS:
        right = "a file that ends in .xlsx or .csv"
        raise UsageError.of(quoted(output), right, path="output")
    file: CaseFile = load(source)
    foreign = getattr(file, "imported", None) is not None
    case = file.case if foreign else read_case(file.path).case  # as it is written, under no account
    if party and party not in case.preferences:
        raise UsageError([unknown(party, case.preferences, path="party")])
    if output.suffix.lower() == ".csv":
        made: str | bytes = csv_text(scores_sheet(case, party), separator)
    else:
        text = to_yaml(case) if foreign else case_text(file.path)
        made = workbook_bytes(case_sheets(case, text, party))
    targets_of(file, force=force).write([(output, OTHER, made)])
    return {"written": [str(output)], "changes": [], "notes": []}


def _read(source: Path, output: Path) -> dict[str, Any]:
    """Put filled sheets into a case, or make one from them."""
    from ..case.edit import edit_file
    from ..case.read import case_path
    from ..errors import UsageError, quoted
    from ..interop.sheet_case import Filling, case_before, fill_case
    from ..interop.sheet_reading import read_sheets
    from ..outputs import OTHER, Targets

    sheets, file, found = read_sheets(source), case_path(output), list[Filling]()

    def into(text: str) -> str:
        found.append(fill_case(sheets, str(source), text, str(file)))
        return found[0].text

    if new := not file.exists():
        file = output if output.suffix.lower() in (".yaml", ".yml") else output / "case.yaml"
        text = case_before(sheets)
        if not text:
            right, hint = "the case that it was written from", "only a workbook of all parties holds its case"
            raise UsageError.of(f"{quoted(output)}, where no case is", right, hint, path="output")
        Targets([source]).write([(file, OTHER, into(text))])
    else:
        edit_file(file, into)
    return {
        "written": [str(file)] if new or found[0].changes else [],
        "changes": [change.to_dict() for change in found[0].changes],
        "notes": list(found[0].notes),
    }


def _tell(done: dict[str, Any]) -> None:
    """Say what was written, what that changes, and what was not read."""
    for note in done["notes"]:
        say(f"note: {note}")
    lines: list[Part] = [
        Line(f"  {one['what']}: {one['before']} → {one['after']}", hang=2) for one in done["changes"]
    ]
    wrote = [f"wrote {path}" for path in done["written"]]
    head: list[Part] = [f"{counted(len(lines), 'change')}:"] if lines else []
    show([*wrote, *head, *lines] or ["nothing changes"])
