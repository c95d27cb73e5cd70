"""Whether a record ends in a deal, who signed it, which deal it was and what it was worth."""

from __future__ import annotations

from typing import Any

import pytest
from tests.strategies import build

import walkaway
from walkaway import UsageError
from walkaway.analysis.signing import signatures, signed_words, signing, unsigned_by, walks_out
from walkaway.case import Case

HIGH, LOW = {"price": "high", "date": "soon"}, {"price": "low", "date": "late"}


def recorded(*record: dict[str, Any], **changes: Any) -> Case:
    """Ann cares for the price, Bob for the date: high and soon is worse for both than low and late."""
    data: dict[str, Any] = {
        "case": 1,
        "title": "A contract",
        "parties": {"a": "Ann", "b": "Bob"},
        "issues": {
            "price": {"title": "Price", "options": {"low": "Low", "high": "High"}},
            "date": {"title": "Date", "options": {"soon": "Soon", "late": "Late"}},
        },
        "preferences": {
            "a": {"walk_away": 2, "scores": {"price": {"low": 9, "high": 0}, "date": {"soon": 3, "late": 0}}},
            "b": {"walk_away": 2, "scores": {"price": {"low": 0, "high": 3}, "date": {"soon": 0, "late": 9}}},
        },
        "record": list(record),
    }
    return build(data | changes)


def act(by: str, words: str = "", **more: Any) -> dict[str, Any]:
    return {"by": by, "act": words, **more} if words else {"by": by, **more}


SIGNS = act("b", "signs the contract", signs=HIGH, when="2024-05-03")


@pytest.mark.parametrize(
    ("record", "count"),
    [
        ([], 0),
        ([act("a", offer=HIGH)], 0),
        ([act("a", offer=HIGH), act("b", "accepts the offer")], 1),
        ([act("a", signs=HIGH), act("b", signs=HIGH)], 2),
        ([act("a", signs=LOW), act("b", signs=HIGH)], 1),  # other terms: the last alone
        ([act("a", signs=HIGH), act("b", "refuses", refuses=HIGH)], 0),
        ([act("a", signs=HIGH), act("b", "walks out")], 0),
        ([act("a", signs=HIGH), act("b", "gives a dinner")], 1),  # neither offer nor refusal: it stands
        ([act("a", "agreed", offer=HIGH)], 1),  # an offer in the act of agreeing is where the search ends
        ([act("b", signs=HIGH), act("a", offer=LOW), act("b", "agrees")], 1),
        ([act("a", "speaks", title="Treaty signed at noon")], 1),  # the headline says it
    ],
)
def test_the_acts_with_which_a_record_ends(record: list[dict[str, Any]], count: int) -> None:
    case = recorded(*record)
    assert len(signatures(case)) == count
    assert (signing(case) is None) == (count == 0)


@pytest.mark.parametrize(
    ("words", "left"),
    [("walks out", True), ("broke off the talks", True), ("did not walk away", False),
     ("left the room", True), ("offers to walk away", False), ("left a note", False)],
)  # fmt: skip
def test_leaving_in_words(words: str, *, left: bool) -> None:
    assert walks_out(recorded(act("a", words)).record[0]) is left


@pytest.mark.parametrize(
    ("record", "missing", "words"),
    [
        ([], (), ""),
        ([SIGNS], ("a",), "Bob alone signed the contract on 3 May 2024; Ann’s signature is not recorded."),
        ([act("a", offer=HIGH), SIGNS], (), "Bob signed the contract on 3 May 2024."),
        ([act("b", "both signed it", signs=HIGH)], (), "Ann and Bob signed a deal."),
        ([act("a", signs=HIGH, when="spring"), act("b", signs=HIGH, when="4 May 2024")], (),
         "Ann signed a deal (spring); Bob signed a deal on 4 May 2024."),
        ([act("b", "accepts the offer")], (), "Bob accepted the offer."),
        ([act("b", "The treaty was signed")], (), "The record ends in a deal: Bob, “The treaty was signed”."),
        ([act("b", "signed", title="The agreement was ratified")], (), "Bob signed a deal."),
    ],
)  # fmt: skip
def test_who_signed_and_whose_signature_is_missing(record: Any, missing: tuple[str, ...], words: str) -> None:
    case = recorded(*record)
    assert unsigned_by(case) == missing
    assert signed_words(case) == words


