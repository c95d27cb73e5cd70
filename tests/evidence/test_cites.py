"""A cite holds if its words stand in its document exactly, and in no other case."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence import planted
from tests.evidence.helpers import HEAD, PREFERENCES, write_case
from tests.strategies import examples, law

from walkaway import catalogue
from walkaway.case import Cite, read_case
from walkaway.case.lines import dotted
from walkaway.case.write import cites_of
from walkaway.errors import Faults
from walkaway.evidence import CaseDocument, Documents, Located, locate, read_documents, verify_cites

TEXT = (
    "# A report\n\nAnna said that she “could not\n  sell below 5 euros”, "
    "and that 1,250.5 kilos were on\u00a0offer.\n"
    "Ben called it an unacceptable price; he doesn't pay 13 billion for a non-starter. He paid [B2] (once).\n"
)


def documents(**texts: str) -> Documents:
    return Documents({name: CaseDocument(name, f"{name}.md", text, "") for name, text in texts.items()})


def found(words: str, text: str = TEXT) -> Located | None:
    return locate(Cite(document="report", words=words), documents(report=text))


# ------------------------------------------------------------------------------------------- what holds


@pytest.mark.parametrize(
    "words",
    ["Anna said", "“could not sell below 5 euros”", "could not sell below 5 euros", "could\tnot\n\nsell",
     "A report Anna said", "1,250.5 kilos", "on offer", "on\u00a0offer.", "offer. Ben", "a non-starter",
     "he doesn't pay", "13 billion", "paid [B2] (once).", "# A report", "(once)"],
)  # fmt: skip
def test_exact_words_hold_across_line_breaks_and_white_space(words: str) -> None:
    located = found(words)
    assert located is not None
    there = TEXT[located.start : located.end]
    assert there == located.words
    assert there.rstrip(".").split() == words.rstrip(".").split()
    assert TEXT[: located.start].endswith(located.before)
    assert TEXT[located.end :].startswith(located.after)


def test_the_context_is_at_most_160_characters_on_each_side() -> None:
    located = found("needle", "x " * 500 + "needle" + " y" * 500)
    assert located is not None
    assert (located.start, located.end) == (1000, 1006)
    assert (len(located.before), len(located.after)) == (160, 160)


# --------------------------------------------------------------------------------------- what does not


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("she could sell below 5 euros", "a dropped negation"),
        ("could not sell below 6 euros", "another number"),
        ("acceptable price", "it says unacceptable"),
        ("Anna sai", "the last word is cut"),
        ("nna said", "the first word is cut"),
        ("he does", "it says doesn't"),
        ("3 billion", "it says 13 billion"),
        ("250.5 kilos", "it says 1,250.5"),
        ("1,250", "it says 1,250.5"),
        ("1", "it says 1,250.5 and 13"),
        ("starter", "it says non-starter"),
        ("a non", "it says non-starter"),
        ("Anna, said", "another mark"),
        ("Anna .* said", "no pattern is obeyed"),
        ("Anna said … euros", "no gap is jumped"),
    ],
)
def test_words_that_do_not_stand_there_are_refused(words: str, why: str) -> None:
    assert found(words) is None, why


@pytest.mark.parametrize(
    ("words", "own", "tier"),
    [
        ("Anna said", "Anna said", "exact"),
        ("sell below 5", "sell below 5", "exact"),
        ("could not sell", "could not\n  sell", "white space"),
        ('"could not sell below 5 euros"', "could not\n  sell below 5 euros", "typography"),
        ("on offer", "on\u00a0offer", "typography"),
        ("anna said", "Anna said", "case"),
    ],
)
def test_the_tier_is_named_and_the_characters_are_the_documents(words: str, own: str, tier: str) -> None:
    located = found(words)
    assert located is not None
    assert (located.words, located.tier, located.why) == (own, tier, "")
    assert TEXT[located.start : located.end] == own


def test_only_a_text_without_punctuation_is_compared_by_letters_alone() -> None:
    stripped = "the minister said we can t accept a price below 5 euros and left the talks " * 9
    located = found("We can't accept a price below 5 euros", stripped)
    assert located is not None
    assert (located.tier, located.words) == ("stripped", "we can t accept a price below 5 euros")
    assert "9 places" in located.why
    assert found("Anna, said") is None


def test_words_cut_in_one_place_may_stand_whole_in_another() -> None:
    located = found("acceptable", "unacceptable, then acceptable")
    assert located is not None
    assert located.start == 19


def test_a_missing_document_holds_nothing() -> None:
    assert locate(Cite(document="other", words="Anna said"), documents(report=TEXT)) is None


# --------------------------------------------------------- laws, on the quotations of the flagship case


@lru_cache
def genuine() -> tuple[Documents, tuple[Cite, ...]]:
    path = catalogue.find("hanoi-2019")
    assert path is not None
    file, faults = read_case(path), Faults()
    sources = read_documents(file.folder, faults)
    cites = tuple(dict.fromkeys(cite for _, cite in cites_of(file.case)))
    assert len(cites) >= 50
    return sources, cites


def stands(words: str, text: str) -> bool:
    """Slow twin: compare word by word at every place; marks around the first and last may be cut off."""
    wanted, there = words.casefold().split(), text.casefold().split()
    for at in range(len(there) - len(wanted) + 1):
        run = there[at : at + len(wanted)]
        if len(wanted) == 1:
            if re.search(rf"(?<![\w'’-]){re.escape(wanted[0])}(?![\w'’-])", run[0]):
                return True
        elif (
            run[1:-1] == wanted[1:-1]
            and re.fullmatch(rf"(.*[^\w'’-])?{re.escape(wanted[0])}", run[0])
            and re.fullmatch(rf"{re.escape(wanted[-1])}([^\w'’-].*)?", run[-1])
        ):
            return True
    return False


quotes = st.deferred(lambda: st.sampled_from(genuine()[1]))


def refuse_changed(cite: Cite, words: str) -> None:
    """Unless the changed words happen to stand elsewhere in the document, they are refused."""
    sources = genuine()[0]
    held = locate(Cite(document=cite.document, words=words), sources)
    assert (held is not None) == stands(words, sources[cite.document].text)


@law
@given(cite=quotes, data=st.data())
def test_law_any_run_of_whole_words_of_a_quotation_holds(cite: Cite, data: st.DataObject) -> None:
    words = cite.words.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    part = words[first:last]
    gaps = data.draw(
        st.lists(st.sampled_from([" ", "\n", "  \t", "\u00a0"]), min_size=len(part), max_size=len(part))
    )
    text = "".join(word + gap for word, gap in zip(part, gaps, strict=True))
    assert locate(Cite(document=cite.document, words=text), genuine()[0]) is not None


many = settings(law, max_examples=examples(80))


@many
@given(cite=quotes, data=st.data())
def test_law_one_changed_word_is_refused(cite: Cite, data: st.DataObject) -> None:
    words = cite.words.split()
    at = data.draw(st.integers(0, len(words) - 1))
    everywhere = sorted({word for text in genuine()[0].values() for word in text.text.split()})
    other = data.draw(st.sampled_from(everywhere) | st.text("abcdefgh", min_size=1, max_size=8))
    refuse_changed(cite, " ".join([*words[:at], other, *words[at + 1 :]]))


@many
@given(cite=quotes, data=st.data())
def test_law_a_dropped_or_added_word_is_refused(cite: Cite, data: st.DataObject) -> None:
    words = cite.words.split()
    at = data.draw(st.integers(0, len(words) - 1))
    if data.draw(st.booleans()) and len(words) > 2 and 0 < at < len(words) - 1:
        del words[at]
    else:
        words.insert(at, data.draw(st.sampled_from(["not", "never", "no", "all", "partly"])))
    refuse_changed(cite, " ".join(words))


@many
@given(cite=quotes, data=st.data())
def test_law_one_changed_letter_is_refused(cite: Cite, data: st.DataObject) -> None:
    places = [index for index, letter in enumerate(cite.words) if letter.isalnum()]
    at = data.draw(st.sampled_from(places))
    letter = data.draw(st.sampled_from("abcxyzABC0123456789é").filter(lambda new: new != cite.words[at]))
    refuse_changed(cite, cite.words[:at] + letter + cite.words[at + 1 :])


NEGATED = [
    ("time-report", "in entirety and we could do that"),
    ("summit-offers-dprk", "What we proposed was the removal of all sanctions"),
    ("state-department", "willing to impose a complete freeze on their weapons of mass destruction programs"),
    ("time-report", "ready to call an acceptable giveaway"),
    ("time-report", "acceptable giveaway"),
    ("axios-levite", "a deal that Trump could accept"),
    ("working-level", "would meet with Pompeo"),
]


@pytest.mark.parametrize(("document", "words"), NEGATED)
def test_a_quotation_without_its_negation_is_refused(document: str, words: str) -> None:
    assert locate(Cite(document=document, words=words), genuine()[0]) is None


@law
@given(data=st.data())
def test_law_a_quotation_with_another_number_is_refused(data: st.DataObject) -> None:
    cites = genuine()[1]
    numbered = [cite for cite in cites if re.search(r"\d", cite.words)]
    cite = data.draw(st.sampled_from(numbered))
    number = data.draw(st.sampled_from(list(re.finditer(r"\d+", cite.words))))
    other = str(data.draw(st.integers(0, 99_999).filter(lambda new: str(new) != number.group())))
    refuse_changed(cite, cite.words[: number.start()] + other + cite.words[number.end() :])


# --------------------------------------------------------------------------------------------- messages


def complaints(tmp_path: Path, cite: str, sources: dict[str, str | bytes] | None = None) -> list[str]:
    record = f"notes: [x]\nrecord:\n  - {{by: a, act: leaves,\n     cite: {json.dumps(cite)}}}\n"
    text = HEAD + record + PREFERENCES
    file = read_case(write_case(tmp_path, text, {"report.md": TEXT} if sources is None else sources))
    faults = Faults()
    held = verify_cites(file, read_documents(file.folder, faults), faults)
    assert len(held) + len(faults) == 1
    return [str(fault).replace(str(tmp_path), "…") for fault in faults]


WHERE = "…/case.yaml:14: record[0].cite: found "


def test_words_that_hold_raise_no_complaint(tmp_path: Path) -> None:
    assert complaints(tmp_path, "report: could not sell below 5 euros") == []


def test_missing_words_come_with_the_nearest_passage(tmp_path: Path) -> None:
    assert complaints(tmp_path, "report: she could sell below 5 euros") == [
        f'{WHERE}words that do not stand there: "she could sell below 5 euros"; '
        "expected exact words of report.md "
        '(nearest passage: "“could not sell below 5 euros”,")'
    ]


def test_the_passage_is_given_in_whole_words(tmp_path: Path) -> None:
    (message,) = complaints(tmp_path, "report: acceptable price")
    assert message.endswith('expected exact words of report.md (nearest passage: "unacceptable price;")')


def test_words_like_nothing_in_the_document_come_without_a_passage(tmp_path: Path) -> None:
    assert complaints(tmp_path, "report: zzzz qqqq xxxx") == [
        f'{WHERE}words that do not stand there: "zzzz qqqq xxxx"; expected exact words of report.md'
    ]


def test_words_longer_than_the_document_and_an_empty_document(tmp_path: Path) -> None:
    (message,) = complaints(tmp_path / "1", "short: many more words than these", {"short.md": "than these"})
    assert message.endswith('(nearest passage: "than these")')
    (message,) = complaints(tmp_path / "2", "empty: words", {"empty.md": ""})
    assert message.endswith("expected exact words of empty.md")


def test_long_words_and_passages_are_shortened(tmp_path: Path) -> None:
    text = "alpha beta gamma " * 40
    (message,) = complaints(tmp_path, "long: " + text + "delta", {"long.md": text})
    assert '…"; expected exact words of long.md (nearest passage: "alpha' in message
    assert len(message) < 500


def test_words_of_another_document_are_misattributed(tmp_path: Path) -> None:
    sources: dict[str, str | bytes] = {"report.md": TEXT, "other.md": "Nothing of the kind."}
    assert complaints(tmp_path, "other: could not sell below 5 euros", sources) == [
        f'{WHERE}misattributed words: "could not sell below 5 euros"; expected words of other.md '
        "(they stand in report.md)"
    ]


def test_words_stitched_together_are_shown_as_the_source_has_them(tmp_path: Path) -> None:
    (message,) = complaints(tmp_path, "report: Ben called it … 13 billion")
    assert message.startswith(f'{WHERE}words stitched together: "Ben called it … 13 billion"; ')
    assert 'the source has "Ben called it … 13 billion", with other words between' in message


def test_words_at_several_places_hold_with_a_doubt(tmp_path: Path) -> None:
    record = "notes: [x]\nrecord:\n  - {by: a, act: leaves, cite: 'report: low price'}\n"
    sources: dict[str, str | bytes] = {"report.md": "A low price. A low price."}
    file = read_case(write_case(tmp_path, HEAD + record + PREFERENCES, sources))
    faults = Faults()
    held = verify_cites(file, read_documents(file.folder, faults), faults)
    (doubt,) = faults
    assert (doubt.level, doubt.path) == ("doubt", "record[0].cite")
    assert "ambiguous" in doubt.found
    assert [located.start for located in held.values()] == [2]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("It will be not more than 8 percent.", "more than 8 percent", "the source has “not” just before"),
        ("They will sign never again.", "They will sign", "the source has “never” just after"),
        ("They refused to sign the paper.", "sign the paper", "the source has “refused” just before"),
        ("He ruled out a strike in May.", "a strike in May", "the source has “ruled out” just before"),
        ("It costs 13 billion.", "It costs 13", "the number goes on in the source: “billion”"),
    ],
)
def test_words_that_are_turned_by_their_neighbours_hold_with_a_doubt(
    text: str, words: str, said: str, tmp_path: Path
) -> None:
    record = f"notes: [x]\nrecord:\n  - {{by: a, act: leaves, cite: 'report: {words}'}}\n"
    file = read_case(write_case(tmp_path, HEAD + record + PREFERENCES, {"report.md": text}))
    faults = Faults()
    held = verify_cites(file, read_documents(file.folder, faults), faults)
    assert len(held) == 1
    (doubt,) = faults
    assert (doubt.level, doubt.path) == ("doubt", "record[0].cite")
    assert said in doubt.found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said no. We will pay half.", "We will pay half."),
        ("Worth nothing\n\nThe quay is open.", "The quay is open."),
        ("It ruled in favour of the yard.", "favour of the yard"),
        ("They will *never* accept **a ban**.", "will never accept a ban"),
    ],
)
def test_neighbours_that_turn_nothing_and_stressed_words_give_no_doubt(
    text: str, words: str, tmp_path: Path
) -> None:
    record = f"notes: [x]\nrecord:\n  - {{by: a, act: leaves, cite: 'report: {words}'}}\n"
    file = read_case(write_case(tmp_path, HEAD + record + PREFERENCES, {"report.md": text}))
    faults = Faults()
    assert len(verify_cites(file, read_documents(file.folder, faults), faults)) == 1
    assert list(faults) == []


def test_cites_in_other_typography_give_no_doubt_beside_what_is_truly_turned(tmp_path: Path) -> None:
    """Thirty runs of words with other marks, dashes, blanks, case or ligatures, in text and HTML."""
    page = "".join(f"<p>{part}</p>" for part in planted.TEXTS["river"].split("\n\n"))
    page = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>River</h1>{page}</article></body></html>"
    texts: dict[str, str | bytes] = {
        "harbour.txt": planted.TEXTS["harbour"],
        "film.md": planted.TEXTS["film"],
        "river.html": page,
    }
    cites = [
        f"{each.document}: {' '.join(each.quote.split())}"
        for each in planted.genuine(planted.TEXTS, 30, seed=7)
    ]
    case = HEAD + PREFERENCES.replace("walk_away: 5", f"walk_away: {{value: 5, cite: {json.dumps(cites)}}}")
    file = read_case(write_case(tmp_path, case, texts))
    faults = Faults()
    assert len(verify_cites(file, read_documents(file.folder, faults), faults)) == len(set(cites))
    assert [fault.found for fault in faults if "just before" not in fault.found] == []
    assert len(list(faults)) <= 2


def test_an_unknown_document_comes_with_a_suggestion(tmp_path: Path) -> None:
    expected = "expected a document of the case"
    assert complaints(tmp_path / "1", "reprot: words") == [
        f'{WHERE}no document "reprot"; {expected} (report) (did you mean "report"?)'
    ]
    assert complaints(tmp_path / "2", "report: words", {}) == [
        f'{WHERE}no document "report"; {expected} (the case has none)'
    ]
    assert complaints(tmp_path / "3", "report.md: Anna said") == [
        f'{WHERE}no document "report.md"; {expected} (report) (did you mean "report"?)'
    ]


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "..\\secret", "deep/report", "..", ".", "./report"]
)
def test_a_name_that_is_a_path_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.md").write_text("the words")
    assert complaints(tmp_path / "case", f"{name}: the words") == [
        f'{WHERE}the document "{name}"; expected the name of a file in documents/ '
        "(paths may not leave the case folder)"
    ]


def test_a_cite_that_stands_in_many_places_is_complained_of_once(tmp_path: Path) -> None:
    line = "  - {by: a, act: leaves, cite: 'report: no such words'}\n"
    fine = "  - {by: a, act: leaves, cite: 'report: Anna said'}\n"
    text = HEAD + "record:\n" + line + fine + line + fine + PREFERENCES
    file = read_case(write_case(tmp_path, text, {"report.md": TEXT}))
    faults = Faults()
    held = verify_cites(file, read_documents(file.folder, faults), faults)
    assert [fault.path for fault in faults] == ["record[0].cite"]
    assert list(held) == [Cite(document="report", words="Anna said")]


# ------------------------------------------------------------------------- every place that may be cited

PLACES = """\
case: 1
title: A case that cites in every place
parties: {a: Anna, b: Ben}
ratifiers: {r: {title: Rita, for: a}}
issues:
  price:
    title: Price
    options:
      low: {title: Low, cite: "report: 01"}
      high:
        title: High
        means:
          euros: {value: 9, cite: "report: 02"}
          kilos:
            range: [1, 2]
            cite: ["report: 03", "report: 04"]
  speed:
    title: Speed
    options: {slow: Slow, fast: Fast, faster: Faster}
