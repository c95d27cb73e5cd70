"""Seeded draws of every judgement, as arrays; independent but for the weights of a party, which sum to one.

Each judgement has a stream of its own, keyed by the seed and its path in the case: adding one leaves the
others as they were, and more draws begin with the fewer. Only uniform numbers of PCG64, comparisons, sums,
products and square roots are used: the same numbers on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..case import Case, Expected, Fallback, Issue, Judgement, Judgements, Preference
from ..case.unjudged import require_judged
from ..errors import Fault, UsageError
from .central import central_values
from .factored import Space
from .realised import Certain, Realised, centrally
from .score_blends import blend_of
from .values import EASE, lowered, raised
from .weights import Floats, Uniform, Weights, spacings, weights_of

MOST_BYTES = 4 * 10**9
"""Most memory for the draws of one question; more is refused before any is taken."""
_KEPT = 250_000  # numbers, so that what is kept stays under 64 MB
_LONG = 8000  # draws of one judgement, of which 1024 are kept, likewise


@dataclass(frozen=True, eq=False)
class Draws:
    """Sampled realisations of all judgements of a case."""

    # (parties, features, draws); of each party and ratifier, in the features of the space
    coefficients: Floats
    walk_away: Floats  # (parties, draws)
    sampled: Mapping[str, Floats]  # (draws,); every judgement that is not one number, by its path in the case
    seed: int
    count: int
    exact: bool = True  # false only if the weights of a party had to be drawn by a Markov chain
    # (parties,); the most a deal is worth to each, infinite without a cap; None if nobody has one. Values of
    # deals are sums of coefficients *before* this
    caps: Floats | None = None
    # the tolerance of comparisons, (parties,) or one for all: of whom every number is certain, no more than
    # rounding can do
    ease: Floats | float = EASE
    # the one realisation in integers, where every judgement is one number: what is compared then, so that
    # nothing that is certain is told with a tolerance
    whole: Realised | None = None
    certain: Certain | None = None  # whose word hangs on no draw

    def hangs_on_none(self, who: int) -> bool:
        """Whether every judgement of one who is asked is one number."""
        return self.certain is not None and who in self.certain.who

    @cached_property
    def fine(self) -> bool:
        """Whether what is certain hangs on less than the tolerance of sums, and is not in one realisation."""
        if self.whole is not None or self.certain is None:
            return False
        values = self.certain.values
        sizes = np.abs(values.coefficients).sum(axis=0, dtype=object) + np.abs(values.walk_away)
        return any(int(sizes[who]) * Fraction(float(self.eases[who, 0])) >= 1 for who in self.certain.who)

    @property
    def reachable(self) -> Floats:
        """Walk-aways (parties, draws), infinite where they lie above the cap, so that no deal will do."""
        if self.caps is None:
            return self.walk_away
        return np.where(self.walk_away > self.caps[:, None], np.inf, self.walk_away)

    @cached_property
    def eased(self) -> Draws:
        """The same with numbers :func:`raised` and walk-aways lowered: sums need no tolerance."""
        return replace(
            self,
            coefficients=raised(self.coefficients, self.eases[..., None]),
            walk_away=lowered(self.walk_away, self.eases),
            caps=None if self.caps is None else raised(self.caps, self.eases[:, 0]),
        )

    @property
    def sizes(self) -> Draws:
        """The same with sizes of what is summed, whatever its sign, and without caps."""
        return replace(self, coefficients=np.abs(self.coefficients), caps=None, whole=None, certain=None)

    @property
    def eases(self) -> Floats:
        """The tolerance of comparisons of each one who is asked, shape (who, 1)."""
        return np.broadcast_to(self.ease, len(self.walk_away))[:, None]

    def realised(self, which: NDArray[np.intp] | slice = slice(None)) -> Realised:
        """Some of them to be compared as they stand: eased, or, where all are alike and certain, integers."""
        some = self.some(which)
        if some.whole is not None:
            return some.whole.repeated(some.count)
        some = some.eased
        caps = np.full(len(some.walk_away), np.inf) if some.caps is None else some.caps
        caps = np.broadcast_to(caps[:, None], some.walk_away.shape)
        return Realised(some.coefficients, some.walk_away, caps, certain=some.certain)

    def some(self, which: NDArray[np.intp] | slice) -> Draws:
        """Some of the draws, in order."""
        return replace(
            self,
            coefficients=self.coefficients[:, :, which],
            walk_away=self.walk_away[:, which],
            sampled={path: values[which] for path, values in self.sampled.items()},
            count=len(np.arange(self.count)[which]),
        )

    def asking(self, who: int, least: Floats) -> Draws:
        """The same draws with another walk-away, (draws,), of one who is asked."""
        walk_away = self.walk_away.copy()
        walk_away[who] = least
        alike = self.whole is not None and bool((walk_away[who] == walk_away[who, 0]).all())
        whole = self.whole.asking(who, float(walk_away[who, 0])) if self.whole and alike else None
        certain = self.certain and self.certain.without((who,))
        return replace(self, walk_away=walk_away, whole=whole, certain=certain)

    def first(self, count: int) -> Draws:
        """The first of them; all where there are no more."""
        return self if count >= self.count else self.some(slice(count))


def stream(seed: int, path: str) -> Uniform:
    """The stream of uniform numbers on [0, 1), shape (rows, columns), that belongs to a path of the case."""
    key = np.frombuffer(hashlib.sha256(path.encode()).digest(), dtype="<u4")
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *map(int, key)])))

    def uniform(rows: int, columns: int) -> Floats:
        return generator.random((rows, columns))

    return uniform


def sample_judgement(judgement: Judgement, uniforms: Floats) -> Floats:
    """Turn uniform numbers into draws of one judgement, by the inverse of its distribution function."""
    low, high = float(judgement.low), float(judgement.high)
    if judgement.exact:
        return np.full(len(uniforms), low)
    if judgement.likely is None:
        return low + (high - low) * uniforms
    likely, width = float(judgement.likely), high - low
    rising = low + np.sqrt(uniforms * width * (likely - low))
    falling = high - np.sqrt((1 - uniforms) * width * (high - likely))
    return np.where(uniforms * width < likely - low, rising, falling)


def _ordered(scores: Judgements, uniform: Uniform, draws: int) -> dict[str, Floats]:
    """Draws of an order of options: best 100, worst 0, the others sorted uniform numbers between."""
    assert scores.order is not None
    chain = scores.order.chains[0]
    inner = max(0, len(chain) - 2)
    between = np.cumsum(spacings(uniform(draws, inner))[:, :inner], axis=1) * 100.0
    levels = [np.full(draws, 100.0), *(between[:, inner - 1 - k] for k in range(inner)), np.zeros(draws)]
    return {name: levels[rank] for rank, group in enumerate(chain) for name in group}


class _Sampler:
    """Draws the judgements of one party and remembers those that vary."""

    def __init__(self, space: Space, seed: int, draws: int) -> None:
        self.space, self.seed, self.draws = space, seed, draws
        self.sampled: dict[str, Floats] = {}
        self.exact = True

    def one(self, judgement: Judgement, path: str) -> Floats:
        if judgement.exact:
            return np.full(self.draws, float(judgement.low))
        kept = _sampled if self.draws <= _LONG else _sampled.__wrapped__
        values = self.sampled[path] = kept(judgement, self.seed, path, self.draws)
        return values

    def scores(self, issue: Issue, scores: Judgements, options: tuple[str, ...], path: str) -> list[Floats]:
        """Scores of all options of an issue, shape (draws,) each."""
        if scores.order is not None:
            drawn = _ordered(scores, stream(self.seed, path), self.draws)
            varying = [name for group in scores.order.chains[0][1:-1] for name in group]
            self.sampled.update({f"{path}.{name}": drawn[name] for name in varying})
            return [drawn[option] for option in options]
        named = {name: self.one(point, f"{path}.{name}") for name, point in scores.named.items()}
        if issue.range is None:
            return [named[option] for option in options]
        found = []
        for option in options:
            row = np.zeros(self.draws)
            for name, share in blend_of(issue, scores, option):
                row = row + float(share) * named[name]
            found.append(row)
        return found

    def shares(self, preference: Preference, path: str) -> dict[str, Floats]:
        if preference.weights is None:
            return {}
        polytope = weights_of(preference.weights, tuple(preference.scores))
        few = self.draws * len(polytope.names) <= _KEPT
        rows, exact = (_weights if few else _weights.__wrapped__)(polytope, self.seed, path, self.draws)
        self.exact &= exact
        by_issue = dict(zip(polytope.names, rows.T, strict=True))
        if not polytope.exact:
            self.sampled.update({f"{path}.{issue}": 100 * share for issue, share in by_issue.items()})
        return by_issue

    def party(self, case: Case, index: int, rows: Floats) -> Floats:
        """Enter the coefficients (features, draws) of one party, zeros until now; its walk-away (draws,)."""
        name = self.space.who[index]
        preference, path = case.preferences[name], f"preferences.{name}"
        shares = self.shares(preference, f"{path}.weights")
        for issue, scores in preference.scores.items():
            number = self.space.issues.index(issue)
            drawn = self.scores(
                case.issues[issue], scores, self.space.options[number], f"{path}.scores.{issue}"
            )
            for column, score in enumerate(drawn, self.space.first[number]):
                rows[column] = score * shares[issue] if shares else score
        for term in self.space.terms[index]:
            factor = float(term.factor)
            rows[term.feature] = factor * self.one(term.judgement, f"{path}.{term.path}")
        away = preference.walk_away
        if isinstance(away, Fallback):
            deal = self.space.picks_of(away.deal)
            cap = np.inf if preference.cap is None else float(preference.cap)
            return np.asarray(np.minimum(self.space.values(rows, deal, self.space.joint)[0], cap))
        if isinstance(away, Expected):
            return self.expected(away, f"{path}.walk_away")
        return np.zeros(self.draws) if away is None else self.one(away, f"{path}.walk_away")

    def expected(self, away: Expected, path: str) -> Floats:
        """What follows no deal is worth: every value and chance is drawn, and their mean is one judgement."""
        worth, chances = np.zeros(self.draws), np.zeros(self.draws)
        for place, one in enumerate(away.aftermath):
            value, chance = (
                sample_judgement(
                    part, stream(self.seed, f"{path}.aftermath[{place}].{key}")(self.draws, 1)[:, 0]
                )
                for key, part in (("value", one.value), ("chance", one.chance))
            )
            worth, chances = worth + chance * value, chances + chance
        if away.exact:
            return np.full(self.draws, float(away.low))
        self.sampled[path] = np.clip(worth / chances, float(away.low), float(away.high))
        return self.sampled[path]

    def all(self, case: Case) -> tuple[Floats, Floats]:
        """Coefficients (who, features, draws) and walk-aways (who, draws) of all who are asked."""
        every = np.zeros((len(self.space.who), self.space.features, self.draws))
        return every, np.stack([self.party(case, index, rows) for index, rows in enumerate(every)])


@lru_cache(maxsize=32)
def _weights(polytope: Weights, seed: int, path: str, draws: int) -> tuple[Floats, bool]:
    """Draws of weights; kept, since cases with one thing changed have the same ones."""
    rows, exact = polytope.sample(stream(seed, path), draws)
    rows.setflags(write=False)
    return rows, exact


@lru_cache(maxsize=1024)
def _sampled(judgement: Judgement, seed: int, path: str, draws: int) -> Floats:
    """Draws of one judgement; kept for the same reason."""
    values = sample_judgement(judgement, stream(seed, path)(draws, 1)[:, 0])
    values.setflags(write=False)
    return values


def _require_room(case: Case, space: Space, draws: int) -> None:
    """Refuse draws that would not fit, with how many would."""
    each = 8 * (space.features + 1) * len(space.who)
    if draws * each > MOST_BYTES // 4:
        one = _Sampler(space, 0, 1)  # what varies is kept by its path as well
        one.all(case)
        each += 8 * len(one.sampled)
    if draws * each > MOST_BYTES:
        needed, limit = (f"{size / 10**9:.1f} GB" for size in (draws * each, MOST_BYTES))
        found = f"{draws:,} draws, which need about {needed} of memory for this case"
        right = f"at most {MOST_BYTES // each:,} draws, which fit in {limit}"
        raise UsageError([Fault(path="draws", found=found, expected=right)])


def draw(case: Case, space: Space, *, draws: int, seed: int) -> Draws:
    """Draw all judgements of a case; the same seed gives the same bytes on every machine."""
    require_judged(case, space.who)
    _require_room(case, space, draws)
    sampler = _Sampler(space, seed, draws)
    coefficients, walk_away = sampler.all(case)
    caps = [case.preferences[name].cap for name in space.who]
    certain = np.array([case.preferences[name].exact for name in space.who])
    central = central_values(case, space) if certain.any() else None
    whole = central is not None and bool(certain.all())
    return Draws(
        coefficients=coefficients,
        walk_away=walk_away,
        sampled=sampler.sampled,
        seed=seed,
        count=draws,
        exact=sampler.exact,
        caps=None
        if all(cap is None for cap in caps)
        else np.array([np.inf if cap is None else float(cap) for cap in caps]),
        ease=np.where(certain, _rounding(space), EASE),
        whole=centrally(central, case) if central is not None and whole else None,
        certain=None if central is None else Certain(central, frozenset(np.flatnonzero(certain).tolist())),
    )


def _rounding(space: Space) -> Floats:
    """What sums of certain numbers may be off by, as a share of what is summed: twice what they can be."""
    summed = np.array([len(space.issues) + len(space.terms[who]) for who in range(len(space.who))])
    return np.minimum(EASE, (summed + 8) * 2.0**-52)
