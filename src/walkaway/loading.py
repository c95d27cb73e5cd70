"""Cases and what is wrong with them: the catalogue, files of any kind, faults, choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from . import catalogue
from .case import CaseFile, case_schema
from .case.doubtful import doubts_of
from .case.read import case_text, read_as_far
from .case.write import cites_of
from .errors import CaseError, CiteError, Fault, Faults, InputError, UsageError, nearest, quoted
from .language import one_line
from .options import a_path, by_name, choices_in, one_of, paths, refuse
from .other_programs import FORMATS, is_gmcr, may_be_foreign

if TYPE_CHECKING:
    from .analysis.debrief.results_table import ResultsBook

Account: TypeAlias = str | Sequence[str] | Mapping[str, str]
"""``"asked=theirs"``, several such texts, or a mapping from account to name."""

_LARGEST = 20_000_000
_PROFILES = "files of parties of another program, as paths"


@by_name
def cases() -> dict[str, Path]:
    """The catalogue: every case that travels with the library, name → file."""
    return catalogue.catalogue()


@by_name
def schema() -> dict[str, Any]:
    """The JSON Schema of the case format."""
    return case_schema()


def locate(path: object) -> Path:
    """The file or folder that a path or a name of the catalogue stands for."""
    faults = Faults()
    if not isinstance(path, str | PathLike) or "\0" in str(path) or not str(path):
        refuse(faults, "case", path, "a name of the catalogue, a path, or a folder with case.yaml")
    faults.raise_if_any(UsageError)
    path = Path(str(path))
    try:
        if path.exists():
            return path
    except OSError as error:  # a name too long, a folder that may not be entered
        found = error.strerror or str(error)
        raise CaseError([Fault(file=str(path), found=found, expected="a readable file")]) from None
    right = "a YAML file, a folder with case.yaml, or a case of the catalogue"
    if str(path) == "-":
        found = f"{quoted('-')}: standard input is not read here (read takes -)"
        raise CaseError([Fault(found=found, expected=right)])
    known = catalogue.find(path.as_posix())
    if known is not None:
        return known
    hint = nearest(str(path), tuple(catalogue.catalogue())) or "walkaway cases lists the catalogue"
    raise CaseError([Fault(file=str(path), found="no such file", expected=right, hint=hint)])


def read_results(faults: Faults, name: str, value: object) -> object:
    """Results of many groups: a table in a file that is named, or group → deal as it was given."""
    from .analysis.debrief.results_table import ResultsFile

    if isinstance(value, Mapping):
        return value
    path = a_path(value)
    if path is None:
        refuse(faults, name, value, "a table as a file (.csv or .xlsx), or group → deal")
        return None
    try:
        if Path(path).stat().st_size > _LARGEST:
            faults.add(
                Fault(file=path, found="more than 20 MB", expected="a table with a row for each group")
            )
            return None
        data = Path(path).read_bytes()
        return _results_book(path, data) if data.startswith(b"PK\x03\x04") else ResultsFile(path, data)
    except OSError as error:
        right = "a table that can be read (.csv or .xlsx)"
        faults.add(Fault(file=path, found=error.strerror or str(error), expected=right))
    except InputError as error:
        faults.extend(error.faults)
    return None


def _results_book(path: str, data: bytes) -> ResultsBook:
    """The sheets of a workbook with results, whose numbers have points."""
    from .analysis.debrief.results_table import ResultsBook, TableCell, TableRow
    from .interop.sheet_reading import FilledCell, cell_name, shown_text, workbook_rows

    def table(sheet: str, rows: Sequence[Sequence[FilledCell]]) -> tuple[TableRow, ...]:
        width = max(map(len, rows), default=0)
        return tuple(
            TableRow(
                number,
                tuple(
                    TableCell(
                        one_line(shown_text(row[place])) if place < len(row) else "",
                        place < len(row) and not isinstance(row[place].value, str),
                        f"{sheet}!{cell_name(number, place + 1)}",
                    )
                    for place in range(width)
                ),
            )
            for number, row in enumerate(rows, 1)
        )

    return ResultsBook(path, tuple(table(*one) for one in workbook_rows(data, path, hidden=False).items()))


def _foreign(path: Path, profiles: Sequence[Path | str], format: str = "") -> CaseFile | None:
    """Another program's files; None for a case file."""
    if format == "case" or not (profiles or format or may_be_foreign(path)):
        return None
    from .interop import load_foreign

    found = load_foreign(path, profiles, format)
    if found is None and (profiles or format):
        asked = quoted(format or ", ".join(map(str, profiles)))
        right = "a domain or folder of another program as the case"
        option = "format" if format else "profiles"
        raise UsageError.of(f"{asked} for the case {quoted(path)}", right, path=option)
    return found


def _look_up(file: CaseFile, faults: Faults) -> None:
    """Verify every cite, and that documents can be read; what reads them is loaded where there are any."""
    if (file.folder / "documents").is_dir() or next(cites_of(file.case), None) is not None:
        from .evidence import read_documents, verify_cites

        verify_cites(file, read_documents(file.folder, faults), faults)


