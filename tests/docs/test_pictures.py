"""Approved pictures show pages as they are: small, and of the form that the pages have now."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from tests.docs.pages import DOCS, ROOT
from tests.report.helpers import brief_of, hanoi_page

from walkaway import load

_spec = importlib.util.spec_from_file_location("pictures", ROOT / "scripts" / "pictures.py")
assert _spec is not None
assert _spec.loader is not None
pictures = importlib.util.module_from_spec(_spec)
sys.modules["pictures"] = pictures
_spec.loader.exec_module(pictures)


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_a_picture_is_small_and_shown_in_the_documentation(name: str) -> None:
    file = DOCS / "images" / f"{name}.png"
    assert file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert file.stat().st_size < 150_000
    shown = [page for page in DOCS.rglob("*.md") if f"images/{name}.png)" in page.read_text(encoding="utf-8")]
    assert shown


@pytest.mark.parametrize("name", pictures.PICTURES)
def test_the_page_has_the_form_that_was_approved(name: str) -> None:
    picture = pictures.PICTURES[name]
    page = hanoi_page() if name in ("first-side", "chart") else picture.page()
    approved = json.loads(pictures.APPROVED.read_text(encoding="utf-8"))
    told = f"the page of {name}.png has another form now: run scripts/pictures.py, look, and keep it"
    assert pictures.form(page, picture.anchor) == approved[name], told


def test_another_answer_is_no_other_form_and_another_heading_is() -> None:
    page = brief_of(load("harbour").case).html()
    now = pictures.form(page, "the-answer")
    assert pictures.form(page.replace("of 720 deals", "of 800 deals"), "the-answer") == now
    assert pictures.form(page.replace("What it rests on", "Its ground"), "the-answer") != now
    assert pictures.form(page.replace('class="columns"', 'class="column"'), "the-picture") == pictures.form(
        page, "the-picture"
    )