def test_of_those_outvoted_no_signature_is_missed() -> None:
    assert unsigned_by(recorded(SIGNS, agreement={"quota": 1})) == ()


def test_two_missing_signatures_are_plural() -> None:
    case = recorded(SIGNS, parties={"a": "Ann", "b": "Bob", "c": "Cem"},
                    preferences=recorded().to_dict()["preferences"]
                    | {"c": {"walk_away": 0, "scores": {"price": {"low": 1, "high": 0}}}})  # fmt: skip
    assert signed_words(case).endswith("; Ann’s and Cem’s signatures are not recorded.")


def test_what_the_deal_was_worth() -> None:
    """By hand: high and soon is worth 3 to both, one more than walking away; low and late 9 to both."""
    found = walkaway.why(recorded(SIGNS), draws=50).signed
    assert found is not None
    assert (found.by, found.maker, found.offer, found.open, found.required) == (
        "b",
        "b",
        None,
        (),
        ("a", "b"),
    )
    assert found.margins == {"a": 1, "b": 1}
    assert (found.passes, found.efficient, found.dominated_by) == (True, False, 1)
    assert found.most_left == {"a": 6, "b": 6}
    assert (found.refused_by, found.left_out, found.refusing) == ((), 0, ())
    assert {name: share.probability for name, share in found.accepts.items()} == {"a": 1, "b": 1}


def test_of_ranges_it_says_in_how_many_draws() -> None:
    preferences = recorded().to_dict()["preferences"]
    preferences["a"]["walk_away"] = [1, 4]
    found = walkaway.why(recorded(SIGNS, preferences=preferences), draws=400).signed
    assert found is not None
    assert found.accepts["a"].probability == pytest.approx(2 / 3, abs=4 * found.accepts["a"].error)
    assert found.accepts["b"].probability == 1
    assert found.method.draws == 400


@pytest.mark.parametrize(
    ("record", "untold", "deal"),
    [
        ([act("a", "signs the treaty")], "which deal it was, the record does not say", {}),
        ([act("a", offer={"price": "high"}), act("b", "accepts the offer")], "", HIGH),
    ],
)
def test_terms_are_those_of_the_act_or_of_the_last_offer(
    record: Any, untold: str, deal: dict[str, str]
) -> None:
    found = walkaway.why(recorded(*record), draws=50).signed
    assert found is not None
    assert (found.untold, found.deal) == (untold, deal)
    assert found.offer == (1 if deal else None)
    assert found.open == (("date",) if deal else ())
    assert (found.passes is None) == (not deal)


def test_terms_that_nobody_can_carry_out() -> None:
    found = walkaway.why(recorded(SIGNS, impossible=[{"price": "high"}]), draws=50).signed
    assert found is not None
    assert found.deal == {}
    assert found.untold == "terms that no deal can hold together"


def test_a_record_without_a_deal_has_no_signed_deal() -> None:
    assert walkaway.why(recorded(act("a", offer=HIGH)), draws=50).signed is None


def test_what_is_wrong_with_a_tolerance() -> None:
    """Every fault at once, each with the nearest name."""
    with pytest.raises(UsageError) as raised:
        walkaway.why(recorded(), tolerance={"ofer": 0.1, "refusal": 2})
    assert [(fault.path, fault.hint) for fault in raised.value.faults] == [
        ("tolerance", 'did you mean "offer"?'),
        ("tolerance.refusal", ""),
    ]
    with pytest.raises(UsageError, match="a mapping such as"):
        walkaway.why(recorded(), tolerance=0.5)


def test_without_a_judgement_says_what_changes() -> None:
    found = walkaway.why(recorded(act("a", offer=HIGH)), draws=50, without="preferences.a.walk_away").without
    assert found is not None
    assert found.path == "preferences.a.walk_away"
