"""A case file in, a :class:`Case` out — or every fault of the file at once.

Text → data with line numbers (:mod:`yamltext`) → records (:mod:`records`) → names (:mod:`names`). When
records are faulty, the faulty places are left out and the rest is still checked for names, so that one
reading reports as much as can be known. What is *not* checked here: cites against documents
(:mod:`walkaway.evidence.cites`) and the meaning of the numbers (:mod:`walkaway.analysis.sense`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import CaseError, Fault, Faults, closest, nearest, quoted
from .base import Record, described
from .lines import Lines, Path, stand_in
from .names import check_names
from .patterns import Interaction, Pattern
from .records import Agreement, Belief, Case, Event, Evidence, Issue, Option, Party, Preference, Ratifier
from .yamltext import MAX_BYTES, read_yaml

__all__ = ["CaseFile", "case_path", "case_text", "read_case", "read_case_text"]

_ALIASES = {"cites": "cite", "for_": "for"}
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with where it came from.

    Attributes
    ----------
    case : Case
    path : pathlib.Path
        The YAML file.
    lines : Lines
        Line numbers for later messages about the same file.
    """

    case: Case
    path: FilePath
    lines: Lines

    def _repr_html_(self) -> str:
        return self.case._repr_html_()

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
    path = case_path(path)
    case, lines, faults = _read(case_text(path), str(path))
    faults.raise_if_any(CaseError)
    assert case is not None  # no faults means a case
    return CaseFile(case, path, lines)


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
    name = str(path)

    def refuse(found: str, expected: str) -> CaseError:
        return CaseError([Fault(file=name, found=found, expected=expected)])

    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse("something that is not a file", "a YAML file or a folder with case.yaml")
        if size > MAX_BYTES:
            raise refuse(f"{size:,} bytes", f"a case file of at most {MAX_BYTES:,} bytes")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise refuse("no such file", "a YAML file or a folder with case.yaml") from None
    except (OSError, ValueError) as error:  # a ValueError for names with a null character
        raise refuse(getattr(error, "strerror", None) or str(error), "a readable file") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        raise CaseError([Fault(file=name, line=line, found=found, expected="text in UTF-8")]) from None


def _read(text: str, name: str) -> tuple[Case | None, Lines, Faults]:
    faults = Faults()
    data, lines = read_yaml(text, name, faults)
    if not isinstance(data, dict):
        if not len(faults):
            found = "an empty file" if data is None else described(data)
            faults.add(Fault(file=name, line=1, found=found, expected="a mapping that starts with case: 1"))
        return None, lines, faults
    case = _validate(data, lines, faults)
    if case is not None:
        check_names(case, lines, faults)
    return case, lines, faults


def _validate(data: dict[str, Any], lines: Lines, faults: Faults) -> Case | None:
    """Validate; on faults leave the faulty places out and try again, so that names are still checked."""
    for _ in range(_ROUNDS):
        trimmed = lines.trimmed(data)
        try:
            return Case.model_validate(trimmed)
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")  # they explain what is missing
        for detail in details:
            path = _place(trimmed, detail)
            if detail["type"] == "extra_forbidden" or not lines.touched(path):  # else it only follows
                faults.add(_fault(detail, path, lines))
            _leave_out(detail, lines.original(path), lines)
    return None


def _leave_out(detail: ErrorDetails, place: Path, lines: Lines) -> None:
    missing = detail["type"] == "missing"
    lines.leave_out(place[:-1] if missing and stand_in(place) is None else place)
    if detail["type"] == "extra_forbidden":
        meant = (*place[:-1], closest(str(place[-1]), _siblings(place)))
        if meant not in lines.known:
            lines.leave_out(meant)


def _place(data: Any, detail: ErrorDetails) -> Path:
    """Map a location in the records to the path in the file, where short forms leave levels out."""
    location: list[Any] = [_ALIASES.get(str(part), part) for part in detail["loc"]]
    last = [location.pop()] if detail["type"] == "missing" else []
    path: list[str | int] = []
    for part in location:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        if inside:
            data = data[part]
            path.append(part)
    return (*path, *last)


_EXPECTED = {"dict_type": "a mapping", "model_type": "a mapping", "tuple_type": "a list"}


def _fault(detail: ErrorDetails, path: Path, lines: Lines) -> Fault:
    """Say a validation error in the words of the house."""
    value, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "walkaway":
            return lines.fault(path, context["found"], context["expected"], context["hint"])
        case "extra_forbidden":
            last, known = str(path[-1]), _siblings(path)
            found, expected = f"the unknown key {quoted(last)}", f"one of {', '.join(known)}"
            return lines.fault(path, found, expected, nearest(last, known))
        case "missing":
            return lines.fault(path, "nothing", f"the key {path[-1]}")
        case "too_short":
            least = "1 entry" if context["min_length"] == 1 else f"{context['min_length']} entries"
            return lines.fault(path, described(value), f"at least {least}")
    return lines.fault(path, described(value), _EXPECTED.get(detail["type"], detail["msg"]))


_ROOTS: dict[str, type[Record]] = {
    "parties": Party, "ratifiers": Ratifier, "agreement": Agreement, "impossible": Pattern, "record": Event,
    "issues": Issue, "third_parties": Party, "evidence": Evidence, "preferences": Preference,
}  # fmt: skip
_BRANCHES: dict[tuple[str, str], type[Record]] = {
    ("issues", "options"): Option,
    ("preferences", "interactions"): Interaction,
    ("preferences", "red_lines"): Pattern,
    ("preferences", "believes"): Belief,
}


def _siblings(path: Path) -> tuple[str, ...]:
    """Which keys are allowed where an unknown key stands."""
    root, *rest = path
    model = _ROOTS[str(root)] if rest else Case
    inner = [part for part in rest[1:-1] if (root, part) in _BRANCHES]
    # the last branch counts: what a party believes has interactions and red lines of its own
    model = _BRANCHES[str(root), str(inner[-1])] if inner else model
    return tuple(_ALIASES.get(name, name) for name in model.model_fields)
