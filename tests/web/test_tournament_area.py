"""A tournament on the workbench: the numbers of the command, within limits, given up with its case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.web.helpers import MOVE, client, laid
from tests.web.test_variants import events

import walkaway
from walkaway.errors import Faults, UsageError
from walkaway.playing.tournament.reading_plan import plan_of
from walkaway.web.bench import Bench
from walkaway.web.case_answers import Overtaken
from walkaway.web.tournament_area import MOST_SESSIONS, MOST_STRATEGIES, offered

ASKED = {"strategies": "boulware,linear", "rounds": "6", "clock": "rounds", "sessions": "3", "seed": "4"}
MANY = ",".join(f"boulware:beta={one}" for one in range(1, 26))


@pytest.mark.parametrize("strategies", ["boulware:beta=0.1,linear", "random,linear@next:b=0.1"])
def test_numbers_are_those_of_the_command(tmp_path: Path, strategies: str) -> None:
    """Law: for the same digest, seed and plan; but for the name that a case has."""
    desk = laid(tmp_path)
    asked = ASKED | {"strategies": strategies, "of": desk.now.case.digest}
    got = client(desk).get("tournament/json", params=asked)
    numbers: dict[str, Any] = {name: int(ASKED[name]) for name in ("rounds", "sessions", "seed")}
    found = walkaway.tournament(tmp_path / "case.yaml", tmp_path / "out", strategies=strategies, **numbers)
    told = json.loads(json.dumps(found.to_dict()))
    told["cases"][0]["case"] = desk.now.case.title
    assert got.json() == told


def test_it_tells_how_far_it_is_and_shows_everything(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    before = {one.name for one in tmp_path.iterdir()}
    browser, asked = client(desk), ASKED | {"of": desk.now.case.digest}
    told = events(browser.get("slow/tournament", params=asked).text)
    kind, shown = told[-1]
    assert kind == "done"
    for words in ("Who did best", "Best replies", "Given up", "From frontier", "<dfn>Walk-away</dfn>"):
        assert words in shown
    assert "<!doctype" not in shown
    assert browser.get("tournament/page", params=asked).text.startswith("<!doctype html>")
    assert {one.name for one in tmp_path.iterdir()} == before  # nothing is written


@pytest.mark.parametrize(
    ("wrong", "fields", "words"),
    [
        ({"rounds": "0", "sessions": "many", "seed": "-1"}, ["rounds", "sessions", "seed"], "many"),
        ({"sessions": str(MOST_SESSIONS // 4 + 1)}, ["sessions"], "5,000 at most"),
        ({"rounds": "1001"}, ["rounds"], "from 1 to 1,000"),
        ({"strategies": ""}, ["strategies"], "boulware,linear"),
        ({"strategies": "tough"}, ["strategies"], "two at least"),
        ({"strategies": "tough,bolware"}, ["strategies"], "boulware"),
        ({"strategies": "tough,mine.py:Mine"}, ["strategies"], "at the command line alone"),
        (
            {"strategies": ",".join(f"boulware:beta={one}" for one in range(1, 26))},
            ["strategies"],
            "24 at most",
        ),
        ({"clock": "sun"}, ["clock"], "one of rounds"),
    ],
)
def test_what_is_wrong_is_told_of_its_field(
    tmp_path: Path, wrong: dict[str, str], fields: list[str], words: str
) -> None:
    desk = laid(tmp_path)
    told = events(
        client(desk).get("slow/tournament", params=ASKED | wrong | {"of": desk.now.case.digest}).text
    )
    kind, faults = told[-1]
    assert kind == "refused"
    assert [one.partition(":")[0] for one in faults] == fields
    assert words in " ".join(faults)


def test_of_a_case_that_moved_on_nothing_is_played(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser, asked = client(desk), ASKED | {"of": desk.now.case.digest}
    browser.post("move", json=MOVE | {"seen": desk.seen("preferences.ben.walk_away")})
    assert events(browser.get("slow/tournament", params=asked).text)[-1][0] == "overtaken"
    assert browser.get("tournament/json", params=asked).status_code == 409


def test_it_ends_in_the_midst_of_a_session_when_the_case_moves_and_by_nothing_else(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    answered, case, steps = Bench(desk).answered, desk.now.case, list[float]()
    plan = plan_of(Faults(), {"a": case}, "tough,linear", {"rounds": 9, "sessions": 1}, clock="rounds")

    def tell(step: str, share: float) -> None:
        steps.append(share)
        if len(steps) == 5:
            desk.move({"preferences.ben.walk_away": 4})

    with answered.listening(tell), pytest.raises(Overtaken):
        answered.tournament(case, plan)
    assert steps == [0.0] * 5  # of eighteen turns of the first line-up
    desk.back()

    def stop(step: str, share: float) -> None:
        raise Overtaken  # as nobody waits any more

    with answered.listening(stop), pytest.raises(Overtaken):
        answered.tournament(case, plan)
    assert answered.tournament(case, plan).lineups == 4  # whoever asks again is not held up by that


def test_strategies_are_offered_to_whom_they_suit(tmp_path: Path) -> None:
    two = {one["name"] for one in offered(laid(tmp_path).now.case)}
    several = {one["name"] for one in offered(walkaway.load("harbour").case)}
    assert len(two) <= MOST_STRATEGIES
    assert "nice-tit-for-tat" in two - several
    assert several < two
    with pytest.raises(UsageError, match="a strategy that plays against several"):
        plan_of(Faults(), {"a": walkaway.load("harbour").case}, "micro,tough", {}, clock="rounds")


def test_without_the_extra_the_workbench_opens_and_the_tournament_names_it(tmp_path: Path) -> None:
    laid(tmp_path)
    code = f"""
import sys
sys.modules["pyarrow"] = None
from tests.web.helpers import client
from walkaway.web.desk import open_desk
desk = open_desk({str(tmp_path / "case.yaml")!r})
browser = client(desk)
print(browser.get("").status_code)
print(browser.get("slow/tournament", params={ASKED!r} | {{"of": desk.now.case.digest}}).text)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[2])  # fmt: skip
    assert done.stdout.startswith("200\nevent: refused")
    assert "walkaway[tournament]" in done.stdout
