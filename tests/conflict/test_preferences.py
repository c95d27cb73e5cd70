"""Preferences: rankings, scores, pairs, wishes and weights; what is odd about them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

import walkaway
from walkaway.case.wishes import Wish, all_of, any_of, wish
from walkaway.conflict.option_form import OptionForm
from walkaway.conflict.relation import Relation
from walkaway.conflict.wish_rankings import by_priority, by_weights, odd_wishes

NAMES = ("a", "b", "if")
FORM = OptionForm(NAMES, {"x": NAMES})
BINARY = [dict(zip(NAMES, (bool(k & 1), bool(k & 2), bool(k & 4)), strict=True)) for k in range(8)]


def wishes() -> st.SearchStrategy[Wish]:
    names = st.sampled_from(NAMES).map(lambda name: Wish("option", option=name))
    return st.recursive(
        names,
        lambda inner: st.one_of(
            inner.map(lambda one: Wish("not", (one,))),
            st.tuples(st.sampled_from(["and", "or", "if", "iff"]), inner, inner).map(
                lambda made: Wish(made[0], made[1:])
            ),
        ),
        max_leaves=6,
    )


def means(one: Wish, state: dict[str, bool]) -> bool:
    if one.kind == "option":
        return state[one.option]
    parts = [means(part, state) for part in one.parts]
    return {
        "not": not parts[0], "and": all(parts), "or": any(parts),
        "if": parts[0] or not parts[-1], "iff": parts[0] == parts[-1],
    }[one.kind]  # fmt: skip


@law
@given(st.lists(wishes(), max_size=4))
def test_the_first_statement_that_tells_two_states_apart_decides(many: list[Wish]) -> None:
    """Option prioritising is lexicographic; a wish is read as it is written."""
    assert [wish(str(one), NAMES) for one in many] == many
    ranks = by_priority(many, FORM.taken).ranks
    assert ranks is not None
    keys = [tuple(means(one, state) for one in many) for state in BINARY]
    assert [sorted(set(keys)).index(key) for key in keys] == ranks.tolist()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not a", "not a"),
        ("a and b or not a", "(a and b) or not a"),
        ('a | b & "if"', 'a or (b and "if")'),
        ("not a if b iff a", "(not a if b) iff a"),
        ("not (a or b)", "not (a or b)"),
        ("a when b", "a if b"),
    ],
)
def test_how_statements_bind(text: str, same: str) -> None:
    assert wish(text, NAMES) == wish(same, NAMES)
    assert str(wish("not not a")) == "not not a"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'found "the end" in ""; expected the name of an option'),
        ("a b", 'found "b" in "a b"; expected and, or, if or iff between two wishes'),
        ("not and", 'found "and" in "not and"'),
        ("(a", "a closing bracket"),
        ('"a', "closed quotes"),
        ("aa", 'expected one of a, b, if (did you mean "a"?)'),
        ("not " * 300 + "a", "the name of an option"),
    ],
)
def test_what_is_no_statement_is_told(text: str, told: str) -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        wish(text, NAMES)
    assert told.replace('(did you mean "a"?)', "")[:30].strip() in str(caught.value)


def test_patterns_make_statements() -> None:
    assert str(all_of({"a": True, "b": False})) == "a and not b"
    assert str(any_of([{"a": True}, {"b": True, "if": False}])) == 'a or (b and not "if")'


def test_statements_that_say_nothing_are_told() -> None:
    said = odd_wishes([wish(text) for text in ("a", "a or not a", "not a", "b and not b")], FORM.taken)
    assert said == [
        "“a or not a” is always true",
        "“not a” tells no states apart that those before it do not",
        "“b and not b” is never true",
    ]


def test_weights_add_up() -> None:
    """b is worth 2, a costs 1: best is b alone, then b and a, then nothing."""
    ranks = by_weights({"b": 2, "a": -1, "if": 0}, FORM.taken).ranks
    assert ranks is not None
    assert ranks.tolist() == [1, 0, 3, 2] * 2
    with pytest.raises(walkaway.UsageError, match='"bb"'):
        by_weights({"bb": 1}, FORM.taken)


def test_a_ranking_is_whole() -> None:
    with pytest.raises(walkaway.UsageError) as caught:
        Relation.ranked([0, [0, 5], 1], 4)
    told = str(caught.value)
    assert all(part in told for part in ("state 1 twice", "state 6; expected 1 to 4", "no state 3, 4"))


def test_scores_make_a_ranking_and_strength() -> None:
    want = Relation.scored([1, 5, 5, 9], strong=3)
    assert want.ranks is not None
    assert want.much is not None
    assert want.ranks.tolist() == [0, 1, 1, 2]
    assert np.argwhere(want.much).tolist() == [[1, 0], [2, 0], [3, 0], [3, 1], [3, 2]]
    assert want.complaints() == []


def test_what_is_odd_about_a_preference_is_told() -> None:
    part = Relation.partial(4, [(0, 1), (1, 2)], [(2, 3)])
    assert part.better(0, 3)
    assert part.known
    assert Relation.partial(3, [(0, 1)]).complaints() == ["2 pairs of states are not compared"]
    circle = np.eye(3, dtype=np.bool_)
    circle[[0, 1, 2], [1, 2, 0]] = True
    assert Relation(at_least=circle).complaints() == [
        "1 is better than 2 and 2 than 3, but 1 is not better than 3"
    ]
    assert Relation.ranked([0, 1], 2, much=[(1, 0)]).complaints() == [
        "2 is much better than 1 without being better"
    ]
