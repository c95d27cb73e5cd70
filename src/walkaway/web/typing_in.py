"""What is typed into a field, in the form of a case file; what cannot be read stays, for the check."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..case.judgement import TO_BE_JUDGED, begins_unjudged
from ..case.yamltext import Number, read_yaml
from ..errors import CaseError, Faults

_SPLIT = re.compile(r"\s*(?:–|—|\.\.\.?|;|,|\bto\b)\s*|\s+|(?<=[0-9])-(?=[0-9.])")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_RATIO = re.compile(r"[-+]?[0-9]+/[0-9]+")


def _number(text: str) -> Any:
    """A number as it was typed; what is none stays text, of which the check says what would be right."""
    if _NUMBER.fullmatch(text) and len(text) < 40:
        return Number(text)
    return text


def numbers_of(text: str) -> Any:
    """A number, or two or three; any other text as it is."""
    parts = [part for part in _SPLIT.split(text.strip().strip("[]").replace("\N{MINUS SIGN}", "-")) if part]
    if 1 <= len(parts) <= 3 and all(_NUMBER.fullmatch(one) or _RATIO.fullmatch(one) for one in parts):
        found = [_number(one) for one in parts]
        return found[0] if len(found) == 1 else found
    return text.strip()


def _judgement(text: str, note: str, cites: list[str]) -> Any:
    """A judgement as a file has it: bare, or with its words."""
    value = numbers_of(text) if text.strip() else TO_BE_JUDGED
    judged = bool(text.strip()) and value != TO_BE_JUDGED
    words: dict[str, Any] = {}
    if cites:
        words["cite"] = cites[0] if len(cites) == 1 else cites
    if note and not (judged and begins_unjudged(note)):  # it is judged now
        words["note"] = note
    if isinstance(value, list) and len(value) == 3:
        return dict(zip(("low", "likely", "high"), value, strict=True)) | words
    return {"range" if isinstance(value, list) else "value": value, **words} if words else value


def lines_of(value: Any) -> list[str]:
    """The lines of a text, or of several, without empty ones."""
    parts = value.splitlines() if isinstance(value, str) else [str(one) for one in value or ()]
    return [part.strip() for part in parts if part.strip()]


def _pattern(value: Any) -> Any:
    """Issue → option, options, or a stretch with the ends that are given."""
    found: dict[str, Any] = {}
    for issue, chosen in value.items():
        if isinstance(chosen, Mapping):
            ends = {key: _number(str(one).strip()) for key, one in chosen.items() if str(one).strip()}
            found |= {issue: ends} if ends else {}
        elif chosen:
            found[issue] = chosen[0] if len(chosen) == 1 else list(chosen)
    return found


def yaml_of(text: str) -> Any:
    """A value that is typed as YAML; a CaseError where it is none."""
    faults = Faults()
    value = read_yaml(text, "", faults)[0]
    faults.raise_if_any(CaseError)
    return value


def _shares(line: str) -> dict[str, Any]:
    """A phase as it is typed: issues, each with its share; an issue alone is carried out whole."""
    parts = (part.replace(":", " ").replace("=", " ").split() for part in re.split("[,;]", line))
    return {part[0]: _number(" ".join(part[1:])) if part[1:] else 1 for part in parts if part}


def _ranking(text: str) -> list[Any]:
    """Numbers, best first; what stands equal is a list."""
    groups = [
        [_number(one.strip()) for one in part.split("=")] for part in re.split("[,;>]", text) if part.strip()
    ]
    return [one[0] if len(one) == 1 else one for one in groups]


def typed(kind: str, value: Any, *, note: str = "", cites: str = "") -> Any:
    """What was typed into a field of a kind, in the form of a case file; None to leave the key out."""
    text = value if isinstance(value, str) else ""
    made: dict[str, Callable[[], Any]] = {
        "text": lambda: text.strip() or None,
        "long": lambda: text.strip() or None,
        "choice": lambda: text or None,
        "term": lambda: text or None,
        "number": lambda: _number(text.strip()) if text.strip() else None,
        "pair": lambda: numbers_of(text) if text.strip() else None,
        "lines": lambda: (lines[0] if len(lines) == 1 else lines) if (lines := lines_of(value)) else None,
        "several": lambda: lines_of(value) or None,
        "flag": lambda: True if value is True else None,
        "judgement": lambda: _judgement(text, note.strip(), lines_of(cites)),
        "pattern": lambda: _pattern(value),
        "order": lambda: lines_of(text.replace(";", "\n")) if ";" in text else text.strip(),
        "other": lambda: yaml_of(text) if text.strip() else None,
        "value": lambda: yaml_of(text) if text.strip() else None,
        "taken": lambda: {name: one[0] for name, one in value.items() if one and one[0]},
        "shares": lambda: [_shares(line) for line in lines_of(text)] or None,
        "ranking": lambda: _ranking(text) or None,
    }
    if kind not in made or (kind in ("pattern", "taken")) != isinstance(value, dict):
        raise ValueError(kind)
    return made[kind]()
