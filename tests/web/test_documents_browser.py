"""Documents in a person's browser: dropped, drafted from, read, words selected and cited, accounts kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.evidence.transcripts import needs_parser
from tests.web.test_browser import DONE, blank, chromium, opened, pytestmark, served, until, violations
from tests.web.texts import GAZETTE, ISLANDER, ferry

__all__ = ["chromium", "pytestmark"]

LIST, FOUND = "#document-list [data-document]", "document.querySelectorAll('#conflicts .conflict').length > 0"
SELECT = """words => {
  const text = document.querySelector('.running');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const place = walker.currentNode.data.indexOf(words);
    if (place >= 0) {
      const range = document.createRange();
      range.setStart(walker.currentNode, place);
      range.setEnd(walker.currentNode, place + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      text.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      return;
    }
  }
  throw new Error('not there');
}"""


def drop(page: Any, files: dict[str, str]) -> None:
    """Drop files as a mouse does."""
    page.evaluate(
        """files => {
          const held = new DataTransfer();
          for (const [name, text] of Object.entries(files)) { held.items.add(new File([text], name)); }
          document.getElementById('drop').dispatchEvent(
            new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }));
        }""",
        files,
    )


def read(page: Any, name: str) -> None:
    """Open the documents, wait for who said what, and open one."""
    page.locator("#documents > summary").click()
    page.wait_for_selector(LIST)
    until(page, FOUND)
    page.locator(f"[data-document={name}]").click()
    page.wait_for_selector(".statements li")


@needs_parser
def test_two_reports_become_a_case_whose_judgement_is_cited(chromium: Any, tmp_path: Path) -> None:
    """Drop them, draft, open, select words, cite, see them verified, save, read the YAML."""
    page = blank(chromium)
    with served(None, tmp_path) as (address, _):
        page.goto(address)
        drop(page, {"gazette.txt": GAZETTE, "../the islander.txt": ISLANDER, "odd.exe": "no"})
        until(page, "document.querySelectorAll('#waiting button').length === 2")
        until(page, "document.getElementById('drop-told').textContent.includes('odd.exe')")
        page.locator("#draft-name").fill("ferry")
        page.locator("#draft-yes").click()
        page.locator("h1", has_text="Draft: Ferry talks").wait_for()
        until(page, "document.getElementById('opening').textContent.includes('Nothing is judged yet')")
        read(page, "gazette")
        page.evaluate(SELECT, "ended on Tuesday without a deal")
        until(page, "document.getElementById('citing-found').textContent.startsWith('✓')")
        until(page, "document.getElementById('citing-place').options.length > 3")
        page.locator("#citing-find").fill("council walk")
        page.locator("#citing-find").press("Enter")
        until(page, "document.querySelectorAll('#changed li').length === 1")
        page.locator("mark.cited", has_text="ended on Tuesday without a deal").first.wait_for()
        page.keyboard.press("Control+s")
        page.wait_for_selector("#saving[open]")
        page.locator("#save-yes").click()
        until(page, "document.getElementById('told').textContent === 'Saved.'")
        page.close()
    text = (tmp_path / "ferry" / "case.yaml").read_text(encoding="utf-8")
    assert 'walk_away: {value: to be judged, cite: "gazette: ended on Tuesday without a deal"}' in text
    assert "# A draft, written from documents by rules." in text


@needs_parser
def test_by_keyboard_a_passage_is_cited_and_a_conflict_settled(chromium: Any, tmp_path: Path) -> None:
    desk = ferry(tmp_path)
    with served(desk) as (address, _), opened(chromium, address, 390) as page:
        page.locator("#documents > summary").focus()
        page.keyboard.press("Enter")
        until(page, FOUND)
        page.locator(LIST).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".statements li")
        until(page, "document.activeElement.id === 'paper-title'")
        page.locator(".passage").first.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowUp")
        passage = page.evaluate("document.activeElement.dataset.start")
        page.evaluate("bench.papers.again()")  # as when it is found who said what, whenever that is
        assert page.evaluate("document.activeElement.dataset.start") == passage
        page.keyboard.press("Enter")
        until(page, "document.getElementById('citing-found').textContent.startsWith('✓')")
        until(page, "document.getElementById('citing-place').options.length > 3")
        page.keyboard.type("blue walk")
        page.keyboard.press("Enter")
        until(page, f"document.activeElement.dataset.start === '{passage}'")
        assert "cite:" in desk.edited()
        page.locator("#conflicts .question").first.focus()
        page.keyboard.type("Did they want to close it?")
        page.keyboard.press("Enter")
        until(page, "document.querySelectorAll('#conflicts .account').length === 1")
        page.locator(".settling").focus()
        page.keyboard.press("ArrowDown")
        until(page, "document.querySelectorAll('#changed li').length === 3")
        until(page, "document.activeElement.className === 'settling'")
        (account,) = desk.now.case.accounts.values()
        assert account.settled == next(iter(account.told))
        until(page, "document.documentElement.scrollWidth <= 390")
        page.locator("#back").click()
        until(page, "document.querySelector('.settling').value === ''")


@needs_parser
def test_axe_finds_nothing_beside_documents(chromium: Any, tmp_path: Path) -> None:
    with served(ferry(tmp_path)) as (address, _), opened(chromium, address, 900) as page:
        read(page, "islander")
        page.evaluate("document.querySelectorAll('#documents details').forEach(one => { one.open = true; })")
        page.locator(".rejecting").first.click()
        until(page, "document.querySelectorAll('#changed li').length === 1")
        page.wait_for_selector(DONE)
        until(page, "document.querySelector('.working') === null")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        page.locator(".passage").first.press("Enter")
        page.wait_for_selector("#citing[open]")
        until(page, "document.getElementById('citing-place').options.length > 3")
        assert violations(page) == []


def test_the_page_before_any_case_takes_documents(chromium: Any, tmp_path: Path) -> None:
    page = blank(chromium, 390)
    with served(None, tmp_path) as (address, _):
        page.goto(address)
        page.locator("#pick").set_input_files({"name": "a.txt", "mimeType": "", "buffer": b"They said no."})
        until(page, "document.querySelectorAll('#waiting button').length === 1")
        assert violations(page) == []
        until(page, "document.documentElement.scrollWidth <= 390")
        page.locator("#waiting button").click()
        until(page, "document.getElementById('draft-yes').disabled")
        page.close()


def test_a_document_is_taken_out_and_its_file_put_aside_by_keyboard(chromium: Any, tmp_path: Path) -> None:
    """What rests on it is named, and nothing goes until that was answered."""
    desk = ferry(tmp_path)
    with served(desk) as (address, _), opened(chromium, address) as page:
        page.locator("#documents > summary").click()
        page.wait_for_selector(LIST)
        page.locator("[data-document=gazette]").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#paper-leave")
        late: list[Any] = []  # the judgements, which may be there after the words were looked for
        page.route("**/judgements*", lambda route: late.append(route))
        page.locator(".passage").first.focus()
        page.keyboard.press("Enter")
        until(page, "document.getElementById('citing-found').textContent.startsWith('✓')")
        assert page.locator("#citing-yes").is_disabled()
        late[0].continue_()
        page.locator("#citing-yes").click()
        until(page, "bench.state().back === 1")
        page.locator("#paper-leave").click()
        until(page, "document.activeElement.textContent === 'Keep it'")
        assert "This rests on it" in page.locator("#paper-goes").inner_text()
        until(page, "document.querySelector('.working') === null")
        assert violations(page) == []
        page.locator("#paper-goes button").nth(1).focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        until(page, "document.getElementById('paper-goes').textContent.includes('lies in “documents” still')")
        assert (desk.home / "documents" / "gazette.txt").exists()
        page.locator("#paper-goes button").first.click()
        until(page, "document.getElementById('documents-told').textContent.startsWith('Moved aside')")
        assert (desk.home / "taken-out" / "gazette.txt").exists()
        page.locator("[data-back='gazette.txt']").click()
        until(page, "document.getElementById('documents-told').textContent.startsWith('Put back')")
        assert (desk.home / "documents" / "gazette.txt").exists()
