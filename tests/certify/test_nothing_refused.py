"""Nothing that any question proposes is refused by somebody whose consent is needed; else it is said.

The judge is :mod:`walkaway.certify.plainly`, which knows nothing of spaces, votes as arrays or sweeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import build, cases, examples, law

import walkaway
from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.bridges import find_bridges
from walkaway.analysis.improve.improve import improve
from walkaway.analysis.path.kept_deal import likely_to_pass
from walkaway.case import Case
from walkaway.certify.plainly import deals, suffices, value_of, walk_away_of
from walkaway.errors import UsageError

Deal = Mapping[str, str]


def accepts(case: Case, who: str, deal: Deal) -> bool:
    """Whether one would rather have the deal than walk away, and it crosses none of his red lines."""
    if any(line.holds(deal) for line in case.preferences[who].red_lines):
        return False
    return value_of(case, who, deal) >= walk_away_of(case, who)


def signed(case: Case, deal: Deal) -> bool:
    """Whether the deal can be carried out and all whose consent is needed accept it."""
    yes = {who for who in case.everyone if accepts(case, who, deal)}
    return not any(pattern.holds(deal) for pattern in case.impossible) and suffices(case, yes, ratified=True)


def proposed(answers: Answers) -> Iterator[Deal]:
    """Every deal that some question puts forward as one that would be signed."""
    for likely in answers.likely.deals:
        if likely.acceptability > 0:
            yield likely.deal
    found = find_bridges(answers)
    for proposal in found.proposals:
        if proposal.acceptability > 0:
            yield proposal.deal
    for text in () if found.one_text is None else found.one_text.texts:
        if text.acceptability > 0:
            yield text.deal
    for belief in found.beliefs:
        yield belief.would_ask
    yield from likely_to_pass(answers)


EXACT = cases(parties=(2, 4), issues=(1, 3), options=(1, 3), uncertain=False)


@settings(law, max_examples=examples(40))
@given(EXACT)
def test_what_is_proposed_would_be_signed(case: Case) -> None:
    """Law: likely deals, proposals and the next step of a single text pass, whoever must accept."""
    answers = analyse(case)
    there = any(signed(case, deal) for deal in deals(case))
    assert (answers.zone.verdict == "certain") == there
    assert any(likely.acceptability for likely in answers.likely.deals) == there
    assert all(likely.acceptability or likely.verdict == "impossible" for likely in answers.likely.deals)
    for deal in proposed(answers):
        assert signed(case, deal), deal


@settings(law, max_examples=examples(30))
@given(EXACT)
def test_a_solution_that_is_not_marked_would_be_signed(case: Case) -> None:
    """Law: rules speak of the parties; whoever else refuses is named, and nobody else."""
    answers = analyse(case)
    for found in answers.solutions.distinct.values():
        marks = answers.space.refused_by(answers.frontier.values, found.deal)
        assert (marks == ()) == signed(case, found.deal)
        assert not any(accepts(case, who, found.deal) for who in marks)


@settings(law, max_examples=examples(20))
@given(EXACT, st.data())
def test_an_improvement_that_is_not_marked_would_be_signed(case: Case, data: st.DataObject) -> None:
    """Law: the same of everything that starts from a deal, and of who would walk away from it."""
    deal = data.draw(st.sampled_from(list(deals(case))))
    if any(pattern.holds(deal) for pattern in case.impossible):
        return
    found = improve(case, deal)
    assert set(found.unwilling) == {who for who in case.everyone if not accepts(case, who, deal)}
    chosen = [item for item in found.settlement.solutions.values() if item is not None]
    told: list[Any] = [*found.cheapest, *found.trades, *found.alternatives, *found.settlement.points, *chosen]
    for item in told:
        assert (item.refused_by == ()) == signed(case, item.deal)


@settings(law, max_examples=examples(8))
@given(EXACT, st.data())
def test_a_bridge_leads_to_a_deal_that_would_be_signed(case: Case, data: st.DataObject) -> None:
    """Law: the deal of a bridge passes in its changed case; one asked for by another belief in the case."""
    about, who = data.draw(st.permutations(sorted(case.parties)))[:2]
    believing = case.to_dict()
    believing["preferences"][who]["believes"] = {about: {"walk_away": data.draw(st.integers(-20, 60))}}
    offer = data.draw(st.sampled_from(list(deals(case))))
    answers = analyse(build(believing | {"record": [{"by": who, "offer": dict(offer)}]}))
    for bridge in find_bridges(answers).found:
        assert signed(bridge.case, bridge.deal)
    for deal in proposed(answers):
        assert signed(case, deal), deal


@settings(law, max_examples=examples(15))
@given(EXACT, st.data())
def test_who_refuses_the_deal_of_a_path_is_named(case: Case, data: st.DataObject) -> None:
    """Law: of a deal that is given; one that is looked for would be signed, or there is none."""
    given_one = data.draw(st.sampled_from(list(deals(case))))
    if not any(pattern.holds(given_one) for pattern in case.impossible):
        found = walkaway.path(case, deal=given_one)
        assert not found.schedule or (found.refused_by == ()) == signed(case, given_one)
    found = walkaway.path(case, likely=2)
    for deal in [found.deal, *(other.deal for other in found.others)] if found.deal else []:
        assert signed(case, deal)
    assert bool(found.deal) == any(signed(case, deal) for deal in deals(case))


@settings(law, max_examples=examples(15))
@given(EXACT, st.sampled_from(["linear", "boulware", "random"]))
def test_what_talks_agree_on_would_be_signed(case: Case, strategy: str) -> None:
    """Law: a deal on which sessions agree; of one that is signed in vain, who refuses it is named."""
    if all(any(pattern.holds(deal) for pattern in case.impossible) for deal in deals(case)):
        with pytest.raises(UsageError, match="every deal is impossible"):
            walkaway.play(case, strategies=strategy, rounds=20)
        return
    found = walkaway.play(case, strategies=strategy, rounds=20)
    for agreed in found.deals:
        assert signed(case, agreed.deal)
    for vain in found.not_ratified:
        assert vain.by.keys() == {who for who in case.ratifiers if not accepts(case, who, vain.deal)}
        assert not signed(case, vain.deal)


@settings(law, max_examples=examples(15))
@given(EXACT, st.data())
def test_a_debrief_and_a_comparison_call_no_deal_signed_that_is_refused(
    case: Case, data: st.DataObject
) -> None:
    """Law: which groups' deals would be signed, and the best deal of both versions."""
    could = [deal for deal in deals(case) if not any(pattern.holds(deal) for pattern in case.impossible)]
    if not could:
        return
    groups = {str(n): data.draw(st.sampled_from(could)) for n in range(3)}
    for group in walkaway.debrief(case, groups).groups:
        assert group.deal is not None
        assert group.passes == signed(case, group.deal)
        assert set(group.unwilling) == {who for who in case.everyone if not accepts(case, who, group.deal)}
        assert not group.efficient or group.passes
    for version in (walkaway.compare(case, case), walkaway.sensitivity(case)):
        best, share = (
            (version.new.best, version.new.acceptability)
            if hasattr(version, "new") else (version.best, version.acceptability)
        )  # fmt: skip
        assert best is None or (share == 1) == signed(case, best)
    ended = case.to_dict() | {"record": [{"by": next(iter(case.parties)), "signs": dict(groups["0"])}]}
    told = walkaway.why(build(ended)).signed
    assert told is not None
    assert told.passes == signed(case, groups["0"])
