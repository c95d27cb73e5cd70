"""What the page tells: seen wherever one is on it, of the case as it is, and not worked out twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.helpers import TEXT, laid
from tests.web.test_browser import AWAY, DONE, blank, chromium, late, opened, pytestmark, served, until

__all__ = ["chromium", "pytestmark"]
SEEN = (
    "(one => one.top >= 0 && one.bottom <= window.innerHeight && one.height > 0)"
    "(document.getElementById('told').getBoundingClientRect())"
)


def _moved(page: Any) -> None:
    page.locator("summary", has_text="Ben").first.click()
    page.locator(f"{AWAY} input[type=number][data-name=high]").fill("200")
    until(page, "document.querySelectorAll('#changed li').length === 1")
    page.wait_for_selector(DONE)


def _saved(page: Any) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_selector("#saving[open]")
    page.locator("#save-yes").click()
    until(page, "document.getElementById('told').textContent === 'Saved.'")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_told_is_seen_wherever_the_page_is(chromium: Any, tmp_path: Path, width: int) -> None:
    with served(laid(tmp_path)) as (address, _), opened(chromium, address, width) as page:
        _moved(page)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        until(page, "window.scrollY > 500")
        _saved(page)
        until(page, SEEN)


def test_a_comparison_says_that_the_case_was_moved_or_saved_since(chromium: Any, tmp_path: Path) -> None:
    told = "document.getElementById('compare-told').textContent"
    with served(laid(tmp_path)) as (address, _), opened(chromium, address) as page:
        _moved(page)
        page.locator("#variants > summary").click()
        page.locator("#compare-form button").click()
        until(page, "document.getElementById('compared').textContent.includes('Change by change')")
        assert page.evaluate(told) == ""
        page.locator("#back").click()
        until(page, f"{told}.endsWith('before the last moves.')")
        page.locator("#again").click()
        until(page, f"{told} === ''")
        _saved(page)
        until(page, f"{told}.endsWith('before it was saved.')")


def test_in_another_width_nothing_is_taken_back(chromium: Any, tmp_path: Path) -> None:
    """Law: a page that has all of its answers is drawn anew from them; the first, rough one is not asked."""
    with served(laid(tmp_path)) as (address, _), opened(chromium, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_viewport_size({"width": 600, "height": 900})
        until(page, "document.querySelector('[data-section=deals]').dataset.size === 'narrow'")
        page.wait_for_selector(DONE)
        assert [one for one in asked if "section/deals" in one]
        assert not [one for one in asked if "verdict?" in one or "quick" in one]


def test_a_draft_says_in_large_letters_what_is_missing(chromium: Any, tmp_path: Path) -> None:
    text = TEXT.replace("walk_away: [3, 5]", "walk_away: to be judged")
    with served(laid(tmp_path, text)) as (address, _):
        page = blank(chromium)
        page.goto(address)
        page.locator("#opening .verdict").wait_for()
        assert page.locator("#opening .verdict").inner_text() == "Not all is judged yet."
        assert "Still missing: 1 judgement of" in page.locator("#opening .note").inner_text()
        page.close()


def test_a_field_that_is_left_for_saving_takes_nothing_back(chromium: Any, tmp_path: Path) -> None:
    """It moves once more on being left; that is answered before the case is saved, however late."""
    with served(laid(tmp_path)) as (address, _), opened(chromium, address) as page:
        _moved(page)
        late(page, "move")
        _saved(page)
        page.wait_for_timeout(700)
        assert page.locator("#told").inner_text() == "Saved."
