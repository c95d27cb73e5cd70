"""The forms in a person's browser: a case is built, a fault seen at its field, an order dragged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.helpers import laid
from tests.web.test_browser import chromium, opened, pytestmark, served, until, violations

__all__ = ["chromium", "pytestmark"]
FORM = "#forms "


def place(path: str) -> str:
    return f'{FORM}[data-place="{path}"]'


def build(page: Any, *parts: str) -> None:
    """Open the forms, and parts of them."""
    drawn = "document.getElementById('formed') && !document.getElementById('forms').hasAttribute('aria-busy')"
    page.locator("#tab-forms").click()
    until(page, drawn)
    for part in parts:
        page.locator(f'{FORM}.part[data-part="{part}"] > summary').click()
        inside = f"#forms .part[data-part='{part}'] :is(.field, .group)"
        until(page, f'document.querySelector("{inside}") !== null && {drawn}')


def done(page: Any, steps: int) -> None:
    """Wait until so many steps are taken and shown."""
    until(
        page,
        f"bench.state().back === {steps} && !document.getElementById('forms').hasAttribute('aria-busy') && "
        "document.getElementById('formed').dataset.digest === bench.state().digest",
    )


def test_a_party_and_an_issue_are_added_and_saved(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        build(page, "issues")
        page.locator(f"{place('parties.+')} [data-given=title]").fill("Carl <b>")
        page.keyboard.press("Enter")
        done(page, 1)
        until(page, "document.getElementById('opening').textContent.includes('Carl <b>: the walk-away')")
        adder = page.locator(place("issues.+"))
        adder.locator("[data-given=title]").fill("Who pays")
        adder.locator("[data-given=options]").fill("Both\nNobody")
        adder.locator("button").click()
        done(page, 2)
        entry = page.locator(place("issues.who-pays.options.both") + ".entry")
        page.locator(place("issues.who-pays") + ".entry > summary").click()
        entry.locator("> summary").click()
        field = page.locator(place("issues.who-pays.options.both.title") + " input")
        field.fill("Both of them: half & half")
        field.press("Tab")
        done(page, 3)
        assert page.evaluate("document.activeElement.closest('[data-place]') !== null")  # the focus stays
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        assert (
            '+    options: {both: "Both of them: half & half", nobody: Nobody}'
            in page.locator("#difference").inner_text()
        )
        page.locator("#save-yes").click()
        until(page, "document.getElementById('told').textContent === 'Saved.'")
    text = desk.file.path.read_text(encoding="utf-8")
    assert "# she said so twice" in text
    assert "Carl <b>" in text


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        build(page, "preferences.ann")
        away = page.locator(place("preferences.ann.walk_away") + ".of-judgement")
        away.locator(".judged").fill("9 – 2")
        away.locator(".judged").press("Tab")
        until(page, "document.querySelector('#forms .refused') !== null")
        assert "low before high" in away.locator("> .fault").inner_text()
        late = page.locator(place("preferences.ann.scores.date.late") + " .judged")
        late.fill("3")
        late.press("Enter")
        done(page, 1)
        assert away.locator(".judged").input_value() == "9 – 2"  # another field was taken over meanwhile
        assert "low before high" in away.locator("> .fault").inner_text()
        assert desk.now.case.preferences["ann"].walk_away.high == 4  # type: ignore[union-attr]
        away.locator(".judged").fill("2 – 9")
        away.locator(".judged").press("Tab")
        done(page, 2)
        assert away.locator("> .fault").inner_text() == ""
        page.locator("#back").click()
        done(page, 1)
        assert away.locator(".judged").input_value() == "2 – 4"


def test_an_order_by_hand_and_by_keyboard(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#controls summary", has_text="Ben").first.click()
        rows = page.locator('#controls [data-place="preferences.ben.weights"] li')
        rows.nth(1).drag_to(rows.nth(0))
        until(page, "document.querySelectorAll('#changed li').length === 1")
        assert desk.now.values == {"preferences.ben.weights": "date > price"}
        build(page, "preferences.ben")
        item = page.locator(place("preferences.ben.weights") + ' li[data-name="price"]')
        item.get_by_role("button", name="Price equal to the one above").click()
        done(page, 2)
        assert "weights: date = price\n" in desk.edited()
        page.keyboard.press("ArrowUp")
        done(page, 3)
        assert "weights: price > date\n" in desk.edited()
        assert page.evaluate("document.activeElement.closest('li').dataset.name") == "price"


def test_a_name_is_changed_and_a_thing_taken_out(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        build(page, "issues")
        page.locator(place("issues.price") + ".entry > summary").click()
        page.locator(place("issues.price") + ".entry > .more > summary").click()
        name = page.locator(place("issues.price.id") + " input")
        name.fill("rent: a & b")
        name.press("Tab")
        done(page, 1)
        assert 'red_lines: [{"rent: a & b": low' in desk.edited()
        page.locator(place("issues.rent: a & b") + ".entry > summary").click()
        page.locator(place("issues.rent: a & b") + ".entry > .tools [data-do=remove]").click()
        page.wait_for_selector("#forms .goes:not([hidden])")
        assert "red_lines" in page.locator("#forms .goes:not([hidden])").inner_text()
        page.locator("#forms .goes:not([hidden]) button").first.click()
        done(page, 2)
    assert list(desk.now.case.issues) == ["date"]


@pytest.mark.parametrize("width", [390, 2560])
def test_the_forms_fit_and_axe_finds_nothing(chromium: Any, tmp_path: Path, width: int) -> None:
    with served(laid(tmp_path)) as (address, _), opened(chromium, address, width) as page:
        build(page, "issues", "preferences.ann", "preferences.ben", "record", "agreement", "impossible")
        page.evaluate(
            "document.querySelectorAll('#forms .part[open] details').forEach(one => { one.open = true; })"
        )
        page.locator(place("title") + ".field input").fill("")
        page.keyboard.press("Tab")
        until(page, "document.querySelector('#forms .refused') !== null")
        until(page, f"document.documentElement.scrollWidth <= {width}")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []


def test_the_deeper_parts_are_built_by_keyboard_and_axe_finds_nothing(chromium: Any, tmp_path: Path) -> None:
    """What follows no deal, a walk-away that rests on it, an account: no YAML, no name that is missing."""
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address, 390) as page:
        build(page, "aftermath")
        adder = page.locator(place("aftermath.options.+"))
        adder.locator("[data-given=title]").fill("Sue")
        page.keyboard.press("Enter")
        done(page, 1)
        assert desk.now.case.aftermath is not None
        build(page, "preferences.ann", "accounts", "path")
        page.locator(place("preferences.ann.walk_away") + ".judgements > .how select").select_option(
            "follows"
        )
        done(page, 2)
        page.locator(place("accounts.+") + " [data-given=title]").fill("Who came?")
        page.locator(place("accounts.+") + " [data-given=options]").fill("Both\nNobody")
        page.locator(place("accounts.+") + " button").click()
        done(page, 3)
        page.evaluate("document.querySelectorAll('#forms details').forEach(one => { one.open = true; })")
        until(page, "document.querySelector('.working') === null")
        assert violations(page) == []
        until(page, "document.documentElement.scrollWidth <= 390")
        assert page.locator("#forms textarea.yaml").count() == 0
