"""A case drafted on the first page is the one that ``walkaway draft`` writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_cli import run
from tests.evidence.transcripts import needs_parser
from tests.web.test_documents import put
from tests.web.test_start import begun
from tests.web.texts import GAZETTE, ISLANDER

DOCUMENTS = {"gazette.txt": GAZETTE, "islander.txt": ISLANDER}


@needs_parser
def test_a_draft_is_that_of_the_command(tmp_path: Path) -> None:
    """Law: to the byte, case and documents; and it is then on the desk."""
    for name, text in DOCUMENTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("draft", *(str(tmp_path / name) for name in DOCUMENTS), "-o", str(tmp_path / "told"))
    browser = begun(tmp_path)
    for name, text in DOCUMENTS.items():
        assert put(browser, name, text.encode()).status_code == 200
    answer = browser.get("slow/draft", params={"name": "drafted"}).text
    assert "event: done" in answer, answer
    files = {path.relative_to(tmp_path / "told") for path in (tmp_path / "told").rglob("*") if path.is_file()}
    assert Path("case.yaml") in files
    for file in files:
        assert (tmp_path / "drafted" / file).read_bytes() == (tmp_path / "told" / file).read_bytes()
    assert "Draft: Ferry talks end without a deal" in browser.get("").text


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "full"])
def test_a_draft_goes_into_a_new_folder_of_this_one(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    (folder / "full").mkdir(parents=True)
    (folder / "full" / "mine.txt").write_text("mine")
    browser = begun(folder)
    put(browser, "gazette.txt", GAZETTE.encode())
    before = sorted(tmp_path.rglob("*"))
    assert "event: refused" in browser.get("slow/draft", params={"name": name}).text
    assert sorted(tmp_path.rglob("*")) == before


def test_documents_wait_and_can_be_left_out(tmp_path: Path) -> None:
    browser = begun(tmp_path)
    assert put(browser, "../a b.txt", b"They said no.").json() == {"names": ["a-b.txt"], "name": "a-b"}
    assert put(browser, "a.pdf", b"broken").status_code == 422
    assert browser.post("dropped", json={"name": "a-b.txt"}).json() == {"names": []}
    assert "at least one" in browser.get("slow/draft", params={"name": "x"}).text
    assert not list(tmp_path.iterdir())
