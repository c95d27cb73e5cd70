"""Moves that come faster than their answers, in a person's browser: none is lost, none is undone unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.web.helpers import laid
from tests.web.test_browser import AWAY, blank, chromium, opened, pytestmark, served, until

__all__ = ["chromium", "pytestmark"]

ALL = "document.querySelectorAll('#controls details').forEach(one => { one.open = true; })"


def moves(page: Any, number: int) -> None:
    """Wait until so many things differ from the file."""
    until(page, f"document.querySelectorAll('#changed li').length === {number}")


def test_no_move_is_lost_and_each_is_one_step(chromium: Any, tmp_path: Path) -> None:
    """Typed into one field after another, ticked at once, dragged: all counts, and is taken back."""
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.evaluate(ALL)
        page.locator(f"{AWAY} input[type=number][data-name=low]").focus()
        for typed in ("2.5", "72.5"):
            page.keyboard.press("Control+a")
            page.keyboard.type(typed, delay=20)
            page.keyboard.press("Tab")
        page.evaluate(
            "document.querySelectorAll('#controls input[type=checkbox]').forEach(one => one.click())"
        )
        page.keyboard.press("Control+s")  # the difference is that of all that was done
        page.wait_for_selector("#saving[open]")
        text = page.locator("#difference").inner_text()
        assert "walk_away: [2.5, 72.5]" in text
        assert "red_lines: []" in text
        page.locator("#save-no").click()
        assert desk.steps == (4, 0)
        slider = page.locator(f"{AWAY} input[type=range][data-name=low]")
        slider.evaluate(
            "one => { for (const at of [1, 2, 1.5, 1]) { one.value = at; "
            "one.dispatchEvent(new Event('input', {bubbles: true})); } "
            "one.dispatchEvent(new Event('change', {bubbles: true})); }"
        )
        until(page, "document.getElementById('changed').textContent.includes('→ 1–72.5')")
        assert desk.steps == (5, 0)
        for _ in range(5):
            page.locator("#back").click()
        moves(page, 0)
        until(
            page, "[...document.querySelectorAll('#controls input[type=checkbox]')].every(one => one.checked)"
        )
    assert desk.now.values == {}


def test_what_another_tab_moved_is_not_undone_unseen(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    low = f"{AWAY} input[type=number][data-name=low]"
    high = low.replace("low", "high")
    with served(desk) as (address, _), opened(chromium, address) as one, opened(chromium, address) as other:
        one.evaluate(ALL)
        other.evaluate(ALL)
        one.locator(high).fill("50")
        moves(one, 1)
        other.locator(low).fill("1")
        until(other, "document.getElementById('told').textContent.includes('moved elsewhere')")
        until(other, f"document.querySelector('{high}').value === '50'")
        assert desk.now.values == {"preferences.ben.walk_away": [3, 50]}
        other.locator(low).fill("1")
        until(other, "document.getElementById('changed').textContent.includes('→ 1–50')")


def test_a_dead_server_is_told_where_one_saves(chromium: Any, tmp_path: Path) -> None:
    with served(laid(tmp_path)) as (address, end):
        page = blank(chromium)
        page.goto(address)
        page.evaluate(ALL)
        page.locator(f"{AWAY} input[type=number][data-name=low]").fill("1")
        moves(page, 1)
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        end()
        page.locator("#save-yes").click()
        until(page, "document.getElementById('save-fault').textContent.includes('does not answer')")
        assert page.locator("#save-yes").inner_text() == "Save"
        page.close()
