"""Check that the names of a case agree with each other and that its numbers fit their places.

Every issue, option, party and ratifier that is named must exist; every option of a scored issue needs a
score; weights and orders must name the scored issues and leave room; a quota must be reachable. All
faults are collected. What needs the deal space (an option nobody can reach, a walk-away that no deal
beats) is checked in :mod:`walkaway.analysis.sense`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ..errors import Faults, quoted
from .agreement import Majority
from .judgement import Exact, Judgement, exact_number, shown
from .judgements import Judgements, Order
from .lines import Lines, Path
from .mentions import Mentions, number_text
from .patterns import as_number
from .records import Belief, Case, Fallback, Preference

__all__ = ["check_names"]

_RESERVED_OPTIONS = ("points", "order", "linear", "triangular")
_RESERVED_ISSUES = ("when", "unless", *_RESERVED_OPTIONS)
_HUNDRED = Decimal(100)


class _Check(Mentions):
    """One pass over a case; the absence of what could not be read is no news."""

    def run(self) -> None:
        case = self.case
        self.reserved()
        for who, ratifier in case.ratifiers.items():
            self.party(("ratifiers", who, "for"), ratifier.for_)
            if who in case.parties:
                self.add(("ratifiers", who), f"{quoted(who)}, also a party", "an id of its own")
        self.agreement()
        for issue, record in case.issues.items():
            for who in record.direction:
                self.party(("issues", issue, "direction", who), who, ratifiers=True)
        for index, pattern in enumerate(case.impossible):
            self.pattern(("impossible", index), pattern)
        for who in case.third_parties:
            if who in case.everyone:
                kind = "party" if who in case.parties else "ratifier"
                self.add(("third_parties", who), f"{quoted(who)}, also a {kind}", "an id of its own")
        meant = [
            self.party(("preferences", who), who, ratifiers=True)
            for who in case.preferences
            if who not in case.third_parties
        ]
        for who in (*case.everyone, *case.third_parties):
            there = who in case.preferences or who in meant or self.lines.left_out(("preferences", who))
            if not there and not self.homeless(who):
                self.add(("preferences",), f"no preferences of {quoted(who)}", f"an entry {who}:")
        for who, preference in case.preferences.items():
            self.preference(("preferences", who), preference, None)
            self.believes(who, preference)
        self.record()
        self.evidence()

    def homeless(self, who: str) -> bool:
        """Whether a party only stands in for parties that could not be read."""
        return self.lines.left_out(("parties",)) and who in self.case.parties

    def reserved(self) -> None:
        right = "another id; this word belongs to the format"
        for issue, record in self.case.issues.items():
            if issue in _RESERVED_ISSUES:
                self.add(("issues", issue), quoted(issue), right)
            for option in _RESERVED_OPTIONS:
                if option in record.options:
                    self.add(("issues", issue, "options", option), quoted(option), right)

    def agreement(self) -> None:
        for number, condition in enumerate(self.case.agreement.conditions):
            listed = self.lines.original(("agreement", number)) in self.lines.known
            path: Path = ("agreement", number) if listed else ("agreement",)
            for index, veto in enumerate(condition.vetoes):
                self.party((*path, "vetoes", index), veto)
            for who in condition.votes or ():
                self.party((*path, "votes", who), who)
            self.enough(path, condition)

    def enough(self, path: Path, condition: Majority) -> None:
        """What is asked for must be there, and leave room for every veto."""
        held, level, vetoes = condition.held(tuple(self.case.parties)), condition.level, set(condition.vetoes)
        whole = condition.whole(tuple(self.case.parties))
        if condition.votes is not None:
            known = all(who in self.case.parties for who in condition.votes)
            if known and level.of(whole) > whole:
                expected = f"at most {number_text(whole)}, the votes of all parties"
                self.add((*path, "at_least"), str(level), expected)
            elif known and not whole:
                self.add((*path, "votes"), "votes that sum to 0", "at least one vote")
            return
        if level.of(len(held)) > len(held) and not self.lines.left_out(("parties",)):
            self.add((*path, "quota"), str(level), f"at most {len(held)}, the number of parties")
        if not level.percent and len(vetoes) > level.number:
            self.add((*path, "quota"), str(level), f"at least {len(vetoes)}, the number of vetoes")

    def preference(self, path: Path, part: Preference | Belief, own: Preference | None) -> None:
        """Check a preference, or what someone believes of another whose ``own`` preference is given."""
        meant = set()
        weighted = part.weights is not None or (own is not None and own.weights is not None)
        unsure = self.lines.touched((*path, "weights")) and part.weights is None
        for issue, scores in part.scores.items():
            where = (*path, "scores", issue)
            guess = self.issue(where, issue)
            if guess is not None:
                meant.add(guess)
            elif scores.linear is not None or scores.triangular is not None:
                self.form(where, issue, scores, weighted=weighted and not unsure)
            elif scores.order is not None:
                self.order(where, issue, scores, weighted=weighted or unsure)
            else:
                self.points(where, issue, scores, weighted=weighted and not unsure)
        if part.weights is not None:
            scored = {*part.scores, *(own.scores if own is not None else ()), *meant}
            scored |= {issue for issue in self.case.issues if self.lines.left_out((*path, "scores", issue))}
            self.weights((*path, "weights"), part.weights, [i for i in self.case.issues if i in scored])
        for index, interaction in enumerate(part.interactions or ()):
            self.pattern((*path, "interactions", index), interaction)
        for index, function in enumerate(part.functions or ()):
            self.functions((*path, "functions", index), function)
        for index, pattern in enumerate(part.red_lines or ()):
            self.pattern((*path, "red_lines", index), pattern)
        if isinstance(part.walk_away, Fallback):
            self.deal((*path, "walk_away", "deal"), part.walk_away.deal)

    def deal(self, path: Path, deal: Mapping[str, str]) -> None:
        """A whole deal: each issue with one of its options."""
        meant = set()
        for issue, option in deal.items():
            guess = self.issue((*path, issue), issue)
            if guess is None:
                self.option((*path, issue), issue, option)
            else:
                meant.add(guess)
        missing = self.missing(path, self.case.issues, {*deal, *meant})
        if missing and not self.lines.left_out(("issues",)):
            self.add(path, f"a deal without {missing}", "one option for each issue")

    def form(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        """Straight lines need a range; a triangle on a real range may not jump inside it."""
        record = self.case.issues[issue]
        kind = "linear" if scores.linear is not None else "triangular"
        if record.range is None:
            if not any(self.lines.left_out(("issues", issue, key)) for key in ("range", "options")):
                hint = "only an issue with a range has scores in this form"
                self.add((*path, kind), kind, f"a score for each option of {issue}", hint)
            return
        for name, score in scores.named.items():
            self.hundred((*path, name.partition("[")[0]), score, weighted=weighted)
        if scores.triangular is not None and not self.lines.left_out((*path, kind)):
            self.triangle((*path, kind), issue, scores.triangular)

    def triangle(self, path: Path, issue: str, corners: tuple[Exact, Exact, Exact]) -> None:
        left, peak, right = (Fraction(corner) for corner in corners)
        low, high = self.case.issues[issue].ends
        found = f"[{', '.join(map(number_text, (left, peak, right)))}]"
        if not left <= peak <= right or left == right or right <= low or high <= left:
            expected = (
                f"three numbers that rise, within {issue} from {number_text(low)} to {number_text(high)}"
            )
            self.add(path, found, expected)
        elif self.case.issues[issue].real and (low < left == peak or peak == right < high):
            self.add(path, found, "no jump inside a real range", "move a corner, or give the range a step")

    def hundred(self, path: Path, score: Judgement, *, weighted: bool) -> None:
        if weighted and not 0 <= score.low <= score.high <= _HUNDRED:
            self.add(path, str(score), "a score from 0 to 100, as the party has weights")

    def order(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        assert scores.order is not None
        if self.case.issues[issue].real:
            self.add(
                path, f"the order {quoted(scores.order)}", "points, linear or triangular", "a real range"
            )
            return
        if not weighted:
            found = f"the order {quoted(scores.order)}"
            self.add(path, found, "points or ranges", "an order of options needs weights")
        if len(scores.order.chains) > 1:
            found = f"{len(scores.order.chains)} chains"
            self.add(path, found, "one chain for options, from best to worst")
        if self.other_signs(path, scores.order, tuple(self.options(issue))):
            return
        meant = [self.option(path, issue, name) for name in scores.order.names]
        self.ordered(path, scores.order.names, self.options(issue), meant)

    def options(self, issue: str) -> Collection[str]:
        """The options of an issue; none where they could not be read."""
        if self.lines.left_out(("issues", issue, "options")):
            return ()
        return self.case.issues[issue].options

    def points(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        base = self.written(path, "points")
        record = self.case.issues[issue]
        check, meant = self.option if record.range is None else self.number, set()
        for option, score in scores.points.items():
            guess = check((*base, option), issue, option)
            if guess is not None:
                meant.add(guess)
            else:
                self.hundred((*base, option), score, weighted=weighted)
        if record.range is not None:
            self.line(path, base, issue, scores)
            return
        missing = self.missing(base, self.options(issue), {*scores.points, *meant})
        if missing:
            self.add(path, f"no score for {missing}", f"a score for each option of {issue}")

    def line(self, path: Path, base: Path, issue: str, scores: Judgements) -> None:
        """Points of a range: every number once, and both ends."""
        seen: dict[Fraction | None, str] = {}
        for name in scores.points:
            number = as_number(name)
            if number is not None and number in seen:
                self.add((*base, name), quoted(name), f"each number once; {quoted(seen[number])} is the same")
            seen[number] = name
        absent = [number_text(end) for end in self.case.issues[issue].ends if end not in seen]
        if absent and not self.lines.touched(path) and not self.lines.touched(("issues", issue)):
            found, expected = (
                f"no score for {' and '.join(absent)}",
                "points that include both ends of the range",
            )
            self.add(path, found, expected)

    def missing(self, base: Path, wanted: Iterable[str], there: set[str | None]) -> str:
        """List the wanted names that are not there, but for those that were left out as faulty."""
        gone = (name for name in wanted if name not in there and not self.lines.left_out((*base, name)))
        return ", ".join(map(quoted, gone))

    def ordered(
        self, path: Path, names: Iterable[str], wanted: Iterable[str], meant: Iterable[str | None]
    ) -> None:
        """An order must contain each wanted name."""
        missing = self.missing(path, wanted, {*names, *meant})
        if missing:
            hint = "several chains may stand in a list; > and = are the only signs"
            self.add(path, f"an order without {missing}", "every name in the order", hint)

    def other_signs(self, path: Path, order: Order, known: Collection[str]) -> bool:
        """Whether known names stand there with other signs between them, which is then said."""
        right = order.meant(known)
        if right:
            self.add(path, quoted(order), "> from the most to the least, = between equals", f"write {right}")
        return bool(right)

    def weights(self, path: Path, weights: Judgements, scored: Collection[str]) -> None:
        kind = "a scored issue"
        scores = (*path[:-1], "scores")
        if weights.order is not None:
            names = weights.order.names
            if self.other_signs(path, weights.order, scored):
                return
            meant = [self.unknown(path, name, scored, kind, scores, ("issues",)) for name in names]
            if not self.lines.left_out(scores):
                self.ordered(path, names, scored, meant)
            return
        if weights.linear is not None or weights.triangular is not None:
            self.add(path, "a form of scores", "a weight for each scored issue")
            return
        base = self.written(path, "points")
        meant = [
            self.unknown((*base, issue), issue, scored, kind, scores, ("issues",)) for issue in weights.points
        ]
        missing = self.missing(base, scored, {*weights.points, *meant})
        if missing and not self.lines.left_out(scores):
            self.add(path, f"no weight for {missing}", "a weight for each scored issue")
        elif not self.lines.touched(path):
            self.room(path, base, weights)

    def room(self, path: Path, base: Path, weights: Judgements) -> None:
        """Weights must be able to sum to 100, or, if all are exact, to something above 0."""
        points = weights.points
        negative = [issue for issue, weight in points.items() if weight.low < 0]
        for issue in negative:
            self.add((*base, issue), str(points[issue]), "a weight of 0 or more")
        low = sum((Fraction(weight.low) for weight in points.values()), Fraction(0))
        high = sum((Fraction(weight.high) for weight in points.values()), Fraction(0))
        if negative or any(weight.unjudged for weight in points.values()):
            return
        if all(weight.exact for weight in points.values()):
            if high == 0:
                self.add(path, "weights that sum to 0", "at least one weight above 0")
        elif not low <= _HUNDRED <= high:
            found = f"weights that sum to {shown(exact_number(low))}–{shown(exact_number(high))}"
            hint = "with a range among them, weights are shares of 100"
            self.add(path, found, "weights that can sum to 100", hint)

    def believes(self, who: str, preference: Preference) -> None:
        for other, belief in preference.believes.items():
            path: Path = ("preferences", who, "believes", other)
            if other == who:
                self.add(path, quoted(other), "another party than itself")
            elif self.party(path, other, ratifiers=True) is None:
                own = self.case.preferences.get(other)
                if own is not None:
                    self.preference(path, belief, own)


def check_names(case: Case, lines: Lines, faults: Faults) -> None:
    """Collect every name or number of a case that does not fit.

    Parameters
    ----------
    case : Case
    lines : Lines
        Line numbers of the file, and what of it was left out as faulty.
    faults : Faults
        Collector.
    """
    _Check(case, lines, faults).run()
