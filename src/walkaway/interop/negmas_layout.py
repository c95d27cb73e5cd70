"""How NegMAS lays out a negotiation: files of a folder, or one file that bundles all of them.

A scenario of ANL 2025 looks like one and is none: a centre that makes a deal with each of its edges. It is
told by its keys, whatever its classes are called.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .jsontext import JsonLines, read_plain_json
from .jsontext import Path as Way
from .place import FilePlace
from .records import SourceFile
from .safe import ImportFault, read_file
from .yamltext import read_yaml

__all__ = ["PARTS", "SEVERAL", "TYPES", "layout_of", "read_plain", "refuse_several", "unbundled"]

TYPES = ("type", "__python_class__")
SEVERAL = "a centre and its edges negotiate several deals at once, which a case cannot hold"
PARTS = "one outcome space, and a utility function for each party"
_SPACES = ("domain", "outcome_space")
_MARKS = ("center_ufun", "side_ufuns", "edge_ufuns", "outcome_spaces", "side_evaluators", "n_edges")
_WORTH_A_LOOK = re.compile(rf"""\b(?:ufuns|{"|".join(_MARKS)})["']?\s*:""")


def read_plain(path: Path) -> tuple[Any, JsonLines, SourceFile]:
    """Read a YAML or JSON file as plain data."""
    if path.suffix.lower() == ".json":
        return read_plain_json(path, infinite=True)
    text, source = read_file(path)
    return *read_yaml(text, str(path)), source


def layout_of(text: str, path: Path) -> str:
    """``bundle``, ``several`` or nothing: what a file holds besides one function or one space.

    Parameters
    ----------
    text : str
        The file as it stands; most are told by a look at its words.
    path : Path
    """
    if not _WORTH_A_LOOK.search(text):
        return ""
    try:
        data, _, _ = read_plain(path)
    except ImportFault:
        return ""  # whoever reads it says what is wrong
    if _several(data) is not None:
        return "several"
    bundle = isinstance(data, dict) and isinstance(data.get("ufuns"), list)
    return "bundle" if bundle and not any(key in data for key in TYPES) and _space_in(data) else ""


def _space_in(data: dict[str, Any]) -> str:
    return next((key for key in _SPACES if isinstance(data.get(key), dict)), "")


def _several(data: Any) -> Way | None:
    """Where data says that a centre has edges: a mark beside a type, at any depth, or two marks on top."""
    ahead: list[tuple[Any, Way]] = [(data, ())]
    while ahead:
        value, way = ahead.pop()
        if isinstance(value, dict):
            marks = [key for key in _MARKS if key in value]
            if marks and (any(key in value for key in TYPES) or (not way and len(marks) > 1)):
                return (*way, marks[0])
            ahead += [(inner, (*way, str(key))) for key, inner in value.items()]
        elif isinstance(value, list):
            ahead += [(inner, (*way, index)) for index, inner in enumerate(value)]
    return None


def refuse_several(place: FilePlace) -> None:
    """Refuse a centre and its edges at the key that tells of them.

    Raises
    ------
    ImportFault
        If the file holds one.
    """
    way = _several(place.value)
    if way is not None:
        raise FilePlace(None, way, place.lines, place.faults).refuse(f"the key {way[-1]}", PARTS, SEVERAL)


def unbundled(place: FilePlace) -> tuple[FilePlace, list[FilePlace], list[str]]:
    """The outcome space and the utility functions of a bundle, and what to call the parties.

    Parameters
    ----------
    place : Place
        The whole file.

    Returns
    -------
    Place
        The outcome space.
    list of Place
        The utility functions.
    list of str
        Their names, told apart; ``party 1``, … where they have none.

    Raises
    ------
    ImportFault
        If there are fewer than two functions.
    """
    functions = place.at("ufuns").list("a list of utility functions")
    if len(functions) < 2:
        raise place.at("ufuns").refuse(f"{len(functions)} utility functions", "at least two")
    names: list[str] = []
    for number, held in enumerate(functions, 1):
        named = held.value.get("name") if isinstance(held.value, dict) else None
        name = named if isinstance(named, str) and named.strip() else f"party {number}"
        while name in names:
            name = f"{name} {number}"
        names.append(name)
    return place.at(_space_in(place.value)), functions, names
