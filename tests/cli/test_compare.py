"""``walkaway compare``: the terminal, JSON with its head, accounts and values, the page, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import in_sixty_columns, no_traceback, run
from tests.hard import write_hard
from tests.test_questions import CASE

import walkaway
from walkaway.questions import TABLE

FEW = ("--draws", "40")


@pytest.fixture
def yard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("new.yaml").write_text(CASE.replace("[3, 5]", "[4, 5]").replace("Low,", "Cheap,"), encoding="utf-8")
    Path("yard.yaml").write_text(CASE, encoding="utf-8")
    return Path("yard.yaml")


def test_two_files_in_words_and_a_line_for_each_change(yard: Path) -> None:
    text = in_sixty_columns("compare", yard, "new.yaml", "--draws", "400")
    for words in (
        "A yard: two versions",
        "The verdict stays: a deal is",
        "Ben: walk-away, 3–5 → 4–5",
        "Changed, but neither verdict nor deals rest on it option Price – Low, Low → Cheap",
    ):
        assert words in text


def test_json_has_the_head_and_everything(yard: Path) -> None:
    told = json.loads(run("compare", yard, "new.yaml", *FEW, "--json").stdout)
    assert (told["question"], told["case"]["digest"]) == ("compare", walkaway.load(yard).case.digest)
    assert told["new_case"]["digest"] == walkaway.load("new.yaml").case.digest
    old = walkaway.load(yard)
    found = walkaway.compare(old, "new.yaml", draws=40)
    assert told == json.loads(json.dumps(TABLE["compare"].to_dict(found, old.case, old)))


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (["--account", "asked=much"], "3", "4"),  # of one case: the new version
        (["--account", "asked=much", "--account", "asked=little"], "4", "1"),
        (["new.yaml", "--account", "asked=much", "--account", "asked=little"], "4", "1"),
        (["--set", "preferences.ben.scores.price.mid=[2, 4]"], "3", "2–4"),
        (["--account", "asked=much", "--set", "preferences.ben.scores.price.mid=2"], "4", "2"),
    ],
)
def test_accounts_and_values_make_a_version(yard: Path, words: list[str], before: str, after: str) -> None:
    told = json.loads(run("compare", yard, *words, *FEW, "--json").stdout)
    places = {place["path"]: place for one in told["contributions"] for place in one["places"]}
    changed = places["preferences.ben.scores.price.mid"]
    assert (changed["before"], changed["after"]) == (before, after)
    assert len(places) == (2 if "new.yaml" in words else 1)


def test_it_says_which_account_each_version_takes(yard: Path) -> None:
    both = ("--account", "asked=much", "--account", "asked=little", "-o", "page.html")
    words = "What was it worth? Old version: “Much”; new version: “Little”."
    assert words in run("compare", yard, *both, *FEW).stdout
    assert words in Path("page.html").read_text(encoding="utf-8")
    assert "Old version: as written" in run("compare", yard, *both[:2], *FEW).stdout


def test_an_account_of_two_files_is_taken_as_true_in_both(yard: Path) -> None:
    told = json.loads(run("compare", yard, "new.yaml", "--account", "asked=much", *FEW, "--json").stdout)
    assert [one["applied"] for one in told["accounts"] + told["new_case"]["accounts"]] == ["much", "much"]


def test_a_case_and_itself(yard: Path) -> None:
    assert "Nothing changed" in run("compare", yard, yard, *FEW).stdout


def test_the_page_is_written_and_never_over_a_case(yard: Path) -> None:
    done = run("compare", yard, "new.yaml", *FEW, "-o", "page.html")
    assert "The page: page.html" in done.stdout
    assert "From the old answer to the new one" in Path("page.html").read_text(encoding="utf-8")
    assert run("compare", yard, "new.yaml", *FEW, "-o", "page.html").exit_code == 0
    before = Path("new.yaml").read_bytes()
    refused = run("compare", yard, "new.yaml", "-o", "new.yaml", "--force")
    assert refused.exit_code == 2
    assert Path("new.yaml").read_bytes() == before


def test_all_slips_are_told_at_once(yard: Path) -> None:
    Path("bad.yaml").write_text(CASE.replace("title: A yard", "titel: A yard"), encoding="utf-8")
    Path("worse.yaml").write_text(CASE.replace("quota: 2", "quota: 9"), encoding="utf-8")
    both = run("compare", "bad.yaml", "worse.yaml")
    assert both.exit_code == 2
    assert "bad.yaml:2" in both.stderr
    assert "worse.yaml:" in both.stderr
    slips = run("compare", yard, "--set", "preferences.ann.walk_away", "--set", "x=", "--set", "a=[1")
    assert slips.exit_code == 2
    assert slips.stderr.count("PLACE=VALUE") == 3
    alone = run("compare", yard)
    assert (alone.exit_code, "NEW" in alone.stderr) == (2, True)
    other = run("compare", yard, "panama-1977")
    assert (other.exit_code, other.stderr.count("\n")) == (2, 1)
    assert "without a common party" in other.stderr


def test_text_is_data_in_the_terminal_and_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = write_hard(tmp_path)
    who = next(iter(walkaway.load(file).case.parties))
    done = run("compare", file, "--set", f"preferences.{who}.walk_away=1", *FEW, "-o", "p.html")
    no_traceback(done)
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.stdout
    page = Path("p.html").read_text(encoding="utf-8")
    assert "<script" not in page.partition("</style>")[2]
