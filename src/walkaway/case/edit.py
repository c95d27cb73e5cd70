"""Change one place of a case file and leave everything else as a person wrote it, to the letter.

The text is not written anew: the stretch of the one value is replaced, or one entry is added. Comments
that stood inside a replaced value are kept below it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from ..errors import CaseError, Fault, Faults
from .as_plain import to_plain
from .held import held
from .lines import Path, dotted, put
from .read import case_path, case_text, read_case_text
from .write import one_line
from .yamltext import read_yaml

_COLON = re.compile(r"[ \t]*:")
COMMENT = re.compile(r"(?<=\s)#[^\r\n]*")
_COMMENTED_HEADER = re.compile(r"[|>][^\r\n#]*(#[^\r\n]*)")


def edit_text(text: str, path: Path, value: Any, file: str = "case") -> str:
    """Set one value in the text of a case file; all other lines and every comment stay as they are.

    Parameters
    ----------
    text : str
        The whole file.
    path : tuple of str and int
        Where, such as ``("preferences", "us", "walk_away")``. The place need not exist if it is the entry
        of a mapping that does.
    value : plain data
        What to put there, in the file's own form; or a record.

    Returns
    -------
    str
        The new text, checked: it reads as a case, and nothing else has changed.

    Raises
    ------
    CaseError
        If the text has faults before or after the change, or there is no such place.
    """
    return edit_places(text, {path: value}, file)


def edit_places(text: str, values: Mapping[Path, Any], file: str = "case") -> str:
    """Set several values at once, none of which holds another; as :func:`edit_text` for one."""
    read_case_text(text, file)
    edited, root = text, YAML(typ="safe", pure=True).compose(text)
    there = {path: node for path in values if path and (node := node_at(root, path))}
    for path in sorted(there, key=lambda path: -there[path].start_mark.index):  # what lies before stays put
        edited = _edited(edited, root, path, values[path]) or edited
    for path in (path for path in values if path not in there):
        added = _edited(edited, YAML(typ="safe", pure=True).compose(edited), path, values[path])
        if added is None:
            raise refused(file, path, "no such place", "a path inside the case")
        edited = added
    read_case_text(edited, file)
    before, after = (read_yaml(version, file, Faults())[0] for version in (text, edited))
    for path in values:
        before, after = (put(version, path, None) for version in (before, after))
    if before != after:
        found = "a layout that cannot be changed in one place"
        raise refused(file, next(iter(values)), found, "each entry on its own line")
    return edited


def edit_case(file: FilePath | str, path: Path, value: Any) -> None:
    """Set one value in a case file or folder, atomically: on any fault the file stays as it was."""
    file = case_path(file)
    edit_file(file, lambda text: edit_text(text, path, value, str(file)))


def edit_file(file: FilePath, change: Callable[[str], str], home: FilePath | None = None) -> None:
    """Change the text of a case file, atomically: on any fault the file stays as it was.

    A link is followed; but none below ``home``, the resolved folder that must not be left, if one is given.
    """
    case_text(file)  # what stands in the way is told before anything is held
    place = file if home is not None else FilePath(os.path.realpath(file))
    with held(place.parent, home) as folder:
        text, raw = case_text(file), folder.read(place.name)
        mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        same = raw == mark + text.encode("utf-8")
        edited = change(text) if same else text
        if not same or (edited != text and not folder.replace(place.name, mark + edited.encode("utf-8"))):
            raise refused(str(file), (), "a file that was changed meanwhile", "the file as it was read")


def refused(file: str, path: Path, found: str, expected: str) -> CaseError:
    """The fault of a change that cannot be made."""
    return CaseError([Fault(file=file, path=dotted(path), found=found, expected=expected)])


def node_at(root: Node | None, path: Path) -> Node | None:
    """What stands at a path; None where nothing does."""
    node = root
    for part in path:
        node = child_of(node, part)[1]
    return node


def _edited(text: str, root: Any, path: Path, value: Any) -> str | None:
    """Replace the value at a path, or add it to the mapping above; None if there is neither."""
    new, (*above, last) = one_line(to_plain(value)), path or ("",)
    parent = node_at(root, tuple(above))
    key, node = child_of(parent, last)
    if node is not None:
        start, end, new = replaced(text, key, node, new)
        return text[:start] + new + text[end:]
    if isinstance(parent, MappingNode) and isinstance(last, str) and path:
        return _added(text, parent, f"{one_line(last)}: {new}")
    return None


def child_of(node: Node | None, part: str | int) -> tuple[Node | None, Node | None]:
    """The key, in a mapping, and the value of one entry."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), (None, None))
    if isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return None, node.value[part]
    return None, None


def replaced(text: str, key: Node | None, node: Node, new: str) -> tuple[int, int, str]:
    """Where a value stands, and what is to stand there in its place: the new one, and its comments."""
    start, end = node.start_mark.index, end_of(text, node, key)
    margin = " " * (node.start_mark.column or 2)
    comments = "".join(f"\n{margin}{comment}" for comment in _comments(text, node, end))
    if _empty(node) or (key is not None and isinstance(node, CollectionNode) and not node.flow_style):
        colon = _after_colon(text, key)
        gap = "" if _empty(node) else text[colon:start].rstrip()
        return colon, colon if _empty(node) else end, f" {new}{gap}{comments}"
    rest = line_end(text, end) if comments else end
    return start, rest, new + text[end:rest] + comments


def _added(text: str, parent: MappingNode, entry: str) -> str:
    if parent.flow_style:
        last = parent.value[-1] if parent.value else None
        end = end_of(text, last[1], last[0]) if last else parent.start_mark.index + 1
        return f"{text[:end]}{', ' if last else ''}{entry}{text[end:]}"
    end = line_end(text, end_of(text, parent))
    new_line = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:end]}{new_line}{' ' * parent.start_mark.column}{entry}{text[end:]}"


def _empty(node: Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _after_colon(text: str, key: Node | None) -> int:
    """Where a value may start after its key."""
    assert key is not None  # a valid case has no empty items in lists
    colon = _COLON.match(text, key.end_mark.index)
    return colon.end() if colon else int(key.end_mark.index)


def line_end(text: str, place: int) -> int:
    """Where the line of a place ends, before what breaks it."""
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def end_of(text: str, node: Node, key: Node | None = None) -> int:
    """Where the text of a value ends: before the comments and empty lines that follow it."""
    if _empty(node):
        return _after_colon(text, key)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if isinstance(node, CollectionNode) and node.flow_style:
        return end
    last = node.value[-1]
    return end_of(text, last[1], last[0]) if isinstance(node, MappingNode) else end_of(text, last)


def _comments(text: str, node: Node, end: int) -> list[str]:
    """The comments inside a value: between its scalars, and behind the sign of a text of several lines."""
    comments: list[str] = []
    place, ahead = node.start_mark.index, [node]
    while ahead:
        inner = ahead.pop()
        if not isinstance(inner, ScalarNode):
            parts = chain.from_iterable(inner.value) if isinstance(inner, MappingNode) else inner.value
            ahead += reversed([*parts])
            continue
        comments += COMMENT.findall(text, place, inner.start_mark.index)
        place = inner.end_mark.index
        if inner.style in ("|", ">"):
            comments += _COMMENTED_HEADER.findall(text, inner.start_mark.index, place)[:1]
    return comments + COMMENT.findall(text, place, end)
