"""No page uses a word of the glossary that it does not explain where the word first stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import pytest
from tests.analysis.debrief.test_debrief import HARBOUR, RECRUIT
from tests.docs.pages import DOCS
from tests.report.helpers import VOID, brief_of, hanoi_page, preference, two

from walkaway import compare, debrief, load
from walkaway.report.compare_page import compare_page
from walkaway.report.debrief_page import debrief_page
from walkaway.report.language.explained import OTHERS_CLASSES, OTHERS_TAGS, explained
from walkaway.report.language.glossary import EXPLAINED

CASES = DOCS.parent / "cases"
PLAIN = set(re.findall(r"\S+", """
    document passage statement conflict record offer account case party agreement issue option deal impossible
    space preference belief verdict conditions improvement debrief trade alternative step path swing worth
    diagnosis evidence session protocol process strategy view brief catalogue fault
    tournament line-up result
"""))  # fmt: skip
"""Words of the glossary that a reader of newspapers knows, and that mean the same here."""
OTHER_SENSE = {"signature", "stake"}
"""Words of newspapers that stand here for something computed."""
SAID_HERE = set(
    re.findall(
        r"\S+",
        """
    acceptance across always asserted bold
    constraint different fewer period anew applied aside average averages bars behind being bins bond breach
    broken certain cheapest choose choosing chosen circle colours comparison concept consult
    consulted continuous convention corner credible cross cross-fitted dark dashed degree deleted
    departs departure departures distance dots draft early eleven entries escrow everybody everyone
    falls fingerprint finite forecast frequent gathered graph grey guarantor half-lines halves head
    hollow however improvement improvements inspections intervals into json letters likelier
    likeliest linear lost merging method model narrower necessary next nine non-dominated pale
    passage passages picture plain please principals probability proof proved proven raise random
    rank ratify recommend relationship required rise risk rivals runs safeguard sample sampled
    sampling search sense sentences session sessions simulated simulation solid spares statistics
    strategies stroke structure sure swing tactics taught tell tells testable text throughout tick
    tried truth uncertain unravel upright upwards verb whom width world worse wrong wrote
