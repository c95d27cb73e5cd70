"""``walkaway new``: every template is a sound case from which work can start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import no_traceback, run

import walkaway
from walkaway.catalogue import templates

NAMES = ["labour", "purchase", "roleplay", "treaty"]


def test_what_can_be_started_from() -> None:
    assert list(templates()) == NAMES
    assert ", ".join(NAMES[:-1]) in run("new", "--help").output


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_sound_and_gives_a_brief(name: str, tmp_path: Path) -> None:
    """No fault and no doubt, comments that guide, room for a deal, and a verdict in the brief."""
    done = run("new", tmp_path / "mine", "--template", name)
    no_traceback(done)
    assert done.exit_code == 0
    file = tmp_path / "mine" / "case.yaml"
    assert done.output.startswith(f"wrote {file}\n")
    assert file.read_text("utf-8") == templates()[name].read_text("utf-8")
    assert file.read_text("utf-8").count("# ") >= 6
    assert walkaway.check(tmp_path / "mine") == []
    brief = run("brief", tmp_path / "mine", "--draws", "60")
    assert "There is room for a deal" in brief.output
    assert walkaway.zone(tmp_path / "mine", draws=60).everyone.verdict in ("certain", "possible")


def test_a_file_on_its_own(tmp_path: Path) -> None:
    told = json.loads(run("new", tmp_path / "a" / "b.yml", "--json").output)
    assert (told["template"], told["written"]) == ("purchase", [str(tmp_path / "a" / "b.yml")])
    assert walkaway.load(tmp_path / "a" / "b.yml").case.title == "A used machine"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine", encoding="utf-8")
    done = run("new", tmp_path)
    assert done.exit_code == 2
    assert "which is a case" in done.output
    assert (tmp_path / "case.yaml").read_text("utf-8") == "mine"


def test_an_unknown_template_gets_the_nearest(tmp_path: Path) -> None:
    done = run("new", tmp_path / "x", "--template", "labor")
    assert done.exit_code == 2
    assert '--template: found "labor"; expected one of labour, purchase, roleplay, treaty' in done.output
    assert 'did you mean "labour"' in done.output
    assert not (tmp_path / "x").exists()
