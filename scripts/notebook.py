"""Notebooks without a kernel: the cells are run in order, and become Markdown with what they show.

What a cell raises is raised; only that an extra is not installed is shown in its place, as readers would see
it.
"""

from __future__ import annotations

import ast
import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from walkaway.errors import ExtraError


def run(path: Path) -> Iterator[tuple[str, str, list[Any]]]:
    """Kind and text of each cell, and what it printed and shows."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        text = "".join(cell["source"])
        shown = _shown(text, f"{path.name}, cell {number}", names) if cell["cell_type"] == "code" else []
        yield cell["cell_type"], text, shown


def _shown(text: str, where: str, names: dict[str, Any]) -> list[Any]:
    """What a cell of code printed, and the value of its last line."""
    tree, printed = ast.parse(text, where), io.StringIO()
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    value: Any = None
    with redirect_stdout(printed):
        try:
            exec(compile(tree, where, "exec"), names)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), where, "eval"), names)
        except ExtraError as error:
            value = error
    said = printed.getvalue()
    return [*([said] if said else []), *([] if value is None else [value])]


def markdown(path: Path) -> str:
    """The notebook as a part of a page; its own title is left to that page."""
    parts = []
    for kind, text, shown in run(path):
        parts.append(text.removeprefix("# ").partition("\n")[2] if text.startswith("# ") else text)
        if kind == "code":
            parts[-1] = f"```python\n{text}\n```"
        parts += [f'<div class="shown">{_block(one)}</div>' for one in shown]
    return "\n\n".join(parts) + "\n"


def _block(value: Any) -> str:
    """One block of HTML without an empty line, which would end it in Markdown."""
    if type(value).__module__.startswith("altair."):
        import vl_convert

        found = vl_convert.vegalite_to_svg(value.to_dict())
    elif hasattr(value, "_repr_mimebundle_"):
        found = value._repr_mimebundle_()["image/svg+xml"]
    elif hasattr(value, "_repr_html_"):
        found = value._repr_html_()
    else:
        found = f"<pre>{html.escape(str(value))}</pre>"
    return re.sub(r"\n\s*\n", "\n", found.strip())
