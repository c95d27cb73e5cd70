r"""Why was there no deal? Competing explanations, tested in the model, weighed against the evidence.

An explanation's probability is the share of draws, weighted by what the record teaches, that show its
signature. They are ranked by **support**, :math:`P_h \, 2^{-I_h}` with :math:`I_h` the weight of the evidence
against, the narrower of two first where it says more (``docs/explanation/diagnosis.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from ..._version import __version__
from ...case import EXPLANATIONS, Agreement, Case, Evidence
from ...case.accounts import applied_data
from ...case.records import certain
from ...case.unjudged import require_judged
from ...options import DRAWS, SEED, Progress
from ...space import Bools, build_space, in_steps
from ...space.draws import Draws, draw
from ...space.existence import deal_exists
from ...space.meter import MOST_SECONDS, Meter
from ..misplaced_beliefs import without_misplaced
from ..result import Method, Result
from .bystanders import Bystander, bystanders
from .explanations import TESTS, TITLES, Finding, FindingPart, TestSetting
from .hypotheses import EvidenceMatrix, build_matrix, inconsistency
from .in_words import not_used, summary
from .leaving_out import LeftOut
from .played_ways import PlayedTalks
from .record import Learned, Tolerance, learn
from .shares import Share, equal
from .signed import Signed, signed_deal

ASSERT = 0.8
"""An explanation is asserted if its probability is at least this, beyond the sampling error."""

_NARROWEST = (
    "illusory", "misperception", "bluff", "ratification", "commitment", "process", "wrong-package", "no-zone",
)  # fmt: skip
"""Of equally supported explanations, which one says most."""

_OF_AN_IMPASSE = ("leading", "order", "explanations", "matrix")
_UNLIKELY = 0.05
_LEAST_EFFECTIVE = 100
_WITHIN = 0.95
_NEARLY = 0.8
_MANY = 200_000  # draws, of which a tenth tells how long all of them take

Claim = Literal["asserted", "open", "unlikely", "not testable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Result):
    """One explanation of the impasse."""

    name: str
    title: str
    claim: Claim
    share: Share | None  # probability after the record; None of one that cannot be tested, like the next two
    before: Share | None  # probability before the record
    support: float | None  # what it is ranked by: probability, halved for each unit of evidence against it
    inconsistency: float  # weight of the evidence against it
    # factor in the probabilities that rests on evidence and not on draws; 1 but for *process*
    certainty: float
    supports: tuple[int, ...]  # items of evidence for and against it, by their place
    opposes: tuple[int, ...]
    parts: tuple[FindingPart, ...]  # in which ways it holds, the likeliest first
    together: dict[str, float]  # other explanation → probability that both hold
    untestable: str  # why it cannot be tested; empty if it can

    @property
    def tested(self) -> Share:
        """The probability of one that can be tested."""
        assert self.share is not None, f"{self.name} cannot be tested"
        return self.share


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis(Result):
    """Why there was no deal."""

    # the explanation that is asserted and ranks first; None where the case is too vague to tell
    leading: str | None
    order: tuple[str, ...]  # explanations that can be tested, the best supported first
    explanations: dict[str, Explanation]  # in the order of the house
    matrix: EvidenceMatrix
    learned: Learned
    bystanders: tuple[Bystander, ...]
    says: tuple[str, ...]  # the finding in a few plain sentences
    method: Method
    version: str = __version__
    # the deal in which the record ends; then there is no impasse, and no explanation of one
    signed: Signed | None = None
    # the accounts taken as true: which, what is told, by whom, of which question
    accounts: tuple[dict[str, str], ...] = ()
    without: LeftOut | None = None  # what changes without one judgement, if that was asked
    played: PlayedTalks | None = None  # what strategies made of the talks; nothing else rests on it
    holds: Mapping[str, Bools] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; of a record that ends in a deal, without the parts that explain an impasse."""
        asked_for = [name for name in ("without", "played") if getattr(self, name) is None]
        left_out = (*(() if self.signed is None else _OF_AN_IMPASSE), *asked_for)
        return {key: item for key, item in Result.to_dict(self).items() if key not in left_out}


def _share(setting: TestSetting, tested: Finding) -> Share:
    """The probability of an explanation: as the draws have it, times what rests on evidence."""
    share, factor = setting.share(tested.holds, drawn=tested.drawn), tested.certainty
    low, high = share.interval
    return Share(
        probability=factor * share.probability,
        error=factor * share.error,
        interval=(factor * low, factor * high),
    )


def _order(tested: Mapping[str, Finding], setting: TestSetting) -> tuple[str, ...]:
    """Explanations that can be tested, by support; of two the narrower first where it says more."""
    names = [name for name in EXPLANATIONS if not tested[name].untestable]
    support = {
        name: _share(setting, tested[name]).probability * 2.0 ** -inconsistency(setting.evidence, name)
        for name in names
    }

    def says_more(narrow: str, wide: str) -> bool:
        """Whether one is nearly as well supported as another and hardly there without it."""
        if support[narrow] == 0 or support[narrow] < _NEARLY * support[wide]:
            return False
        inside = setting.weights[tested[narrow].holds & tested[wide].holds].sum()
        alone, other = (setting.weights[tested[name].holds].sum() for name in (narrow, wide))
        if inside < _WITHIN * alone:
            return False
        if inside >= _WITHIN * other:  # the same draws, but for a few
            return _NARROWEST.index(narrow) < _NARROWEST.index(wide)
        return bool(alone < other)

    order = sorted(names, key=lambda name: (-round(support[name], 9), _NARROWEST.index(name)))
    for name in sorted(names, key=lambda name: support[name]):
        place = order.index(name)
        while place > 0 and says_more(name, order[place - 1]):
            order[place - 1 : place + 1] = [name, order[place - 1]]
            place -= 1
    return tuple(order)