impossible:
  - when: {price: low, speed: fast}
    cite: "report: 05"
preferences:
  a:
    walk_away: {value: 5, cite: "report: 06"}
    weights: {order: price > speed, cite: "report: 07"}
    scores:
      price: {low: 0, high: {value: 100, cite: "report: 08"}}
      speed:
        points:
          slow: 0
          fast: {value: 5, cite: "report: 09"}
          faster: 6
        cite: "report: 10"
    interactions:
      - when: {price: low}
        add: {value: 3, cite: "report: 11"}
        cite: ["report: 12"]
    red_lines:
      - {price: low, speed: slow}
      - when: {price: low, speed: fast}
        cite:
          - "report: 13"
          - "report: 14"
    believes:
      b:
        walk_away: {low: 1, likely: 2, high: 3, cite: "report: 15"}
        red_lines: [{when: {price: high}, cite: "report: 16"}]
  b:
    weights:
      points:
        price: {range: [20, 60], cite: "report: 17"}
        speed: [40, 80]
      cite: "report: 18"
    scores:
      price: {order: low > high, cite: "report: 19"}
      speed: {slow: 0, fast: 0, faster: 0}
  r:
    scores:
      price: {low: 0, high: 1}
record:
  - by: a
    offer: {price: low}
    cite: "report: 20"
