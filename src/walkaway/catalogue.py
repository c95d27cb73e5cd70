"""The catalogue: cases that travel with the library, found by name; and templates, cases to start from.

A name is the folder (``harbour``) for its ``case.yaml``, ``folder/variant`` for another case file in it.
"""

from __future__ import annotations

from pathlib import Path

_NOT_CASES = frozenset({"known"})


def _home() -> Path:
    """Where the cases are: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parent
    installed = package / "_cases"
    return installed if installed.is_dir() else package.parent.parent / "cases"


def catalogue() -> dict[str, Path]:
    """Every case of the catalogue: name → YAML file, in order of name."""
    found = {}
    for path in sorted(_home().glob("*/*.yaml")):
        if path.stem not in _NOT_CASES:
            name = path.parent.name if path.stem == "case" else f"{path.parent.name}/{path.stem}"
            found[name] = path
    return dict(sorted(found.items()))


def find(name: str) -> Path | None:
    """The file of a case of the catalogue, or None."""
    return catalogue().get(name)


def templates() -> dict[str, Path]:
    """Every commented case to start from: name → YAML file, in order of name."""
    return {path.stem: path for path in sorted((Path(__file__).parent / "templates").glob("*.yaml"))}
