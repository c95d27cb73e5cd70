"""Patterns of deals and what they add."""

from __future__ import annotations

from tests.case.helpers import read, swapped

from walkaway.case import Interaction, Judgement, Pattern


def test_a_pattern_holds_where_every_named_issue_has_a_named_option() -> None:
    """Other issues are free; an issue that a partial deal leaves open does not match."""
    pattern = Pattern.model_validate({"price": "low", "date": ["soon", "late"]})
    assert pattern.when == {"price": ("low",), "date": ("soon", "late")}
    assert pattern.holds({"price": "low", "date": "late", "colour": "red"})
    assert not pattern.holds({"price": "low", "date": "never"})
    assert not pattern.holds({"price": "low"})


def test_the_words_of_an_interaction_speak_for_its_points() -> None:
    """Where these have none of their own."""
    said = {"when": {"i": "o"}, "cite": "a: b", "note": "n"}
    shared = Interaction.model_validate({**said, "add": 1}).judgement
    assert (str(shared.cites[0]), shared.note) == ("a: b", "n")
    own = Interaction.model_validate({**said, "add": {"value": 1, "cite": "c: d", "note": "o"}}).judgement
    assert (str(own.cites[0]), own.note) == ("c: d", "o")
    bare = Interaction.model_validate({"when": {"i": "o"}, "add": 1})
    assert bare.judgement == bare.add == Judgement.model_validate(1)


def test_a_pattern_may_carry_words() -> None:
    """Then its issues stand under ``when``."""
    case = read(swapped("{price: low, date: late}", '{when: {price: low}, note: why, cite: "a: b"}'))
    assert case.impossible[0] == Pattern.model_validate(
        {"when": {"price": ["low"]}, "note": "why", "cite": ["a: b"]}
    )
