"""The style sheet: one meaning for each class, whichever screen it stands on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import walkaway

STYLE = Path(walkaway.__file__).parent / "report" / "templates" / "style.css"


def test_a_class_is_laid_out_in_one_place() -> None:
    """Two screens that give one class its own margins spoil each other; media queries may change it."""
    plain = STYLE.read_text(encoding="utf-8").splitlines()
    rules = Counter(match[1] for line in plain if (match := re.match(r"\.([\w-]+) \{", line)))
    assert rules
    assert [name for name, times in rules.items() if times > 1] == []
