"""A tournament in a person's browser: chosen, refused at its field, played, read, and aged by a move."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.helpers import laid
from tests.web.test_browser import DONE, chromium, opened, pytestmark, served, until, violations

__all__ = ["chromium", "pytestmark"]
TOLD = "document.getElementById('tournament-told').textContent"


@pytest.mark.parametrize("width", [390, 1200])
def test_it_is_played_by_keyboard_and_read_aloud(chromium: Any, tmp_path: Path, width: int) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address, width) as page:
        page.locator("#tournament > summary").focus()
        page.keyboard.press("Enter")
        page.locator("#tournament-name").select_option("boulware")
        page.locator("#tournament-takes input").first.fill("0.1")
        page.locator("#tournament-add").press("Enter")
        assert "boulware:beta=0.1" in page.locator("#tournament-chosen").inner_text()
        page.get_by_role("button", name="Take out conceder").press("Enter")
        page.locator("#tournament-sessions").fill("0")
        page.keyboard.press("Enter")
        until(page, "document.activeElement.id === 'tournament-sessions' && "
                    "document.activeElement.getAttribute('aria-invalid') === 'true'")  # fmt: skip
        assert "found 0" in page.locator("#tournament-sessions-fault").inner_text()
        assert violations(page) == []
        page.locator("#tournament-sessions").fill("2")
        page.keyboard.press("Enter")
        until(page, f"{TOLD}.startsWith('Played: ')")
        assert page.locator("#tournament-found .live[role=img]").get_attribute("aria-label")
        until(page, f"document.documentElement.scrollWidth === {width}")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.set_viewport_size({"width": 1600 - width, "height": 900})  # another width ends nothing
        desk.move({"preferences.ben.walk_away": 4})
        page.evaluate("bench.refresh()")
        until(page, f"{TOLD}.includes('before the last moves')")
        assert page.locator("#tournament-take").is_hidden()


def test_only_a_word_or_a_move_ends_it(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#tournament > summary").click()
        for name in ("nice-tit-for-tat", "micro"):
            page.locator("#tournament-name").select_option(name)
            page.locator("#tournament-add").click()
        page.locator("#tournament-rounds").fill("1000")
        page.locator("#tournament-sessions").fill("800")
        play = page.get_by_role("button", name="Play the tournament")
        play.click()
        page.set_viewport_size({"width": 390, "height": 900})  # what other answers are asked anew for
        page.locator("details.slow > summary").first.click()
        page.wait_for_selector(DONE)
        assert page.locator("#tournament-working .working").is_visible()
        page.locator("#tournament-working button").click()
        until(page, f"{TOLD} === 'Stopped.'")
        assert page.evaluate("document.activeElement.textContent") == "Play the tournament"
        play.press("Enter")
        page.wait_for_selector("#tournament-working .working")
        desk.move({"preferences.ben.walk_away": 4})
        page.evaluate("bench.refresh()")
        until(page, f"{TOLD} === 'Given up, as the case has moved on.'")
        assert page.locator("#tournament-working .working").count() == 0
