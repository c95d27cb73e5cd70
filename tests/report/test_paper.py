"""The page on paper: as PDF, and without the parts that not everybody needs there."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.report.helpers import brief_of, hanoi, hanoi_page, two
from tests.report.test_style import STYLE
from typer.testing import CliRunner

from walkaway.case import to_yaml
from walkaway.cli.app import app
from walkaway.errors import UsageError
from walkaway.report import pdf
from walkaway.report.page import PARTS, parts_left_out
from walkaway.report.paper import PaperSize

PRINTS = pytest.mark.skipif(not any(map(shutil.which, pdf._NAMES)), reason="no Chromium or Chrome here")
HEADINGS = {"ledger": "the-ledger", "statements": "who-said-what", "documents": "the-documents"}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_left_out_and_nothing_else(part: str) -> None:
    whole, less, heading = hanoi_page(), hanoi().html((part,)), HEADINGS[part]
    assert f'<h2 id="{heading}">' in whole
    assert heading not in less
    gone = 2 if part == "statements" else 1  # with where they conflict
    assert less.count("<h2 ") == whole.count("<h2 ") - gone


def test_parts_of_no_page_are_named_all_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        parts_left_out(["ledgre", "ledger", "sauce"])
    assert str(caught.value).count("one of ledger, statements, documents") == 2
    assert 'did you mean "ledger"?' in str(caught.value)


def test_without_a_browser_a_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    case = tmp_path / "x.pdf"
    done = CliRunner().invoke(app, ["brief", "harbour", "--pdf", str(case)])
    assert done.exit_code == 2
    assert not case.exists()
    assert "write the page with -o and print it from any browser" in " ".join(done.output.split())


@pytest.mark.parametrize("paper", list(PaperSize))
def test_the_policy_of_the_page_lets_the_style_of_its_paper_pass(paper: PaperSize) -> None:
    """A style that is changed without its hash is not applied: the page would be printed bare."""
    page = pdf.on_paper(brief_of(two()).html(), paper)
    (css,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"@page {{ size: {paper.value}; " in css
    policy = html.unescape(page).partition("style-src ")[2].partition(";")[0]
    assert base64.b64encode(hashlib.sha256(css.encode()).digest()).decode() in policy


@PRINTS
def test_the_page_is_printed(tmp_path: Path) -> None:
    """What is folded away on the screen stands open on paper."""
    target = tmp_path / "small.pdf"
    record = [{"by": "a", "offer": {"price": "high"}}, {"by": "b", "act": "walks away"}]
    brief = brief_of(two(record=record))
    target.write_bytes(pdf.printed(brief.html(), PaperSize.A4))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())
    assert "A small case" in text
    pictures = text.count("Value for Bob")  # on the first side and in its own section
    assert text.count("walk-away of Bob: 5") == text.count("both gain ") == pictures == 2
    assert "Method" in text
    assert "Weight against" in text  # the head of the explanations in full
    deal = next(one for one in brief.answers.solutions.by_name.values() if one is not None).deal
    terms = (f"{brief.case.issue_label(i)}: {brief.case.option_label(i, o)}" for i, o in deal.items())
    assert "; ".join(terms) in text


def test_the_brief_of_a_draft_is_printed_the_same_way(tmp_path: Path) -> None:
    """A page is written, and without a part of it where that is asked."""
    text = to_yaml(two()).replace("walk_away: 5", "walk_away: to be judged")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    for more, there in (((), True), (("--without", "ledger"), False)):
        page = tmp_path / f"{len(more)}.html"
        done = CliRunner().invoke(app, ["brief", str(tmp_path / "case.yaml"), "-o", str(page), *more])
        assert done.exit_code == 0, done.output
        assert ('<h2 id="the-ledger">' in page.read_text(encoding="utf-8")) == there


@PRINTS
@pytest.mark.parametrize("paper", PaperSize)
def test_no_word_of_a_wide_table_is_broken(paper: PaperSize, tmp_path: Path) -> None:
    """Six parties, the names of rules and a long last column: on either paper each name stays on one line."""
    parties = ["Other cities", "Environmental League", "Union", "SportCo", "Tourism", "Mayor"]
    heads = "".join(f'<th class="figure"><span class="name">{name}</span></th>' for name in parties)
    cells = (
        '<td class="figure">54</td>' * 6 + f'<td class="reached">{"Water- and land-based: yes; " * 12}</td>'
    )
    names = ["Egalitarian", "Utilitarian", "Smorodinsky"]
    rows = "".join(f'<tr><th scope="row">{name}</th>{cells}</tr>' for name in names)
    issue = '<div class="issue"><div class="issue-head"><h3>Infrastructure mix</h3></div><div>x</div></div>'
    table = f'<table class="plain solutions"><thead><tr><th>Solution</th>{heads}</tr></thead>{rows}</table>'
    page = f"<style>{STYLE.read_text(encoding='utf-8')}</style><main>{issue}{table}</main>"
    (tmp_path / "wide.pdf").write_bytes(pdf.printed(page, paper))
    leaf = PdfReader(tmp_path / "wide.pdf").pages[0]
    width, height = (float(side) / 72 * 2.54 for side in (leaf.mediabox.width, leaf.mediabox.height))
    assert (width, height) == pytest.approx(paper.size_cm, abs=0.05)
    words = leaf.extract_text().split()
    assert {"Infrastructure", "Environmental", *names} <= set(words)


@PRINTS
@pytest.mark.parametrize("kind", ["solutions", "ladder"])
def test_nine_parties_shrink_no_page(kind: str, tmp_path: Path) -> None:
    """A browser makes everything smaller where one table is too wide: heads of many parties stand upright."""
    names = [f"Harmonisation Committee {k}" for k in range(9)]
    heads = "".join(f'<th class="figure"><span class="name">{name}</span></th>' for name in names)
    first, last = "<th>Phase</th>" + "<th>Who</th>" * (kind == "ladder"), '<th class="figure">At risk</th>'
    cells = f"<td>{'Implementation of budgets ' * 4}</td>" * (1 + (kind == "ladder"))
    risks = "<br>".join(f"{name} −12.5" for name in names)
    row = f"<tr>{cells}{'<td class=figure>−12.5 to 31.7</td>' * 9}<td class=figure>{risks}</td></tr>"
    table = f'<table class="plain {kind}"><thead><tr>{first}{heads}{last}</tr></thead>{row}</table>'
    page = f"<style>{STYLE.read_text(encoding='utf-8')}</style><main><h3>Whole size</h3>{table}</main>"
    (tmp_path / "many.pdf").write_bytes(pdf.printed(page, PaperSize.A4))
    scales: list[float] = []
    leaf = PdfReader(tmp_path / "many.pdf").pages[0]
    leaf.extract_text(
        visitor_text=lambda text, at, *_: scales.append(at[0]) if text == "Whole size" else None
    )
    assert scales == [pytest.approx(0.75, abs=0.005)], "points of a pixel"