def _order_with(
    evidence: tuple[Evidence, ...], tested: Mapping[str, Finding], setting: TestSetting
) -> tuple[str, ...]:
    """The order with some of the evidence; only *process* reads the evidence in its test."""
    part = replace(setting, evidence=evidence)
    if evidence != setting.evidence and not tested["process"].untestable:
        again = TESTS["process"](part)  # keeps its place: without its items, it has no support
        tested = {**tested, "process": Finding(again.holds, certainty=again.certainty)}
    return _order(tested, part)


def _claim(share: Share, tested: Finding, learned: Learned) -> Claim:
    if tested.untestable:
        return "not testable"
    enough = learned.method.exact or learned.effective >= _LEAST_EFFECTIVE
    if share.interval[0] >= ASSERT and enough:
        return "asserted"
    return "unlikely" if share.interval[1] <= _UNLIKELY and enough else "open"


def require_time(drawn: Draws, ask: Callable[..., object], *, seconds: float = MOST_SECONDS) -> None:
    """Refuse many draws that would take more ``seconds`` of a processor, as the first of them tell."""
    if drawn.count > _MANY:
        meter, few = Meter(drawn.count, seconds), drawn.first(_MANY // 10)
        ask(drawn=few)
        meter.at(few.count / drawn.count)


def diagnose(
    case: Case,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    rule: Agreement | None = None,
    tolerance: Tolerance | None = None,
    drawn: Draws | None = None,
    progress: Progress | None = None,
) -> Diagnosis:
    """Weigh the explanations of an impasse; of draws that were made before, if there are any."""
    told = progress or (lambda _step, _share: None)
    require_judged(case, case.everyone)
    case, dropped = without_misplaced(in_steps(case))
    space = build_space(case, rule=rule)
    # what is believed, a path and third parties are drawn as well, besides what everyone who is asked wants
    exact = certain(item for item in case.judgements() if not item[0].startswith("issues."))
    drawn = drawn or draw(case, space, draws=1 if exact else draws, seed=seed)
    require_time(drawn, partial(diagnose, case, rule=rule, tolerance=tolerance, progress=progress))
    told("zone", 0.0)
    zone = deal_exists(space, drawn)
    alone = deal_exists(space, drawn, ratified=False) if case.ratifiers else zone
    learned = learn(case, space, drawn, zone, alone, tolerance=tolerance)
    weights, signed = learned.weights, signed_deal(case, space, drawn)
    offers = tuple(event.offer for event in case.offers if event.offer is not None)
    if signed is not None:
        offers = (signed.deal,) if signed.deal else ()
    common: dict[str, Any] = {
        "learned": learned,
        "bystanders": bystanders(case, offers, draws=drawn.count, seed=drawn.seed, weights=weights),
        "method": Method.of_draws(learned.method.name, drawn, exact=exact),
        "accounts": tuple(applied_data(case)),
    }
    if signed is not None:
        matrix = build_matrix((), (), lambda _: ())
        return Diagnosis(leading=None, order=(), explanations={}, matrix=matrix, says=(signed.words,),
                         signed=signed, holds={}, **common)  # fmt: skip
    setting = TestSetting(case, space, drawn, zone, alone, weights, case.evidence, dropped)
    return _impasse(setting, learned, told, common, exact=exact)


def _impasse(
    setting: TestSetting, learned: Learned, told: Progress, common: dict[str, Any], *, exact: bool
) -> Diagnosis:
    """The explanations tested and weighed, where there was no deal."""
    case, tested = setting.case, dict[str, Finding]()
    for index, (name, test) in enumerate(TESTS.items()):
        told("why", index / len(TESTS))
        tested[name] = test(setting)
    explanations = _explanations(tested, setting, learned)
    matrix = build_matrix(case.evidence, EXPLANATIONS, lambda some: _order_with(some, tested, setting))
    first = matrix.order[0] if matrix.order else None
    leading = first if first is not None and explanations[first].claim == "asserted" else None
    says = summary(case, leading, matrix, explanations, learned, exact=exact)
    return Diagnosis(
        leading=leading,
        order=matrix.order,
        explanations=explanations,
        matrix=matrix,
        says=(*says, *(not_used(case, item) for item in setting.misplaced)),
        holds={name: item.holds for name, item in tested.items()},
        **common,
    )


def _explanations(
    found: Mapping[str, Finding], setting: TestSetting, learned: Learned
) -> dict[str, Explanation]:
    flat = replace(setting, weights=equal(setting.draws.count))
    result = {}
    for name, tested in found.items():
        against = inconsistency(setting.evidence, name)
        known, after = not tested.untestable, _share(setting, tested)
        result[name] = Explanation(
            name=name,
            title=TITLES[name],
            claim=_claim(after, tested, learned),
            share=after if known else None,
            before=_share(flat, tested) if known else None,
            support=after.probability * 2.0**-against if known else None,
            inconsistency=against,
            certainty=tested.certainty,
            supports=tuple(k for k, item in enumerate(setting.evidence) if name in item.for_),
            opposes=tuple(k for k, item in enumerate(setting.evidence) if name in item.against),
            parts=tuple(sorted(tested.parts, key=lambda part: -part.share.probability)),
            together={
                other: float(
                    setting.weights[tested.holds & also.holds].sum() * tested.certainty * also.certainty
                )
                for other, also in found.items()
                if other != name and not also.untestable and known
            },
            untestable=tested.untestable,
        )
    return result
