"""``walkaway convert``: from one program's files to another's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._version import __version__
from ..printing import print_json, print_text
from .shared import ForceFlag, JsonFlag, ProfilesOption, exit_codes, targets_of

if TYPE_CHECKING:
    from ..case import Case, CaseFile
    from ..outputs import Targets

CASE = "case"


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A case, or another program's file or folder.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A .yaml file for a case, else a folder.")],
    profiles: ProfilesOption = None,
    format: Annotated[str, typer.Option("--from", metavar="FORMAT", help="Read only this format.")] = "",
    to_format: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="case, genius, geniusweb, negmas or negolog.")
    ] = "",
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Read and write other programs' files: Genius, GeniusWeb, NegMAS and NegoLog; read those of GMCR.

    A .gmcr file becomes a case with its aftermath and a draft of the rest. Ends with the list of what could
    not be carried over. Nothing in a file is executed. Files that are there are replaced only with --force,
    a case never.

    Example: walkaway convert domain.xml case.yaml --profiles buyer.xml seller.xml
    """
    with exit_codes(as_json=as_json):
        from ..loading import load_to_convert

        file = load_to_convert(source, profiles or (), format)
        done = convert_files(file, out, to_format, targets_of(file, *(profiles or ()), force=force))
        if as_json:
            print_json({**done, "version": __version__})
        else:
            print_text(converted(done))


def _files(case: Case, out: Path, format: str) -> tuple[dict[Path, str], tuple[str, ...]]:
    """Every file to write with its text, and what is lost."""
    from ..case import to_yaml
    from ..interop import write_foreign

    if format == CASE:
        return {out if _is_yaml(out) else out / "case.yaml": to_yaml(case)}, ()
    export = write_foreign(case, format)
    return {out / name: text for name, text in export.files.items()}, export.lost


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def convert_files(file: CaseFile, out: Path, format: str, targets: Targets) -> dict[str, Any]:
    """Write a case in another format, by the name of the output if empty, or nothing at all.

    Gives formats, files written, and what was lost on each way, as ``--json`` prints it.
    """
    from ..errors import UsageError, quoted
    from ..other_programs import FORMATS
    from ..outputs import OTHER

    if not format and not _is_yaml(out):
        right = f"--to with a format ({', '.join((CASE, *FORMATS))}), or the name of a .yaml file for a case"
        raise UsageError.of(f"the output {quoted(out)}", right)
    files, lost = _files(file.case, out, format or CASE)
    targets.write((path, OTHER, text) for path, text in files.items())
    imported = getattr(file, "imported", None)
    came = {"from": CASE, "read": [], "not_read": []} if imported is None else {
        "from": imported.format, "read": imported.to_dict()["files"], "not_read": list(imported.lost),
    }  # fmt: skip
    return {**came, "to": format or CASE, "written": [*map(str, files)], "not_written": list(lost)}


def converted(done: dict[str, Any]) -> str:
    """Say in words what was written, and what was lost."""
    words = {"written": "wrote ", "not_read": "not read: ", "not_written": "not written: "}
    lines = [f"{word}{item}" for key, word in words.items() for item in done[key]]
    lost = done["not_read"] or done["not_written"]
    return "\n".join(lines if lost else [*lines, "everything was carried over"])
