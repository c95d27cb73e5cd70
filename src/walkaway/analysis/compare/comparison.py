"""What a comparison of two versions of a case says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..result import Method, Result
from ..zone.zone import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPlace(Result):
    """One place in which two versions differ."""

    path: str  # as in the version that has it; in the old one, if both have it
    label: str  # the same in titles
    before: str  # what stands there, in words; empty if nothing does
    after: str
    counts: bool  # whether an answer may depend on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Result):
    """The answer to one version of a case."""

    verdict: Verdict
    probability: float  # that some deal passes, with its standard error
    error: float
    best: dict[str, str] | None  # the first of the likely deals
    acceptability: float  # how likely that is, with its standard error
    acceptability_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Result):
    """A difference between two answers, over the same draws, with paired standard errors."""

    probability: float  # that some deal passes: by how much it rises
    error: float
    acceptability: float  # of the best deal, which may be another one: by how much it rises
    acceptability_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Result):
    """One change, or several that do not hold without each other, made alone in the old version."""

    places: tuple[ChangedPlace, ...]
    effect: Effect
    standing: Standing  # of the old version with nothing else changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Result):
    """What changed between two versions of a case, and what each change did to the answer."""

    old: Standing
    new: Standing
    whole: Effect  # of all changes together
    contributions: tuple[Contribution, ...]  # one by one, largest effect first
    # what all together do beyond the sum of what they do one by one
    interplay: Effect
    best: tuple[ChangedPlace, ...]  # issues that the best deals of both versions settle differently
    other: tuple[ChangedPlace, ...]  # no answer depends on these: words, beliefs, the record, accounts
    # titles of the parties and the issues that one version alone has
    only_old: dict[str, list[str]]
    only_new: dict[str, list[str]]
    alike: bool  # whether half of each version's parties and of its issues are in the other as well
    new_case: dict[str, Any]  # title, digest and accounts of the new version
    method: Method

    @property
    def changed(self) -> bool:
        """Whether the versions differ at all."""
        return bool(self.contributions or self.other)
