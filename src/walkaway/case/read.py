"""A case file in, a :class:`Case` out — or every fault of the file at once.

Text → data with line numbers (:mod:`yamltext`) → records (:mod:`records`) → names (:mod:`names`). When
records are faulty, the faulty places are left out and the rest is still checked for names, so that one
reading reports as much as can be known. What is *not* checked here: cites against documents
(:mod:`walkaway.evidence.cites`) and the meaning of the numbers (:mod:`walkaway.analysis.sense`).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import CaseError, Fault, Faults, nearest, quoted
from .judgement import described
from .names import check_names
from .records import Agreement, Belief, Case, Event, Interaction, Issue, Option, Party, Pattern
from .records import Preference, Ratifier
from .yamltext import MAX_BYTES, Lines, Path, read_yaml

__all__ = ["CaseFile", "read_case", "read_case_text"]

_ALIASES = {"cites": "cite", "for_": "for"}
_WRAPPERS = frozenset({"points", "when", "order"})
_KEYS: dict[str, tuple[str, ...]] = {
    model.__name__: tuple(_ALIASES.get(name, name) for name in model.model_fields)
    for model in (
        Agreement,
        Belief,
        Case,
        Event,
        Interaction,
        Issue,
        Option,
        Party,
        Pattern,
        Preference,
        Ratifier,
    )
}
_MOST_KINDS = 6


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
    path = FilePath(path)
    name = str(path)
    if path.is_dir():
        path = path / "case.yaml"
        name = str(path)
    text = _text(path, name)
    case, lines, faults = _read(text, name)
    faults.raise_if_any(CaseError)
    assert case is not None  # no faults means a case
    return CaseFile(case, path, lines)


def read_case_text(text: str, file: str = "case") -> Case:
    """Read a case from YAML text; as :func:`read_case` without a file."""
    case, _, faults = _read(text, file)
    faults.raise_if_any(CaseError)
    assert case is not None
    return case


def _text(path: FilePath, name: str) -> str:
    def refuse(found: str, expected: str, hint: str = "") -> CaseError:
        return CaseError([Fault(file=name, found=found, expected=expected, hint=hint)])

    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse("something that is not a file", "a YAML file or a folder with case.yaml")
        if size > MAX_BYTES:
            raise refuse(f"{size:,} bytes", f"a case file of at most {MAX_BYTES:,} bytes")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise refuse("no such file", "a YAML file or a folder with case.yaml") from None
    except OSError as error:
        raise refuse(error.strerror or str(error), "a readable file") from None
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
    case, pruned = _validate(data, lines, faults)
    if case is not None:
        check_names(case, lines, faults, pruned)
    return case, lines, faults


def _validate(data: dict[str, Any], lines: Lines, faults: Faults) -> tuple[Case | None, list[Path]]:
    """Validate; on faults leave the faulty places out and try again, so that names are still checked."""
    pruned: list[Path] = []
    data = deepcopy(data)
    for _ in range(_MOST_KINDS):
        try:
            return Case.model_validate(data), pruned
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        places = []
        for detail in details:
            path, exists = _place(data, detail["loc"])
            faults.add(_fault(detail, path, lines))
            places.append(path if exists else path[:-1])
        pruned += places
        if not all(places):
            return None, pruned
        _drop(data, places)
    return None, pruned


def _place(data: Any, location: tuple[str | int, ...]) -> tuple[Path, bool]:
    """Map a location in the records to the path in the file; say whether the file has it."""
    path: list[str | int] = []
    for raw in location:
        part = _ALIASES.get(raw, raw) if isinstance(raw, str) else raw
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif isinstance(data, dict) and part not in _WRAPPERS:
            return (*path, part), False
        else:
            continue  # a short form: the record has a level that the file leaves out
        path.append(part)
    return tuple(path), True


def _drop(data: Any, places: list[Path]) -> None:
    for path in sorted(set(places), key=lambda place: [str(part).zfill(9) for part in place], reverse=True):
        parent = data
        try:
            for part in path[:-1]:
                parent = parent[part]
            del parent[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # its parent was dropped already


def _fault(detail: ErrorDetails, path: Path, lines: Lines) -> Fault:
    """Say a validation error in the words of the house."""
    value, context = detail["input"], detail.get("ctx", {})
    last = str(path[-1]) if path else ""
    match detail["type"]:
        case "walkaway":
            return lines.fault(path, context["found"], context["expected"], context["hint"])
        case "extra_forbidden":
            known = _siblings(path)
            return lines.fault(path, f"the unknown key {quoted(last)}", f"one of {', '.join(known)}",
                               nearest(last, known))  # fmt: skip
        case "missing":
            return lines.fault(path, "nothing", f"the key {last}")
        case "literal_error":
            return lines.fault(path, described(value), "case: 1, the version of the format")
        case "too_short":
            return lines.fault(path, described(value), f"at least {context['min_length']}")
        case "greater_than_equal":
            return lines.fault(path, described(value), f"at least {context['ge']}")
        case "dict_type" | "model_type" | "model_attributes_type":
            return lines.fault(path, described(value), "a mapping")
        case "tuple_type" | "list_type":
            return lines.fault(path, described(value), "a list")
        case "string_type":
            return lines.fault(path, described(value), "text")
    return lines.fault(path, described(value), detail["msg"])


def _siblings(path: Path) -> tuple[str, ...]:
    """Which keys are allowed where an unknown key stands."""
    parents = [part for part in path[:-1] if isinstance(part, str)]
    if not parents:
        return _KEYS["Case"]
    by_depth = {
        "parties": "Party", "ratifiers": "Ratifier", "agreement": "Agreement", "impossible": "Pattern",
        "record": "Event",
    }  # fmt: skip
    if parents[0] == "issues":
        return _KEYS["Option" if "options" in parents[2:] else "Issue"]
    if parents[0] == "preferences":
        tail = parents[2:]
        for word, model in (
            ("interactions", "Interaction"),
            ("red_lines", "Pattern"),
            ("believes", "Belief"),
        ):
            if word in tail:
                return _KEYS[model]
        return _KEYS["Preference"]
    return _KEYS[by_depth.get(parents[0], "Case")]
