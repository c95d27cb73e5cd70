r"""What each change between two versions did: one at a time, all together, and what is left.

With :math:`v(S)` the answer of the old version with the changes :math:`S` made, change :math:`i` does
:math:`v(\{i\}) - v(\emptyset)`, all do :math:`v(N) - v(\emptyset)`, and the interplay is the whole less the
sum of the single effects. All are means over the same draws, so errors are those of paired differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from ...case import Case
from ...case.accounts import case_head
from ...case.versions import Difference, Versions, versions_of
from ...errors import UsageError, quoted
from ...language import counted
from ...space.draws import Draws
from ...space.existence import deal_exists
from ...space.sweep import accepted
from ..answers import Answers, analyse
from ..asked import Asked
from ..result import Method
from ..zone.acceptability import standard_error
from .changed_words import place_label, value_words
from .comparison import ChangedPlace, Comparison, Contribution, Effect, Standing
from .grouping import MOST, Mixtures, groups_of, neighbours

_FEW = 200  # draws where the deals are too many to be listed, as of the zone
_DRAWS = "one change at a time in the old version, over common random numbers"

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Measured:
    """The answer to one version, draw by draw."""

    standing: Standing
    zone: Counts  # 1 where some deal passes, shape (draws,)
    best: Counts  # 1 where the best deal passes
    exact: bool

    @property
    def draws(self) -> int:
        """How many draws all of it was answered in."""
        return min(len(self.zone), len(self.best))

    def first(self, few: int) -> _Measured:
        """The answer over the first draws, which another version has as well."""
        if few == len(self.zone) == len(self.best):
            return self
        zone, best, old = self.zone[:few], self.best[:few], self.standing
        share, chance = float(zone.mean()), float(best.mean())
        standing = replace(
            old, probability=share, error=old.error and standard_error(share, few), acceptability=chance,
            acceptability_error=old.acceptability_error and standard_error(chance, few),
        )  # fmt: skip
        return _Measured(standing, zone, best, self.exact)


def _measured(answers: Answers) -> _Measured:
    """The answer, spread over as many draws as were asked for where it is the same in all."""
    zone, deals, many = answers.zone.everyone, answers.likely.deals, answers.draws
    best = deals[0] if deals else None
    settled = answers.exact or zone.verdict != "possible"
    if settled:
        hits: Counts = np.full(many, round(zone.probability), np.int64)
    elif answers.zone.listed is not None:
        hits = answers.zone.listed.tally.zone.astype(np.int64)
    else:
        hits = deal_exists(answers.space, answers.drawn.first(_FEW)).astype(np.int64)
    if best is None or answers.exact:
        passes: Counts = np.full(many, 0 if best is None else round(best.acceptability), np.int64)
    else:
        passes = _passes(answers, answers.drawn, best.deal)
    share, chance = float(hits.mean()), float(passes.mean())
    standing = Standing(
        verdict=zone.verdict, probability=share, error=0.0 if settled else standard_error(share, len(hits)),
        best=None if best is None else dict(best.deal), acceptability=chance,
        acceptability_error=0.0 if best is None else best.error,
    )  # fmt: skip
    return _Measured(standing, hits, passes, answers.exact)


def _passes(answers: Answers, draws: Draws, deal: dict[str, str]) -> Counts:
    """In which draws a deal passes."""
    space = answers.space
    accepts = accepted(space, draws, space.picks_of(deal)).transpose(0, 2, 1)
    return np.asarray(space.passes(accepts)[0].astype(np.int64))


def _effect(*terms: tuple[int, _Measured]) -> Effect:
    """A sum of answers with their signs, over the draws that all of them have."""
    zone, best = (
        np.asarray(sum(times * getattr(one, name) for times, one in terms)) for name in ("zone", "best")
    )
    many = len(zone)
    return Effect(
        probability=int(zone.sum()) / many, error=_paired(zone),
        acceptability=int(best.sum()) / many, acceptability_error=_paired(best),
    )  # fmt: skip


def _paired(difference: Counts) -> float:
    """Standard error of the mean of a difference over draws."""
    return float(np.std(difference)) / sqrt(len(difference))


def compare(asked: Asked, old: Case, new: Case) -> Comparison:
    """Compare two versions of a case; see :func:`walkaway.compare`.

    One pass over deals and draws for each change, at most 40: where more count, those below one place (the
    scores of one party on one issue, then all its scores, then all it wants) are made together.
    """
    _require_alike(asked, old, new)
    versions = versions_of(old, new)
    mixtures = Mixtures(versions)
    units = neighbours(versions)
    groups = groups_of(mixtures, units)
    everything = frozenset(range(len(versions.differences)))
    cases = [mixtures(()) or old, (mixtures(everything) or new) if groups else mixtures(()) or old]
    if len(groups) > 1:
        cases += [case for group in groups if (case := mixtures(group)) is not None]
    found = _answered(asked, cases)
    before, after, alone = found[0], found[1], found[2:] or found[1:2] * len(groups)
    contributions = [
        Contribution(places=_places(versions, sorted(group)), effect=_effect((1, one), (-1, before)),
                     standing=one.standing)
        for group, one in zip(groups, alone, strict=True)
    ]  # fmt: skip
    contributions.sort(key=lambda one: (-abs(one.effect.probability), -abs(one.effect.acceptability)))
    rest = sorted(everything.difference(*groups))
    terms = [(1, after), (-1, before), *((-1, one) for one in alone), *((1, before) for _ in alone)]
    best = tuple(_terms(old, new, before.standing, after.standing))
    return Comparison(
        old=before.standing, new=after.standing, whole=_effect((1, after), (-1, before)),
        contributions=tuple(contributions), interplay=_effect(*terms), best=best,
        other=_places(versions, rest), only_old=_only(old, new), only_new=_only(new, old),
        alike=all(2 * len(one & other) >= max(len(one), len(other)) for one, other in _parts(old, new)),
        new_case=case_head(new), method=_method(asked, found, versions, units),
    )  # fmt: skip


def _parts(old: Case, new: Case) -> tuple[tuple[Set[str], Set[str]], ...]:
    """The parties and the issues of both."""
    return (old.parties.keys(), new.parties.keys()), (old.issues.keys(), new.issues.keys())


def _only(one: Case, other: Case) -> dict[str, list[str]]:
    """Titles of the parties and issues that the other has not; with the id where the other has the title."""

    def named(mine: dict[str, str], others: dict[str, str]) -> list[str]:
        alone = ((name, title) for name, title in mine.items() if name not in others)
        return [f"{title} ({name})" if title in others.values() else title for name, title in alone]

    def titles(case: Case) -> tuple[dict[str, str], dict[str, str]]:
        return {who: case.label(who) for who in case.parties}, {i: case.issue_label(i) for i in case.issues}

    parties, issues = zip(titles(one), titles(other), strict=True)
    return {"parties": named(*parties), "issues": named(*issues)}


def _require_alike(asked: Asked, old: Case, new: Case) -> None:
    """Refuse cases that are no versions of each other, and a rule that only one of them can have."""
    for what, one, other in (("party", old.parties, new.parties), ("issue", old.issues, new.issues)):
        if not one.keys() & other.keys():
            found = f"two cases without a common {what} ({', '.join(one)}; {', '.join(other)})"
            raise UsageError.of(quoted(found, 200).strip('"'), "two versions of one case", path="new")
    for condition in () if asked.rule is None else asked.rule.conditions:
        odd = [who for who in (*condition.vetoes, *(condition.votes or ())) if who not in new.parties]
        many = condition.votes is None and condition.level.of(len(new.parties)) > len(new.parties)
        if odd or many:
            raise UsageError.of(f"a rule of {asked.rule}", "a rule of the parties of both cases", path="rule")


def _answered(asked: Asked, cases: Sequence[Case]) -> list[_Measured]:
    """The answers, one after the other; what was asked once is not asked again."""
    known: dict[str, _Measured] = {}
    for number, case in enumerate(cases):
        if asked.progress is not None:
            asked.progress("changes", number / len(cases))
        if case.digest not in known:
            answers = analyse(case, draws=asked.draws, seed=asked.seed, rule=asked.rule)
            known[case.digest] = _measured(answers)
    few = min(one.draws for one in known.values())
    shared = {digest: one.first(few) for digest, one in known.items()}
    return [shared[case.digest] for case in cases]


def _places(versions: Versions, numbers: Sequence[int]) -> tuple[ChangedPlace, ...]:
    return tuple(_place(versions, versions.differences[number]) for number in numbers)


def _place(versions: Versions, one: Difference) -> ChangedPlace:
    return ChangedPlace(
        path=one.path, label=place_label(versions, one), before=value_words(versions.old, one.place, one.old),
        after=value_words(versions.new, one.place, one.new), counts=one.counts,
    )  # fmt: skip


def _terms(old: Case, new: Case, before: Standing, after: Standing) -> Iterator[ChangedPlace]:
    """Where two best deals differ; an issue that only one version has is left out on the other side."""
    first, second = before.best or {}, after.best or {}
    for issue in dict.fromkeys((*first, *second)) if first and second else ():
        if first.get(issue) != second.get(issue):
            yield ChangedPlace(
                path=issue, label=(old if issue in first else new).issue_label(issue),
                before=old.option_label(issue, first[issue]) if issue in first else "",
                after=new.option_label(issue, second[issue]) if issue in second else "", counts=True,
            )  # fmt: skip


def _method(
    asked: Asked, found: Sequence[_Measured], versions: Versions, units: Sequence[frozenset[int]]
) -> Method:
    exact, few = all(one.exact for one in found), found[0].draws
    many = sum(one.counts for one in versions.differences)
    note = ""
    if len(units) < many:
        note = f"{counted(many, 'change')}, more than {MOST}: those below one place are made together"
    return Method(
        name=_DRAWS, exact=exact, realisation="exact" if exact else "draws", note=note,
        seed=None if exact else asked.seed, draws=None if exact else few,
    )  # fmt: skip
