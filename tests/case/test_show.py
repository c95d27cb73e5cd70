"""How a case shows itself in a notebook."""

from __future__ import annotations

from pathlib import Path

from tests.case.helpers import CASE, read, swapped

from walkaway.case import read_case


def test_a_notebook_shows_parties_issues_and_options() -> None:
    """One small table."""
    assert read(CASE)._repr_html_() == (
        "<div><strong>Test</strong><br>United States, Them<table>"
        "<tr><th style='text-align:left'>Price</th><td style='text-align:left'>Low · Mid · High</td></tr>"
        "<tr><th style='text-align:left'>Date</th><td style='text-align:left'>Soon · Late</td></tr>"
        "</table></div>"
    )


def test_a_case_file_shows_its_case(tmp_path: Path) -> None:
    """So a notebook shows the same, loaded or built."""
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    assert read_case(tmp_path)._repr_html_() == read(CASE)._repr_html_()


def test_no_text_of_a_case_becomes_html() -> None:
    """A title is data, also where it looks like a script."""
    for old in ("title: Test", "title: Them", "title: Price", "mid: Mid"):
        key = old.split(": ")[0]
        html = read(swapped(old, f'{key}: "<script>alert(1)</script>"'))._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;" in html
