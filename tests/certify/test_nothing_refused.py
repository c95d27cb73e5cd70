"""Nothing that any question proposes is refused by somebody whose consent is needed; else it is said.

The judge is :mod:`walkaway.certify.plainly`, which knows nothing of spaces, votes as arrays or sweeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import cases, examples, law

from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.bridges import find_bridges
from walkaway.analysis.improve.improve import improve
from walkaway.case import Case
from walkaway.certify.plainly import deals, suffices, value_of, walk_away_of

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
    text = found.one_text
    if text is not None and text.step is not None and text.step.acceptability > 0:
        yield text.step.deal


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
