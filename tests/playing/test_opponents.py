"""Opponent models against their definitions, one session and one guess after the other; and their scores."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.playing.helpers import laid, small_case
from tests.strategies import brief_law

from walkaway.playing.learnt import learnt, rank_correlation
from walkaway.playing.opponent import OpponentModel, models
from walkaway.playing.strategy import made

OPTIONS = (4, 3, 1, 2)
DEALS = list(product(*map(range, OPTIONS)))
PICKS = np.array(DEALS)


def frequency_twin(offers: list[int]) -> list[float]:
    """Weights and counts, as Genius adds them up; the worth of every deal."""
    issues = range(len(OPTIONS))
    weights, counts = [1 / len(OPTIONS) for _ in issues], [[1] * count for count in OPTIONS]
    step = 0.2 / len(OPTIONS)
    said = [DEALS[offer] for offer in offers if offer >= 0]
    for before, now in pairwise(said):
        same = [before[issue] == now[issue] for issue in issues]
        total = 1 + step * sum(same)
        most = 1 - len(OPTIONS) * step / total
        weights = [(w + step * (alike and w < most)) / total for w, alike in zip(weights, same, strict=True)]
        for issue in issues:
            counts[issue][now[issue]] += 1
    return [
        sum(weights[i] * counts[i][deal[i]] / max(counts[i]) for i in issues) / sum(weights) for deal in DEALS
    ]


def bayesian_twin(offers: list[int]) -> list[float]:
    """Probabilities of guesses as dicts, multiplied by likelihoods and divided by their sum."""
    issues = range(len(OPTIONS))

    def shape(peak: int, option: int, last: int) -> float:
        if option == peak:
            return 1.0
        return option / peak if option < peak else (last - option) / (last - peak)

    prior = {j / 10: (1 - (j + 1) / 11) ** 3 for j in range(11)}
    heavy = [{value: p / sum(prior.values()) for value, p in prior.items()} for _ in issues]
    peaks = [dict.fromkeys(range(count), 1 / count) for count in OPTIONS]
    heard: list[int] = []

    def weight(issue: int) -> float:
        return sum(value * p for value, p in heavy[issue].items())

    def share(issue: int, option: int) -> float:
        return sum(p * shape(peak, option, OPTIONS[issue] - 1) for peak, p in peaks[issue].items())

    def likely(worth: float) -> float:
        expected = max(1 - 0.003 * len(heard), 0.5)
        return math.exp(-(((expected - worth) / expected) ** 2) / (2 * 0.25**2))

    def divided(guesses: dict[Any, float]) -> dict[Any, float]:
        return {guess: p / sum(guesses.values()) for guess, p in guesses.items()}

    for offer in offers:
        if offer < 0 or offer in heard:
            continue
        deal = DEALS[offer]
        if heard:
            rest = [sum(weight(j) * share(j, deal[j]) for j in issues if j != i) for i in issues]
            heavy = [
                divided(
                    {v: p * likely(v * share(i, deal[i]) + rest[i]) for v, p in heavy[i].items()}
                )
                for i in issues
            ]  # fmt: skip
        rest = [sum(weight(j) * share(j, deal[j]) for j in issues if j != i) for i in issues]
        peaks = [
            divided(
                {k: p * likely(weight(i) * shape(k, deal[i], OPTIONS[i] - 1) + rest[i])
                 for k, p in peaks[i].items()}
            )
            for i in issues
        ]  # fmt: skip
        heard.append(offer)
    every = sum(weight(i) for i in issues)
    return [sum(weight(i) * share(i, deal[i]) for i in issues) / every for deal in DEALS]


TWINS = {"frequency": frequency_twin, "bayesian": bayesian_twin}
said_by_three = st.lists(
    st.lists(st.integers(-1, len(DEALS) - 1), min_size=3, max_size=3), min_size=0, max_size=12
)


def heard(name: str, offers: list[list[int]]) -> OpponentModel:
    model = models()[name](PICKS, OPTIONS, 3)
    for row in offers:
        model.hear(np.array(row))
    return model


@pytest.mark.parametrize("name", list(models()))
@given(said_by_three)
@brief_law
def test_a_model_is_its_definition_in_every_session(name: str, offers: list[list[int]]) -> None:
    """Law: many sessions at once are many times one session."""
    model = heard(name, offers)
    guessed = model.worth()
    for session in range(3):
        right = TWINS[name]([row[session] for row in offers])
        assert guessed[:, session] == pytest.approx(right, abs=1e-9)
    model.keep(np.array([2]))
    assert model.worth()[:, 0] == pytest.approx(guessed[:, 2])


@pytest.mark.parametrize("name", list(models()))
def test_a_model_names_its_source_and_never_runs_out_of_numbers(name: str) -> None:
    """A thousand offers leave no guess undefined."""
    assert "20" in models()[name].citation
    chance = np.random.default_rng(1)
    model = heard(name, chance.integers(0, len(DEALS), (1000, 3)).tolist())
    assert np.isfinite(model.worth()).all()


def slow_ranks(row: list[float]) -> list[float]:
    return [sum(y < x for y in row) + (sum(y == x for y in row) - 1) / 2 for x in row]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=20))
@brief_law
def test_rank_correlation_is_that_of_the_ranks(pairs: list[tuple[int, int]]) -> None:
    one, other = (slow_ranks([float(pair[side]) for pair in pairs]) for side in (0, 1))
    found = rank_correlation(*(np.array([[float(pair[side]) for pair in pairs]]) for side in (0, 1)))[0]
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(np.corrcoef(one, other)[0, 1])


def test_scores_of_one_that_is_known_and_one_that_says_nothing() -> None:
    """What a model guesses itself is known without error; before anything was said nothing is known."""
    offers = [[3, 5, 1], [4, 5, 2], [4, 9, 2], [10, 9, 2], [4, 9, 20]]
    truth = heard("frequency", offers).worth().T
    found = learnt(models()["frequency"], PICKS, OPTIONS, [np.array(row) for row in offers], truth)
    assert found.correlation == pytest.approx([1, 1, 1])
    assert found.error == pytest.approx([0, 0, 0], abs=1e-12)
    nothing = learnt(models()["frequency"], PICKS, OPTIONS, [], truth)
    assert np.isnan(nothing.correlation).all()


def ideal(case_seed: int) -> Iterator[float]:
    """Rank correlations that both models reach of a Boulware who speaks for a hundred rounds."""
    talks, setting = laid(small_case(case_seed, issues=3, options=5), rounds=100)
    found = talks.recorded(made(["boulware:beta=1", "tough"]), seed=1)
    offers = [turn.offered for turn in found.said if turn.seat == 0]
    own = setting.own[0]
    counts = tuple(map(len, own.options))
    for kind in models().values():
        yield float(learnt(kind, own.picks, counts, offers, own.values).correlation[0])


def test_what_is_said_for_long_teaches() -> None:
    """Over ten cases both models know more than nothing of one who concedes in a straight line."""
    found = np.array([list(ideal(seed)) for seed in range(10)])
    assert (np.nanmean(found, axis=0) > 0.3).all(), found  # nobody offers anything in one of them
