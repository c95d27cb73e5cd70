"""The reference of Python tells of each field of a record what stands beside or above it in the source."""

import ast
from typing import Any

import griffe


def comments(node: ast.ClassDef, lines: list[str]) -> dict[str, str]:
    """Field → the comment at the end of its line, or the lines of comment above it; empty without any."""
    found = {}
    for field in node.body:
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            above = field.lineno - 1
            while lines[above - 1].strip().startswith("# "):
                above -= 1
            said = [line.strip()[2:] for line in lines[above : field.lineno - 1]]
            beside = lines[field.end_lineno - 1].encode()[field.end_col_offset :].decode().partition("# ")[2]
            found[field.target.id] = " ".join(said or [beside])
    return found


class FieldComments(griffe.Extension):
    """Writes the section *Attributes* of every record that has none, from its comments."""

    def on_class_members(self, *, node: Any, cls: griffe.Class, **_: Any) -> None:
        if not isinstance(node, ast.ClassDef) or cls.docstring is None or cls.name.startswith("_"):
            return
        said = comments(node, cls.lines_collection[cls.filepath])
        if not any(said.values()) or "\nAttributes\n---" in cls.docstring.value:
            return
        types = {name: cls.members[name].annotation for name in said if name in cls.members}
        rows = [f"{name} : {types[name]}\n    {said[name]}" for name in types]
        cls.docstring.value += "\n\nAttributes\n----------\n" + "\n".join(rows)
