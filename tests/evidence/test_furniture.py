"""Furniture: what is not the article is set aside with its reason; nothing of the article is."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.articles import BODY, FIRST, FOURTH, SECOND, STRIPPED, THIRD, oracle

from walkaway.evidence.findings import Profile
from walkaway.evidence.intake.furniture import restored, set_aside_of
from walkaway.evidence.intake.profile import profile_of

HANOI = Path(os.environ.get("WALKAWAY_HANOI") or Path(__file__).parents[3] / "shared" / "hanoi")


def aside(text: str, byline: str = "") -> list[tuple[str, str]]:
    return [
        (each.why, text[each.start : each.end])
        for each in set_aside_of(text, profile_of(text), byline=byline)
    ]


def test_a_paragraph_that_names_its_source_stays() -> None:
    text = (
        "The union asked for a rise of five per cent over two years, and a new canteen on the north quay. "
        "“That is our last word,” it said. Source: Harbour News, 5 Mar 2019.\n\n"
        "The port answered that it could pay three per cent, and that the canteen would have to wait a year."
    )
    assert aside(text) == []
    assert aside("A crane at dusk. Source: Jane Roe\n\n" + text)[0][0] == "caption or credit"


OTHERS = (
    "Feb 28, 2019 - Energy\n\nOil prices slide for a third week\n\nTraders in New York. Photo: Jane "
    "Roe/Getty Images\n\n"
    "Oil prices fell again on Thursday as stockpiles in the United States grew faster than analysts "
    "had forecast, "
    "pulling shares of producers down.\n\nWhy it matters: Cheap oil hurts the budgets of exporters."
)


@pytest.mark.parametrize(
    "label", ["Go deeper", "Related stories", "Most Popular", "Read next", "You may also like:", "Trending"]
)
def test_other_stories_after_a_label_close_the_article(label: str) -> None:
    assert aside(f"{BODY}\n\n{label}\n\n{OTHERS}") == [("related stories", f"{label}\n\n{OTHERS}")]


def test_a_time_stamp_closes_the_article_too() -> None:
    for stamp in ("10 mins ago - World", "2 hours ago"):
        tail = stamp + OTHERS[OTHERS.index("\n") :]
        assert aside(f"{BODY}\n\n{tail}") == [("related stories", tail)]


def test_a_label_inside_an_article_does_not_close_it() -> None:
    last = "A spokesman for the delegates said the governments would not comment on the reservoir or farmers."
    text = "\n\n".join(
        (FIRST, SECOND, "Related Stories", "Ministers fail to agree on dam", THIRD, FOURTH, last)
    )
    assert aside(text) == []  # no page stands around it


@pytest.mark.parametrize(
    "caption",
    [
        "Ministers at the hotel. (Jane Roe/AP)",
        "Ministers at the hotel on Friday. John Doe / AFP - Getty Images",
        "FILE PHOTO: Ministers at the hotel, February 28, 2019. REUTERS/Jane Roe",
        "Ministers arrive at the hotel. Photo: River Agency/Handout via Getty Images",
        "Ministers at the hotel. Image: Jane Roe.",
        "The hotel. Photograph by Jane Roe",
    ],
)
def test_captions_with_a_credit(caption: str) -> None:
    assert aside(f"{caption}\n\n{BODY}") == [("caption or credit", caption)]
    assert aside(f"{FIRST}\n\n{caption}\n\n{SECOND}\n\n{THIRD}") == [("caption or credit", caption)]


@pytest.mark.parametrize(
    "line",
    [
        "Contact us at letters@weekly.com.",
        "Write to Jane Roe at jane.roe@weekly.com.",
        "Follow Jane Roe on Twitter: @janeroe.",
        "Sign up for our daily newsletter.",
        "Reporting by Jane Roe in Geneva; Editing by Ann Other",
        "The Associated Press contributed to this report.",
        "Copyright 2019 The Weekly. All rights reserved.",
        "Read more: Ministers resign at once",
    ],
)
def test_calls_and_agency_notes(line: str) -> None:
    assert [words for _, words in aside(f"{BODY}\n\n{line}")] == [line]


@pytest.mark.parametrize(
    "tail",
    [
        "contact us at letters weekly com",
        "write to jane roe at jane roe weekly com",
        "reporting by jane roe editing by ann other",
        "sign up for our daily newsletter",
        "the associated press contributed to this report",
    ],
)
def test_calls_glued_to_text_without_marks(tail: str) -> None:
    assert [words for _, words in aside(f"{STRIPPED} {tail}")] == [tail]


def test_stripped_words_that_only_sound_like_a_call_stay() -> None:
    assert aside("they asked us to contact us at the hotel " + STRIPPED) == []


def test_notes_on_the_author() -> None:
    note = "Jane Roe is a senior fellow at the Water Institute and the author of “Rivers Without Borders.”"
    assert aside(f"{BODY}\n\n{note}") == [("note on the author", note)]
    assert aside(f"By Jane Roe\n\n{BODY}\n\n{note}", byline="Jane Roe")[-1] == ("note on the author", note)


def test_somebody_of_the_article_is_no_author() -> None:
    for last in (
        "Maria Okello is a lawyer and a former minister of water who has led the delegation since 2016.",
        "Hassan Idris is the chief negotiator of the upper state. He said nothing on Friday night.",
    ):
        assert aside(f"{BODY}\n\n{last}") == []


def test_byline_and_date() -> None:
    text = f"River talks stall over compensation\n\nBy Jane Roe\n\nFeb. 28, 2019\n\n{BODY}"
    assert aside(text) == [("byline or date", "By Jane Roe\n\nFeb. 28, 2019")]


def test_running_heads_of_pages() -> None:
    text = "\n\f\n".join(
        f"River Report\n{part}\nPage {number}" for number, part in enumerate(BODY.split("\n\n"))
    )
    assert {why for why, _ in aside(text)} == {"running head"}
    assert " ".join(words for _, words in aside(text)).count("River Report") == 4
    assert all(part not in words for _, words in aside(text) for part in BODY.split("\n\n"))


def test_short_texts_and_plain_articles_keep_every_word() -> None:
    for text in (
        "",
        "We wait.",
        "The river is low.\n\nWe wait.\n\nThe ministers talk.",
        BODY,
        BODY.replace("\n\n", "\n"),
    ):
        assert aside(text) == []


def test_a_person_takes_spans_back() -> None:
    text = f"Ministers arrive. Photo: Jane Roe/Getty Images\n\n{BODY}\n\nContact us at letters@weekly.com."
    whole = set_aside_of(text, "normal")
    assert len(whole) == 2
    assert restored(whole, text, [(0, 46)]) == whole[1:]
    assert restored(whole, text, ["Ministers arrive."])[0].start == 17
    assert restored(whole, text, ["not there", (50, 60), (9, 3)]) == whole
    assert restored(whole, text, [(0, len(text))]) == ()


def test_outside_articles_keep_their_body() -> None:
    """Only captions, dates, a list of sources and a few headings of 43 ordinary texts are set aside."""
    for path in oracle("gum-news").glob("GUM*.txt"):
        text = path.read_text(encoding="utf-8")
        for each in set_aside_of(text, "normal"):
            words = text[each.start : each.end]
            body = each.why not in ("caption or credit", "byline or date") and len(words) > 40
            assert not body or words.startswith("Sources"), (path.name, each.why, words)


def test_reports_with_gold() -> None:
    """All that was marked as boilerplate by hand is set aside, and no statement is."""
    if not HANOI.exists():
        pytest.skip("no outside texts here (set WALKAWAY_HANOI)")
    gold = json.loads((HANOI / "gold.json").read_text(encoding="utf-8"))
    for path in (HANOI / "reports").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        away = {k for each in set_aside_of(text, profile_of(text)) for k in range(each.start, each.end)}
        for span in gold["boilerplate"]:
            if span["doc"] == path.name:
                assert set(range(span["start"], span["end"])) <= away
        for statement in (
            *gold["statements"],
            *({"doc": a["doc"], "content_spans": [a]} for a in gold["author_assertions"]),
        ):
            if statement["doc"] == path.name:
                for span in statement["content_spans"]:
                    assert not away & set(range(span["start"], span["end"]))


@given(
    st.lists(
        st.sampled_from(
            [FIRST, THIRD, "Related", "Home", "Photo: A/AP", "2 hours ago", "\f", "By A B", "x", "Data:"]
        ),
        max_size=30,
    ),
    st.sampled_from(["normal", "caseless", "unpunctuated"]),
    st.sampled_from(["\n\n", "\n", " "]),
)
def test_spans_are_ordered_and_inside(parts: list[str], profile: Profile, between: str) -> None:
    text = between.join(parts)
    found = set_aside_of(text, profile)
    assert all(0 <= each.start < each.end <= len(text) and each.why for each in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text(max_size=300), st.sampled_from(["normal", "caseless", "unpunctuated"]))
def test_any_text_is_survived(text: str, profile: Profile) -> None:
    assert all(each.start < each.end for each in set_aside_of(text, profile))


@pytest.mark.parametrize("label", ["See also", "Comments", "Topics", "More on the lease", "Latest news:"])
def test_a_line_of_news_without_a_page_is_text(label: str) -> None:
    """Law: rules for pages set nothing aside where no page stands around the article."""
    assert aside("\n\n".join((FIRST, SECOND, label, THIRD, FOURTH))) == []
