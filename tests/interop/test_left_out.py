"""What stands in a file is used, listed as left out, or refused at its place; whatever it is called."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.interop.helpers import CORPUS, PROFILE, faults, files, genius, read
from tests.strategies import examples

from walkaway.errors import InputError
from walkaway.interop import read_foreign

ISSUE = """<issue index="1" name="Fee" type="discrete" vtype="discrete">
<item index="1" value="low" evaluation="1"/><item index="2" value="high" evaluation="3"/>{more}
</issue>"""
PLAIN = ISSUE.format(more="")
BARE = PLAIN.replace(' evaluation="1"', "").replace(' evaluation="3"', "")
WEIGHT = '<weight index="1" value="1"/>'
NAMES = st.from_regex("zz[a-z]{2,8}", fullmatch=True)
VALUES = st.sampled_from(["1", "0.5", "text", "__PATH__:/home/someone/x.yml"])
LAW = settings(deadline=None, max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])


def good(kind: str) -> dict[str, str]:
    return {seed.name.split("-")[1]: seed.read_text("utf-8") for seed in (CORPUS / "good").glob(f"{kind}-*")}


def said_of(kind: str, texts: dict[str, str]) -> str:
    """All that is said of files: their faults, or what is listed as lost."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        ending = next(iter(texts)).partition(".")[2]
        try:
            found = read_foreign(folder, (f"p1.{ending}", f"p2.{ending}"), kind)
        except InputError as error:
            return "\n".join(f"{Path(fault.file).name}:{fault.line} {fault}" for fault in error.faults)
        assert found is not None
        return "\n".join(found.lost)


