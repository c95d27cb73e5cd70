"""``walkaway convert``: from one program's files to another's; and ``--profiles`` for every command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from .case import Case, CaseFile

__all__ = ["CASE", "WithProfiles", "convert_files", "converted", "lost_of", "spread"]

CASE = "case"
_OPTION = "--profiles"


def spread(arguments: Sequence[str]) -> list[str]:
    """Let ``--profiles`` take all files that follow it.

    Examples
    --------
    >>> spread(["domain.xml", "--profiles", "a.xml", "b.xml", "--json"])
    ['domain.xml', '--profiles', 'a.xml', '--profiles', 'b.xml', '--json']
    """
    found: list[str] = []
    inside = False
    for argument in arguments:
        if argument.startswith("-"):
            inside = argument == _OPTION
        elif inside and found[-1] != _OPTION:
            found.append(_OPTION)
        found.append(argument)
    return found


class WithProfiles(TyperCommand):
    """A command whose ``--profiles`` takes all files that follow it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat the option in front of each of its files."""
        return super().parse_args(ctx, spread(args))


def lost_of(file: CaseFile) -> tuple[str, ...]:
    """What could not be carried over from another program's files; nothing for a case file."""
    imported = getattr(file, "imported", None)
    return () if imported is None else imported.lost


def _target(out: Path, format: str) -> str:
    """The format to write: as asked, or as the name of the output says."""
    from .errors import UsageError, quoted

    if format:
        return format
    if out.suffix.lower() in (".yaml", ".yml"):
        return CASE
    raise UsageError.of(
        f"the output {quoted(out)}", "--to with a format, or the name of a .yaml file for a case"
    )


def _files(case: Case, out: Path, format: str) -> tuple[dict[Path, str], tuple[str, ...]]:
    """Every file to write with its text, and what is lost."""
    from .case import to_yaml
    from .interop import write_foreign

    if format == CASE:
        named = out.suffix.lower() in (".yaml", ".yml")
        return {out if named else out / "case.yaml": to_yaml(case)}, ()
    export = write_foreign(case, format)
    return {out / name: text for name, text in export.files.items()}, export.lost


def convert_files(file: CaseFile, out: Path, format: str) -> dict[str, Any]:
    """Write a case in another format.

    Parameters
    ----------
    file : CaseFile
        What was read.
    out : Path
        A YAML file for a case, else a folder.
    format : str
        ``case`` or a format of another program; by the name of the output if empty.

    Returns
    -------
    dict
        Formats, files written, and what was lost on each way, as ``--json`` prints it.

    Raises
    ------
    UsageError
        If the format is unknown or cannot say what the parties want, a file that was read would be written
        over, or the output cannot be written.
    """
    from .case.files import write_atomically
    from .errors import UsageError, quoted

    format = _target(out, format)
    files, lost = _files(file.case, out, format)
    imported = getattr(file, "imported", None)
    read = [file.path, *(Path(source.path) for source in (imported.files if imported is not None else ()))]
    taken = {path.resolve() for path in read}
    for path in files:
        if path.resolve() in taken:
            raise UsageError.of(f"{quoted(path)}, which was read", "an output of its own")
    for path, text in files.items():
        try:
            write_atomically(path, text)
        except OSError as error:
            found = f"{quoted(path)}: {error.strerror or error}"
            raise UsageError.of(found, "a file that can be written") from None
    came = {"from": CASE, "read": [], "not_read": []} if imported is None else {
        "from": imported.format, "read": imported.to_dict()["files"], "not_read": list(imported.lost),
    }  # fmt: skip
    return {**came, "to": format, "written": [str(path) for path in files], "not_written": list(lost)}


def converted(done: dict[str, Any]) -> str:
    """Say in words what was written, and what was lost."""
    lines = [f"wrote {path}" for path in done["written"]]
    lines += [f"not read: {sentence}" for sentence in done["not_read"]]
    lines += [f"not written: {sentence}" for sentence in done["not_written"]]
    if not done["not_read"] and not done["not_written"]:
        lines.append("everything was carried over")
    return "\n".join(lines)
