"""Agreements of NegMAS 0.16.0, recorded: time-based negotiators under its clock, 20 rounds."""

from __future__ import annotations

import pytest

from walkaway.case import Case
from walkaway.playing.strategy import made
from walkaway.playing.talks import talks_of

TABLES = {
    "p0": (150, [[0, 171, 302, 390], [0, 87, 231, 305], [329, 141, 58, 0]]),
    "p1": (200, [[263, 200, 117, 0], [411, 254, 90, 0], [0, 101, 222, 350]]),
}
"""Walk-away and points of each issue; ``BoulwareTBNegotiator`` and its kin got them divided by 1,024."""

AGREED = {
    "boulware boulware": "212", "boulware linear": "300", "boulware conceder": "120",
    "linear boulware": "202", "linear linear": "100", "linear conceder": "300",
    "conceder boulware": "102", "conceder linear": "202", "conceder conceder": "100",
}  # fmt: skip
"""Pair → option of each issue."""


@pytest.fixture(scope="module")
def case() -> Case:
    options = {f"o{number}": f"O{number}" for number in range(4)}
    return Case.model_validate(
        {
            "case": 1,
            "title": "Recorded",
            "parties": {"p0": "P", "p1": "Q"},
            "issues": {f"i{issue}": {"title": f"Issue {issue}", "options": options} for issue in range(3)},
            "preferences": {
                who: {
                    "walk_away": away,
                    "scores": {
                        f"i{issue}": {f"o{option}": points for option, points in enumerate(row)}
                        for issue, row in enumerate(rows)
                    },
                }
                for who, (away, rows) in TABLES.items()
            },
        }
    )


@pytest.mark.parametrize("pair", AGREED)
def test_time_based_negotiators_agree_as_in_negmas(case: Case, pair: str) -> None:
    talks = talks_of(case, None, rounds=20, clock="negmas")
    found = talks.recorded(made(f"negmas-{name}" for name in pair.split()), seed=1)
    deal = talks.listed.deal(int(found.deals[0]))
    assert "".join(option.removeprefix("o") for option in deal.values()) == AGREED[pair]
