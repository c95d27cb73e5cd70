"""The records of a case: what they hold, what they say of themselves, and that nothing changes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError
from tests.case.helpers import CASE, SMALL, read, swapped

from walkaway.case import Agreement, Belief, Case, Event, Judgement, Judgements, Option, Party, Ratifier


@pytest.fixture(scope="module")
def case() -> Case:
    return read(CASE)


def test_everyone_is_parties_then_ratifiers(case: Case) -> None:
    """In the order of the file."""
    assert case.everyone == ("us", "them", "congress")


def test_labels_are_short_names_where_there_are_some(case: Case) -> None:
    """For charts and tables."""
    assert [case.label(who) for who in case.everyone] == ["United States", "T", "Congress"]
    assert case.issue_label("price") == "Price"
    assert case.option_label("date", "soon") == "Soon"


def test_offers_are_the_events_with_an_offer(case: Case) -> None:
    """Acts are left out."""
    assert [event.offer for event in case.offers] == [{"price": "high"}]
    assert case.record[1].act == "walks away"


def test_a_short_form_is_a_title(case: Case) -> None:
    """Also a number; a ratifier says for whom it stands."""
    assert case.parties["us"] == Party(title="United States")
    assert case.issues["date"].options["late"] == Option(title="Late")
    assert case.ratifiers["congress"] == Ratifier.model_validate({"title": "Congress", "for": "us"})
    assert case.ratifiers["congress"].for_ == "us"
    assert read(swapped("mid: Mid", "mid: 007")).option_label("price", "mid") == "007"


def test_records_are_frozen(case: Case) -> None:
    """A case is never changed, only read anew."""
    with pytest.raises(ValidationError, match="frozen"):
        case.title = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        case.parties["us"].title = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("all", "all"),
        ({"quota": 5}, "5"),
        ({"quota": Decimal(2), "vetoes": ["a", "b"]}, "2, with vetoes for a, b"),
        ({"quota": "55 %"}, "55 %"),
        ({"votes": {"a": 2, "b": "1/3"}, "at_least": 2}, "2 votes"),
        ([{"quota": 2}, {"votes": {"a": 1}, "at_least": "62.5%"}], "2 and 62.5 % of the votes"),
    ],
)
def test_an_agreement_shows_itself(rule: object, text: str) -> None:
    """All, or a quota with its vetoes."""
    agreement = Agreement.model_validate(rule)
    assert str(agreement) == text
    assert Agreement.model_validate(agreement) == agreement


def test_text_may_look_like_a_number() -> None:
    """It is kept as it was written: a date, a year, a version."""
    case = read(swapped("title: Test", "title: 1.10\nas_of: 2019\nquestion: 1e3"))
    assert (case.title, case.as_of, case.question) == ("1.10", "2019", "1e3")


def test_ids_may_look_like_numbers_or_truth_values() -> None:
    """Options called 007, +1 and true can be named without quotes."""
    text = SMALL.replace("{o: O}", "{007: A, +1: B, true: C}").replace("{o: 1}", "{007: 1, +1: 2, true: 3}")
    case = read(
        text
        + "impossible: [{i: 007}, {i: [+1, true]}, {i: true}]\n"
        + "record: [{by: a, offer: {i: true}}, {by: b, offer: {i: +1}}]\n"
    )
    assert [pattern.when["i"] for pattern in case.impossible] == [("007",), ("+1", "true"), ("true",)]
    assert [event.offer for event in case.offers] == [{"i": "true"}, {"i": "+1"}]


def test_one_source_or_note_may_stand_alone() -> None:
    """Without a list."""
    assert read(swapped("notes: [a]", "notes: a b\nsources: [c, 4]")).notes == ("a b",)
    assert read(SMALL + "sources: [c, 4]\n").sources == ("c", "4")


def test_a_preference_is_exact_if_every_judgement_is_one_number(case: Case) -> None:
    """Orders and ranges are not, wherever they stand."""
    assert [preference.exact for preference in case.preferences.values()] == [False, False, True]
    for part in (
        "walk_away: [1, 2]",
        "weights: [price]",
        "interactions: [{when: {price: low}, add: [0, 1]}]",
    ):
        text = swapped("  congress:\n    scores:\n", f"  congress:\n    {part}\n    scores:\n")
        assert not read(text).preferences["congress"].exact
    weighted = read(
        swapped("  congress:\n    scores:\n", "  congress:\n    weights: {price: 3}\n    scores:\n")
    )
    assert weighted.preferences["congress"].exact


def test_a_belief_takes_the_place_of_what_it_is_about(case: Case) -> None:
    """Only the parts that it names; scores issue by issue."""
    them = case.preferences["them"]
    belief = Belief.model_validate(
        {"walk_away": 9, "scores": {"date": {"soon": 5, "late": 6}}, "red_lines": [{"date": "late"}]}
    )
    seen = them.seen_as(belief)
    assert seen.walk_away == Judgement.model_validate(9)
    assert seen.scores == {
        "price": them.scores["price"],
        "date": Judgements.model_validate({"soon": 5, "late": 6}),
    }
    assert seen.red_lines == belief.red_lines
    assert them.seen_as(Belief()) == them


def test_every_judgement_comes_with_its_path(case: Case) -> None:
    """As in the messages; an order comes as a whole, the meaning of an option with the option's words."""
    assert [path for path, _ in case.judgements()] == [
        "issues.date.options.soon.means.days",
        "preferences.us.walk_away", "preferences.us.weights", "preferences.us.scores.price",
        "preferences.us.scores.date.soon", "preferences.us.scores.date.late",
        "preferences.us.interactions[0].add", "preferences.us.believes.them.walk_away",
        "preferences.them.walk_away", "preferences.them.scores.price.low",
        "preferences.them.scores.price.mid",
        "preferences.them.scores.price.high", "preferences.them.scores.date.soon",
        "preferences.them.scores.date.late", "preferences.congress.scores.price.low",
        "preferences.congress.scores.price.mid", "preferences.congress.scores.price.high",
    ]  # fmt: skip
    worded = read(
        swapped(
            "means: {days: [1, 2]}", 'means: {days: 1, cost: {value: 2, note: own}}, cite: "a: b", note: n'
        )
    )
    found = [(str(item.cites[0]), item.note) for path, item in worded.judgements() if ".means." in path]
    assert found == [("a: b", "n"), ("a: b", "own")]


