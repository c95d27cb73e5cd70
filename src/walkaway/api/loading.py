"""Cases and what is wrong with them: the catalogue, files of any kind, faults, choices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import catalogue
from ..case import Agreement, Case, CaseFile, case_schema, read_case
from ..errors import CaseError, CiteError, Fault, Faults, InputError, UsageError, nearest, quoted

__all__ = ["Loaded", "case_of", "cases", "check", "choices_of", "load", "locate", "rule_of", "schema"]

Loaded = CaseFile | Case


def cases() -> dict[str, Path]:
    """The catalogue: every case that travels with the library, name → file."""
    return catalogue.catalogue()


def schema() -> dict[str, Any]:
    """The JSON Schema of the case format."""
    return case_schema()


def locate(path: Path | str) -> Path:
    """The file or folder that a path or a name of the catalogue stands for."""
    path = Path(path)
    try:
        if path.exists():
            return path
    except OSError as error:  # a name too long, a folder that may not be entered
        found = error.strerror or str(error)
        raise CaseError([Fault(file=str(path), found=found, expected="a readable file")]) from None
    if str(path) == "-":
        found = f"{quoted('-')}: standard input is not read here (read takes -)"
        right = "a YAML file, a folder with case.yaml, or a case of the catalogue"
        raise CaseError([Fault(found=found, expected=right)])
    known = catalogue.find(path.as_posix())
    if known is not None:
        return known
    names = tuple(catalogue.catalogue())
    hint = nearest(str(path), names) or "walkaway cases lists the catalogue"
    raise CaseError(
        [Fault(file=str(path), found="no such file", expected="a YAML file, a folder with case.yaml, "
               "or a case of the catalogue", hint=hint)]
    )  # fmt: skip


def _foreign(path: Path, profiles: Sequence[Path | str], format: str = "") -> CaseFile | None:
    """Another program's files; None for a case file."""
    from ..interop import FORMATS, load_foreign

    if format == "case":
        return None
    if format not in ("", *FORMATS):
        raise UsageError.of(
            f"the format {quoted(format)}", f"case, {', '.join(FORMATS)}", nearest(format, FORMATS)
        )
    found = load_foreign(path, profiles, format)
    if found is None and (profiles or format):
        what = f"{format or 'profiles'} asked of {quoted(path)}"
        raise UsageError.of(what, "a domain or folder of another program")
    return found


def load(
    path: Path | str,
    accounts: Mapping[str, str] | None = None,
    profiles: Sequence[Path | str] = (),
    format: str = "",
) -> CaseFile:
    """Load a case from a YAML file, a folder with ``case.yaml``, or the catalogue by name.

    Files of Genius, GeniusWeb, NegMAS and NegoLog are read too; what they could not carry over is in
    ``.imported.lost`` of the result.

    Parameters
    ----------
    path : path or str
    accounts : mapping of str to str, optional
        Which of its conflicting accounts to take as true, account → name of what is told. A choice comes
        before what the case calls settled; accounts neither chosen nor settled change nothing.
    profiles : sequence of path or str
        Of another program's files, those of the parties, where more than two are at hand.
    format : str
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
    from ..evidence import read_documents, verify_cites

    where = locate(path)
    foreign = _foreign(where, profiles, format)
    if foreign is not None:
        return foreign
    file = read_case(where).under(accounts)
    faults = Faults()
    verify_cites(file, read_documents(file.folder, faults), faults)
    faults.raise_if_any(CiteError)
    return file


def check(path: Path | str, profiles: Sequence[Path | str] = ()) -> list[Fault]:
    """Everything that is wrong or doubtful about a case, in the order of the file; empty when fine.

    Parameters
    ----------
    path : path or str
    profiles : sequence of path or str
        As in :func:`load`.

    Returns
    -------
    list of Fault
        Faults of text, records, names, cites and meaning, and doubts.
    """
    from ..analysis.sense import check_sense
    from ..evidence import read_documents, verify_cites

    faults = Faults()
    try:
        where = locate(path)
        file = _foreign(where, profiles) or read_case(where)
    except InputError as error:
        return list(error.faults)
    verify_cites(file, read_documents(file.folder, faults), faults)
    check_sense(file.under(), faults)
    return faults.sorted()


def rule_of(text: str, case: Case) -> Agreement | None:
    """Read an agreement rule as the command line takes it.

    Parameters
    ----------
    text : str
        ``case`` (the case's own), ``all``, or a number of acceptances; the case's vetoes stay.
    case : Case

    Returns
    -------
    Agreement or None
        None for the case's own rule.

    Raises
    ------
    UsageError
        If the text is none of these.
    """
    if text == "case":
        return None
    if text == "all":
        return Agreement.model_validate("all")
    vetoes = list(case.agreement.vetoes)
    least, most = max(1, len(vetoes)), len(case.parties)
    if re.fullmatch("[0-9]{1,6}", text) and least <= int(text) <= most:
        return Agreement.model_validate({"quota": int(text), "vetoes": vetoes})
    expected = f"case, all, or a number of acceptances from {least} to {most}"
    raise UsageError.of(f"the rule {quoted(text)}", expected)


def choices_of(texts: Sequence[str]) -> dict[str, str]:
    """Read choices among accounts as the command line takes them, ``account=name``.

    Raises
    ------
    UsageError
        If a text is not of this form, or an account is chosen twice.
    """
    choices: dict[str, str] = {}
    for text in texts:
        account, equals, name = text.partition("=")
        if not (account and equals and name):
            raise UsageError.of(f"the account {quoted(text)}", "account=name, such as asked=theirs")
        if account in choices:
            found = f"the account {quoted(account)} twice"
            raise UsageError.of(found, "one choice for each account")
        choices[account] = name
    return choices


def case_of(loaded: Loaded) -> Case:
    """The case of what was loaded."""
    return loaded.case if isinstance(loaded, CaseFile) else loaded
