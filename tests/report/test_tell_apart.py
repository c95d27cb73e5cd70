"""What makes each likely deal different, in one sentence, and how they were chosen."""

from __future__ import annotations

from typing import Any

from tests.analysis.helpers import points_case
from tests.report.helpers import brief_of
from tests.strategies import build

import walkaway
from walkaway.report.screens.tell_apart import chosen_words, tell_apart

FIVE = [[[0, 25, 50, 75, 100], [0, 9]], [[100, 75, 50, 25, 0], [9, 0]]]


def sentences(*tables: Any, **more: Any) -> list[str]:
    return [card.apart for card in brief_of(points_case(*tables, **more)).cards]


def test_every_card_says_in_one_sentence_what_makes_it_different() -> None:
    first, second, *others = sentences(*FIVE, away=[10, 10])
    assert first == "Does most for the party that gains least, as one other does."
    assert second == (
        "Better for P0 (+34), worse for P1 (−34) than A: i0 “o3” instead of “o2” and i1 “o1” instead of “o0”."
    )
    for text in others:
        assert text.startswith("Better for P")
        assert text.count(".") == 1
    assert len({first, second, *others}) == 3


def test_what_is_too_like_a_card_is_told_on_it_in_one_sentence() -> None:
    """By hand: all six pass for sure; one step of i0 moves a side by 1, of 32 that it could gain."""
    case = points_case([[0, 1, 2], [40, 20]], [[2, 1, 0], [20, 40]], away=[0, 0]).to_dict()
    for who in ("p0", "p1"):
        case["preferences"][who]["walk_away"] = [9, 10]
    brief = brief_of(build(case))
    cards = brief.cards
    assert len(cards) == 2
    for card in cards:
        assert card.apart.endswith(
            " Just as sure to pass, as judged: the same deal with i0 anywhere from “o0” to “o2”."
        )
    assert brief.first_side.deal.endswith("anywhere from “o0” to “o2”.")
    exact = points_case([[0, 1, 2], [40, 20]], [[2, 1, 0], [20, 40]], away=[9, 9])
    assert all("Just as" not in card.apart for card in brief_of(exact).cards)


def test_who_is_overruled_is_said() -> None:
    """Two of three are enough: each deal passes without another one."""
    tables = [[5, 0, 4]], [[5, 5, 0]], [[-9, 5, 9]]
    assert sentences(*tables, away=[1, 1, 1], agreement={"quota": 2}) == [
        "Does most for the party that gains least among those needed, as one other does; passes without P0.",
        "Passes without P2 and is better for P0 (+5), worse for P2 (−14) than A: i0 “o0” instead of “o1”.",
        "Passes without P1 and is better for P0 (+4) and P2 (+4), worse for P1 (−5) than A: i0 “o2” instead "
        "of “o1”.",
    ]


def test_the_names_of_many_are_counted() -> None:
    tables = [[[4, 9], [0, 0]]] * 5 + [[[9, 4], [0, 0]]]
    text = sentences(*tables, away=[0] * 6)[1]
    assert text.startswith("Better for P5 (+5), worse for P0 (−5), P1 (−5), P2 (−5) and two others than A: ")


def test_terms_worth_nothing_make_a_deal_of_the_same_worth() -> None:
    first, second = sentences([[1, 0], [0, 0], [0, 0]], [[1, 0], [0, 0], [0, 0]], away=[0, 0])
    assert first.startswith("Does most")
    assert second.startswith("Worth about the same to everybody as A: i1 “o1” instead of “o0”")


def test_it_is_said_why_there_are_fewer() -> None:
    one = brief_of(points_case([[9, 1]], [[9, 1]], away=[5, 5]))
    assert (chosen_words(one.answers), one.cards[0].apart) == ("", "The one deal that passes.")
    three = brief_of(points_case([[9, 8, 7, 0]], [[9, 8, 7, 9]], away=[5, 5]))
    assert chosen_words(three.answers).startswith(
        "Three deals pass; all but one are left out because another"
    )
    near = brief_of(points_case([[50, 51, 0]], [[51, 50, 0]], away=[5, 5]))
    assert (
        chosen_words(near.answers) == "Two deals pass. One other is too close to the one shown to stand here."
    )


def test_of_deals_too_many_to_list_none_is_called_the_only_one() -> None:
    """On 24 issues one wants the first option, one the second: deals with twelve of each pass, 2,704,156."""
    answers = walkaway.deals(points_case([[1, 0]] * 24, [[0, 1]] * 24, away=[12, 12]))
    assert answers.zone.listed is None
    found = tell_apart(answers, 0)
    assert found == "Does most for the party that gains least, as about 2,700,000 others do."


def test_of_draws_the_sampling_error_is_said() -> None:
    data = points_case(*FIVE, away=[10, 10]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [40, 120]
    drawn = brief_of(build(data), draws=20)
    assert len(drawn.cards) > 1
    assert "cannot be told from the likeliest within the sampling error" in chosen_words(drawn.answers)
    data["preferences"]["p0"]["walk_away"] = [80, 109]
    alone = brief_of(build(data), draws=2000)
    assert alone.cards[0].apart == "No other deal is as likely to be signed."


def test_certain_deals_are_not_level_with_others_by_chance() -> None:
    data = points_case([[9, 8, 7]], [[0, 8, 9]], away=[5, 0]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [4, 7.0001]
    found = brief_of(build(data), draws=20)
    assert [card.likely.verdict for card in found.cards] == ["certain", "certain"]
    assert chosen_words(found.answers).startswith("Two deals are certain to pass. ")
