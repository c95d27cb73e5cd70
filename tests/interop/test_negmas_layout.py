"""NegMAS in one file, and what looks like a NegMAS scenario and is several negotiations."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interop.helpers import CORPUS, f, faults, files, read, worth
from tests.interop.test_left_out import LAW, NAMES, VALUES, flow, mappings
from tests.strategies import examples

from walkaway.errors import InputError
from walkaway.interop import read_foreign
from walkaway.interop.choosing import kind_of_file

SPACE: dict[str, Any] = {
    "type": "DiscreteCartesianOutcomeSpace",
    "name": "Fee",
    "issues": [{"name": "price", "type": "CategoricalIssue", "values": ["low", "high"]}],
}
REASON = "a centre and its edges negotiate several deals at once, which a case cannot hold"


def ufun(
    name: str | None, low: float, high: float, kind: str = "LinearAdditiveUtilityFunction"
) -> dict[str, Any]:
    table = {"type": "TableFun", "mapping": {"low": low, "high": high}}
    named = {} if name is None else {"name": name}
    return {"type": kind, **named, "reserved_value": 0.25, "weights": [1.0], "values": [table]}


def bundle(*functions: dict[str, Any], key: str = "domain", **more: Any) -> str:
    return json.dumps({key: SPACE, "ufuns": list(functions), **more})


@pytest.mark.parametrize("key", ["domain", "outcome_space"])
@pytest.mark.parametrize("file", ["all__yml", "all__json"])
def test_a_bundle_says_what_its_files_say(tmp_path: Path, key: str, file: str) -> None:
    """Law: one file and a folder of its parts are the same negotiation."""
    a, b = ufun("ann", 0, 1), ufun("ben", 0.75, 0.5)
    whole = files(tmp_path / "whole", **{file: bundle(a, b, key=key)})
    parts = files(tmp_path / "parts", Fee__yml=flow(SPACE), ann__yml=flow(a), ben__yml=flow(b))
    one, two = read(whole), read(parts)
    assert list(one.case.parties) == list(two.case.parties) == ["ann", "ben"]
    assert (one.case.preferences, one.case.issues) == (two.case.preferences, two.case.issues)
    assert (one.lost, two.lost) == ((), ())
    assert worth(one.case, 1, ["low"]) == f("0.75")
    again = read_foreign(next(whole.iterdir()))
    assert again is not None
    assert again.case == one.case


def test_parties_of_a_bundle_are_told_apart(tmp_path: Path) -> None:
    text = bundle(ufun("ann", 0, 1), ufun("ann", 1, 0), ufun(None, 1, 1))
    case = read(files(tmp_path, all__yml=text)).case
    assert [party.title for party in case.parties.values()] == ["ann", "ann 2", "party 3"]


def test_what_stands_beside_a_bundle_is_listed(tmp_path: Path) -> None:
    found = read(
        files(tmp_path, all__json=bundle(ufun("a", 0, 1), ufun("b", 1, 0), mechanism_params={"n_steps": 9}))
    )
    assert found.lost == ("mechanism_params is left out: all.json:1",)


def test_a_bundle_stands_alone(tmp_path: Path) -> None:
    files(tmp_path, all__json=bundle(ufun("a", 0, 1), ufun("b", 1, 0)), c__json=flow(ufun("c", 0, 1)))
    assert "profiles beside all.json" in faults(tmp_path)
    assert "profiles beside all.json" in faults(tmp_path / "all.json", ("c.json", "c.json"))
    alone = read_foreign(tmp_path / "all.json")
    assert alone is not None
    assert list(alone.case.parties) == ["a", "b"]


def test_a_bundle_of_one_party_is_no_negotiation(tmp_path: Path) -> None:
    assert "1 utility functions; expected at least two" in faults(
        files(tmp_path, all__yml=bundle(ufun("a", 0, 1)))
    )


def test_a_weighted_sum_is_no_bundle(tmp_path: Path) -> None:
    whole = {
        "type": "WeightedUtilityFunction",
        "ufuns": [ufun("a", 0, 1)],
        "weights": [1],
        "outcome_space": SPACE,
    }
    files(tmp_path, a__yml=flow(whole))
    assert kind_of_file(tmp_path / "a.yml") == ("negmas", "profile")


CENTRES: dict[str, dict[str, Any]] = {
    "sides": {"n_edges": 2, "side_ufuns": [ufun("s", 0, 1), ufun("t", 1, 0)]},
    "spaces": {"outcome_spaces": [SPACE, SPACE]},
    "count": {"n_edges": 2, "outcome_space": SPACE, "evaluator": {"type": "mine.Evaluator"}},
    "evaluators": {"outcome_space": SPACE, "side_evaluators": [{"type": "mine.Side"}]},
}
TYPES = [
    "anl2025.ufun.MaxCenterUFun",
    "mine.Hub",
    "LinearAdditiveUtilityFunction",
    "WeightedUtilityFunction",
    "Whole",
]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("centre", CENTRES)
def test_a_centre_is_told_by_its_keys(tmp_path: Path, kind: str, centre: str) -> None:
    """Whatever the type is called, and whether the folder, the centre, the edges or one edge is named."""
    hub = {"type": kind, "name": "hub", "reserved_value": 0, **CENTRES[centre]}
    files(tmp_path, hub__yml=flow(hub))
    files(tmp_path / "rim", e1__yml=flow(ufun("e1", 0, 1)), e2__yml=flow(ufun("e2", 0, 1)))
    for named in (tmp_path, tmp_path / "hub.yml", tmp_path / "rim", tmp_path / "rim" / "e1.yml"):
        said = faults(named)
        assert REASON in said, named
        assert "hub.yml:1" in said


def test_a_centre_among_the_files_of_a_folder_is_refused(tmp_path: Path) -> None:
    hub = {"type": "mine.Hub", **CENTRES["sides"]}
    files(
        tmp_path,
        Fee__yml=flow(SPACE),
        a__yml=flow(ufun("a", 0, 1)),
        b__yml=flow(hub),
        c__yml=flow(ufun("c", 1, 0)),
    )
    assert REASON in faults(tmp_path)
    assert REASON in faults(tmp_path, ("a", "b.yml"))
    assert list(read(tmp_path, ("a", "c")).case.parties) == ["a", "c"]


def test_a_multideal_scenario_in_one_file_is_refused(tmp_path: Path) -> None:
    hub = {"type": "mine.Hub", **CENTRES["spaces"]}
    whole = {"name": "s", "center_ufun": hub, "edge_ufuns": [ufun("e", 0, 1)], "side_ufuns": None}
    said = faults(files(tmp_path, all__yml=flow(whole)))
    assert REASON in said
    assert "center_ufun" in said


def test_keys_of_the_same_name_elsewhere_are_not_a_centre(tmp_path: Path) -> None:
    files(tmp_path, graph__yml="n_edges: 4\nnodes: [1, 2]\n")
    assert kind_of_file(tmp_path / "graph.yml") == ("", "")


@LAW
@given(st.data(), NAMES, VALUES)
def test_a_bundle_lists_whatever_is_put_in(data: st.DataObject, name: str, value: str) -> None:
    """Law: an unknown key, anywhere in a bundle, is listed with its file, or refused with its place."""
    whole = json.loads(bundle(ufun("a", 0, 1), ufun("b", 1, 0)))
    data.draw(st.sampled_from(list(mappings(whole))))[name] = value
    with tempfile.TemporaryDirectory() as folder:
        try:
            said = "\n".join(read(files(Path(folder), all__yml=flow(whole))).lost)
        except InputError as error:
            said = str(error)
    assert any(name in line and "all.yml:1" in line for line in said.splitlines()), said


GOOD = {
    kind: {seed.name.split("-")[1]: seed.read_text("utf-8") for seed in (CORPUS / "good").glob(f"{kind}-*")}
    for kind in ("genius", "geniusweb", "negmas", "negolog")
}


@settings(deadline=None, max_examples=examples(40))
@given(st.sampled_from(["geniusweb", "negolog"]), st.data())
def test_a_file_cut_short_is_named(kind: str, data: st.DataObject) -> None:
    """Law: of a folder with one JSON file that is cut, wherever, that file and a line are said.

    YAML that is cut may still be YAML, so this is no law of NegMAS folders.
    """
    texts = GOOD[kind]
    file = data.draw(st.sampled_from(sorted(texts)))
    cut = data.draw(st.integers(1, len(texts[file].rstrip()) - 1))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text[:cut] if name == file else text, encoding="utf-8")
        assert re.search(rf"{re.escape(file)}:\d+: ", faults(Path(folder)))


@pytest.mark.parametrize("kind", ["geniusweb", "negolog"])
@pytest.mark.parametrize("at", [1, 2, 9])
def test_a_json_file_broken_at_its_beginning_is_not_passed_over(tmp_path: Path, kind: str, at: int) -> None:
    texts = GOOD[kind]
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "p3.json").write_text(texts["p1.json"][:at], encoding="utf-8")
    assert "p3.json:" in faults(tmp_path)
    assert len(read(tmp_path, ("p1.json", "p2.json")).case.parties) == 2


def test_all_broken_files_are_named_together(tmp_path: Path) -> None:
    for name, text in GOOD["negolog"].items():
        (tmp_path / name).write_text(text.replace(":", ";", 1), encoding="utf-8")
    said = faults(tmp_path)
    assert "p1.json:2" in said or "p1.json:1" in said
    assert "p2.json:" in said


def test_files_of_results_and_of_others_may_be_as_they_are(tmp_path: Path) -> None:
    for name, text in GOOD["negolog"].items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files(tmp_path, specs__json="{", notes__yml="a: [", rows__json='{"rows": [NaN]}')
    assert len(read(tmp_path).case.parties) == 2
