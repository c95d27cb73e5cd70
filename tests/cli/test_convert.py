"""``walkaway convert``, and every command on other programs' files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.test_cli import no_traceback, run
from tests.interop.helpers import CORPUS

import walkaway
from walkaway.cli.typed import spread
from walkaway.errors import UsageError
from walkaway.other_programs import FORMATS

GOOD = CORPUS / "good"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A NegoLog domain; the profiles are called p1 and p2."""
    return copied(tmp_path / "in", "negolog")


def copied(folder: Path, kind: str) -> Path:
    folder.mkdir()
    for seed in GOOD.glob(f"{kind}-*"):
        shutil.copy(seed, folder / seed.name.split("-")[1])
    return folder


def test_deals_speak_the_scale_of_the_file(folder: Path) -> None:
    result = run("deals", folder, "--json")
    no_traceback(result)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["parties"] == ["p1", "p2"]
    assert found["space"]["size"] == 4
    assert found["frontier"][0]["value"] == [1, 0.1]  # 0.4·1 + 0.6·1; 0.5·0.2 + 0.5·0
    assert found["walk_away"] == [0.1, 0]


def test_a_domain_with_its_profiles(tmp_path: Path) -> None:
    folder = copied(tmp_path / "in", "geniusweb")
    shutil.copy(folder / "p1.json", folder / "p3.json")
    asked = run("deals", folder / "domain.json")
    assert asked.exit_code == 2
    assert "--profiles" in asked.output
    names = ("p1.json", "p2.json")
    result = run("deals", folder / "domain.json", "--profiles", *names, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["parties"] == ["p1", "p2"]
    assert "note: " in result.stderr
    assert run("check", folder / "domain.json", "--profiles", *names).exit_code in (0, 2)
    page = tmp_path / "page.html"
    assert run("brief", folder, "--profiles", *names, "-o", page).exit_code == 0
    assert page.exists()
    deal = "colour=red,count=0.5"
    assert run("improve", folder, "--profiles", *names, "--deal", deal).exit_code == 0


@pytest.mark.parametrize("format", FORMATS)
def test_there_and_back(folder: Path, tmp_path: Path, format: str) -> None:
    result = run("convert", folder, tmp_path / format, "--to", format, "--json")
    no_traceback(result)
    done = json.loads(result.stdout)
    assert (done["from"], done["to"]) == ("negolog", format)
    assert len(done["read"]) == 2
    assert all(Path(file).exists() for file in done["written"])
    back = walkaway.load(tmp_path / format)
    own = walkaway.load(folder)
    assert next(iter(back.case.preferences.values())).scores == own.case.preferences["p1"].scores


def test_to_a_case_and_from_it(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    result = run("convert", folder, case)
    assert result.output.splitlines() == [f"wrote {case}", "everything was carried over"]
    assert walkaway.load(case).case == walkaway.load(folder).case
    again = run("convert", case, tmp_path / "again", "--to", "case")
    assert again.output.startswith(f"wrote {tmp_path / 'again' / 'case.yaml'}")
    lossy = run("convert", case, tmp_path / "web", "--to", "geniusweb")
    assert "not written: the value of no deal to p1 is left out" in lossy.output
    web = run("convert", tmp_path / "web", tmp_path / "x.yml")
    assert "not read: p1: no reservation bid" in web.output


def test_the_catalogue_can_be_converted(tmp_path: Path) -> None:
    result = run("convert", "thompson-employment", tmp_path / "genius", "--to", "genius")
    assert result.exit_code == 0
    assert "divided by" in result.output


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("out",), "--to"),
        (("out", "--to", "genuis"), 'did you mean "genius"'),
        (("in", "--to", "negolog"), "wrote"),
        (("out", "--to", "genius", "--from", "negmass"), 'did you mean "negmas"'),
        (("out", "--to", "genius", "--from", "negmas"), '--from: found "negmas" for the case "'),
        (("out", "--to", "genius", "--from", "case"), "a folder without case.yaml"),
        (("in/p1.json/x", "--to", "genius"), "a file that can be written"),
    ],
)
def test_faults(folder: Path, tmp_path: Path, arguments: tuple[str, ...], found: str) -> None:
    result = run("convert", folder, tmp_path / arguments[0], *arguments[1:])
    no_traceback(result)
    assert found in result.output
    assert result.exit_code == (0 if found == "wrote" else 2)


def test_what_was_read_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    (folder / "p1.json").rename(folder / "profileA.json")
    result = run("convert", folder, folder, "--to", "negolog")
    assert result.exit_code == 2
    assert "which was read" in result.output
    case = tmp_path / "case.yaml"
    run("convert", folder, case)
    assert "which was read" in run("convert", case, case).output


def test_faults_of_other_programs_files(folder: Path) -> None:
    (folder / "p1.json").write_text(
        '{"issueWeights": {}, "issues": {"a": {"b": 1}}, "reservationValue": "x"}'
    )
    for command in (("deals", folder), ("check", folder), ("convert", folder, folder / "x.yaml")):
        result = run(*command)
        assert result.exit_code == 2
        assert "p1.json:1" in result.output
    assert "p1.json" in str(walkaway.check(folder)[0])


def test_profiles_belong_to_other_programs(folder: Path) -> None:
    with pytest.raises(UsageError, match=r'profiles: found "a\.xml, b\.xml" for the case "'):
        walkaway.load("harbour", profiles=["a.xml", "b.xml"])
    result = run("deals", folder, "--profiles", "p2", "p1", "--json")
    assert json.loads(result.stdout)["parties"] == ["p2", "p1"]


def test_options_take_all_files_that_follow() -> None:
    assert spread(["--profiles", "a", "b", "c"]) == ["--profiles", "a", "--profiles", "b", "--profiles", "c"]
    assert spread(["x", "--profiles", "a", "--json", "y"]) == ["x", "--profiles", "a", "--json", "y"]
    assert spread(["--profiles", "a", "--profiles", "b"]) == ["--profiles", "a", "--profiles", "b"]


@pytest.mark.parametrize(
    "question",
    [("deals",), ("bridge",), ("why",), ("sensitivity",), ("improve", "--deal", "colour=red,count=0.5")],
)
def test_every_answer_says_what_was_not_read(tmp_path: Path, question: tuple[str, ...]) -> None:
    folder = copied(tmp_path / "in", "geniusweb")
    command, *rest = question
    result = run(command, folder, *rest, "--draws", "50", "--json")
    no_traceback(result)
    found = json.loads(result.stdout)
    assert "name of LinearAdditiveUtilitySpace is left out: p1.json:11" in found["not_read"]
    assert "note: name of LinearAdditiveUtilitySpace" in result.stderr


def test_the_brief_says_what_was_not_read(tmp_path: Path) -> None:
    folder, page, plain = copied(tmp_path / "in", "geniusweb"), tmp_path / "p.html", tmp_path / "p.json"
    assert run("brief", folder, "-o", page, "--json", plain, "--draws", "50").exit_code == 0
    assert "name of SumOfGroupsUtilitySpace is left out: p2.json:11" in page.read_text("utf-8")
    assert len(json.loads(plain.read_text("utf-8"))["not_read"]) == 3


def test_a_case_has_no_such_list() -> None:
    assert "not_read" not in json.loads(run("deals", "harbour", "--draws", "50", "--json").stdout)
