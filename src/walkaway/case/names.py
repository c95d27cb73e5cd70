"""Check that the names of a case agree with each other and that its numbers fit their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ..errors import Faults, quoted
from .aftermath_names import check_aftermath
from .agreement import Majority
from .history import EXPLANATIONS
from .judgement import Judgement, exact_number, shown
from .judgements import Judgements, Order
from .lines import Lines, Path
from .name_checks import NameChecks, exact_text
from .patterns import Function, Part, as_number
from .phasing_names import check_phasing
from .records import Belief, Case, Fallback, Preference

_RESERVED_OPTIONS = ("points", "order", "linear", "triangular")
RESERVED_ISSUES = ("when", "unless", *_RESERVED_OPTIONS)
"""Words of the format that are no ids of issues."""
_HUNDRED = Decimal(100)


class _Names(NameChecks):
    """All checks, part by part."""

    def run(self) -> None:
        case = self.case
        right = "another id; this word belongs to the format"
        for issue, record in case.issues.items():
            if issue in RESERVED_ISSUES:
                self.add(("issues", issue), quoted(issue), right)
            for option in filter(record.options.__contains__, _RESERVED_OPTIONS):
                self.add(("issues", issue, "options", option), quoted(option), right)
        for who, ratifier in case.ratifiers.items():
            self.party(("ratifiers", who, "for"), ratifier.for_)
            if who in case.parties:
                self.add(("ratifiers", who), f"{quoted(who)}, also a party", "an id of its own")
        self.agreement()
        for issue, record in case.issues.items():
            for who in record.direction:
                self.anyone(("issues", issue, "direction", who), who)
        for index, pattern in enumerate(case.impossible):
            self.pattern(("impossible", index), pattern)
        for who in case.third_parties:
            if who in case.everyone:
                kind = "party" if who in case.parties else "ratifier"
                self.add(("third_parties", who), f"{quoted(who)}, also a {kind}", "an id of its own")
        asked = [who for who in case.preferences if who not in case.third_parties]
        meant = {self.anyone(("preferences", who), who) for who in asked}
        for who in (*case.everyone, *case.third_parties):
            there = who in case.preferences or who in meant or self.lines.left_out(("preferences", who))
            stands_in = self.lines.left_out(("parties",)) and who in case.parties
            if not there and not stands_in:
                self.add(("preferences",), f"no preferences of {quoted(who)}", f"an entry {who}:")
        for who, preference in case.preferences.items():
            self.preference(("preferences", who), preference, None)
            for other, belief in preference.believes.items():
                path: Path = ("preferences", who, "believes", other)
                if other == who:
                    self.add(path, quoted(other), "another party than itself")
                elif self.anyone(path, other) is None and other in case.preferences:
                    self.preference(path, belief, case.preferences[other])
        check_phasing(self)
        check_aftermath(self)
        self.process()
        self.record()
        self.evidence()

    def functions(self, path: Path, parts: Iterable[Function | Part]) -> None:
        for index, part in enumerate(parts):
            if isinstance(part, Function):
                self.functions((*path, index, "of"), part.of)
            else:
                self.pattern((*path, index), part)

    def process(self) -> None:
        process = self.case.process
        for who, mandate in () if process is None else process.mandates.items():
            path: Path = ("process", "mandates", who)
            self.party(path, who)
            for index, pattern in enumerate(mandate.beyond):
                self.pattern((*path, "beyond", index), pattern)

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
        parties, level = tuple(self.case.parties), condition.level
        whole, vetoes = condition.whole(parties), len({*condition.vetoes})
        if condition.votes is not None:
            known = all(who in parties for who in condition.votes)
            if known and level.of(whole) > whole:
                self.add(
                    (*path, "at_least"),
                    str(level),
                    f"at most {exact_text(whole)}, the votes of all parties",
                )
            elif known and not whole:
                self.add((*path, "votes"), "votes that sum to 0", "at least one vote")
            return
        if level.of(len(parties)) > len(parties) and not self.lines.left_out(("parties",)):
            self.add((*path, "quota"), str(level), f"at most {len(parties)}, the number of parties")
        if not level.percent and vetoes > level.number:
            self.add((*path, "quota"), str(level), f"at least {vetoes}, the number of vetoes")

    def preference(self, path: Path, part: Preference | Belief, own: Preference | None) -> None:
        """Check a preference, or what someone believes of another whose ``own`` preference is given."""
        meant = set()
        unsure = self.lines.touched((*path, "weights")) and part.weights is None
        weighted = part.weights is not None or (own is not None and own.weights is not None)
        for issue, scores in part.scores.items():
            where = (*path, "scores", issue)
            guess = self.issue(where, issue)
            if guess is not None:
                meant.add(guess)
            elif scores.linear is not None or scores.triangular is not None:
                self.form(where, issue, scores, weighted=weighted and not unsure)
            elif scores.order is not None:
                self.order(where, issue, scores.order, weighted=weighted or unsure)
            else:
                self.points(where, issue, scores, weighted=weighted and not unsure)
        if part.weights is not None:
            scored = {*part.scores, *(own.scores if own is not None else ()), *meant}
            scored |= {issue for issue in self.case.issues if self.lines.left_out((*path, "scores", issue))}
            self.weights((*path, "weights"), part.weights, [i for i in self.case.issues if i in scored])
        for index, interaction in enumerate(part.interactions or ()):
            self.pattern((*path, "interactions", index), interaction)
        self.functions((*path, "functions"), part.functions or ())
        for index, pattern in enumerate(part.red_lines or ()):
            self.pattern((*path, "red_lines", index), pattern)
        if isinstance(part.walk_away, Fallback):
            where = (*path, "walk_away", "deal")
            missing = self.missing(where, self.case.issues, self.terms(where, part.walk_away.deal))
            if missing and not self.lines.left_out(("issues",)):
                self.add(where, f"a deal without {missing}", "one option for each issue")

    def form(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        """Straight lines need a range; a triangle on a real range may not jump inside it."""
        kind, record = "linear" if scores.linear is not None else "triangular", self.case.issues[issue]
        if record.range is None:
            if not self.unread(issue, "range", "options"):
                hint = "only an issue with a range has scores in this form"
                self.add((*path, kind), kind, f"a score for each option of {issue}", hint)
            return
        for name, score in scores.named.items():
            self.hundred((*path, name.partition("[")[0]), score, weighted=weighted)
        if scores.triangular is None or self.lines.left_out((*path, kind)):
            return
        left, peak, right = (Fraction(corner) for corner in scores.triangular)
        low, high = record.ends
        found = f"[{', '.join(map(exact_text, (left, peak, right)))}]"
        if not left <= peak <= right or left == right or right <= low or high <= left:
            within = f"{issue} from {exact_text(low)} to {exact_text(high)}"
            self.add((*path, kind), found, f"three numbers that rise, within {within}")
        elif record.real and (low < left == peak or peak == right < high):
            hint = "move a corner, or give the range a step"
            self.add((*path, kind), found, "no jump inside a real range", hint)

    def hundred(self, path: Path, score: Judgement, *, weighted: bool) -> None:
        if weighted and not 0 <= score.low <= score.high <= _HUNDRED:
            self.add(path, str(score), "a score from 0 to 100, as the party has weights")

    def order(self, path: Path, issue: str, order: Order, *, weighted: bool) -> None:
        found = f"the order {quoted(order)}"
        if self.case.issues[issue].real:
            self.add(path, found, "points, linear or triangular", "a real range")
            return
        if not weighted:
            self.add(path, found, "points or ranges", "an order of options needs weights")
        if len(order.chains) > 1:
            self.add(path, f"{len(order.chains)} chains", "one chain for options, from best to worst")
        options = () if self.unread(issue, "options") else tuple(self.case.issues[issue].options)
        if not self.other_signs(path, order, options):
            self.ordered(path, order, options, [self.option(path, issue, name) for name in order.names])

    def points(self, path: Path, issue: str, scores: Judgements, *, weighted: bool) -> None:
        base = self.written(path, "points")
        ranged = self.case.issues[issue].range is not None
        check, meant = self.number if ranged else self.option, set()
        for option, score in scores.points.items():
            guess = check((*base, option), issue, option)
            meant.add(guess)
            if guess is None:
                self.hundred((*base, option), score, weighted=weighted)
        if ranged:
            self.line(path, base, issue, scores)
            return
        options = () if self.unread(issue, "options") else self.case.issues[issue].options
        if missing := self.missing(base, options, {*scores.points, *meant}):
            self.add(path, f"no score for {missing}", f"a score for each option of {issue}")

    def line(self, path: Path, base: Path, issue: str, scores: Judgements) -> None:
        """Points of a range: every number once, and both ends."""
        seen: dict[Fraction | None, str] = {}
        for name in scores.points:
            number = as_number(name)
            if number is not None and number in seen:
                self.add((*base, name), quoted(name), f"each number once; {quoted(seen[number])} is the same")
            seen[number] = name
        absent = [exact_text(end) for end in self.case.issues[issue].ends if end not in seen]
        if absent and not self.lines.touched(path) and not self.lines.touched(("issues", issue)):
            found = f"no score for {' and '.join(absent)}"
            self.add(path, found, "points that include both ends of the range")

    def ordered(self, path: Path, order: Order, wanted: Iterable[str], meant: list[str | None]) -> None:
        if missing := self.missing(path, wanted, {*order.names, *meant}):
            hint = "several chains may stand in a list; > and = are the only signs"
            self.add(path, f"an order without {missing}", "every name in the order", hint)

    def other_signs(self, path: Path, order: Order, known: Collection[str]) -> bool:
        """Whether known names stand there with other signs between them, which is then said."""
        right = order.meant(known)
        if right:
            self.add(path, quoted(order), "> from the most to the least, = between equals", f"write {right}")
        return bool(right)

    def weights(self, path: Path, weights: Judgements, scored: Collection[str]) -> None:
        scores = (*path[:-1], "scores")
        unread = self.lines.left_out(scores)

        def check(place: Path, name: str) -> str | None:
            return self.unknown(place, name, scored, "a scored issue", scores, ("issues",))

        if weights.order is not None:
            if not self.other_signs(path, weights.order, scored):
                meant = [check(path, name) for name in weights.order.names]
                self.ordered(path, weights.order, () if unread else scored, meant)
            return
        if weights.linear is not None or weights.triangular is not None:
            self.add(path, "a form of scores", "a weight for each scored issue")
            return
        base = self.written(path, "points")
        meant = [check((*base, issue), issue) for issue in weights.points]
        missing = self.missing(base, scored, {*weights.points, *meant})
        if missing and not unread:
            self.add(path, f"no weight for {missing}", "a weight for each scored issue")
        elif not self.lines.touched(path):
            self.room(path, base, weights.points)

    def room(self, path: Path, base: Path, points: Mapping[str, Judgement]) -> None:
        """Weights must be able to sum to 100, or, if all are exact, to something above 0."""
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

    def record(self) -> None:
        for index, event in enumerate(self.case.record):
            path: Path = ("record", index)
            self.anyone((*path, "by"), event.by)
            for key, terms in (("offer", event.offer), ("refuses", event.refuses), ("signs", event.signs)):
                self.terms((*path, key), terms or {})
            for reader, terms in event.read_as.items():
                where: Path = (*path, "read_as", reader)
                self.anyone(where, reader)
                self.terms(where, terms)
                for issue in terms:
                    if event.offer is not None and issue in self.case.issues and issue not in event.offer:
                        self.add((*where, issue), quoted(issue), "an issue that the offer names")
            if event.read_as and event.offer is None:
                self.add((*path, "read_as"), "a reading without an offer", "the offer that was read so")

    def evidence(self) -> None:
        for index, item in enumerate(self.case.evidence):
            for key, names in (("for", item.for_), ("against", item.against)):
                for place, name in enumerate(names):
                    where: Path = ("evidence", index, key, place)
                    path = where if self.lines.original(where) in self.lines.known else where[:-1]
                    self.unknown(path, name, EXPLANATIONS, "an explanation")
            for name in dict.fromkeys(name for name in item.for_ if name in item.against):
                self.add(("evidence", index), f"{quoted(name)} under both for and against", "one of the two")


def check_names(case: Case, lines: Lines, faults: Faults) -> list[tuple[Path, str, str]]:
    """Collect every name or number of a case that does not fit; what ``lines`` left out was faulty.

    Gives every name that was looked up: where it stands, the name, and what it is one of, in words.
    """
    (checks := _Names(case, lines, faults)).run()
    return checks.seen
