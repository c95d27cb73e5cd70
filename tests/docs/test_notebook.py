"""The notebook of the tutorial runs, cell by cell, and shows what a reader is told it shows."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.docs.pages import DOCS, ROOT

from walkaway.errors import ExtraError

NOTEBOOK = DOCS / "tutorial" / "notebook.ipynb"
_spec = importlib.util.spec_from_file_location("notebook", ROOT / "scripts" / "notebook.py")
assert _spec is not None
assert _spec.loader is not None
notebook: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(notebook)


def written(folder: Path, *cells: str) -> Path:
    path = folder / "some.ipynb"
    made = [{"cell_type": "code", "source": text.splitlines(keepends=True)} for text in cells]
    path.write_text(json.dumps({"cells": made}), encoding="utf-8")
    return path


def test_every_cell_runs_and_shows_something() -> None:
    """Law: what a cell raises fails here."""
    for needed in ("pandas", "altair"):
        pytest.importorskip(needed)
    cells = [(text, shown) for kind, text, shown in notebook.run(NOTEBOOK) if kind == "code"]
    assert len(cells) == 7
    for text, shown in cells:
        assert shown, text
        assert not any(isinstance(one, ExtraError) for one in shown), text
    sizes = re.findall(r"(\d+) deals", cells[4][1][0])
    assert sizes == ["55", "44", "32"]  # as in Use it in Python


def test_the_page_shows_tables_and_pictures() -> None:
    page = notebook.markdown(NOTEBOOK)
    assert page.count("```python") == 7
    assert page.count("class='walkaway'") == 2
    assert "<svg " in page
    blocks = page.strip().split("\n\n")
    assert all(block.endswith("</div>") for block in blocks if block.startswith('<div class="shown">'))
    assert not re.search(r"<script|(src|href)=.https?:", page)


def test_it_is_kept_without_outputs() -> None:
    told = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in told["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert len({cell["id"] for cell in told["cells"]}) == len(told["cells"])


def test_what_a_cell_raises_is_raised(tmp_path: Path) -> None:
    """Else the first test could not fail."""
    with pytest.raises(ZeroDivisionError):
        list(notebook.run(written(tmp_path, "x = 1", "x / 0")))
    with pytest.raises(SyntaxError):
        list(notebook.run(written(tmp_path, "x = (")))
    missing = "from walkaway.errors import ExtraError\nraise ExtraError.of('notebook', 'it', ['pandas'])"
    ((_, _, shown),) = notebook.run(written(tmp_path, missing))
    assert isinstance(shown[0], ExtraError)


def test_cells_share_names_and_show_their_last_line(tmp_path: Path) -> None:
    found = [shown for _, _, shown in notebook.run(written(tmp_path, "x = 2\nprint('a')", "x + 1", "x"))]
    assert found == [["a\n"], [3], [2]]
    assert "<pre>3</pre>" in notebook.markdown(written(tmp_path, "1 + 2"))
