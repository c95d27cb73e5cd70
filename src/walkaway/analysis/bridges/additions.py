"""Bridges that add an issue: a side payment, a clause."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm
from typing import Any

import numpy as np

from ...case.judgement import Exact
from ...case.titles import amount_words
from ...language import in_quotes
from ...numbers import lower_limit, number, upper_limit
from ...space import Bools, Picks
from ...space.realised import Realised
from ...space.table import DealTable, build_table
from ...space.values import beyond
from ...space.witnesses import hits, needs
from .bridge import Bridge
from .changes import Add, with_issue
from .intervals import payments_between
from .setting import BridgeSetting, Found, Trial

SHARES = tuple(Decimal(hundredth).scaleb(-2) for hundredth in range(1, 21))
"""Sizes of a side payment: each hundredth of the reach up to twenty."""

FRICTION = Decimal("0.5")
"""Those who lose by a clause value it at so much of the share at which those who gain by it do."""

PARTS = tuple(Decimal(tenth).scaleb(-1) for tenth in range(1, 11))
"""Shares that a clause may restore."""

OPTIONS = 40
"""Most options of an issue on which a clause is tried."""

_COARSE = (0, 2, 5, 9)
_MOST = 2**60
_ISSUES = 3


# ------------------------------------------------------------------------------------ side payments


def side_payments(setting: BridgeSetting) -> Found:
    """For each pair: the smallest payment, of equal shares of both reaches, that reaches the target."""
    # which size up to the one that is found is paid is part of the deal
    for payer in range(setting.space.parties):
        table = _willing(setting.table, payer)
        for paid in range(len(setting.space.who)):
            if paid != payer:
                yield from _payment(setting, table, payer, paid)


def _willing(table: DealTable, payer: int) -> DealTable:
    """The same deals, none of which passes without the payer: who is outvoted pays nothing for it."""
    votes = table.space.votes
    if votes.needs(payer):
        return table
    return replace(table, space=replace(table.space, votes=replace(votes, vetoes=votes.vetoes | {payer})))


def _payment(setting: BridgeSetting, table: DealTable, payer: int, paid: int) -> Found:
    space, real = setting.space, setting.real
    scales = setting.reach / setting.units if setting.exact else setting.reach
    both = real.together(payer, paid, scales)
    asked = ~setting.found & ~real.barred[paid]  # no payment lifts a deal above a cap
    need, possible, _ = needs(table, both, paid, asked=asked)
    names = space.who[payer], space.who[paid]
    if int(possible.sum()) < setting.missing:
        title = f"Payment by {setting.label(names[0])} to {setting.label(names[1])}, whatever the sum"
        yield setting.falls_short("payment", names[0], title, possible)
        return
    opened = np.zeros(real.count, bool)
    witness = np.full((real.count, 3), -1, np.intp)
    for place, share in enumerate(SHARES, start=1):
        before = opened.copy()
        asked = possible & ~opened & (need / scales[paid] <= float(share) + 1e-9)
        if asked.any():
            loss, gain = (setting.scaled(who, _size(setting, who, share)) for who in (payer, paid))
            found, pairs = hits(table, _paying(setting, payer, loss, paid, gain), asked=asked)
            opened |= found
            witness[found, :2], witness[found, 2] = pairs[found], place
        if int(opened.sum()) >= setting.missing:
            yield _payment_bridge(setting, (payer, paid), place, opened, witness, before)
            return
    first, second = map(setting.label, names)
    title = f"Payment by {first} to {second} of up to {number(100 * SHARES[-1])} % of reach"
    yield setting.falls_short("payment", names[0], title, opened)


def _paying(setting: BridgeSetting, payer: int, loss: Any, paid: int, gain: Any) -> Any:
    """Walk-aways moved by a payment; fractions of a unit are lost to whom they would help."""
    if setting.exact:
        loss, gain = -(-loss // 1), gain // 1
    return setting.real.paying({payer: int(loss) if setting.exact else loss,
                                paid: -int(gain) if setting.exact else -gain})  # fmt: skip


def _size(setting: BridgeSetting, who: int, share: Decimal) -> Decimal:
    """A share of someone's reach on its own scale, on the grid of its amounts."""
    step = setting.steps[who]
    return (Decimal(float(setting.reach[who])) * share / step).to_integral_value() * step


