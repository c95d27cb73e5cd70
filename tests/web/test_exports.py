"""What leaves the workbench says what the command line says of the same version."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from tests.web.helpers import MOVE, client, laid
from tests.web.test_variants import events

import walkaway
from walkaway.web.case_answers import FULL
from walkaway.web.exports import EXPORTS

STARTS = {
    "brief": b"<!doctype html>", "side": b"<!doctype html>", "word": b"PK", "tables": b"PK", "results": b"{",
    "svg": b"<svg", "png": b"\x89PNG", "case": b"case: 1",
}  # fmt: skip


@pytest.mark.parametrize("form", [*EXPORTS, "case"])
def test_every_form_of_what_is_on_the_desk(tmp_path: Path, form: str) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    told = events(browser.get(f"slow/export/{form}", params={"version": "now"}).text)
    answer = browser.get(f"export/{form}", params={"version": "now"})
    assert told[-1][0] == "done"
    assert f'filename="{told[-1][1]}"' in answer.headers["content-disposition"]
    assert answer.content.lower().startswith(STARTS[form].lower())
    digest = desk.now.case.digest
    if form == "results":
        found = walkaway.brief(desk.now.case, draws=FULL)
        assert answer.json()["zone"] == json.loads(json.dumps(found.to_dict()["zone"]))
        assert answer.json()["case"]["digest"] == digest
    if form == "tables":
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert f"digest of the case: {digest}" in [row[0].value for row in book["About"].rows]
    if form in ("brief", "side"):
        assert digest in answer.text
    if form == "case":
        assert "walk_away: 4\n" in answer.text
        assert "# she said so twice" in answer.text


def test_a_variant_is_exported_wherever_the_desk_is(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    browser.post("variant", json={"way": "keep", "name": "../Ben's \u202e\" four"[:8]})
    name = next(iter(desk.variants))
    browser.post("turn", json={"way": "reset"})
    answer = browser.get("export/case", params={"version": f"variant:{name}"})
    assert "walk_away: 4\n" in answer.text
    assert "/" not in answer.headers["content-disposition"]
    assert browser.get("export/other", params={"version": "now"}).status_code == 422
    assert browser.get("export/case", params={"version": "variant:none"}).status_code == 422
