"""Do the names of a case agree with each other, and do its numbers fit their places?

Every issue, option, party and ratifier that is named must exist; every option of a scored issue needs a
score; weights and orders must name the scored issues and leave room; a quota must be reachable. All
faults are collected. What needs the deal space (an option nobody can reach, a walk-away that no deal
beats) is checked in :mod:`walkaway.analysis.sense`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from ..errors import Faults, nearest, quoted
from .judgement import Judgements, shown
from .records import Belief, Case, Preference
from .yamltext import Lines, Path

__all__ = ["check_names"]

_RESERVED_ISSUES = ("when", "points", "order")
_RESERVED_OPTIONS = ("points", "order")
_HUNDRED = Decimal(100)


class _Check:
    """One pass over a case; ``pruned`` holds paths already reported, whose absence is no news."""

    def __init__(self, case: Case, lines: Lines, faults: Faults, pruned: Collection[Path]) -> None:
        self.case, self.lines, self.faults = case, lines, faults
        self.pruned = tuple(pruned)

    def add(self, path: Path, found: str, expected: str, hint: str = "") -> None:
        self.faults.add(self.lines.fault(path, found, expected, hint))

    def touched(self, path: Path) -> bool:
        """Whether something at or below a path was already reported and left out."""
        return any(other[: len(path)] == path for other in self.pruned)

    def known(self, path: Path, name: str, names: Iterable[str], kind: str) -> bool:
        """Report a name that does not exist, with the names that do."""
        names = tuple(names)
        if name in names:
            return True
        if not self.touched(path[:1] if kind == "a party" else ("issues",)):
            listed = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
            self.add(path, quoted(name), f"{kind} ({listed})", nearest(name, names))
        return False

    def pattern(self, path: Path, when: Mapping[str, Iterable[str]]) -> None:
        for issue, options in when.items():
            if self.known((*path, issue), issue, self.case.issues, "an issue"):
                for option in options:
                    self.option((*path, issue), issue, option)

    def option(self, path: Path, issue: str, option: str) -> None:
        self.known(path, option, self.case.issues[issue].options, f"an option of {issue}")

    def run(self) -> None:
        case = self.case
        self.reserved()
        for who, ratifier in case.ratifiers.items():
            self.known(("ratifiers", who, "for"), ratifier.for_, case.parties, "a party")
            if who in case.parties:
                self.add(("ratifiers", who), f"{quoted(who)}, also a party", "an id of its own")
        self.agreement()
        for index, pattern in enumerate(case.impossible):
            self.pattern(self.within(("impossible", index)), pattern.when)
        for who in case.preferences:
            self.known(("preferences", who), who, case.everyone, "a party or ratifier")
        if not self.touched(("preferences",)):
            for who in case.everyone:
                if who not in case.preferences:
                    self.add(("preferences",), f"no preferences of {quoted(who)}", f"an entry {who}:")
        for who, preference in case.preferences.items():
            weighted = preference.weights is not None or self.touched(("preferences", who, "weights"))
            self.preference(("preferences", who), preference, weighted=weighted)
            self.believes(who, preference)
        self.record()

    def within(self, path: Path) -> Path:
        """The path of a pattern's mapping, under ``when`` where it is written so."""
        return (*path, "when") if (*path, "when") in self.lines.known else path

    def reserved(self) -> None:
        for issue, record in self.case.issues.items():
            if issue in _RESERVED_ISSUES:
                self.add(("issues", issue), quoted(issue), "another id; this word belongs to the format")
            for option in record.options:
                if option in _RESERVED_OPTIONS:
                    path = ("issues", issue, "options", option)
                    self.add(path, quoted(option), "another id; this word belongs to the format")

    def agreement(self) -> None:
        rule, parties = self.case.agreement, self.case.parties
        for index, veto in enumerate(rule.vetoes):
            self.known(("agreement", "vetoes", index), veto, parties, "a party")
        if rule.quota is not None and rule.quota > len(parties):
            self.add(
                ("agreement", "quota"), str(rule.quota), f"at most {len(parties)}, the number of parties"
            )
        if rule.quota is not None and len(rule.vetoes) > rule.quota:
            self.add(("agreement", "quota"), str(rule.quota), f"at least {len(rule.vetoes)}, the vetoes")

    def preference(self, path: Path, part: Preference | Belief, *, weighted: bool) -> None:
        for issue, scores in part.scores.items():
            where = (*path, "scores", issue)
            if self.known(where, issue, self.case.issues, "an issue"):
                self.scores(where, issue, scores, weighted=weighted)
        if part.weights is not None:
            self.weights((*path, "weights"), part.weights, part.scores, complete=isinstance(part, Preference))
        for index, interaction in enumerate(part.interactions or ()):
            self.pattern((*path, "interactions", index, "when"), interaction.when)
        for index, pattern in enumerate(part.red_lines or ()):
            self.pattern(self.within((*path, "red_lines", index)), pattern.when)

    def scores(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        options = self.case.issues[issue].options
        if scores.order is not None:
            if not weighted:
                self.add(path, f"the order {quoted(scores.order)}", "points or ranges",
                         "an order of options needs weights")  # fmt: skip
            if len(scores.order.chains) > 1:
                self.add(
                    path, f"{len(scores.order.chains)} chains", "one chain for options, from best to worst"
                )
            self.named(path, scores.order.names, options, f"an option of {issue}")
            return
        if "points" in scores.points and not scores.points.keys() & options.keys():
            return
        base = (*path, "points") if (*path, "points") in self.lines.known else path
        for option, score in scores.points.items():
            if not self.known((*base, option), option, options, f"an option of {issue}"):
                continue
            if weighted and not (score.low >= 0 and score.high <= _HUNDRED):
                self.add((*base, option), str(score), "a score from 0 to 100, as the party has weights")
        missing = [option for option in options if option not in scores.points]
        if missing and not self.touched(path):
            self.add(
                path, f"no score for {', '.join(map(quoted, missing))}", f"a score for each option of {issue}"
            )

    def named(self, path: Path, names: Iterable[str], wanted: Iterable[str], kind: str) -> bool:
        """An order must name each wanted name and no other."""
        names, wanted = tuple(names), tuple(wanted)
        fine = all([self.known(path, name, wanted, kind) for name in names])
        missing = [name for name in wanted if name not in names]
        if missing:
            self.add(path, f"an order without {', '.join(map(quoted, missing))}", "every name in the order",
                     "several chains may stand in a list")  # fmt: skip
        return fine and not missing

    def weights(
        self, path: Path, weights: Judgements, scores: Mapping[str, object], *, complete: bool
    ) -> None:
        if self.touched(path[:2]):
            return
        scored = (
            [issue for issue in scores if issue in self.case.issues] if complete else list(self.case.issues)
        )
        if weights.order is not None:
            if complete:
                self.named(path, weights.order.names, scored, "a scored issue")
            return
        base = (*path, "points") if (*path, "points") in self.lines.known else path
        for issue in weights.points:
            self.known((*base, issue), issue, scored, "a scored issue")
        missing = [issue for issue in scored if issue not in weights.points] if complete else []
        if missing:
            self.add(
                path, f"no weight for {', '.join(map(quoted, missing))}", "a weight for each scored issue"
            )
        self.room(path, base, weights)

    def room(self, path: Path, base: Path, weights: Judgements) -> None:
        """Weights must be able to sum to 100, or, if all are exact, to something above 0."""
        points = weights.points
        for issue, weight in points.items():
            if weight.low < 0:
                self.add((*base, issue), str(weight), "a weight of 0 or more")
        low = sum((weight.low for weight in points.values()), Decimal(0))
        high = sum((weight.high for weight in points.values()), Decimal(0))
        if all(weight.exact for weight in points.values()):
            if high <= 0:
                self.add(path, "weights that sum to 0", "at least one weight above 0")
        elif not low <= _HUNDRED <= high:
            self.add(path, f"weights that sum to {shown(low)}–{shown(high)}", "weights that can sum to 100",
                     "with a range among them, weights are shares of 100")  # fmt: skip

    def believes(self, who: str, preference: Preference) -> None:
        for other, belief in preference.believes.items():
            path: Path = ("preferences", who, "believes", other)
            if other == who:
                self.add(path, quoted(other), "another party than itself")
            elif self.known(path, other, self.case.everyone, "a party or ratifier"):
                own = self.case.preferences.get(other)
                weighted = belief.weights is not None or (own is not None and own.weights is not None)
                self.preference(path, belief, weighted=weighted)

    def record(self) -> None:
        for index, event in enumerate(self.case.record):
            path: Path = ("record", index)
            self.known((*path, "by"), event.by, self.case.everyone, "a party")
            for issue, option in (event.offer or {}).items():
                if self.known((*path, "offer", issue), issue, self.case.issues, "an issue"):
                    self.option((*path, "offer", issue), issue, option)


def check_names(case: Case, lines: Lines, faults: Faults, pruned: Collection[Path] = ()) -> None:
    """Collect every name or number of a case that does not fit.

    Parameters
    ----------
    case : Case
    lines : Lines
        Line numbers of the file.
    faults : Faults
        Collector.
    pruned : collection of paths
        Places that were faulty already and are missing from ``case``.
    """
    _Check(case, lines, faults, pruned).run()