def _payment_bridge(
    setting: BridgeSetting, pair: tuple[int, int], sizes: int, opened: Any, witness: Any, before: Any
) -> Bridge:
    payer, paid = pair
    names = [setting.space.who[who] for who in pair]
    labels = [setting.label(name) for name in names]
    title = f"Payment from {labels[0]} to {labels[1]}"
    amounts = [tuple(_size(setting, who, share) for who in pair) for share in SHARES[:sizes]]
    texts = ["none", *(f"worth {gain:f}, costing {loss:f}" for loss, gain in amounts)]
    adds: list[Add] = []
    for text, (loss, gain) in zip(texts[1:], amounts, strict=True):
        adds += [(text, names[0], {}, -loss), (text, names[1], {}, gain)]
    case, _ = with_issue(setting.case, title, texts, adds)
    picks: Picks = np.pad(setting.opening(opened, witness[:, :2]), ((0, 0), (0, 1)))
    picks[opened, -1] = witness[opened, 2]
    outcome = setting.known(case, opened, picks)
    loss, gain = amounts[-1]
    scales = [setting.case.preferences[name].scale for name in names]
    cost = amount_words(scales[0], lower_limit(loss, beside=0))
    worth = f"{amount_words(scales[1], upper_limit(gain, beside=0))} to {labels[1]}"
    trial = Trial(
        kind="payment",
        title=f"Payment by {labels[0]} to {labels[1]}: at a cost of at most {cost}, worth {worth}",
        costs={names[0]: float(loss)}, amount=float(SHARES[sizes - 1]), below=setting.zone_share(before),
        terms={"from": names[0], "to": names[1], "largest_cost": float(loss), "largest_worth": float(gain),
               "central": payments_between(setting, payer, paid)},
    )  # fmt: skip
    return setting.bridge(outcome, trial)


# ------------------------------------------------------------------------------------------- clauses


def clauses(setting: BridgeSetting) -> Found:
    """For each party: the smallest clause that gives back part of what it gives on some issue."""
    # a snapback, or steps in place of all at once, leaves each between the option agreed and that the party
    # likes best: who gains gets the stated share of the difference, who loses bears FRICTION of it; of
    # several issues the one on which it costs least on the first draws is taken
    few, case = setting.rough, setting.case
    long = [name for name in setting.space.issues if len(case.issues[name].options) > OPTIONS]
    for name in long:
        yield f"{case.issue_label(name)}: a safeguard clause: it has more than {OPTIONS} options"
    for who in range(setting.space.parties):
        promising = []
        for issue, name in enumerate(setting.space.issues):
            for best in () if name in long else _liked_best(setting, who, issue):
                rough = _Clause(few, who, issue, best).rough(setting)
                if rough is not None:
                    promising.append((*rough, issue, best))
        for _, coarse, issue, best in sorted(promising)[:_ISSUES]:
            bridge = _Clause(setting, who, issue, best).smallest(coarse)
            if bridge is not None:
                yield bridge
                break


def _liked_best(setting: BridgeSetting, who: int, issue: int) -> list[int]:
    """The options of an issue that one likes best: several where it does not mind which."""
    first = setting.space.first[issue]
    own = setting.values.coefficients[first : first + len(setting.space.options[issue]), who]
    return np.flatnonzero(own == own.max()).tolist()


