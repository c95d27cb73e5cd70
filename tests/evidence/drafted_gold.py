"""Small documents of every kind with what they offer, demand, refuse and undertake, scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from walkaway.evidence.drafting.candidate_parties import sides_in
from walkaway.evidence.drafting.sides import Sides
from walkaway.evidence.findings import Read, Statement
from walkaway.evidence.gathering import gather
from walkaway.evidence.positions.finder import Position, by_rules

FOLDER = Path(__file__).parent / "gold"
SCORED = ("offers", "demands", "refuses", "undertakes")


@dataclass(frozen=True)
class Asked:
    """One line of the gold: who, which acts are right, where the words stand, which amounts they name."""

    names: tuple[str, ...]
    acts: tuple[str, ...]
    start: int
    end: int
    amounts: tuple[tuple[str, Decimal], ...]
    optional: bool


@dataclass(frozen=True)
class Score:
    """Counts of one document: asked for, found, proposed, and of those right or allowed."""

    asked: int
    found: int
    proposed: int
    right: int
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        counts = (self.asked + other.asked, self.found + other.found, self.proposed + other.proposed)
        return Score(*counts, self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    def __str__(self) -> str:
        counts = f"{self.found} of {self.asked} found, {self.right} of {self.proposed} right"
        return f"recall {self.recall:.2f}, precision {self.precision:.2f} ({counts})"


@cache
def gold() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        found |= YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return found


def names_of(kind: str = "", *, tuned: bool | None = None) -> list[str]:
    return [
        name for name, each in gold().items()
        if kind in ("", each["kind"]) and tuned in (None, each.get("tuned", False))
    ]  # fmt: skip


@cache
def read_all() -> tuple[tuple[Read, ...], tuple[Statement, ...]]:
    found = gather([FOLDER / f"{name}.txt" for name in gold()])
    return found.reads, found.statements


def asked_of(name: str, text: str) -> list[Asked]:
    """The lines of the gold of a document, with the places of their words."""
    each = gold()[name]
    found = []
    for line in each["said"]:
        who, acts, words, *amounts = (part.strip() for part in line.removeprefix("?").split("|"))
        pattern = r"[\s>]+".join(map(re.escape, words.split()))
        match = re.search(pattern, text)
        assert match is not None, (name, words)
        pairs = [pair.split() for part in amounts for pair in part.split(";")]
        measured = tuple((unit, Decimal(number)) for unit, number in pairs)
        names = tuple(each["sides"][who])
        found.append(Asked(names, tuple(acts.split("/")), *match.span(), measured, line.startswith("?")))
    return found


def fits(asked: Asked, position: Position, names: Iterable[str]) -> bool:
    """Whether a position of a party called so says what was asked for."""
    called = {_bare(name) for name in names}
    by = "*" in asked.names or any(_bare(name) in called for name in asked.names)
    shared = min(asked.end, position.end) - max(asked.start, position.start)
    near = shared >= min(asked.end - asked.start, position.end - position.start) / 2
    measured = all(
        any(
            unit in ("*", each.unit[: len(unit)]) and number in (each.low, each.high)
            for each in position.amounts
        )
        for unit, number in asked.amounts
    )
    return by and near and measured and position.act in asked.acts


def score(read: Read, statements: Sequence[Statement]) -> Score:
    """How a draft of one document does: every line is found once, every position is right or wrong."""
    positions = by_rules(read, statements)
    own = [item for item in statements if item.document == read.document.name]
    sides = sides_in([read], own, positions)
    called = {side.key: (side.title, *side.aliases) for side in sides.chosen}
    made = [(each, party) for each in positions if each.act in SCORED for party in sides.who(each)]
    left = asked_of(read.document.name, read.document.text)
    asked, found, right, wrong = sum(not each.optional for each in left), 0, 0, []
    all_gold = [*left]
    counted = Counter((each.start, each.end) for each, _ in made)
    for each, party in made:
        hit = next((item for item in left if fits(item, each, called[party])), None)
        again = hit is None and counted[each.start, each.end] > 1 and any(
            "*" in item.names and fits(item, each, called[party]) for item in all_gold
        )  # fmt: skip
        right += hit is not None or again
        if hit is not None:
            left.remove(hit)
            found += not hit.optional
        elif not again:
            wrong.append(f"{read.document.name}: {_told(read, each, called[party])}")
    text = read.document.text
    missed = [f"{read.document.name}: {item.names[0]} {item.acts[0]}: {text[item.start : item.end]}"
              for item in left if not item.optional]  # fmt: skip
    return Score(asked, found, len(made), right, tuple(missed), tuple(wrong))


def _told(read: Read, each: Position, names: Sequence[str]) -> str:
    amounts = ", ".join(f"{amount.unit} {amount.high}" for amount in each.amounts)
    return f"{names[0]} {each.act}: {read.document.text[each.start : each.end]} [{amounts}]"


def score_all(names: Iterable[str]) -> Score:
    reads, statements = read_all()
    wanted = set(names)
    total = Score(0, 0, 0, 0)
    for read in reads:
        if read.document.name in wanted:
            total += score(read, statements)
    return total


def parties_of(read: Read, statements: Sequence[Statement]) -> Sides:
    own = [item for item in statements if item.document == read.document.name]
    return sides_in([read], own, by_rules(read, statements))


def _bare(name: str) -> str:
    words = re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.split()).replace("’", "'"), flags=re.IGNORECASE)
    return re.sub(
        r"^(?:mr|ms|mrs|dr|minister|ambassador|mayor|commander|councillor|general|capt)\.?\s",
        "",
        words.casefold(),
    )