"""

EXPECTED = {
    "01": "issues.price.options.low.cite",
    "02": "issues.price.options.high.means.euros.cite",
    "03": "issues.price.options.high.means.kilos.cite[0]",
    "04": "issues.price.options.high.means.kilos.cite[1]",
    "05": "impossible[0].cite",
    "06": "preferences.a.walk_away.cite",
    "07": "preferences.a.weights.cite",
    "08": "preferences.a.scores.price.high.cite",
    "09": "preferences.a.scores.speed.points.fast.cite",
    "10": "preferences.a.scores.speed.cite",
    "11": "preferences.a.interactions[0].add.cite",
    "12": "preferences.a.interactions[0].cite",
    "13": "preferences.a.red_lines[1].cite[0]",
    "14": "preferences.a.red_lines[1].cite[1]",
    "15": "preferences.a.believes.b.walk_away.cite",
    "16": "preferences.a.believes.b.red_lines[0].cite",
    "17": "preferences.b.weights.points.price.cite",
    "18": "preferences.b.weights.cite",
    "19": "preferences.b.scores.price.cite",
    "20": "record[0].cite",
}


def test_a_cite_is_found_in_every_place_with_its_path_and_line(tmp_path: Path) -> None:
    file = read_case(write_case(tmp_path, PLACES, {"report.md": "other words"}))
    faults = Faults()
    assert verify_cites(file, read_documents(file.folder, faults), faults) == {}
    lines = PLACES.splitlines()
    complained = {re.search(r'"(\d\d)"', fault.found): fault for fault in faults}
    by_number = {match.group(1): fault for match, fault in complained.items() if match}
    assert {number: fault.path for number, fault in by_number.items()} == EXPECTED
    for number, fault in by_number.items():
        written = next(index for index, line in enumerate(lines, 1) if f"report: {number}" in line)
        assert fault.line == written, fault.path


def test_shared_words_come_once(tmp_path: Path) -> None:
    case = read_case(write_case(tmp_path, PLACES)).case
    found = {cite.words: dotted(path) for path, cite in cites_of(case)}
    assert len(list(cites_of(case))) == len(found)
    assert found == {number: path.replace(".points", "") for number, path in EXPECTED.items()}
