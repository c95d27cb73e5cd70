"""Small cases to play over, drawn at random; and a table laid for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from walkaway.case import Case
from walkaway.playing.batch import Setting
from walkaway.playing.talks import Talks, talks_of

__all__ = ["laid", "small_case"]


def small_case(
    seed: int, *, parties: int = 2, issues: int = 3, options: int = 4, most: int = 9, **more: Any
) -> Case:
    """A case with whole scores, so that many deals are level, and walk-aways that rule some out."""
    random = np.random.default_rng(seed)
    who = [f"p{number}" for number in range(parties)]
    return Case.model_validate(
        {
            "case": 1,
            "title": "A small one",
            "parties": {name: name.upper() for name in who},
            "issues": {
                f"i{issue}": {
                    "title": f"Issue {issue}",
                    "options": {f"o{option}": f"O{option}" for option in range(options)},
                }
                for issue in range(issues)
            },
            "preferences": {
                name: {
                    "walk_away": int(random.integers(0, most)),
                    "scores": {
                        f"i{issue}": {
                            f"o{option}": int(random.integers(0, most)) for option in range(options)
                        }
                        for issue in range(issues)
                    },
                }
                for name in who
            },
            **more,
        }
    )


def laid(case: Case, *, rounds: int = 10, clock: str = "rounds") -> tuple[Talks, Setting]:
    """Talks about a case and their setting."""
    talks = talks_of(case, None, rounds=rounds, clock=clock)
    return talks, talks.setting
