"""Small files of other programs, and what the deals in them are worth."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from walkaway.case import Case
from walkaway.errors import InputError
from walkaway.interop import Import, read_foreign
from walkaway.interop.conversion import from_case
from walkaway.interop.safe import Notes
from walkaway.interop.scenario import ForeignIssue, Profile

ROOT = Path(os.environ.get("WALKAWAY_ORACLES") or Path(__file__).parents[2].parent / "shared" / "oracles")
CORPUS = Path(__file__).parent / "corpus"
HERE = (ROOT / "genius").is_dir()
WHY = "no outside data here; set WALKAWAY_ORACLES to the folder that holds it"

DOMAIN = """<negotiation_template><utility_space number_of_issues="{count}">
<objective index="0" name="root" type="objective" etype="objective">
{issues}
</objective></utility_space></negotiation_template>
"""
PROFILE = """<utility_space{kind}>
<objective index="0" name="root" type="objective" etype="objective">
{issues}
</objective>{rest}
</utility_space>
"""


def f(text: str) -> Fraction:
    """A decimal or a ratio as it stands in a file."""
    return Fraction(text)


def files(folder: Path, **texts: str) -> Path:
    """Write files into a folder; ``__`` in a name stands for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def genius(folder: Path, issues: str, *profiles: str, rest: str = "", kind: str = "") -> Path:
    """A Genius domain with profiles; the last one twice if there is only one."""
    files(folder, domain__xml=DOMAIN.format(count=1, issues=issues))
    for place, text in enumerate(profiles if len(profiles) > 1 else (*profiles, *profiles)):
        files(folder, **{f"p{place + 1}__xml": PROFILE.format(issues=text, rest=rest, kind=kind)})
    return folder


def read(folder: Path, profiles: Sequence[str] = ()) -> Import:
    """Read what must be there."""
    found = read_foreign(folder, profiles)
    assert found is not None
    return found


def faults(folder: Path, profiles: Sequence[str] = ()) -> str:
    """Every fault of files that cannot be read, as text."""
    try:
        read_foreign(folder, profiles)
    except InputError as error:
        return str(error)
    raise AssertionError("no fault was found")


def worth(case: Case, who: int, deal: Sequence[str]) -> Fraction:
    """What a deal (its options in the order of the issues) is worth to a party, exactly."""
    issues, profile = parts(case, who)
    return profile.value(dict(zip(issues, deal, strict=True)))


def parts(case: Case, who: int) -> tuple[dict[str, ForeignIssue], Profile]:
    """Issues by name, and what a party wants, in exact numbers."""
    scenario = from_case(case, Notes())
    return {issue.name: issue for issue in scenario.issues}, scenario.profiles[who]
