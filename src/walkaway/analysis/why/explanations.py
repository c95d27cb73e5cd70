"""The competing explanations of an impasse: what each claims, and how the model tests it.

Each test asks, draw by draw, what would have to be so if this were the reason. Explanations overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ...case import Case, Evidence
from ...case.judgement import TO_BE_JUDGED
from ...case.records import certain
from ...language import in_quotes
from ...numbers import number
from ...space import Bools, Space, build_space
from ...space.draws import Draws, draw
from ...space.existence import deal_exists, terms_of
from ...space.values import EASE
from ...space.weights import Floats
from ..misplaced_beliefs import Misplaced
from .acts import gain
from .keeping import keeping_of
from .shares import Share, share_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """One way in which an explanation can hold, such as for one party."""

    says: str  # in words
    event: int | None  # the act on record that it is about
    by: str  # the party that it is about, if any
    share: Share


class Way(NamedTuple):
    """One way in which an explanation can hold, and in which draws it does."""

    says: str
    holds: Bools
    event: int | None = None
    by: str = ""


@dataclass(frozen=True, eq=False)
class Finding:
    """How an explanation fared."""

    holds: Bools  # in which draws its signature is there; in none where it cannot be tested
    untestable: str = ""  # why it cannot be tested; empty if it can
    parts: tuple[FindingPart, ...] = ()
    certainty: float = 1.0  # how far it rests on evidence that is not in the draws: 1 where they decide alone
    drawn: bool = False  # whether it rests on beliefs or steps of a path that were drawn


@dataclass(frozen=True, eq=False)
class TestSetting:
    """A case with its draws, what the record taught, and the questions that several tests share."""

    __test__ = False  # whoever collects tests passes it over

    case: Case
    space: Space
    draws: Draws
    zone: Bools  # in which draws a deal exists
    zone_parties: Bools  # the same without ratifiers
    weights: Floats  # of the draws, after the record; they sum to one
    evidence: tuple[Evidence, ...]  # the items that count
    misplaced: tuple[Misplaced, ...] = ()  # beliefs taken out of the case, as nothing can rest on them
    _within: dict[tuple[tuple[str, str], ...], Bools] = field(default_factory=dict, repr=False)

    def share(self, holds: Bools, *, drawn: bool = False) -> Share:
        """Probability of something after the record; ``drawn`` if it rests on more than who would sign."""
        return share_of(holds, self.weights, exact=not (self.draws.sampled or drawn))

    def found(
        self, ways: Sequence[Way], holds: Bools | None = None, *, certainty: float = 1.0, drawn: bool = False
    ) -> Finding:
        """A finding with its parts; it holds where any of them does, unless that is said."""
        if holds is None:
            holds = np.logical_or.reduce([way.holds for way in ways])
        parts = (
            FindingPart(says=w.says, event=w.event, by=w.by, share=self.share(w.holds, drawn=drawn))
            for w in ways
        )
        return Finding(holds, parts=tuple(parts), certainty=certainty, drawn=drawn)

    @property
    def believed(self) -> bool:
        """Whether some belief is not one number."""
        wants = [self.case.preferences[who] for who in self.case.everyone]
        return not all(belief.exact for own in wants for belief in own.believes.values())

    def untested(self, why: str) -> Finding:
        """An explanation that this case gives no means to test."""
        return Finding(np.zeros(self.draws.count, bool), untestable=why)

    def passes(self, deal: Mapping[str, str]) -> Bools:
        """In which draws everyone would sign some deal with these terms."""
        key = tuple(sorted(deal.items()))
        if key not in self._within:
            terms = terms_of(self.space, deal)
            self._within[key] = deal_exists(self.space, self.draws, terms=terms, where=self.zone)
        return self._within[key]

    def event_title(self, index: int) -> str:
        """An event in words: its title, else who offered."""
        event = self.case.record[index]
        by = self.case.label(event.by)
        return in_quotes(event.title) if event.title else f"offer {index + 1} on record, by {by}"


Test = Callable[[TestSetting], Finding]
TESTS: dict[str, Test] = {}
"""Id → its test, in the order of :data:`walkaway.case.EXPLANATIONS`."""
TITLES: dict[str, str] = {}

_FAR = 0.5
"""A demand is far beyond reach if the best feasible gain is less than this share of what it demands."""


def _explanation(name: str, title: str) -> Callable[[Test], Test]:
    def register(test: Test) -> Test:
        TESTS[name], TITLES[name] = test, title
        return test

    return register


@_explanation("no-zone", "No zone: the parties had no deal")
def _no_zone(setting: TestSetting) -> Finding:
    """No deal passes even without ratifiers: nothing said at the table could have helped.

    As Sebenius and Singh (2013) argue for the nuclear talks with Iran in 2012.
    """
    return Finding(~setting.zone_parties)


@_explanation("wrong-package", "Wrong package: a deal was there and nobody asked for it")
def _wrong_package(setting: TestSetting) -> Finding:
    """A deal passes, and no offer on record, whatever is put in what it left open, is such a deal."""
    ways = [
        Way(f"there was a deal, but not within {setting.event_title(index)}",
            setting.zone & ~setting.passes(event.offer), index, event.by)
        for index, event in enumerate(setting.case.record) if event.offer
    ]  # fmt: skip
    if not ways:
        return setting.untested("no offer is on record")
    return setting.found(ways, np.logical_and.reduce([way.holds for way in ways]))


def _seen_by(setting: TestSetting, who: str) -> Callable[..., Bools]:
    """Tells in which of some draws one party sees a deal (with some terms) that everyone would sign.

    A belief is drawn at the same quantile as the truth: one that is right gives the very same numbers.
    """
    case = setting.case
    believes = case.preferences[who].believes.items()
    seen = {other: case.preferences[other].seen_as(belief) for other, belief in believes
            if other in case.everyone}  # fmt: skip
    believed = case.with_parts(preferences={**case.preferences, **seen})
    space = build_space(believed, rule=setting.space.rule)
    draws = draw(believed, space, draws=setting.draws.count, seed=setting.draws.seed)

    def sees(where: Bools, deal: Mapping[str, str] | None = None) -> Bools:
        return deal_exists(space, draws, terms=terms_of(space, deal or {}), where=where)

    return sees


@_explanation("misperception", "Misperception: a wrong belief hid a deal")
def _misperception(setting: TestSetting) -> Finding:
    """There was a deal, and a party's wrong belief about another hid it (Mnookin 1993).

    Either no deal passes under its belief; or one does, but not within what it offered, and under its belief
    everyone would have signed that. A belief that is wrong and changes neither is no reason.
    """
    case = setting.case
    believers = [who for who in case.everyone if case.preferences[who].believes]
    if not believers and any(item.found == TO_BE_JUDGED for item in setting.misplaced):
        return setting.untested("what is believed is still to be judged")
    if not believers and setting.misplaced:
        return setting.untested("what is believed is not on the scale of the party it is about")
    if not believers:
        return setting.untested("the case does not say what any party believed of another")
    ways = []
    for who in believers:
        sees, label = _seen_by(setting, who), case.label(who)
        none = setting.zone & ~sees(setting.zone)
        over = np.zeros(setting.draws.count, bool)
        for event in case.record:
            if event.by == who and event.offer:
                over |= sees(setting.zone & ~setting.passes(event.offer), event.offer)
        ways.append(Way(f"{label} saw no deal where there was one", none, by=who))
        ways.append(Way(f"{label} took too much to be within reach", over, by=who))
    return setting.found(ways, drawn=setting.believed)


@_explanation("bluff", "Bluff or stalling: a demand far beyond reach")
def _bluff(setting: TestSetting) -> Finding:
    r"""A party demanded far more than it could have had, and knew it.

    A deal passes, the best :math:`x` that all others would sign gives :math:`A` less than half of what its
    last offer :math:`o` demanded, :math:`\max v_A(x) - R_A < \tfrac12 (v_A(o) - R_A)`, and :math:`A` does not
    believe that they would sign it. Whether it meant to open high or to have no deal, no model can tell.
    """
    case = setting.case
    last = {event.by: index for index, event in enumerate(case.record) if event.offer}
    ways = [
        Way(f"{case.label(who)} demanded more than twice what it could have gained",
            _beyond_reach(setting, who, index), index, who)
        for who, index in last.items() if who in case.parties
    ]  # fmt: skip
    if not ways:
        return setting.untested("no offer of a party is on record")
    return setting.found(ways, drawn=setting.believed)


def _beyond_reach(setting: TestSetting, who: str, index: int) -> Bools:
    """In which draws an offer asks for far more than the others would sign, and its maker knows."""
    space, draws, offer = setting.space, setting.draws, setting.case.record[index].offer
    assert offer is not None
    at = space.who.index(who)
    own = draws.walk_away[at]
    gained = gain(space, draws, at, offer, how="mean", red_lines=False)
    least = 0.0 if draws.hangs_on_none(at) else EASE * np.abs(own)
    known = setting.zone & np.isfinite(gained) & (gained > least)
    asked = own + _FAR * np.where(known, gained, 0.0)
    far: Bools = known & ~deal_exists(space, draws.asking(at, asked), where=known)
    if setting.case.preferences[who].believes and far.any():
        far = far & ~_seen_by(setting, who)(far, offer)
    return far


@_explanation("ratification", "Ratification: those who must also accept would not")
def _ratification(setting: TestSetting) -> Finding:
    """A deal passes without ratifiers, none with them: an involuntary defection, foreseen (Putnam 1988)."""
    case, space = setting.case, setting.space
    if not case.ratifiers:
        return setting.untested("the case names nobody who must also accept")
    holds = setting.zone_parties & ~setting.zone
    ways = [
        Way(f"but for {case.label(who)} there was a deal",
            deal_exists(space, setting.draws, without=space.who.index(who), where=holds), by=who)
        for who in case.ratifiers
    ]  # fmt: skip
    return setting.found(ways, holds)


@_explanation("commitment", "Commitment: no way to keep a deal")
def _commitment(setting: TestSetting) -> Finding:
    """A deal was there, but no way to carry it out that both sides would rather keep than break.

    Its signature (Fearon 1995; Powell 2006) is about phases: it is tested where the case has a path for a
    deal, by the schedule of the case or the one that is best in its central realisation, and never guessed.
    """
    keeping = keeping_of(setting.case, setting.space, setting.draws)
    if keeping.untestable or setting.case.path is None:
        return setting.untested(keeping.untestable)
    says = f"everyone would have signed the deal of its path, and {keeping.says}"
    steps = ((item.path, item.judgement) for item in setting.case.path.judgements())
    ways = [Way(says, setting.passes(setting.case.path.deal) & ~keeping.holds)]
    return setting.found(ways, drawn=not certain(steps))


@_explanation("process", "Process: mandate, time or the order of levels")
def _process(setting: TestSetting) -> Finding:
    r"""A deal was there, and mandate, time or the order of levels kept it from being found.

    The model sees an offer that everyone would have signed and nobody answered. The rest is evidence, of
    weight :math:`F` for a fault of process and :math:`G` against: a convention, :math:`F / (F + G + 1)`.
    """
    support = float(sum(item.weight for item in setting.evidence if "process" in item.for_))
    doubt = float(sum(item.weight for item in setting.evidence if "process" in item.against))
    last, ways = len(setting.case.record) - 1, []
    if last >= 0 and (offer := setting.case.record[last].offer):
        says = "an offer that everyone would have signed was left without an answer"
        ways.append(Way(says, setting.passes(offer), last))
    if support > 0:
        weights = f"weight {number(support)} for a fault of process, {number(doubt)} against"
        ways.append(Way(f"there was a deal, and evidence of {weights}", setting.zone))
        return setting.found(ways, setting.zone, certainty=support / (support + doubt + 1))
    if not ways:
        return setting.untested("no evidence speaks of mandate, time or the order of levels")
    return setting.found(ways)


@_explanation("illusory", "Illusory agreement: words with two meanings")
def _illusory(setting: TestSetting) -> Finding:
    """The same words meant different deals, and the verdict turns on the meaning.

    An offer passes under one reading only; or each would sign what it took it to be, and no reading passes.
    """
    ways = []
    for index, by, meant, read, reader in _readings(setting):
        one, other = setting.passes(meant), setting.passes(read)
        apart = ~one & ~other & _takes(setting, by, meant) & _takes(setting, reader, read)
        label = setting.case.option_label
        what = ", ".join(
            f"{in_quotes(label(issue, meant[issue]))} read as {in_quotes(label(issue, read[issue]))}"
            for issue in meant
            if meant[issue] != read[issue]
        )
        says = f"the verdict turns on {what} by {setting.case.label(reader)}"
        ways.append(Way(says, (one != other) | apart, index, reader))
    if not ways:
        return setting.untested("no offer on record is known to have been read in two ways")
    return setting.found(ways)


def _readings(setting: TestSetting) -> Iterator[tuple[int, str, dict[str, str], dict[str, str], str]]:
    """Event, maker, the offer as meant and as read, and the reader."""
    for index, event in enumerate(setting.case.record):
        for reader, terms in event.read_as.items():
            if event.offer and any(event.offer[issue] != option for issue, option in terms.items()):
                yield index, event.by, event.offer, {**event.offer, **terms}, reader


def _takes(setting: TestSetting, who: str, deal: dict[str, str]) -> Bools:
    """In which draws one party prefers some deal with these terms to walking away."""
    at, draws = setting.space.who.index(who), setting.draws.eased
    return np.asarray(gain(setting.space, draws, at, deal, how="best") >= 0)
