"""The page: self-contained, well-formed, escaped, the same bytes again, and held by its own policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.report.helpers import Page, brief_of, hanoi, hanoi_page, large, preference, two

from walkaway import load
from walkaway.case import CaseFile, read_case
from walkaway.report.brief import make_brief
from walkaway.report.self_contained import embedded_json

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&"


def evil(folder: Path) -> CaseFile:
    """A case that tries to break out of the page wherever text may stand."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    (documents / "a<b>&c.md").write_text(
        f"# {EVIL}\n\nbefore {EVIL} these words {EVIL} after\n", encoding="utf-8"
    )
    cite = "a<b>&c: these words"
    low = f"low {EVIL}"
    options = {
        low: {"title": EVIL, "means": {EVIL: [1, 2]}, "note": EVIL, "cite": cite},
        "high": {"title": EVIL},
    }
    scores = {"points": {low: [1, 4], "high": 5}, "note": EVIL, "cite": cite}
    mine = {
        "scale": EVIL,
        "walk_away": {"range": [0, 3], "note": EVIL, "cite": cite},
        "scores": {"price": scores},
    }
    line = {"when": {"price": low}, "note": EVIL, "cite": cite}
    case = {
        "case": 1, "title": EVIL, "question": EVIL, "as_of": EVIL, "about": EVIL,
        "sources": [EVIL], "notes": [EVIL],
        "parties": {"a": {"title": EVIL, "short": EVIL, "note": EVIL}, "b": {"title": EVIL}},
        "ratifiers": {"c": {"title": EVIL, "for": "a", "note": EVIL}},
        "issues": {"price": {"title": EVIL, "note": EVIL, "options": options}},
        "impossible": [],
        "preferences": {
            "a": mine | {"interactions": [line | {"add": 1}], "believes": {"b": {"walk_away": 1}}},
            "b": mine | {"red_lines": [line]}, "c": mine,
        },
        "record": [
            {"by": "a", "offer": {"price": low}, "when": EVIL, "title": EVIL, "note": EVIL, "cite": cite},
            {"by": "b", "act": EVIL, "when": EVIL},
        ],
    }  # fmt: skip
    path = folder / "case.yaml"
    path.write_text(json.dumps(case), encoding="utf-8")
    return read_case(path)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    quota = {"quota": 2, "vetoes": []}
    three = two(
        parties={"a": "Ann", "b": "Bob", "c": "Cy"},
        agreement=quota,
        preferences={
            who: preference([3, 6], price=price, date=(3, 0))
            for who, price in (("a", (9, 5, 0)), ("b", (0, 5, 9)), ("c", (4, 4, 4)))
        },
        record=[{"by": "c", "offer": {"price": "mid"}}],
    )
    return {
        "small": brief_of(two()).html(),
        "three": brief_of(three).html(),
        "large": brief_of(large(1500), draws=10).html(),
        "hanoi": hanoi_page(),
        "evil": make_brief(evil(tmp_path_factory.mktemp("evil")), draws=100).html(),
    }


def test_every_element_is_closed(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert Page(text).faults == [], name


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str]) -> None:
    for text in pages.values():
        page = Page(text)
        kinds = {"src", "href", "srcset", "action"}
        loads = [value or "" for _, name, value in page.attributes if name in kinds]
        assert [value for value in loads if not value.startswith("#")] == []
        assert not re.search(r"@import|url\(\s*['\"]?(?!#)", "".join(page.blocks["style"]))


def test_no_style_attributes_and_no_handlers(pages: dict[str, str]) -> None:
    for text in pages.values():
        names = {name for _, name, _ in Page(text).attributes}
        assert "style" not in names
        assert not {name for name in names if name.startswith("on")}


def test_the_policy_names_exactly_what_is_there(pages: dict[str, str]) -> None:
    for text in pages.values():
        page = Page(text)
        policy = next(
            value for tag, name, value in page.attributes if tag == "meta" and name == "content" and value
        )
        for kind in ("script", "style"):
            hashes = [
                f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"
                for block in page.blocks[kind]
            ]
            assert f"{kind}-src {' '.join(hashes)};" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy


def test_headings_descend_one_step_at_a_time(pages: dict[str, str]) -> None:
    for text in pages.values():
        levels = Page(text).headings
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_words(pages: dict[str, str]) -> None:
    for text in pages.values():
        attributes = re.findall(r"<svg ([^>]*)>", re.sub(r"(?s)<script.*?</script>", "", text))
        assert attributes
        assert all("aria-label=" in item or "aria-hidden=" in item for item in attributes)


def test_foreign_text_stays_text(pages: dict[str, str]) -> None:
    page = Page(pages["evil"])
    assert len(page.blocks["script"]) == 2
    assert "img" not in {tag for tag, _, _ in page.attributes}
    assert page.text.count("alert(1)") >= 20
    assert pages["evil"].count("<script>alert") == 0
    specs = [json.loads(block) for block in page.blocks["json"]]
    assert specs
    words = [spec["params"][0]["value"] for spec in specs]  # bars have no tooltips, hence no words
    assert any(words)
    assert all(EVIL in one["parties"][0] for one in words if one)


def test_json_cannot_end_its_element() -> None:
    text = str(embedded_json({"a": "</script><!-- \u2028\u2029 & >"}))
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"a": "</script><!-- \u2028\u2029 & >"}


def test_same_input_same_bytes() -> None:
    assert make_brief(load("hanoi-2019"), draws=400).html() == hanoi_page()


def test_the_page_says_what_the_brief_says(pages: dict[str, str]) -> None:
    page, brief = Page(pages["hanoi"]), hanoi()
    for sentence in brief.bottom_line.sentences:
        assert sentence in page.text
    for entry in brief.ledger.entries:
        assert entry.what in page.text
    assert brief.case.digest in page.text
    assert page.text.count("ungrounded") >= brief.ledger.ungrounded


def test_notebook_card_is_escaped_and_small(tmp_path: Path) -> None:
    card: Any = make_brief(evil(tmp_path), draws=50)._repr_html_()
    page = Page(card)
    assert page.faults == []
    assert page.blocks["script"] == []
    assert "iframe" not in card


def test_plain_data_carries_bottom_line_ledger_and_offers() -> None:
    data = hanoi().to_dict()
    json.dumps(data, allow_nan=False)
    assert len(data["bottom_line"]) in (3, 4)
    assert data["ledger"]["total"] == len([e for e in data["ledger"]["entries"] if not e["assumed"]])
    assert [offer["by"] for offer in data["offers"]] == ["us", "dprk", "us", "us", "dprk"]
    assert set(data["offers"][0]["value"]) == {"us", "dprk"}
    assert set(data["offers"][0]["accepts"]) == {"us", "dprk", "advisers", "leadership"}
