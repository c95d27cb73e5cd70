"""Synthetic domains of hyper-rectangles: hundreds of patterns over 10^20 to 10^50 deals.

``python -m benchmarks linked`` times their frontiers: wall clock, and processor time of all threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from time import perf_counter, process_time

import numpy as np

from benchmarks.harness import Row
from benchmarks.report import machine, table
from walkaway.analysis.frontier.frontier import frontier
from walkaway.case import Agreement
from walkaway.space import Space, Values
from walkaway.space.clusters import Cluster
from walkaway.space.masks import Mask
from walkaway.space.votes import Votes


@dataclass(frozen=True)
class Domain:
    """Issues of ten options; for each party patterns of up to ``widest`` issues worth 1 to 99 points."""

    issues: int
    patterns: int
    widest: int
    seed: int
    parties: int = 2
    negative: float = 0.0
    unless: float = 0.0


DOMAINS = (
    Domain(20, 100, 6, 1),
    Domain(30, 100, 6, 1),
    Domain(50, 100, 5, 2),
    Domain(50, 200, 4, 4),
    Domain(50, 200, 10, 3),
    Domain(30, 100, 4, 2, negative=0.1, unless=0.1),
    Domain(20, 20, 4, 5, parties=3),
)


def build(domain: Domain) -> tuple[Space, Values]:
    """The domain as one cluster of a space."""
    random, width = np.random.default_rng(domain.seed), 10
    columns, interactions = domain.issues * width, []
    rows: list[list[int]] = []
    for party in range(domain.parties):
        for _ in range(domain.patterns):
            count = int(random.integers(1, domain.widest + 1))
            issues = tuple(sorted(random.choice(domain.issues, count, replace=False).tolist()))
            allowed = []
            for _ in issues:
                span = int(random.integers(4, width))
                low = int(random.integers(0, width - span + 1))
                allowed.append((np.arange(width) >= low) & (np.arange(width) < low + span))
            points = int(random.integers(1, 100)) * (-1 if random.random() < domain.negative else 1)
            mask = Mask(issues, tuple(allowed))
            if random.random() < domain.unless:
                mask = Mask((), (), mask)
            interactions.append((columns + len(rows), party, mask))
            rows.append([points if party == other else 0 for other in range(domain.parties)])
    shape = (width,) * domain.issues
    space = Space(
        who=tuple(f"p{p}" for p in range(domain.parties)),
        parties=domain.parties,
        issues=tuple(f"i{j}" for j in range(domain.issues)),
        options=tuple(tuple(f"o{o}" for o in range(width)) for _ in shape),
        first=tuple(range(0, columns, width)),
        features=columns + len(rows),
        clusters=(Cluster(tuple(range(domain.issues)), shape, interactions=tuple(interactions)),),
        rule=Agreement.model_validate("all"),
        votes=_unanimous(domain.parties),
    )
    coefficients = np.concatenate((np.zeros((columns, domain.parties), np.int64), np.array(rows, np.int64)))
    away, units = np.zeros(domain.parties, np.int64), (Fraction(1),) * domain.parties
    return space, Values(coefficients, away, units, "exact")


def _unanimous(parties: int) -> Votes:
    """Every party must accept."""
    return Votes(parties, 0, np.ones((1, parties), np.int64), np.array([parties]), frozenset())


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``: every point is recomputed from its deal first."""
    rows = []
    for domain in DOMAINS:
        space, values = build(domain)
        wall, busy = perf_counter(), process_time()
        front = frontier(space, values)
        wall, busy = perf_counter() - wall, process_time() - busy
        assert front.complete
        assert np.array_equal(
            space.values(values.coefficients, front.picks, space.clusters[0]), front.integers
        )
        told = f"{domain.patterns} patterns a party of up to {domain.widest} issues"
        told += f", {domain.parties} parties" if domain.parties > 2 else ""
        told += ", one in ten negative, one in ten unless" if domain.negative else ""
        row = Row(
            f"frontier, 10^{domain.issues} linked deals", wall, wall, 1, "< 60 s",
            f"{told}: {len(front)} values; {busy:.1f} s of processors", wall < 60,
        )  # fmt: skip
        rows.append(row)
        note(row)
    return [*machine("python -m benchmarks linked"), "", *table(rows)]
