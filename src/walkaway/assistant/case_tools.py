"""Tools about the case itself: which there are, what is wrong with one, its judgements, writing one down."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import catalogue
from ..case.edit import edit_file, edit_places
from ..case.lines import find_place
from ..case.read import case_path, case_text
from ..case.yamltext import read_yaml
from ..errors import Faults, UsageError, quoted
from ..evidence import read_documents
from ..loading import check
from ..options import Progress
from ..printing import Line, Part
from ..report.screens.ledger import build_ledger
from .allowed_files import Folder
from .tool_schemas import list_of
from .tools import CASE, Arguments, Reply, Tool, answer_of, object_of

_MOST = 10_000
_TEXT = {"type": "string"}


def _entries(*texts: str, **others: dict[str, Any]) -> dict[str, Any]:
    """A list of objects that have these texts, and others."""
    own = dict.fromkeys(texts, _TEXT) | others
    return list_of(object_of(own, *own))


_GIVEN = {
    "cases": object_of({"cases": _entries("case", "from")}, "cases"),
    "check": object_of(
        {"faults": _entries("path", "found", "expected", "hint", line={"type": "integer"})}, "faults"
    ),
    "judgements": object_of(
        {"judgements": _entries("path", "what", "value", words=list_of(_TEXT))}, "judgements"
    ),
    "write": object_of({"changed": list_of(_TEXT)}, "changed"),
}
"""What each gives."""


def case_tools(folder: Folder) -> dict[str, Tool]:
    """Tools that read."""
    found = [
        Tool(
            "cases", "Cases", "List the cases of the catalogue, and those in the folder that is offered.",
            object_of({}), _GIVEN["cases"], lambda _, __: _cases(folder),
        ),
        Tool(
            "check", "Faults of a case",
            "List what is wrong or doubtful about a case: where, what was found, what would be right.",
            object_of({"case": CASE}, "case"), _GIVEN["check"],
            lambda given, _: _check(folder.path(given["case"])),
        ),
        Tool(
            "judgements", "Judgements of a case",
            "List every judgement of a case: its place, what it is, its value, and the words it rests on.",
            object_of({"case": CASE}, "case"), _GIVEN["judgements"],
            lambda given, _: _judgements(folder, given["case"]),
        ),
    ]  # fmt: skip
    return {tool.name: tool for tool in found}


def writing_tools(folder: Folder) -> dict[str, Tool]:
    """Tools that write; offered only where somebody asked for it."""
    values = {"type": "object", "minProperties": 1, "description": "Place → value, as in the case file."}

    def run(given: Arguments, progress: Progress) -> Reply:
        return _write(folder.path(given["case"]), given["set"])

    about = (
        "Write values into the file of a case in the folder; comments and layout stay. Gives the lines that "
        "changed. Nothing is written unless the whole case is still right."
    )
    schema = object_of({"case": CASE, "set": values}, "case", "set")
    return {
        "write": Tool("write", "Write judgements down", about, schema, _GIVEN["write"], run, changes=True)
    }


def _cases(folder: Folder) -> Reply:
    found = [{"case": name, "from": where} for name, where in folder.cases().items()]
    return answer_of([Line(f"{one['case']}  ({one['from']})") for one in found], {"cases": found}, _MOST)


def _check(path: Path) -> Reply:
    faults = check(path)
    shown: list[Part] = [Line(str(fault)) for fault in faults] or [Line("nothing is wrong or doubtful")]
    data = [
        {name: getattr(fault, name) for name in ("path", "line", "found", "expected", "hint")}
        for fault in faults
    ]
    return answer_of(shown, {"faults": data}, _MOST)


def _judgements(folder: Folder, name: str) -> Reply:
    file = folder.load(name)
    ledger = build_ledger(file.case, read_documents(file.folder, Faults()))
    shown: list[Part] = []
    data: list[dict[str, Any]] = []
    for group in ledger.groups:
        shown.append(Line(group.title, "bold"))
        for entry in group.entries:
            words = [passage.words for passage in entry.passages]
            shown.append(
                Line(f"  {entry.path}: {entry.value}" + (f"  “{words[0]}”" if words else ""), hang=4)
            )
            data.append(
                {
                    "path": entry.path,
                    "what": f"{group.title}: {entry.what}",
                    "value": entry.value,
                    "words": words,
                }
            )
    return answer_of(shown, {"judgements": data}, _MOST)


def _write(path: Path, values: Mapping[str, Any]) -> Reply:
    if path in catalogue.catalogue().values():
        raise UsageError.of(f"{quoted(path.name)}, of the catalogue", "a case in the folder that is offered")
    file = case_path(path)
    before = case_text(file)

    def edited(text: str) -> str:
        data, faults = read_yaml(text, str(file), Faults())[0], Faults()
        places = {name: find_place(data, name) for name in values}
        for name in (name for name, place in places.items() if place is None):
            found, right = quoted(name), "a place in the case, such as preferences.us.walk_away"
            faults.extend(UsageError.of(found, right).faults)
        faults.raise_if_any(UsageError)
        return edit_places(text, {place: values[name] for name, place in places.items() if place}, str(file))

    edit_file(file, edited)
    lines = difflib.unified_diff(
        before.splitlines(), case_text(file).splitlines(), "before", "after", lineterm="", n=0
    )
    changed = list(lines)
    return answer_of([Line(line, whole=True) for line in changed], {"changed": changed}, _MOST)
