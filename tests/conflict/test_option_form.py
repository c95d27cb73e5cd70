"""States and moves from options, against the definition; limits, merging, and what is refused."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

import walkaway
from walkaway.conflict.option_form import Barred, OptionForm
from walkaway.conflict.relation import Relation

NAMES = ("a", "b", "c", "d")
TAKEN = st.dictionaries(st.sampled_from(NAMES), st.booleans(), min_size=1, max_size=3)


def matches(state: dict[str, bool], pattern: dict[str, bool]) -> bool:
    return all(state[name] == taken for name, taken in pattern.items())


@law
@given(
    st.lists(TAKEN, max_size=3),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["fwd", "back"]), max_size=2),
    st.lists(st.tuples(TAKEN, TAKEN, st.sampled_from(["", "one"])), max_size=2),
)
def test_states_and_moves_are_those_of_the_definition(
    gone: list[dict[str, bool]],
    only: dict[str, str],
    barred: list[tuple[dict[str, bool], dict[str, bool], str]],
) -> None:
    """Counting in binary, the first option least significant, without what an impossible pattern holds."""
    held = {"one": ("a", "c"), "two": ("b", "d")}
    form = OptionForm(NAMES, held, only, tuple(gone), barred=tuple(Barred(*bar) for bar in barred))
    every = [dict(zip(NAMES, reversed(bits), strict=True)) for bits in product([False, True], repeat=4)]
    states = [state for state in every if not any(matches(state, pattern) for pattern in gone)]
    assert form.codes.tolist() == [sum(state[name] << k for k, name in enumerate(NAMES)) for state in states]
    if not states:
        return
    model = form.model(dict.fromkeys(held, Relation.scored([0] * len(states))))
    for party, who in enumerate(held):
        for s, start in enumerate(states):
            right = [
                t
                for t, end in enumerate(states)
                if t != s
                and all(start[name] == end[name] for name in NAMES if name not in held[who])
                and not any(only.get(name) == "fwd" and start[name] and not end[name] for name in held[who])
                and not any(only.get(name) == "back" and end[name] and not start[name] for name in held[who])
                and not any(
                    by in ("", who) and matches(start, before) and matches(end, after)
                    for before, after, by in barred
                )
            ]
            assert model.moves[party].of(s).tolist() == right
    assert [form.number(state) for state in states] == list(range(len(states)))


def test_many_options_with_few_states_are_no_trouble() -> None:
    """60 options of which at most one is taken make 61 states, not 2 to the 60."""
    names = tuple(f"o{k}" for k in range(60))
    pairs = tuple({one: True, other: True} for k, one in enumerate(names) for other in names[:k])
    form = OptionForm(names, {"a": names}, impossible=pairs)
    assert len(form.codes) == 61
    chain = tuple({one: False, names[k + 1]: True} for k, one in enumerate(names[:-1]))
    assert len(OptionForm(names, {"a": names}, impossible=chain).codes) == 61


def test_states_of_a_pattern_are_one() -> None:
    """Elmira: whatever else is taken, once the plant is abandoned it is one state."""
    form = OptionForm(("x", "gone"), {"a": ("x",), "b": ("gone",)}, {"gone": "fwd"}, merged=({"gone": True},))
    model = form.model(dict.fromkeys("ab", Relation.scored([0, 0, 0])))
    assert [model.state(s) for s in range(model.states)] == [
        {"x": "N", "gone": "N"}, {"x": "Y", "gone": "N"}, {"x": "-", "gone": "Y"},
    ]  # fmt: skip
    assert [arcs.of(s).tolist() for arcs in model.moves for s in range(3)] == [[1], [0], [], [2], [2], []]
    assert form.number({"x": True, "gone": True}) == 2
    never = OptionForm(("x",), {"a": ("x",)}, impossible=({"x": True},), merged=({"x": True},))
    assert never.groups.tolist() == [0]
    assert (
        OptionForm(("x", "y"), {"a": ("x", "y")}, impossible=({"x": True},)).number({"x": True, "y": True})
        is None
    )


def test_what_is_too_large_is_refused_with_an_estimate() -> None:
    names = tuple(f"o{k}" for k in range(62))
    with pytest.raises(walkaway.BudgetError, match=r"up to 4,611,686,018,427,387,904 states of 62 options"):
        _ = OptionForm(names, {"a": names}).codes
    with pytest.raises(walkaway.BudgetError, match="63 options; at most 62"):
        _ = OptionForm((*names, "more"), {"a": names}).codes
    with pytest.raises(walkaway.BudgetError, match=r"4,294,901,760 moves between 65,536 states \(34\.4 GB\)"):
        OptionForm(names[:16], {"a": names[:16]}).model({})
