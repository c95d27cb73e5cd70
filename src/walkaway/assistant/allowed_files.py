"""Which files an assistant may name: the catalogue, and what lies in one folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from .. import catalogue
from ..case import CaseFile
from ..errors import UsageError, nearest, quoted
from ..loading import load_with_conflicts

_MOST = 1_000


@dataclass(frozen=True)
class Folder:
    """One folder, below which cases may be read."""

    root: Path

    def cases(self) -> dict[str, str]:
        """Name, or path below the folder → where it is; at most 1,000 of the folder."""
        found = dict.fromkeys(catalogue.catalogue(), "catalogue")
        folders = (path.parent for path in sorted(self.root.glob("*/case.yaml")))
        for path in islice(chain(folders, sorted(self.root.glob("*.yaml"))), _MOST):
            if self._within(path):
                found[path.relative_to(self.root).as_posix()] = "folder"
        return found

    def path(self, name: str) -> Path:
        """Where the case of that name is; a UsageError for one neither of the catalogue nor in the folder."""
        path = self.root / name.replace("\0", "")
        inside = bool(name) and "\0" not in name and self._within(path)
        if inside and os.path.exists(path):  # noqa: PTH110 - a name too long is not there
            return path
        if name in catalogue.catalogue():
            return catalogue.catalogue()[name]
        found = f"{quoted(name)}, {'which is not there' if inside else 'outside the folder'}"
        right = "a case of the catalogue, or a path in the folder that is offered"
        raise UsageError.of(found, right, nearest(name, tuple(self.cases())), path="case")

    def load(self, name: str, account: list[str] | None = None) -> CaseFile:
        """Read the case of that name, or a conflict without issues."""
        return load_with_conflicts(str(self.path(name)), account)

    def _within(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):  # a name too long, links in a circle
            return False
