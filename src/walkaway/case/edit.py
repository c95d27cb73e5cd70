"""Change one place of a case file and keep everything a person wrote: comments, order, layout."""

from __future__ import annotations

from io import StringIO
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ..errors import CaseError, Fault
from .files import write_atomically
from .read import read_case_text
from .yamltext import Path, dotted

__all__ = ["edit_case", "edit_text"]


def edit_text(text: str, path: Path, value: Any, file: str = "case") -> str:
    """Set one value in the text of a case file; comments survive.

    Parameters
    ----------
    text : str
        The whole file.
    path : tuple of str and int
        Where, such as ``("preferences", "us", "walk_away")``; the parent must exist.
    value : plain data
        What to put there, in the file's own form.

    Returns
    -------
    str
        The new text, checked: it reads as a case.

    Raises
    ------
    CaseError
        If the text has faults before or after the change, or the parent does not exist.
    """
    read_case_text(text, file)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    parent = data
    try:
        for part in path[:-1]:
            parent = parent[part]
        parent[path[-1]] = _flow(value)
    except (KeyError, IndexError, TypeError):
        raise CaseError(
            [Fault(file=file, path=dotted(path), found="no such place", expected="a path inside the case")]
        ) from None
    stream = StringIO()
    yaml.dump(data, stream)
    edited = stream.getvalue()
    read_case_text(edited, file)
    return edited


def _flow(value: Any) -> Any:
    """Lists and mappings on one line, as the format's examples write them."""
    if isinstance(value, dict):
        mapping = CommentedMap({key: _flow(item) for key, item in value.items()})
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq([_flow(item) for item in value])
        sequence.fa.set_flow_style()
        return sequence
    return value


def edit_case(file: FilePath | str, path: Path, value: Any) -> None:
    """Set one value in a case file, atomically: on any fault the file stays as it was."""
    file = FilePath(file)
    text = file.read_text(encoding="utf-8")
    write_atomically(file, edit_text(text, path, value, str(file)))
