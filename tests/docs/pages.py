"""Pages of the documentation as a reader goes through them: files to save, commands to type, code to run.

Nothing is hidden. A page says in its own words what to put where, and that is what the tests do::

    Save this as `car.yaml`:                            the block that follows is car.yaml
    In `car.yaml`, change `a: 1` to `b: 1` and save it as `bad.yaml`
    Copy `car.yaml` to `cars/one.yaml`
    the files of [Your first case](first-case.md)       all that stand on that page
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), ROOT / "README.md")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"\b[Ss]ave\b.* as `([^`]+)`:\Z")
_SAID = re.compile(
    r"\b[Ii]n `(?P<source>[^`]+)`, change `(?P<old>[^`]+)` to `(?P<new>[^`]+)` and save it"
    r" as `(?P<name>[^`]+)`"
    r"|\b[Cc]opy `(?P<one>[^`]+)` to `(?P<other>[^`]+)`"
    r"|\bthe files of \[[^\]]+\]\((?P<page>[^)#]+)\)"
)


@dataclass(frozen=True)
class Block:
    """One fenced block; ``file`` is the name under which the page says to save it, if it does."""

    page: Path
    line: int
    language: str
    text: str
    file: str = ""

    @property
    def where(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


@dataclass(frozen=True)
class Change:
    """A file made from another one: one piece of text replaced, or nothing (a copy)."""

    page: Path
    source: str
    name: str
    old: str = ""
    new: str = ""

    def made(self, before: str) -> str:
        assert self.old in before, f"{name_of(self.page)}: {self.old!r} is not in {self.source}"
        return before.replace(self.old, self.new, 1)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def steps_of(page: Path) -> Iterator[Block | Change | Path]:
    """What a reader does, in order: saves and runs blocks, changes files, takes the files of another page."""
    text, at = page.read_text(encoding="utf-8"), 0
    for match in _FENCE.finditer(text):
        prose = " ".join(text[at : match.start()].split())
        yield from _said(page, prose)
        last = " ".join(text[at : match.start()].strip().split("\n\n")[-1].split())
        saved = None if any(found["name"] for found in _SAID.finditer(last)) else _SAVED.search(last)
        line = text.count("\n", 0, match.start()) + 2
        yield Block(page, line, match[1], match[2], saved[1] if saved else "")
        at = match.end()


def _said(page: Path, prose: str) -> Iterator[Change | Path]:
    for found in _SAID.finditer(prose):
        if found["page"]:
            yield (page.parent / found["page"]).resolve()
        elif found["one"]:
            yield Change(page, found["one"], found["other"])
        else:
            yield Change(page, found["source"], found["name"], found["old"], found["new"])


def blocks_of(page: Path, language: str = "") -> list[Block]:
    return [step for step in steps_of(page) if isinstance(step, Block) and language in ("", step.language)]


def follow(step: Block | Change | Path, folder: Path) -> None:
    """Save what a step says to save."""
    if isinstance(step, Path):
        for other in steps_of(step):
            follow(other, folder)
    elif isinstance(step, Change):
        _write(folder / step.name, step.made((folder / step.source).read_text(encoding="utf-8")))
    elif step.file:
        _write(folder / step.file, step.text)


def commands_of(text: str) -> list[tuple[str, str]]:
    """Each command of a console block with what the page shows below it."""
    parts = re.split(r"^\$ (.+)\n", text, flags=re.MULTILINE)
    assert not parts[0].strip()
    return [(command, tidy(shown)) for command, shown in zip(parts[1::2], parts[2::2], strict=True)]


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
