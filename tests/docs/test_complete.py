"""The documentation leaves nothing out and points nowhere wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, PAGES, ROOT, name_of
from typer.main import get_command

import walkaway
from walkaway import errors
from walkaway.cli.app import app

LINKED = (*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
REFERENCE = DOCS / "reference"
WORDS = set(re.findall(r"\S+", """
    document passage statement conflict cite record offer account case party ratifier agreement issue
    option deal impossible space cluster judgement grounded preference score weight interaction
    red-line walk-away belief frontier solution lottery real-range zone verdict draw central acceptability
    margin conditions improvement debrief trade alternative step bridge reach path slack exposure
    session protocol process strategy view tournament line-up result
    swing flip worth diagnosis evidence third-party brief ledger catalogue fault
"""))  # fmt: skip


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    made = {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in titles}
    return made | set(re.findall(r"^::: (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE))


def test_generated_pages_are_up_to_date() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference", "--check"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("page", LINKED, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), target
        assert not anchor or anchor in _anchors(goal), target


def test_every_page_is_in_the_navigation() -> None:
    listed = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    for page in PAGES:
        assert not re.search(r"(src|href)=\"https?:|!\[[^\]]*\]\(https?:", page.read_text(encoding="utf-8"))


def test_commands_and_options_are_in_the_reference() -> None:
    text = _page("cli.md")
    commands = getattr(get_command(app), "commands")  # noqa: B009 - a group, whatever library made it
    for name, command in commands.items():
        assert f"## walkaway {name}\n" in text
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert max(parameter.opts, key=len) in text, (name, parameter.opts)


def test_keys_of_the_format_are_in_the_reference() -> None:
    text = _page("case-format.md")

    def keys(part: object) -> set[str]:
        if isinstance(part, list):
            return set().union(*map(keys, part))
        if not isinstance(part, dict):
            return set()
        own = set(part["properties"]) if isinstance(part.get("properties"), dict) else set()
        return own.union(*map(keys, part.values()))

    missing = {key for key in keys(walkaway.schema()) if not re.search(rf"`[^`]*\b{key}\b[^`]*`", text)}
    assert not missing


def test_public_names_are_in_the_reference() -> None:
    text = _page("api.md")
    missing = {name for name in walkaway.__all__ if not re.search(rf"\b{name}\b", text)}
    assert not missing


def test_the_changelog_has_one_open_version_and_no_section_twice() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    undated = [version for version in versions if not re.search(r"\d{4}-\d\d-\d\d$", version)]
    assert undated == versions[:1] == [f"[{walkaway.__version__}] – in progress"]
    sections = re.findall(r"^### (.+)$", text.split("\n## ")[1], re.MULTILINE)
    assert len(sections) == len(set(sections))


def test_errors_are_in_the_reference() -> None:
    text = _page("errors.md")
    kinds = [name for name in errors.__all__ if name.endswith("Error")]
    assert kinds
    assert all(name in text for name in kinds)


def test_glossary_holds_the_words_of_the_house() -> None:
    """Each word has its place and an example that test_examples runs."""
    text = _page("glossary.md").split("\n## What the field says")[0]
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    entries = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert {word.replace(" ", "-") for word in entries} == WORDS
    assert [word for word, text in entries.items() if ">>>" not in text] == []
