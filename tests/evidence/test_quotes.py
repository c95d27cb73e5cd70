"""Quotes: every genuine one is found at a named tier, no altered one ever is."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.evidence import planted
from tests.evidence.planted import TEXTS, gum_texts, read
from tests.strategies import law

from walkaway.evidence.findings import Read, SetAside
from walkaway.evidence.quoting.folding import FOLDS, fold
from walkaway.evidence.quoting.matching import places_of, whole_tokens
from walkaway.evidence.quoting.quotes import match_quote, nearest_passage

READS = tuple(read(text, name) for name, text in TEXTS.items())


def _texts(which: str) -> dict[str, str]:
    if which == "own":
        return TEXTS
    texts = gum_texts()
    if not texts:
        pytest.skip("no outside texts here (set WALKAWAY_ORACLES)")
    return texts


@pytest.mark.parametrize("which", ["own", "outside"])
@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_altered_quotes_are_all_caught(which: str, seed: int) -> None:
    texts = _texts(which)
    reads = {name: read(text, name) for name, text in texts.items()}
    missed, seen = [], Counter[str]()
    for item in planted.altered(texts, 200, seed):
        seen[item.done] += 1
        match = match_quote(item.quote, reads.values(), document=item.document)
        if match.accepted:
            missed.append((item, match))
        if item.done == "_other_document":
            assert match.status == "misattributed", item
            assert all(place.document != item.document for place in match.places)
        if item.done == "_bracket" and match.status != "none":
            assert match.status in ("stitched", "misattributed"), item
    assert not missed, missed[:3]
    assert len(seen) == 8
    assert sum(seen.values()) == 200


@pytest.mark.parametrize("which", ["own", "outside"])
@pytest.mark.parametrize("seed", [3, 4])
def test_two_hundred_genuine_quotes_all_pass(which: str, seed: int) -> None:
    texts = _texts(which)
    reads = {name: read(text, name) for name, text in texts.items()}
    failed, tiers = [], Counter[str]()
    for item in planted.genuine(texts, 200, seed):
        match = match_quote(item.quote, reads.values(), document=item.document)
        tiers[match.tier] += 1
        if not match.accepted:
            failed.append((item, match))
    assert not failed, failed[:3]
    assert set(tiers) <= set(FOLDS)
    assert len(tiers) >= 3


TIERS = {
    "We will not sign a\ncontract that leaves 350 people": "exact",
    "We will not sign a contract that leaves 350 people": "white space",
    '"We will not sign a contract", said Lena Ortiz': "none",
    "the dockers' union - and she added that the offer": "typography",
    "the dockers\u2019 union\u2014and\u00a0she added": "typography",
    "WE WILL NOT SIGN A CONTRACT": "case",
    "we will not sign a contract that leaves 350 people without a shift.": "case",
}


@pytest.mark.parametrize(("quote", "tier"), TIERS.items())
def test_the_tier_is_named(quote: str, tier: str) -> None:
    match = match_quote(quote, READS, document="harbour")
    assert (match.tier or match.status) == tier


@pytest.mark.parametrize(
    "quote",
    [
        "but that it can keep both quays open",  # not in the text
        "company never threatened to close the northern quay, but that it can",  # a contraction cut
        "the offer of 2",  # a number cut
        "the offer of 2.5",  # its per cent sign cut
        "5% could not cover rents",
        "offer of 2.6% could not cover rents",
        "the offer of 2.5% could cover rents",
        "the strike, which began on 30 March, goes on",
        "proposed to raise wages by 40 percent",
        "proposed to raise wages by -4 percent",
        "ockers and port owners broke off talks",
        "Dockers and port owners broke off talks on Friday nigh",
        "",
        "…",
        "“”",
    ],
)
def test_no_word_or_number_is_cut_or_changed(quote: str) -> None:
    match = match_quote(quote, READS, document="harbour")
    assert match.status == "none"
    assert match.why


def test_the_source_speaks_its_own_characters() -> None:
    match = match_quote('"the first one we have signed without a court," HE said', READS, document="river")
    (place,) = match.places
    assert match.status == "found"
    assert place.pieces[0].text == "the first one we have signed without a court,”\nhe said"


def test_several_places_are_all_shown() -> None:
    source = read("No deal. They said no deal again. The no deal talk.", "a")
    match = match_quote("no deal", [source])
    assert match.status == "ambiguous"
    assert [place.pieces[0].start for place in match.places] == [19, 38]
    assert "position" in match.why
    assert match_quote("full withdrawal", [read("A full withdrawal.", "b")]).accepted


def test_without_a_named_document_two_documents_are_ambiguous() -> None:
    both = [read("They agreed to freeze it all.", "a"), read("So they agreed to freeze it all.", "b")]
    assert match_quote("agreed to freeze it all", both).status == "ambiguous"
    assert match_quote("agreed to freeze it all", both, document="b").accepted


def test_stitched_pieces_stand_in_order_in_one_passage() -> None:
    ok = match_quote("The studios offered a 7 percent rise … and said that they would never accept", READS,
                     document="film")  # fmt: skip
    assert ok.status == "stitched"
    assert not ok.accepted
    assert ok.places[0].pieces[0].text == "The studios offered a 7 percent rise"
    back = match_quote("said that they would never accept … The studios offered", READS, document="film")
    apart = match_quote("Writers and studios will meet again … without reading them", READS, document="film")
    assert back.status == apart.status == "none"
    assert "in this order within one passage" in back.why
    assert apart.places
    tiny = match_quote("Writers … studios", READS, document="film")
    assert "too short" in tiny.why


def test_brackets_are_stitched_never_found() -> None:
    for quote in (
        "[They] offered a 7 percent rise over three",
        "The guild wants [at least] 12 percent, a",
        "[t]he studios offered a 7 percent rise",
        "The studios offered a 7 percent rise [sic] over",
    ):
        match = match_quote(quote, READS, document="film")
        assert match.status == "stitched", quote
    own = read("He wrote that “[the] company pays”, no more.", "own")
    assert match_quote("that “[the] company pays”, no more", [own]).accepted


def test_ellipses_around_a_quote_change_nothing() -> None:
    match = match_quote("… the strike, which began on 3 March, goes on …", READS, document="harbour")
    assert match.accepted
    assert match.tier == "typography"


def test_words_of_another_document_are_misattributed() -> None:
    match = match_quote("nobody should go thirsty this summer", READS, document="film")
    assert match.status == "misattributed"
    assert match.places[0].document == "river"
    assert "river" in match.why
    unknown = match_quote("nobody should go hungry this summer", READS, document="novel")
    assert unknown.status == "none"
    assert "no document novel" in unknown.why


def test_nearest_passage_is_only_a_hint() -> None:
    quote = "nobody should go hungry this summer"
    assert match_quote(quote, READS, document="river").status == "none"
    found = nearest_passage(quote, TEXTS["river"])
    assert found is not None
    passage = found[1]
    assert TEXTS["river"][passage.start : passage.end] == passage.text
    assert "thirsty" in passage.text
    assert nearest_passage("xyzzy plugh", TEXTS["river"]) is None


def test_a_cut_that_turns_the_sense_is_noted() -> None:
    source = read("He would not sign the treaty as it stands. They pay $45 million.", "a")
    assert "not" in match_quote("sign the treaty as it stands", [source]).notes[0]
    assert "million" in match_quote("They pay $45", [source]).notes[0]
    assert not match_quote("would not sign the treaty", [source]).notes


def test_set_aside_parts_come_last_and_are_said() -> None:
    text = "Both sides signed the pact. Related: Both sides signed the pact. More: ministers resign at once"
    base = read(text, "a")
    source = Read(document=base.document, passages=base.passages,
                  set_aside=(SetAside(start=28, end=len(text), why="teaser"),))  # fmt: skip
    first = match_quote("Both sides signed the pact", [source])
    assert first.accepted
    assert first.places[0].set_aside == ""
    teaser = match_quote("ministers resign at once", [source])
    assert teaser.places[0].set_aside == "teaser"
    assert "teaser" in teaser.notes[0]


STRIPPED = (
    "the minister said we can t pay 1 5 billion and we won t lift all 38 sanctions at once he said they were "
    "ready in 2018 the u s side had asked for 12 000 tons of grain and dont forget the oil"
)


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("We can't pay 1.5 billion, and we won’t lift all 38 sanctions at once", "found"),
        ("the U.S. side had asked for 12,000 tons of grain", "found"),
        ("and don't forget the oil", "found"),
        ("We can pay 1.5 billion", "none"),
        ("The minister said we can", "none"),
        ("the minister said we can", "none"),
        ("we can't pay 15 billion", "none"),
        ("we can't pay 1", "none"),
        ("pay -1.5 billion and we", "none"),
        ("he said they we're ready in 2018", "none"),
        ("he said they're ready in 2018", "none"),
        ("lift all 3 8 sanctions", "none"),
        ("the US side had asked", "none"),
    ],
)
def test_text_without_punctuation(quote: str, status: str) -> None:
    source = read(STRIPPED, "s", "unpunctuated")
    match = match_quote(quote, [source])
    assert match.status == status
    if status == "found":
        assert match.tier == "stripped"
        assert any("no punctuation" in note for note in match.notes)
    if status == "found":
        assert match_quote(quote, [read(STRIPPED, "s", "normal")]).status == "none"


def test_folding_knows_the_way_back() -> None:
    text = "Pre\u00ad\nnuclear  ﬁnance — “caf\u00e9” . . . −5 and −6 Straße"
    for tier in FOLDS:
        folded = fold(text, tier)
        whole = folded.span(0, len(folded.text))
        assert whole == (0, len(text))
    folded = fold(text, "typography")
    at = folded.text.index("finance")
    span = folded.span(at, at + 7)
    assert span is not None
    assert text[slice(*span)] == "ﬁnance"
    assert folded.span(at + 1, at + 7) is None  # half a ligature


def test_long_and_hostile_quotes_are_fast() -> None:
    source = read("a " * 200_000, "a")
    for quote in (
        "a " * 9_000,
        "a" * 30_000,
        "[" * 5_000,
        "… " * 5_000,
        "[ " * 5_000 + "a b c",
        ". " * 9_000,
    ):
        assert not match_quote(quote, [source]).accepted


# ------------------------------------------------------------------------------------------------- laws

_words = st.text("abcdeé", min_size=1, max_size=4)
_glue = st.sampled_from(
    [" ", " ", " ", "\n", ", ", " – ", "-", "’", " “", "” ", "… ", ". ", "\u00a0", "\u00ad"]
)


@st.composite
def texts_(draw: st.DrawFn) -> str:
    parts = draw(
        st.lists(st.tuples(st.one_of(_words, st.integers(0, 99).map(str)), _glue), min_size=6, max_size=40)
    )
    return "".join(word + glue for word, glue in parts).strip()


@law
@given(st.data())
def test_a_match_is_always_the_documents_own_characters(data: st.DataObject) -> None:
    text = data.draw(texts_())
    quote = data.draw(st.one_of(texts_(), st.text(max_size=20), st.just(text[3:30]), st.just(text.upper())))
    for profile in ("normal", "unpunctuated"):
        match = match_quote(quote, [read(text, "a", profile)])
        for place in match.places:
            for piece in place.pieces:
                assert piece.text == text[piece.start : piece.end] != ""
                assert whole_tokens(text, piece.start, piece.end) or profile == "unpunctuated"
        if near := nearest_passage(quote, text):
            assert near[1].text == text[near[1].start : near[1].end]


@law
@given(st.data())
def test_no_single_changed_word_is_accepted(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    words = TEXTS[name].split()
    first = data.draw(st.integers(0, len(words) - 6))
    run = words[first : first + data.draw(st.integers(5, 14))]
    place = data.draw(st.integers(0, len(run) - 1))
    vocabulary = sorted(
        {word.strip(".,;“”") for text in TEXTS.values() for word in text.split()} - {"–", "—"}
    )
    letters = st.text("abcdefghij0123456789", min_size=1, max_size=6)
    near = st.sampled_from([run[place][:-2], run[place] + "s"])
    fresh = data.draw(st.one_of(st.sampled_from(vocabulary), letters, near))
    how = data.draw(st.sampled_from(["swap", "insert", "drop"]))
    change = {"swap": [fresh], "insert": [fresh, run[place]], "drop": []}[how]
    wrong = " ".join([*run[:place], *change, *run[place + 1 :]])
    assume(len(planted.tokens(wrong)) >= 4)
    assume(not planted.stands(wrong, TEXTS[name]))
    for profile in ("normal", "caseless", "unpunctuated"):
        assert not match_quote(wrong, [read(TEXTS[name], name, profile)]).accepted


@law
@given(st.data())
def test_words_of_a_stripped_text_are_found_and_changes_are_not(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    stripped = " ".join(re.findall(r"[^\W_]+", TEXTS[name].lower()))
    words = [word for word in TEXTS[name].split() if re.search(r"\w", word)]
    first = data.draw(st.integers(0, len(words) - 6))
    run = words[first : first + data.draw(st.integers(5, 14))]
    tier, places = places_of(" ".join(run), stripped, stripped=True)
    edge = any(re.search(r"\d", word) for word in (run[0], run[-1]))
    assert (tier and len(places) == 1) or edge
    place = data.draw(st.integers(1, len(run) - 2))
    wrong = " ".join([*run[:place], data.draw(_words) + "x", *run[place + 1 :]])
    assert places_of(wrong, stripped, stripped=True) == ("", ())


@law
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_at_all_is_safe(text: str, quote: str) -> None:
    match = match_quote(quote, [read(text, "a")])
    for place in match.places:
        assert all(piece.text == text[piece.start : piece.end] for piece in place.pieces)
    for tier in FOLDS:
        folded = fold(text, tier)
        span = folded.span(0, len(folded.text))
        assert span is None or 0 <= span[0] <= span[1] <= len(text)
