"""Which account is taken as true is said; a record that ends in a deal is not asked why there was none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import walkaway
from walkaway.analysis.signing import signing
from walkaway.case import read_case_text
from walkaway.cli.app import app
from walkaway.report.screens.why_no_deal import asks

CASE = """\
case: 1
title: Canal
parties: {a: Anna, b: Ben}
issues: {x: {title: Price, options: {p: Low, q: High}}}
preferences:
  a: {walk_away: 1, scores: {x: {p: 4, q: 2}}}
  b: {walk_away: 1, scores: {x: {p: 0, q: 5}}}
record:
  - {by: a, offer: {x: p}}
  - {by: b, act: refuses, refuses: {x: p}}
  - {by: b, offer: {x: q}}
  - {by: a, act: ACT}
accounts:
  asked:
    question: What did Anna offer?
    SETTLED
    told:
      low: {title: The low price, by: b}
      high: {title: The high price, by: The Gazette, set: {"record[0].offer.x": q}}
"""


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def written(tmp_path: Path, act: str, settled: str = "") -> Path:
    path = tmp_path / "canal.yaml"
    path.write_text(CASE.replace("ACT", act).replace("    SETTLED\n", settled), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "act", ["signs the treaty", "signed", "accepts", "accepts the offer", "agreed", "agrees to the terms",
            "both signed an agreement", "ratifies the treaty"],
)  # fmt: skip
def test_a_record_that_ends_in_a_deal(tmp_path: Path, act: str) -> None:
    path = written(tmp_path, act)
    case = read_case_text(path.read_text(encoding="utf-8"))
    assert signing(case) is not None
    assert not asks(case)
    code, out, _ = run("why", path)
    assert code == 0
    assert "why there was no deal" not in out
    data = json.loads(run("why", path, "--json")[1])
    assert data["signed"]["words"].startswith("Anna")
    assert not {"explanations", "leading", "order", "matrix"} & set(data)
    assert data["signed"]["deal"] == {"x": "q"}
    assert data["signed"]["margins"] == {"a": 1, "b": 4}
    assert data["signed"]["passes"]
    assert data["signed"]["efficient"]
    assert walkaway.why(path).explanations == {}
    assert "there was no deal" not in run("brief", path)[1]


@pytest.mark.parametrize(
    "act", ["refuses to sign", "walks away", "accepts that talks failed", "agrees to meet again",
            "concludes the major exercises", "says that it would sign the treaty", "designs the treaty"],
)  # fmt: skip
def test_a_record_that_does_not(act: str) -> None:
    assert signing(read_case_text(CASE.replace("ACT", act).replace("    SETTLED\n", ""))) is None


@pytest.mark.parametrize("command", ["deals", "why", "bridge", "sensitivity", "brief"])
def test_every_command_says_which_account_is_taken_as_true(tmp_path: Path, command: str) -> None:
    words = "“The high price”, told by The Gazette (What did Anna offer?)"
    path = written(tmp_path, "says no more")
    told = " ".join("".join(run(command, path, "--account", "asked=high")[1:]).split())
    assert words in told
    assert "The high price" not in "".join(run(command, path)[1:])
    settled = written(tmp_path, "says no more", "    settled: high\n")
    assert words in " ".join("".join(run(command, settled)[1:]).split())


def test_json_says_it_too(tmp_path: Path) -> None:
    path = written(tmp_path, "says no more")
    said = json.loads(run("why", path, "--account", "asked=low", "--json")[1])["accounts"]
    chosen = ("improve", path, "--deal", "x=p", "--account", "asked=low", "--json")
    assert said == json.loads(run(*chosen)[1])["accounts"]
    assert [(one["account"], one["title"], one["by"]) for one in said] == [("asked", "The low price", "b")]
    assert list(walkaway.why(path, account="asked=low").accounts) == said
    assert list(walkaway.improve(path, {"x": "p"}, account="asked=low").accounts) == said
    assert walkaway.why(path).accounts == ()
    for command in ("deals", "bridge", "sensitivity"):
        found = json.loads(run(command, path, "--account", "asked=low", "--json")[1])["case"]["accounts"]
        assert [(one["account"], one["title"], one["by"]) for one in found] == [
            ("asked", "The low price", "b")
        ]


def test_an_act_says_which_deal_it_signs(tmp_path: Path) -> None:
    path = written(tmp_path, "meets the press, signs: {x: p}")
    found = walkaway.why(path).signed
    assert found is not None
    assert (found.deal, found.passes, found.margins) == ({"x": "p"}, False, {"a": 3, "b": -1})
    text = run("why", path)[1]
    assert "what was signed" in text
    assert "The deal: Price: Low." in text
    assert "it does not pass" in text


def test_the_treaties_were_signed() -> None:
    found = walkaway.why("panama-1977")
    assert found.explanations == {}
    assert found.signed is not None
    assert found.signed.deal == {}  # the case divides points; it does not say what the treaties gave to whom