@by_name
def load(
    path: str | PathLike[str],
    account: Account | None = None,
    profiles: Sequence[str | PathLike[str]] | None = (),
    format: str | None = "",
) -> CaseFile:
    """Load a case from a YAML file, a folder with ``case.yaml``, or the catalogue by name.

    Files of Genius, GeniusWeb, NegMAS and NegoLog are read too; what they could not carry over is in
    ``.imported.lost`` of the result.

    Parameters
    ----------
    path : path or str
    account : str, sequence of str or mapping of str to str, optional
        Which of its conflicting accounts to take as true: ``"asked=theirs"``, several such texts, or
        ``{"asked": "theirs"}``. A choice comes before what the case calls settled; accounts neither chosen
        nor settled change nothing.
    profiles : sequence of path or str, optional
        Of another program's files, those of the parties, where more than two are at hand.
    format : str, optional
        Read only this format of another program; any, and a case first, if empty.

    Returns
    -------
    CaseFile
        The case (``.case``) under these accounts, its file and line numbers.

    Raises
    ------
    CaseError
        With all faults of the file.
    ImportFault
        With all faults of another program's files.
    CiteError
        If the words of a cite do not stand in the document they name.
    UsageError
        If the case has no such account, or nothing of that name is told.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.load("harbour").case.title
    'Harbour Sport Park'
    """
    faults = Faults()
    choices = choices_in(faults, account)
    parties = paths(faults, "profiles", profiles, _PROFILES)
    format = one_of(faults, "format", format, ("case", *FORMATS))
    faults.raise_if_any(UsageError)
    where = locate(path)
    if is_gmcr(where):
        right, hint = "a case", "walkaway aftermath reads it"
        raise UsageError.of(f"{quoted(path)}, a conflict of the GMCR family", right, hint)
    foreign = _foreign(where, parties, format)
    if foreign is not None:
        return foreign.under(choices) if choices else foreign
    file, found = read_as_far(where)
    faulty = len(found) > 0
    if file is not None:
        _look_up(file, found)
    found.raise_if_any(CaseError if faulty else CiteError)
    assert file is not None  # no faults means a case
    return file.under(choices)


def load_with_conflicts(
    path: str | PathLike[str], account: Account | None = None, profiles: Sequence[str | PathLike[str]] = ()
) -> CaseFile:
    """As :func:`load`; a conflict of the GMCR family too, a case without issues that one question takes."""
    if not is_gmcr(Path(path)):
        return load(path, account, profiles)
    faults = Faults()
    choices = choices_in(faults, account)
    if profiles:
        refuse(faults, "profiles", profiles, "none beside a .gmcr file, which holds everybody")
    faults.raise_if_any(UsageError)
    found = _foreign(locate(path), ())
    assert found is not None  # by its name
    return found.under(choices) if choices else found


def load_to_convert(
    path: str | PathLike[str], profiles: Sequence[str | PathLike[str]] = (), format: str = ""
) -> CaseFile:
    """As :func:`load`; of a conflict of the GMCR family a case with its aftermath and a draft of the rest."""
    if format or not is_gmcr(Path(path)):
        return load(path, profiles=profiles, format=format)
    from .interop import ForeignFile

    file = load_with_conflicts(path, profiles=profiles)
    assert isinstance(file, ForeignFile)
    return file.as_draft()


@by_name
def check(
    path: str | PathLike[str] | CaseFile, profiles: Sequence[str | PathLike[str]] | None = ()
) -> list[Fault]:
    """Everything that is wrong or doubtful about a case, in the order of the file; empty when fine.

    Parameters
    ----------
    path : path, str or CaseFile
        A file that was loaded is read again.
    profiles : sequence of path or str
        As in :func:`load`.

    Returns
    -------
    list of Fault
        Faults of text, records, names, cites and meaning, and doubts, also of what may be meant otherwise.
    """
    faults = Faults()
    parties = paths(faults, "profiles", profiles, _PROFILES)
    faults.raise_if_any(UsageError)
    try:
        where = locate(path.path if isinstance(path, CaseFile) else path)
        file: CaseFile | None = _foreign(where, parties)
        if file is None:
            return _checked(where, None)
    except UsageError:
        raise
    except InputError as error:
        return list(error.faults)
    return _judged(file, faults, whole=True)


def check_text(text: str, path: Path, *, doubts: bool = True) -> list[Fault]:
    """As :func:`check`, of a text that is to stand in a case file; without doubts where they can wait."""
    try:
        return _checked(path, text, doubts=doubts)
    except InputError as error:
        return list(error.faults)


def _checked(path: Path, text: str | None, *, doubts: bool = True) -> list[Fault]:
    file, faults = read_as_far(path, text)
    whole = not len(faults)
    if whole and file is not None and not doubts:
        _look_up(file, faults)
        return faults.sorted()
    if whole and file is not None:
        faults.extend(doubts_of(case_text(file.path) if text is None else text, str(file.path)))
    return faults.sorted() if file is None else _judged(file, faults, whole=whole)


def _judged(file: CaseFile, faults: Faults, *, whole: bool) -> list[Fault]:
    """Faults with those of cites and meaning; the meaning is judged only of a case without stand-ins."""
    from .analysis.sense import check_sense, check_weights

    _look_up(file, faults)
    if whole and file.case.issues:
        check_sense(file.under(), faults)
    elif not whole:
        doubts, told = Faults(), tuple(fault.path for fault in faults if fault.path)
        check_weights(file, doubts)
        faults.extend(doubt for doubt in doubts if not doubt.path.startswith(told))
    return faults.sorted()
