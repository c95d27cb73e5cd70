"""The workbench in a person's browser: move, see, take back, save; two tabs; a server that is gone."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from tests.web.helpers import SECRET, laid

from walkaway.web.desk import Desk, open_desk
from walkaway.web.workbench import workbench

playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser (chromium, google-chrome)")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DONE = "[data-section=deals][aria-busy=false]"
AWAY = '[data-place="preferences.ben.walk_away"]'
PATIENCE = 120  # seconds: a machine may be busy with other things


@contextmanager
def served(desk: Desk | None, folder: Path | None = None) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a desk, or of the page before any in a folder, and what ends its server."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        host = f"127.0.0.1:{door.getsockname()[1]}"
        app = workbench(desk, secret=SECRET, hosts=(host,), folder=folder)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()

        def end() -> None:
            server.should_exit = True
            thread.join(PATIENCE)

        try:
            yield f"http://{host}/{SECRET}/", end
        finally:
            end()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=list(FLAGS))
        yield browser
        browser.close()


def blank(chromium: Any, width: int = 1280) -> Any:
    """A page before it goes anywhere."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(1000 * PATIENCE)
    return page


@contextmanager
def opened(chromium: Any, address: str, width: int = 1280) -> Iterator[Any]:
    """A page that has everything, and that says nothing in its console."""
    page, said = blank(chromium, width), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_selector(DONE)
    yield page
    page.close()
    refused = [text for text in said if "422" not in text and "409" not in text]  # which browsers report
    assert refused == []


def until(page: Any, so: str) -> None:
    """Wait until something is so; the policy of the page lets Playwright's own way evaluate nothing.

    Nothing is asked of a page that is still being read, as what is asked for may not stand in it yet, nor
    while a move is on its way, as its answer may draw anew what the test goes on with.
    """
    ready = "document.readyState !== 'loading' && (!window.bench || window.bench.idle().then(() => true))"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if page.evaluate(ready) and page.evaluate(so):
                return
        except playwright.Error as error:
            if "because of a navigation" not in str(error):  # the page goes on to another one meanwhile
                raise
        page.wait_for_timeout(50)
    raise AssertionError(so)


def still(page: Any) -> None:
    """Wait until every answer stands with its charts, and has been painted."""
    part = "document.querySelectorAll('.answer')"
    until(page, f"[...{part}].every(one => one.ariaBusy !== 'true' && one.style.minHeight === '')")
    page.evaluate("new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))")


def late(page: Any, path: str) -> None:
    """From now on what is asked at this path is asked a while later."""
    page.evaluate(
        f"const quick = window.fetch; window.fetch = (path, sent) => path === '{path}'"
        " ? new Promise(go => setTimeout(() => go(quick(path, sent)), 400)) : quick(path, sent); 0"
    )


def settled(page: Any, digest: str) -> None:
    """Wait until the page shows the answers to a state of the case."""
    until(page, f"document.body.dataset.digest === '{digest}'")
    page.wait_for_selector(DONE)


