"""One entry more at the end of a list of a case file; everything else stays as a person wrote it."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from ..errors import Faults
from .edit import edit_text
from .lines import Path
from .write import one_line, to_plain
from .yamltext import read_yaml

__all__ = ["appended"]


def appended(text: str, path: Path, value: Any) -> str:
    r"""A text with an entry at the end of a list, which need not be there yet; not checked as a case.

    Raises
    ------
    CaseError
        If the text has faults, or neither the list nor what would hold it is there.

    Examples
    --------
    >>> appended("record:\n- {by: a}  # first\n# end\n", ("record",), {"by": "b"})
    'record:\n- {by: a}  # first\n- {by: b}\n# end\n'
    """
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    for part in path:
        pairs = node.value if isinstance(node, MappingNode) else []
        node = next((held for key, held in pairs if key.value == part), None)
    entry = one_line(to_plain(value))
    if not isinstance(node, SequenceNode) or not node.value:
        return _begun(text, path, [value])
    if node.flow_style:
        end = _end(text, node.value[-1])
        return f"{text[:end]}, {entry}{text[end:]}"
    end = text.find("\n", _end(text, node))
    end = len(text) if end < 0 else end
    new_line = "\r\n" if "\r\n" in text else "\n"
    end -= text[end - 1 : end] == "\r"
    return f"{text[:end]}{new_line}{' ' * node.start_mark.column}- {entry}{text[end:]}"


def _begun(text: str, path: Path, value: Any) -> str:
    """The text with a list that was not there, and what holds it."""
    data: Any = read_yaml(text, "case", Faults())[0]
    for depth, part in enumerate(path):
        if not isinstance(data, dict) or not data.get(part):
            for inner in reversed(path[depth + 1 :]):
                value = {inner: value}
            return edit_text(text, path[: depth + 1], value)
        data = data[part]
    return edit_text(text, path, value)


def _end(text: str, node: Node) -> int:
    """Where the text of a value ends: before the comments and empty lines that follow it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if not isinstance(node, CollectionNode) or node.flow_style:
        return end
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, MappingNode) else last)