def test_an_event_is_an_offer_or_an_act() -> None:
    """Or both; built in Python as well."""
    event = Event.model_validate({"by": "a", "offer": {"i": "o"}, "act": "leaves", "when": "2019"})
    assert (event.offer, event.act, event.when) == ({"i": "o"}, "leaves", "2019")


def test_a_third_party_has_a_label_and_no_vote() -> None:
    """It is not asked, and its judgements are in the case."""
    text = SMALL.replace(
        "parties: {a: A, b: B}", "parties: {a: A, b: B}\nthird_parties: {c: {title: City, short: C}}"
    )
    case = read(
        text.replace("b: {scores: {i: {o: 1}}}", "b: {scores: {i: {o: 1}}}, c: {scores: {i: {o: 2}}}")
    )
    assert case.everyone == ("a", "b")
    assert case.label("c") == "C"
    assert "preferences.c.scores.i.o" in dict(case.judgements())


def test_evidence_takes_sides(case: Case) -> None:
    """One explanation or several; weight 1 unless it says otherwise."""
    made = read(
        SMALL + "evidence: [{says: x, for: bluff, against: [no-zone, process], weight: 0.5}, {says: y}]\n"
    )
    one, other = made.evidence
    assert (one.for_, one.against, one.weight) == (("bluff",), ("no-zone", "process"), Decimal("0.5"))
    assert (other.for_, other.against, other.weight) == ((), (), Decimal(1))
    assert made.to_dict()["evidence"][0]["weight"] == 0.5


def test_other_parts_make_another_case(case: Case) -> None:
    """What was computed of the case is not carried over."""
    assert case.everyone == ("us", "them", "congress")
    first = case.digest
    other = case.with_parts(ratifiers={})
    assert other.everyone == ("us", "them")
    assert other.digest != first
    assert case.with_parts() == case