""",
    )
)
"""Words that no newspaper of the catalogue has: plain ones, and names of methods at the end of a page."""
ENDINGS = ("s", "es", "d", "ed", "r", "er", "st", "est", "ing", "ly")
NEAR = 900
"""Letters from a word to its explanation, if that does not come before it: those of a long paragraph."""


class Prose(HTMLParser):
    """What our own sentences say, and where which word is explained; without others' words and charts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, frozenset[str]]] = []
        self.text, self.glosses, self.nested = "", dict[str, int](), list[str]()
        self.feed(re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += " "
        if tag not in VOID:
            self.stack.append((tag, frozenset((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        self.text += " "
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags, classes = {tag for tag, _ in self.stack}, {name for _, some in self.stack for name in some}
        if "main" not in tags or tags & OTHERS_TAGS or classes & OTHERS_CLASSES:
            return
        if "gloss" in classes:
            if self.stack[-1][0] == "dfn":
                assert data not in self.glosses, f"{data} is explained twice"
                self.glosses[data] = len(self.text)
            return
        self.nested += re.findall("“[^”]*“[^”]*”", data)
        self.text += re.sub("“[^”]*”", lambda found: " " * len(found[0]), data)


def glossary() -> set[str]:
    text = (DOCS / "reference/glossary.md").read_text(encoding="utf-8").split("\n## What the field says")[0]
    return set(re.findall(r"^### (.+)$", text, re.MULTILINE))


def missing(page: str) -> list[str]:
    """Words that are used but not explained before, nor soon after their first use."""
    prose, found = Prose(page), []
    for name, word in EXPLAINED.items():
        first, told = word.pattern.search(prose.text), prose.glosses.get(word.shown)
        if first and (told is None or told - first.start() > NEAR):
            found.append(name)
        if not first:
            assert told is None, f"{name} is explained but not used"
    return found


def uncertain() -> str:
    sides = {
        "a": preference([4, 8], price=(9, [3, 6], 0), date=(3, 0)),
        "b": preference([4, 8], price=(0, 5, 9), date=(0, 3)),
    }
    return brief_of(two(preferences=sides)).html()


def changed() -> str:
    case = load("harbour").case
    other = compare(case, {"preferences.sportco.walk_away": 80})
    return compare_page(case, other)


def stems(word: str) -> set[str]:
    """A word, and what it may be a form of."""
    cut = {word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2}
    return (
        {word}
        | cut
        | {stem + more for stem in cut for more in "ey"}
        | {stem[:-1] for stem in cut if stem[-2:-1] == stem[-1:]}
    )


def words_in(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z][A-Za-z-]{3,}", text)}


@cache
def newspapers() -> frozenset[str]:
    """What the documents and cases of the catalogue say, in all forms."""
    texts = (path.read_text(encoding="utf-8") for end in ("md", "yaml") for path in CASES.rglob(f"*.{end}"))
    return frozenset(stem for word in words_in(" ".join(texts)) for stem in stems(word)) - OTHER_SENSE


def unknown(text: str) -> set[str]:
    """Words of a trade: neither explained, nor in a newspaper, nor plain."""
    for word in EXPLAINED.values():
        text = word.pattern.sub(" ", text)
    return {word for word in words_in(text) - SAID_HERE if not stems(word) & newspapers()}


PAGES: dict[str, Callable[[], str]] = {
    "hanoi-2019": hanoi_page,
    "harbour, with a quota": lambda: brief_of(load("harbour").case).html(),
    "new-recruit": lambda: brief_of(load("new-recruit").case).html(),
    "panama-1977, signed": lambda: brief_of(load("panama-1977").case).html(),
    "itex-cypress": lambda: brief_of(load("itex-cypress").case).html(),
    "without documents": uncertain,
    "hanoi-2019/phased, with a path": lambda: brief_of(load("hanoi-2019/phased").case).html(),
    "debrief of two": lambda: debrief_page(
        load("new-recruit").case, debrief(load("new-recruit").case, RECRUIT)
    ),
    "debrief of six": lambda: debrief_page(load("harbour").case, debrief(load("harbour").case, HARBOUR)),
    "comparison": changed,
}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_explained_where_it_is_first_used(name: str) -> None:
    page = PAGES[name]()
    prose = Prose(page)
    assert missing(page) == []
    assert prose.glosses
    strange = unknown(prose.text)
    assert not strange, "each of these is explained in glossary.py, or known to be plain in SAID_HERE"
    assert prose.nested == [], "quotes inside quotes are single ones"


def test_every_word_of_the_glossary_is_explained_or_plain() -> None:
    """A new word of the glossary has to go to one of the two."""
    known = set(EXPLAINED)
    assert glossary() - PLAIN - known == set()
    assert not PLAIN & known


def test_a_word_of_a_trade_is_found_without_anybody_listing_it() -> None:
    assert unknown("They signed a treaty. By the eigenvector, what it has at stake is a mediator’s.") == {
        "eigenvector"
    }
    assert unknown("A stake in the signature.") == {"stake", "signature"}


def test_a_word_without_its_explanation_is_found() -> None:
    assert missing("<main><p>One of 40 draws.</p></main>") == ["draw"]
    far = "<p>" + "so it is. " * 200 + "</p>"
    assert missing(f"<main><p>The zone.</p>{far}<p><i class='gloss'><dfn>Zone</dfn></i></p></main>") == [
        "zone"
    ]


def test_an_explanation_needs_no_other_word_of_the_table() -> None:
    for name, told in EXPLAINED.items():
        used = [
            other for other, word in EXPLAINED.items() if other != name and word.pattern.search(told.means)
        ]
        assert used == [], name
        assert told.means[0].islower()
        assert told.means[-1] != "."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a draw</p>", "<p>a draw {span}</p>"),
        ("<ul><li><b>a draw</b></li></ul>", "<ul><li><b>a draw</b> {span}</li></ul>"),
        ("<h3>Draws</h3>", "<h3>Draws</h3>{p}"),
        ("<table><tr><td>draw</td></tr></table>", "{p}<table><tr><td>draw</td></tr></table>"),
        ("<details><summary>draw</summary></details>", "{p}<details><summary>draw</summary></details>"),
        ("<dl><dt>Draw</dt><dd>1</dd></dl>", "{p}<dl><dt>Draw</dt><dd>1</dd></dl>"),
        ("<p>“draw”</p><blockquote>draw</blockquote>", "<p>“draw”</p><blockquote>draw</blockquote>"),
        ('<p><span class="name">Draw</span> drawing</p>', '<p><span class="name">Draw</span> drawing</p>'),
        ("<p>3 of 100 (± 2), 4 %</p>", "<p>3 of 100 (±\u00a02), 4\u00a0% {error}</p>"),
    ],
)
def test_where_an_explanation_stands(before: str, after: str) -> None:
    """Inside a paragraph, after a heading, before a table or a folded part; never inside others' words."""
    words = {
        name: f"<dfn>{EXPLAINED[name].shown}</dfn>: {EXPLAINED[name].means}." for name in ("draw", "error")
    }
    span, p = (f'<{tag} class="gloss">{words["draw"]}</{tag}>' for tag in ("span", "p"))
    error = f'<span class="gloss">{words["error"]}</span>'
    assert explained(f"<main>{before}</main>") == f"<main>{after.format(span=span, p=p, error=error)}</main>"


def test_a_page_is_not_changed_but_for_explanations() -> None:
    """With the explanations taken out again they come in again, at the same places."""
    page = hanoi_page()
    bare = re.sub(r' ?<(span|p) class="gloss">.*?</\1>', "", page, flags=re.DOTALL)
    assert explained(bare) == page