def flow(data: Any) -> str:
    """Plain data as JSON, or, where a key is a list, as YAML in one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(flow, data)) + "]"
    return "-.inf" if data == float("-inf") else json.dumps(data)


def mappings(data: Any) -> Iterator[dict[Any, Any]]:
    """Every mapping in plain data, at any depth."""
    if isinstance(data, dict):
        yield data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inner:
        yield from mappings(value)


@LAW
@given(st.data(), NAMES, VALUES, st.booleans())
def test_genius_lists_whatever_is_put_in(data: st.DataObject, name: str, value: str, inside: bool) -> None:
    """Law: an unknown attribute or element, anywhere, is listed with its file and line, or refused there."""
    texts = good("genius")
    file = data.draw(st.sampled_from(sorted(texts)))
    tags = list(re.finditer(r"<[A-Za-z_]+(?=[\s/>])", texts[file]))
    tag = data.draw(st.sampled_from(tags[1:] if inside else tags))
    put = f"<{name} value='{value}'/>" if inside else f" {name}='{value}'"
    at = tag.start() if inside else tag.end()
    texts[file] = texts[file][:at] + put + texts[file][at:]
    line = texts[file].count("\n", 0, at) + 1
    said = said_of("genius", texts)
    assert any(name in each and f"{file}:{line}" in each for each in said.splitlines()), said


@LAW
@given(st.data(), st.sampled_from(["geniusweb", "negmas", "negolog"]), NAMES, VALUES)
def test_the_others_list_whatever_is_put_in(data: st.DataObject, kind: str, name: str, value: str) -> None:
    """Law: an unknown key, anywhere, is listed with its file, or refused with its place."""
    texts = good(kind)
    file = data.draw(st.sampled_from(sorted(texts)))
    plain = YAML(typ="safe", pure=True).load(texts[file])
    data.draw(st.sampled_from(list(mappings(plain))))[name] = value
    texts[file] = flow(plain)
    said = said_of(kind, texts)
    assert any(name in each and file in each for each in said.splitlines()), said


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("genius", ["cost of <item> is left out: domain.xml:5"]),
        (
            "geniusweb",
            [
                "name of LinearAdditiveUtilitySpace is left out: p1.json:11",
                "name of SumOfGroupsUtilitySpace is left out: p2.json:11",
            ],
        ),
        ("negmas", []),
        ("negolog", []),
    ],
)
def test_what_is_used_is_not_listed(kind: str, left: list[str]) -> None:
    """The laws say something only if what is used is not listed too."""
    assert [line for line in said_of(kind, good(kind)).splitlines() if "left out:" in line] == left


def test_what_genius_writes_beside_the_values_is_listed(tmp_path: Path) -> None:
    rest = (
        '<reservation value="0.2"/>\n<deadline value="30"/>\n<optout value="280"/><opponent><u/></opponent>'
    )
    issues = PLAIN.replace('value="low"', 'value="low" bonus="7"')
    found = read(genius(tmp_path, BARE, issues + WEIGHT, rest=rest))
    listed = [sentence for sentence in found.lost if "p1.xml" in sentence]
    assert listed == [
        "<deadline> is left out: p1.xml:7",
        "<optout> is left out: p1.xml:8",
        "<opponent> is left out: p1.xml:8",
        "bonus of <item> is left out: p1.xml:4",
    ]


def test_every_kind_is_named_however_many_there_are(tmp_path: Path) -> None:
    rest = "".join(f'<odd{number} value="1"/>' for number in range(300))
    found = read(genius(tmp_path, BARE, PLAIN + WEIGHT, rest=rest))
    listed = [sentence.split(" is left out")[0] for sentence in found.lost if "left out: p1.xml" in sentence]
    assert listed == [f"<odd{number}>" for number in range(300)]


def test_values_without_a_utility_are_all_named(tmp_path: Path) -> None:
    values = [f"v{number}" for number in range(9)]
    kind = {"name": "d", "issuesValues": {"Fee": {"values": values}}}
    worth = {"DiscreteValueSetUtilities": {"valueUtilities": {"v0": 1}}}
    space = {"issueUtilities": {"Fee": worth}, "issueWeights": {"Fee": 1}, "domain": kind, "name": "p"}
    profile = json.dumps({"LinearAdditiveUtilitySpace": space})
    said = read(files(tmp_path, domain__json=json.dumps(kind), p1__json=profile, p2__json=profile)).lost
    assert any(all(f'"{value}"' in sentence for value in values[1:]) for sentence in said)


def test_a_value_the_domain_has_not_sets_the_scale(tmp_path: Path) -> None:
    extra = ISSUE.format(more='<item index="3" value="ultra" evaluation="30"/>')
    said = read(genius(tmp_path, BARE, extra + WEIGHT)).lost
    assert said[0] == (
        'p1.xml:3: issue "Fee" values "ultra" (30), not in the domain; 30 sets the scale, as in Genius: the '
        "best option of the domain (3) comes to 0.1 of the weight, not to all of it"
    )


def test_a_value_the_domain_has_not_may_leave_the_scale(tmp_path: Path) -> None:
    extra = ISSUE.format(more="".join(f'<item value="x{n}" evaluation="2"/>' for n in range(7)))
    said = read(genius(tmp_path, BARE, extra + WEIGHT)).lost
    assert said[0].endswith('"x4" (2), "x5" (2), "x6" (2), not in the domain')


def test_a_reservation_on_another_scale_is_doubted(tmp_path: Path) -> None:
    rest = '<reservation value="280"/>'
    said = read(genius(tmp_path, BARE, PLAIN + WEIGHT, rest=rest)).lost
    assert said == tuple(
        f"{name}: no deal is worth 280 (the reservation), but no deal that can be made is worth more than 1, "
        "so the zone is empty; is the reservation on another scale than the values?"
        for name in ("p1", "p2")
    )


def test_a_reservation_at_the_best_deal_is_not_doubted(tmp_path: Path) -> None:
    rest = '<reservation value="1"/>'
    assert read(genius(tmp_path, BARE, PLAIN + WEIGHT, rest=rest)).lost == ()


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("constraint", "whose constraints are classes of Genius"),
        ("uncertain", "which orders deals and gives them no values"),
        ("nonlinear", "without <utility>"),
        ("odd", 'the type "odd"'),
    ],
)
def test_other_kinds_of_genius_are_refused_by_name(tmp_path: Path, kind: str, found: str) -> None:
    genius(tmp_path, BARE, PLAIN + WEIGHT)
    files(tmp_path, p1__xml=PROFILE.format(kind=f' type="{kind}"', issues=PLAIN + WEIGHT, rest=""))
    said = faults(tmp_path)
    assert found in said
    assert "p1.xml:1" in said


def test_processing_instructions_are_listed_wherever_they_stand(tmp_path: Path) -> None:
    folder = genius(tmp_path, BARE, PLAIN + WEIGHT)
    domain, profile = folder / "domain.xml", folder / "p1.xml"
    domain.write_text('<?xml version="1.0"?><?style a?>' + domain.read_text("utf-8"), encoding="utf-8")
    text = profile.read_text("utf-8").replace("<objective", "<?zz-run it?><objective", 1)
    profile.write_text(text + "<?end?>", encoding="utf-8")
    lost = " ".join(read(folder).lost)
    for name, place in (("style", "domain.xml:1"), ("zz-run", "p1.xml:2"), ("end", "p1.xml:")):
        assert f"the instruction <?{name} …?> is left out: {place}" in lost
    assert "<?xml " not in lost


def test_a_profile_too_large_to_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    folder = genius(tmp_path, BARE, PLAIN + WEIGHT)
    nested = "<utility_space>" + "<objective>" * 500
    (folder / "p2.xml").write_text(nested + " " * 20_000_001, encoding="utf-8")
    size = f"found {len(nested) + 20_000_001:,} bytes; expected a file of at most 20,000,000 bytes"
    assert faults(folder) == f"{folder / 'p2.xml'}: {size}"
    (folder / "p2.xml").write_text(nested, encoding="utf-8")
    assert "p2.xml:1: found more than 40 levels; expected at most 40 levels" in faults(folder)
