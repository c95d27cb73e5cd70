"""Whose consent the bottom line hangs on: only of those who can still decide it; and ties of large spaces."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from tests.analysis.helpers import points_case
from tests.report.helpers import brief_of, said
from tests.strategies import brief_law, build, cases

from walkaway.analysis.answers import analyse
from walkaway.case import Case
from walkaway.report.language.phrases import count
from walkaway.report.screens.least_willing import least_willing


def council(*walk_aways: Any, agreement: Any, ratifier: Any = None) -> Case:
    """A deal that is worth 10 to everyone, and one that is worth nothing; they walk away as given."""
    data = points_case(*[[[10, 0]]] * len(walk_aways), agreement=agreement).to_dict()
    for who, away in enumerate(walk_aways):
        data["preferences"][f"p{who}"]["walk_away"] = away
    if ratifier is not None:
        data["ratifiers"] = {"r": {"title": "R", "for": "p0"}}
        data["preferences"]["r"] = {"walk_away": ratifier, "scores": {"i0": {"o0": 10, "o1": 0}}}
    return build(data)


def consent(case: Case) -> list[str]:
    """What is said of whose consent comes least often."""
    return [one for one in said(case, draws=200) if "onsent to the" in one]


def test_one_without_whom_the_deal_passes_is_not_named() -> None:
    assert consent(council(5, 5, [0, 20], agreement={"quota": 2})) == []


def test_who_counts_as_needed_is_a_note_of_the_method_where_not_everybody_is() -> None:
    for agreement, told in (({"quota": 2}, True), ("all", False)):
        found = analyse(council(5, [0, 12], [0, 20], agreement=agreement), draws=200).conditions[0]
        assert ("in at least 1 of 20 draws in which its yes would be enough" in found.method.note) is told


def test_one_of_two_who_can_decide_is_named() -> None:
    """Two of three: the first always accepts, so either of the others decides; the less willing is named."""
    (line,) = consent(council(5, [0, 12], [0, 20], agreement={"quota": 2}))
    assert "least often from P2" in line


def test_one_who_is_almost_never_needed_is_not_named() -> None:
    """Two of three: the third is needed only in the one draw of a hundred in which the second refuses."""
    case = council(5, [0, 10.1], [9.9, 20], agreement={"quota": 2})
    (line,) = consent(case)
    assert "hangs on P1 alone" in line
    (found,) = analyse(case, draws=200).conditions
    assert {item.who for item in found.conditions} <= {"p0", "p1"}


def test_one_who_is_almost_never_needed_is_overruled() -> None:
    brief = brief_of(council(5, [0, 10.1], [9.9, 20], agreement={"quota": 2}))
    assert brief.first_side.deal.endswith(" It would most likely be signed without P2.")
    assert "passes mostly without P2; over walking away: " in " ".join(brief.text().split())
    assert brief.cards[0].apart.endswith("; passes mostly without P2.")


def test_one_who_is_never_needed_nor_for_the_deal_is_overruled() -> None:
    """By hand: two of three are enough, and the best for the second best of them are o1 and o2."""
    tables = [[5, 0, 4]], [[5, 5, 0]], [[-9, 5, 9]]
    brief = brief_of(points_case(*tables, away=[1, 1, 1], agreement={"quota": 2}))
    assert brief.first_side.deal == (
        "This one, of three that would be signed, does most for whoever gains least of those whose consent "
        "carries it, as one other does. It would be signed without P0."
    )
    assert "passes without P0; over walking away: " in " ".join(brief.text().split())


def test_one_who_never_accepts_decides_nothing() -> None:
    """Two of three, the third never: the second decides, who accepts in half the draws."""
    (line,) = consent(council(5, [0, 20], 99, agreement={"quota": 2}))
    assert "hangs on P1 alone" in line


def test_a_veto_decides_and_the_rest_of_a_full_quota_does_not() -> None:
    """Three of four accept, one of them with a veto: only the veto is in question."""
    (line,) = consent(council([0, 12], 5, 5, [0, 20], agreement={"quota": 3, "vetoes": ["p0"]}))
    assert "from P0" in line or "on P0 alone" in line


@brief_law
@given(cases(parties=(2, 3), issues=(1, 2), options=(2, 3)))
def test_the_one_named_is_the_one_of_every_deal_that_is_meant(case: Case) -> None:
    """Law: of each deal that the sentence speaks of, nobody who can decide accepts less often."""
    answers = analyse(case, draws=60)
    for who in (answers.space.who, answers.space.who[answers.space.parties :]):
        line = least_willing(answers, who)
        if not line:
            continue
        many = next((k for k in range(5, 1, -1) if f"the {count(k, 'likeliest deal')}" in line), 1)
        meant = list(zip(answers.likely.deals, answers.conditions, strict=True))[:many]
        named = [one for one in who if case.label(one) in line]
        assert named
        for deal, item in meant:
            least = min(deal.accepts[one] for one in item.decide)
            assert least < 1
            assert {deal.accepts[name] for name in named if name in item.decide} == {least}
            alone = sum(deal.accepts[one] < 1 for one in item.decide) == 1
            assert alone == ("alone" in line) or least == 0
            assert alone or any(deal.accepts[one] > least for one in item.decide)


def test_beside_one_who_always_accepts_nothing_is_least() -> None:
    (line,) = (one for one in said(council(5, [0, 20], agreement={"quota": 2}), draws=200) if "onsent" in one)
    assert line.startswith("Consent to the likeliest deal hangs on P1 alone: it comes in ")


def test_where_both_accept_as_often_nobody_is_named() -> None:
    """Two who accept in every draw, and two in the same draws: nothing comes least often."""
    for aways in ((5, 5), ([0, 9], [0, 9])):
        assert not any("onsent" in one for one in said(council(*aways, agreement={"quota": 2}), draws=200))


def test_consent_that_never_comes_is_not_counted() -> None:
    case = council([0, 20], 5, agreement={"quota": 2}, ratifier=[9, 10_000_000])
    (line,) = (one for one in said(case, draws=50) if "onsent" in one)
    assert "comes from R in none of the draws" in line


def test_a_ratifier_who_never_accepts_decides() -> None:
    """Nothing passes without a ratifier, so the word stays with the one who accepts in no draw."""
    case = council([0, 20], 5, agreement={"quota": 2}, ratifier=[9, 10_000_000])
    (found,) = analyse(case, draws=50).conditions
    assert found.accepts["r"] == 0
    assert "r" in found.decide


def test_who_is_not_needed_is_no_reason_for_an_impasse() -> None:
    """Two of three: two want different deals and the third none, which is not what prevents one."""
    case = points_case([[5, 0]], [[0, 5]], [[0, 0]], away=[1, 1, 1], agreement={"quota": 2})
    assert any(
        "but never enough of them accept the same deal (P0 1, P1 1 and P2 0)." in one for one in said(case)
    )
    assert not any("Not one deal is acceptable" in one for one in said(case))


def test_a_space_too_large_to_list_hides_no_ties_and_shows_no_refused_deal() -> None:
    """Of 22 things that are worth one each must get 11: so do 705,432 deals, all of them even."""
    brief = brief_of(points_case([[1, 0]] * 22, [[0, 1]] * 22, away=[11, 11]))
    line = brief.bottom_line.sentences[-2]
    assert "and about 705,000 others do most for the party that gains least" in line
    assert "the one named here gains P0 0 and P1 0" in line
    assert [card.acceptance for card in brief.cards] == ["passes"]


def test_where_more_may_tie_it_is_said() -> None:
    """21 things, each must get 10: one of the two gains one, so deals that waste it would tie as well."""
    brief = brief_of(points_case([[1, 0]] * 21, [[0, 1]] * 21, away=[10, 10]))
    assert any("and at least 705,000 others do most" in one for one in brief.bottom_line.sentences)
    assert [card.acceptance for card in brief.cards] == ["passes", "passes"]
    flips = [flip.label for flip in brief.findout.flips]
    assert sorted(flips) == ["P0: walk-away", "P1: walk-away"]