def test_a_judgement_is_moved_seen_taken_back_and_saved(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("summary", has_text="Ben").first.click()
        before = page.locator("#opening .verdict").inner_text()
        picture = page.locator("[data-section=picture] svg").first.evaluate("one => one.outerHTML")
        high = page.locator(f"{AWAY} input[type=number][data-name=high]")
        high.fill("200")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        settled(page, desk.now.case.digest)
        assert page.locator("#opening .verdict").inner_text() != before
        assert page.locator("[data-section=picture] svg").first.evaluate("one => one.outerHTML") != picture
        assert page.locator("#changed li").inner_text() == "Ben, Walk-away: 3–5 → 3–200"
        assert high.evaluate("one => one === document.activeElement")  # the focus stays where it was
        page.keyboard.press("Tab")
        page.locator("#back").click()
        until(page, "document.querySelectorAll('#changed li').length === 0")
        until(page, f"document.querySelector('{AWAY} input[type=number][data-name=high]').value === '5'")
        page.locator("#again").click()
        until(page, "document.querySelectorAll('#changed li').length === 1")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        assert "+    walk_away: [3, 200]" in page.locator("#difference").inner_text()
        page.locator("#save-yes").click()
        until(page, "document.getElementById('told').textContent === 'Saved.'")
    text = desk.file.path.read_text(encoding="utf-8")
    assert "walk_away: [3, 200]" in text
    assert "# she said so twice" in text


def test_a_long_question_stands_whole_in_the_head_of_the_page(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address, width=1200) as page:
        page.evaluate(
            "[...document.querySelectorAll('.desk h1, .desk p')].forEach("
            "one => one.textContent = 'Would both have signed what was on the table? '.repeat(3))"
        )
        until(page, "getComputedStyle(document.documentElement).getPropertyValue('--desk') ==="
              " document.querySelector('.desk').offsetHeight + 'px'")  # fmt: skip
        head = page.locator(".desk > div").first
        assert head.evaluate("one => one.scrollHeight === one.clientHeight")
        assert page.locator(".desk").evaluate("one => one.offsetHeight") > 80
        sticks = page.locator(".bench aside").evaluate("one => parseFloat(getComputedStyle(one).top)")
        assert sticks >= page.locator(".desk").evaluate("one => one.offsetHeight")


def test_by_keyboard_alone(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#find").focus()
        page.keyboard.type("ben walk")
        page.keyboard.press("Tab")  # the way to the answers
        page.keyboard.press("Tab")  # the side's heading, which the search has opened
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.name") == "low":
                break
        page.keyboard.press("Control+a")
        page.keyboard.type("4")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        assert desk.now.values == {"preferences.ben.walk_away": [4, 5]}
        page.keyboard.press("Tab")
        page.keyboard.press("Control+z")
        until(page, "document.querySelectorAll('#changed li').length === 0")


def test_a_value_that_does_not_fit_is_told_beside_it(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#find").fill("ben score")
        score = '[data-place="preferences.ben.scores.price.mid"]'
        page.locator(f"{score} input[type=number]").fill("150")
        until(page, f"document.querySelector('{score} .fault').textContent !== ''")
        assert "from 0 to 100" in page.locator(f"{score} .fault").inner_text()
    assert desk.now.values == {}


def test_two_tabs_do_not_overwrite_each_other(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as one, opened(chromium, address) as other:
        one.locator("summary", has_text="Ben").first.click()
        one.locator(f"{AWAY} input[type=number][data-name=low]").fill("1")
        until(one, "document.querySelectorAll('#changed li').length === 1")
        other.locator("[data-place='preferences.ann.scores.price.high'] input[type=number]").fill("7")
        until(other, "document.querySelectorAll('#changed li').length === 2")
        one.keyboard.press("Control+s")
        one.wait_for_selector("#saving[open]")
        assert "high: 7" in one.locator("#difference").inner_text()  # of the other tab
        other.locator("[data-place='preferences.ann.scores.price.high'] input[type=number]").fill("8")
        until(other, "document.getElementById('changed').textContent.includes('→ 8')")
        one.locator("#save-yes").click()
        until(one, "document.getElementById('save-fault').textContent.includes('moved on')")


def test_a_server_that_is_gone_loses_nothing(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, end):
        page = blank(chromium)
        page.goto(address)
        page.wait_for_selector(DONE)
        page.locator("summary", has_text="Ben").first.click()
        low = page.locator(f"{AWAY} input[type=number][data-name=low]")
        low.fill("1")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        settled(page, desk.now.case.digest)
        end()
        low.fill("2")
        until(page, "document.getElementById('told').textContent.includes('does not answer')")
        page.close()
    assert '"preferences.ben.walk_away": [1, 5]' in desk.journal.read_text(encoding="utf-8")
    with served(open_desk(str(desk.file.path))) as (address, _), opened(chromium, address) as page:
        assert "are here again" in page.locator("#told").inner_text()
        assert page.locator("#changed li").inner_text() == "Ben, Walk-away: 3–5 → 1–5"


def test_a_file_that_changed_meanwhile_is_not_written_over(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("summary", has_text="Ben").first.click()
        page.locator(f"{AWAY} input[type=number][data-name=low]").fill("1")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        other = desk.file.path.read_text(encoding="utf-8").replace("A yard", "Their yard")
        desk.file.path.write_text(other, encoding="utf-8")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        until(page, "document.getElementById('save-fault').textContent.includes('by somebody else')")
        assert page.locator("#save-yes").is_disabled()
        assert desk.file.path.read_text(encoding="utf-8") == other
        page.locator("#saving .reread").click()  # the moves stand over the new file, and are saved into it
        page.locator("h1", has_text="Their yard").wait_for()
        page.wait_for_selector(DONE)
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        page.locator("#save-yes").click()
        until(page, "document.getElementById('told').textContent === 'Saved.'")
    assert desk.file.path.read_text(encoding="utf-8") == other.replace("[3, 5]", "[1, 5]")


def test_what_another_tab_moved_is_seen_on_coming_back(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        desk.move({"preferences.ben.walk_away": 4})
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        settled(page, desk.now.case.digest)
        assert page.locator(f"{AWAY} input[type=number]").input_value() == "4"


def test_nothing_jumps_over_a_move(chromium: Any, tmp_path: Path) -> None:
    """Law: the cumulative shift of the layout over a move is what people do not notice, below 0.1 by far."""
    add = "some => some.forEach(one => { window.jumped += one.value; })"
    watch = (
        f"window.jumped = 0; window.add = {add}; "
        "window.watch = new PerformanceObserver(list => window.add(list.getEntries())); "
        "window.watch.observe({type: 'layout-shift'})"
    )
    with served(laid(tmp_path)) as (address, _), opened(chromium, address) as page:
        page.locator("summary", has_text="Ben").first.click()
        still(page)
        page.evaluate(watch)
        before = page.evaluate("document.body.dataset.digest")
        page.evaluate(
            f"const one = document.querySelector('{AWAY} input[data-name=high]'); one.value = 9;"
            "one.dispatchEvent(new Event('input', {bubbles: true}))"
        )
        until(page, f"document.body.dataset.digest !== '{before}'")
        page.wait_for_selector(DONE)
        still(page)
        page.evaluate("window.add(window.watch.takeRecords())")
        assert page.evaluate("window.jumped") < 0.05
        page.evaluate("document.getElementById('told').style.height = '300px'")  # it does see a jump
        until(page, "window.jumped > 0.05")


@pytest.mark.parametrize("width", [390, 768, 2560])
def test_nothing_sticks_out(chromium: Any, tmp_path: Path, width: int) -> None:
    with served(laid(tmp_path)) as (address, _), opened(chromium, address, width) as page:
        until(page, f"document.documentElement.scrollWidth <= {width}")
        assert page.locator("#controls .control").count() > 5


def test_variants_side_by_side_and_what_it_would_take(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("summary", has_text="Ben").first.click()
        page.locator(f"{AWAY} .takes").click()
        until(page, f"document.querySelector('{AWAY} .taken').textContent.includes('walk-away')")
        page.locator(f"{AWAY} input[type=number][data-name=high]").fill("200")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        assert page.locator(f"{AWAY} .taken").inner_text().startswith("Before the last moves: ")
        page.locator("#variants summary").click()
        late(page, "controls")  # what is drawn anew takes nothing from what is typed next
        page.locator("#variant-name").fill("stubborn")
        page.keyboard.press("Enter")
        until(page, "document.querySelectorAll('#variant-list li').length === 1")
        assert page.locator("#variant-name").input_value() == ""
        page.locator("#reset").click()
        until(page, "document.querySelectorAll('#changed li').length === 0")
        page.locator("#variant-name").fill("stubborn")  # what would be lost is asked for first
        page.keyboard.press("Enter")
        until(page, "document.getElementById('variant-fault').textContent.includes('Keep again replaces it')")
        page.locator("[data-drop=stubborn]").click()
        until(page, "document.getElementById('variant-fault').textContent.includes('again drops')")
        page.locator("#compare-new").select_option("stubborn")
        page.locator("#compare-form button").click()
        until(page, "document.querySelector('#compared .verdict') !== null")
        assert "100 of “stubborn”" in page.locator("#compared").inner_text()
        page.locator("[data-take=stubborn]").click()
        until(page, "document.querySelectorAll('#changed li').length === 1")
    assert desk.now.values == {"preferences.ben.walk_away": [3, 200]}


def violations(page: Any) -> list[str]:
    """What axe finds: rules that are broken, with the elements that break them."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="no axe")
    page.evaluate(axe.AXE_FILE_PATH.read_text(encoding="utf-8"))
    until(
        page, "document.querySelector('.answer[aria-busy=true]') === null && !document.getAnimations().length"
    )
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_axe_finds_nothing(chromium: Any, tmp_path: Path) -> None:
    """Names, roles, contrast and order, with everything open; and it does find what is planted."""
    with served(laid(tmp_path)) as (address, _), opened(chromium, address, 900) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.locator(f"{AWAY} input[type=number]").first.fill("1")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        page.wait_for_selector(DONE)
        until(page, "document.querySelector('.working') === null")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.locator("#export").click()
        assert violations(page) == []
        page.evaluate(
            "document.getElementById('export-which').parentNode.replaceWith(document.createElement('input'))"
        )
        assert len(violations(page)) == 1


def test_the_whole_case_is_edited_with_its_faults_beside_it(chromium: Any, tmp_path: Path) -> None:
    desk = laid(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#edit").click()
        until(page, "document.getElementById('text-state').textContent === 'No faults.'")
        text = page.locator("#text")
        before = text.input_value()
        text.fill(before.replace("[2, 4]", "[4, 2]"))
        until(page, "document.querySelectorAll('#text-faults button').length === 1")
        assert page.locator("#text-yes").is_disabled()
        page.locator("#text-faults button").click()
        chosen = page.evaluate("window.getSelection().toString()")
        assert "[4, 2]" in chosen
        text.fill(before.replace("title: A yard", "title: The yard"))
        until(page, "!document.getElementById('text-yes').disabled")
        page.locator("#text-yes").click()
        page.locator("h1", has_text="The yard").wait_for()
        page.wait_for_selector(DONE)
    assert "title: The yard  # what they quarrel about" in desk.file.path.read_text(encoding="utf-8")


def test_a_copy_of_a_catalogue_case_is_saved_and_gone_on_with(chromium: Any, tmp_path: Path) -> None:
    """By keyboard: what was moved is in the copy, a name that is taken is told, and axe finds nothing."""
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "case.yaml").write_text("mine\n", encoding="utf-8")
    with served(open_desk("phased-exchange"), tmp_path) as (address, _), opened(chromium, address) as page:
        assert violations(page) == []
        page.locator("#copy").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#copying[open]")
        assert violations(page) == []
        page.keyboard.type("taken")
        page.keyboard.press("Enter")
        until(page, "document.getElementById('copy-fault').textContent !== ''")
        page.locator("#copy-name").fill("mine")
        page.keyboard.press("Enter")
        until(page, "document.getElementById('told').textContent.startsWith('this is your copy')")
        assert page.locator("#copy").count() == 0
    assert (tmp_path / "mine" / "case.yaml").exists()
    assert (tmp_path / "taken" / "case.yaml").read_text(encoding="utf-8") == "mine\n"
