"""Most of the conflicts that are proposed are real, and most planted ones are: scored on invented sets."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML
from tests.evidence.contradictions import CONTRADICTIONS, LOOKALIKES
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.findings import Conflict, Statement
from walkaway.evidence.gathering import gather
from walkaway.evidence.speech.conflicts import conflicts_of
from walkaway.evidence.speech.statements import statements_of_all

ACCOUNTS = Path(__file__).parent / "accounts"
JUDGED: dict[str, list[list[str]]] = YAML(typ="safe").load(
    (ACCOUNTS / "judged.yaml").read_text(encoding="utf-8")
)


def proposed(pairs: str) -> list[bool]:
    """Of each two lines, whether a conflict is proposed between them."""
    lines = [line.strip() for line in pairs.strip().splitlines()]
    reads = [read(line, f"d{k}") for k, line in enumerate(lines)]
    found = list(statements_of_all(reads))
    return [bool(conflicts_of(found[k] + found[k + 1], reads[k : k + 2])) for k in range(0, len(lines), 2)]


@needs_parser
def test_planted_contradictions_are_proposed_and_lookalikes_are_not() -> None:
    planted, alike = proposed(CONTRADICTIONS), proposed(LOOKALIKES)
    print(f"planted: {sum(planted)} of {len(planted)} proposed, lookalikes: {sum(alike)} of {len(alike)}")
    assert sum(planted) >= 0.9 * len(planted)
    assert sum(alike) <= 0.1 * len(alike)


def real(conflict: Conflict, said: dict[str, Statement], judged: list[list[str]]) -> int:
    """The number of the judgement that a conflict stands on, or -1."""
    texts = [" ".join(" ".join(q.text for q in said[name].content).split()) for name in conflict.statements]
    fits = (
        k for k, (a, b) in enumerate(judged)
        if (a in texts[0] and b in texts[1]) or (b in texts[0] and a in texts[1])
    )  # fmt: skip
    return next(fits, -1)


@needs_parser
def test_half_of_what_is_proposed_on_six_invented_events_is_real() -> None:
    rows = []
    for event, judged in JUDGED.items():
        found = gather(sorted(ACCOUNTS.glob(f"{event}-*.txt")))
        said = {item.id: item for item in found.statements}
        rows += [(event, real(conflict, said, judged)) for conflict in found.conflicts]
    right = {row for row in rows if row[1] >= 0}
    known = sum(map(len, JUDGED.values()))
    print(f"real: {sum(k >= 0 for _, k in rows)} of {len(rows)} proposed; {len(right)} of {known} found")
    assert sum(k >= 0 for _, k in rows) >= 0.7 * len(rows)
    assert len(right) >= 0.3 * known