class _Clause:
    """A clause for one party on one issue: it shifts the options of the issue towards one for everybody."""

    def __init__(self, setting: BridgeSetting, who: int, issue: int, best: int) -> None:
        self.setting, self.space, self.who, self.issue = setting, setting.space, who, issue
        self.best = best
        self.steps = tuple(range(len(PARTS))) if setting.exact else _COARSE  # shares that are tried first
        self.tried: dict[int, tuple[Bools, Picks]] = {}

    def points(self, part: Decimal) -> list[tuple[int, int, Exact]]:
        """Option, who, and the points added there: part of the way to what the party likes best, or less."""
        setting, own, units = self.setting, self.setting.values.coefficients, self.setting.values.units
        first, count = self.space.first[self.issue], len(self.space.options[self.issue])
        found = []
        for option in range(count):
            for other in range(len(self.space.who)):
                gap = int(own[first + self.best, other] - own[first + option, other]) * units[other]
                share = part if gap > 0 else part * FRICTION
                points = setting.at_most(other, gap * Fraction(share))
                if points:
                    found.append((option, other, points))
        return found

    def opened(self, place: int) -> tuple[Bools, Picks]:
        """Where a share opens a zone, and with which deals, if every deal carries the clause."""
        if place not in self.tried:
            setting, first = self.setting, self.space.first[self.issue]
            moved = [
                (other, first + option, setting.scaled(other, points))
                for option, other, points in self.points(PARTS[place])
            ]
            real, parts = _finer(setting.real, moved) if setting.exact else (setting.real, {})
            coefficients = real.coefficients.copy()
            for other, feature, by in moved:
                coefficients[other, feature] += int(by * parts[other]) if setting.exact else by
            real = replace(real, coefficients=coefficients, certain=None)
            table = build_table(self.space, real, listed=setting.listed)
            found, witness = hits(table, real, asked=~setting.found)
            picks: Picks = np.pad(setting.picks, ((0, 0), (0, 1)))
            picks[found, :-1], picks[found, -1] = table.picks(witness[found]), 1
            self.tried[place] = found, picks
        return self.tried[place]

    def rough(self, whole: BridgeSetting) -> tuple[float, int] | None:
        """Mean cost at the first share that may do for the whole, and its step; None where none may."""
        if not any(other == self.who for _, other, _ in self.points(Decimal(1))):
            return None
        for step, place in enumerate(self.steps):
            found, picks = self.opened(place)
            if whole.worth_a_look(found):
                lost = np.zeros((len(self.space.options[self.issue]), len(self.space.who)))
                for option, other, points in self.points(PARTS[place]):
                    lost[option, other] = max(0.0, float(-points) / self.setting.reach[other])
                return float(lost.max(axis=1)[picks[found, self.issue]].mean()), step
        return None

    def smallest(self, coarse: int) -> Bridge | None:
        """The smallest share that reaches the target: coarse steps first, then those before it."""

        def reaches(place: int) -> bool:
            return int(self.opened(place)[0].sum()) >= self.setting.missing

        step = next((k for k in range(coarse, len(self.steps)) if reaches(self.steps[k])), None)
        if step is None:
            return None
        first = self.steps[step - 1] + 1 if step else 0
        return self.bridge(next(k for k in range(first, self.steps[step] + 1) if reaches(k)))

    def bridge(self, place: int) -> Bridge:
        """The clause with one share, proved."""
        setting, space, case, part = self.setting, self.space, self.setting.case, PARTS[place]
        name, names = space.issues[self.issue], space.options[self.issue]
        points = self.points(part)
        adds: list[Add] = [("with", space.who[other], {name: names[o]}, more) for o, other, more in points]
        title = f"Safeguard clause on {case.issue_label(name)}"
        changed, _ = with_issue(case, title, ["without", "with"], adds)
        outcome = setting.known(changed, *self.opened(place))
        deal, _, _ = setting.shown(outcome)
        agreed = names.index(deal[name])
        costs = {space.who[other]: float(-more) for o, other, more in points if o == agreed and more < 0}
        who, named = space.who[self.who], setting.label(space.who[self.who])
        trial = Trial(
            kind="clause",
            title=f"A safeguard clause for {named} on {in_quotes(case.issue_label(name))}: "
            f"{named} may take back what it gives there if the deal is broken, or gives it step by step, "
            f"which spares it {number(100 * part)} % of that concession and leaves the others "
            f"{number(100 * part * FRICTION)} % less",
            costs=costs or {who: 0.0}, amount=float(part),
            terms={"issue": name, "for": who, "restores": float(part), "costs": float(part * FRICTION)},
            below=setting.zone_share(self.opened(place - 1)[0]) if place else None,
        )  # fmt: skip
        return setting.bridge(outcome, trial)


def _finer(real: Realised, moved: list[tuple[int, int, Fraction]]) -> tuple[Realised, dict[int, int]]:
    """Integers in parts of units so small that what is added is whole; and the parts of a unit."""
    parts = {who: lcm(*(by.denominator for other, _, by in moved if other == who)) for who, _, _ in moved}
    times = np.array([parts.get(who, 1) for who in range(len(real.away))], object)[:, None]
    coefficients, away, caps = real.coefficients * times[..., None], real.away * times, real.caps * times
    bounded = real.caps < beyond(real.coefficients)
    most = np.abs(coefficients).sum(axis=1) + np.abs(away) + np.abs(np.where(bounded, caps, 0))
    added = ceil(sum(abs(by) * parts[who] for who, _, by in moved))
    kind = np.dtype(np.int64 if int(most.max()) + added < _MOST else object)
    caps = np.where(bounded, caps, beyond(np.zeros(0, kind)))
    numbers = [one.astype(kind) for one in (coefficients, away, caps)]
    return replace(real, coefficients=numbers[0], away=numbers[1], caps=numbers[2]), parts
