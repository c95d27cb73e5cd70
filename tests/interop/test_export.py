"""Cases written for other programs: what is read back is worth the same, and what is lost is said."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.interop.helpers import CORPUS, parts
from tests.strategies import examples

from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.interop import Export, read_foreign, write_foreign
from walkaway.interop.genius_write import write_genius
from walkaway.interop.safe import Notes
from walkaway.interop.scenario import ForeignPart
from walkaway.other_programs import FORMATS

DECIMALS = st.integers(0, 100).map(lambda n: Fraction(n, 100))


def case_of(issues: dict[str, Any], *preferences: dict[str, Any], **more: Any) -> Case:
    names = ("a", "b", "c")[: max(2, len(preferences))]
    given = preferences if len(preferences) > 1 else preferences * 2
    plain = {
        "case": 1, "title": "T", "parties": {name: name for name in names}, "issues": issues,
        "preferences": dict(zip(names, given, strict=True)), **more,
    }  # fmt: skip
    return Case.model_validate(texts(plain))


def texts(data: Any) -> Any:
    """Keys as text, as a file has them."""
    if isinstance(data, dict):
        return {str(key): texts(item) for key, item in data.items()}
    return [texts(item) for item in data] if isinstance(data, list) else data


def choice(*names: str, title: str = "") -> dict[str, Any]:
    return {"title": title, "options": {name: name for name in names}}


def back(export: Export) -> Case:
    """Write and read again."""
    with tempfile.TemporaryDirectory() as name:
        for file, text in export.files.items():
            (Path(name) / file).write_text(text, encoding="utf-8")
        parties = [file for file in export.files if not file.startswith("domain.")]
        found = read_foreign(name, parties)
        assert found is not None
        return found.case


def every(case: Case) -> Iterator[tuple[str, ...]]:
    issues, _ = parts(case, 0)
    return product(*(issue.listed for issue in issues.values()))


def valued(case: Case, who: int) -> list[Fraction]:
    issues, profile = parts(case, who)
    return [profile.value(dict(zip(issues, deal, strict=True))) for deal in every(case)]


@st.composite
def additive(draw: st.DrawFn) -> Case:
    """Two parties, a few issues with names that need quoting, decimals that sum to at most 1."""
    names = draw(
        st.lists(
            st.sampled_from(["x", "<&>", 'a "b"', "when?", "ä ö", "1"]), min_size=1, max_size=3, unique=True
        )
    )
    issues: dict[str, Any] = {}
    for name in names:
        if draw(st.booleans()):
            issues[name] = {
                "title": name,
                "range": [draw(st.integers(-3, 0)), draw(st.integers(1, 3))],
                "step": 1,
            }
        else:
            issues[name] = choice(
                *draw(
                    st.lists(st.sampled_from(["p", "<q>", "1", "no"]), min_size=1, max_size=3, unique=True)
                ),
                title=name,
            )

    def scores() -> dict[str, Any]:
        table: dict[str, Any] = {}
        for name, issue in issues.items():
            if "range" in issue:
                table[name] = {"linear": [draw(DECIMALS) / 3 for _ in range(2)]}
            else:
                table[name] = {option: draw(DECIMALS) / 3 for option in issue["options"]}
        return {"scale": "utility", "scores": table, "walk_away": draw(DECIMALS)}

    return case_of(issues, scores(), scores())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=examples(25))
@given(additive(), st.sampled_from(FORMATS))
def test_a_round_trip_is_worth_the_same(case: Case, format: str) -> None:
    """Law: every deal is worth the same to everybody, but for the rounding that the export admits."""
    export = write_foreign(case, format)
    again = back(export)
    rounded = any("rounded" in sentence for sentence in export.lost)
    for who in (0, 1):
        for one, other in zip(valued(case, who), valued(again, who), strict=True):
            assert abs(one - other) <= (Fraction(1, 10**14) if rounded else 0)
        one_away, other_away = parts(case, who)[1].away, parts(again, who)[1].away
        assert isinstance(one_away, Fraction)
        assert isinstance(other_away, Fraction)
        assert format == "geniusweb" or abs(one_away - other_away) < Fraction(1, 10**14)


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    max_examples=examples(8),
)
@given(additive(), st.sampled_from(FORMATS))
def test_what_was_read_is_written_the_same(case: Case, format: str) -> None:
    """Law: where nothing was rounded, what was read back is written the same once more."""
    first = write_foreign(case, format)
    assume(not any("rounded" in sentence for sentence in first.lost))
    again = back(first)
    second = write_foreign(again, format)
    assert first.files.keys() == second.files.keys() or format == "negolog"
    assert back(second).preferences == again.preferences


@pytest.mark.parametrize("kind", ["geniusweb", "negmas", "negolog"])
def test_the_corpus_comes_back(kind: str, tmp_path: Path) -> None:
    for seed in (CORPUS / "good").glob(f"{kind}-*"):
        (tmp_path / seed.name.split("-")[1]).write_bytes(seed.read_bytes())
    found = read_foreign(tmp_path)
    assert found is not None
    for who in (0, 1):
        again = back(write_foreign(found.case, kind))
        assert valued(again, who) == valued(found.case, who)
        assert parts(again, who)[1].away == parts(found.case, who)[1].away


PAIR = {
    "x": {"title": "x", "range": [0, 4], "step": 1},
    "y": {"title": "y", "range": [0, 4], "step": 1},
}
LINKED: dict[str, Any] = {
    "scale": "utility",
    "walk_away": 0.1,
    "discount": 0.9,
    "scores": {"x": {"points": {0: 0, 2: 0.2, 4: 0}}},
    "interactions": [
        {"when": {"x": {"from": 1, "to": 3}, "y": ["0", "1", "4"]}, "add": 0.1},
        {"unless": {"x": {"from": 1, "to": 3}, "y": {"to": 2}}, "add": 0.2},
        {"unless": {"x": ["0", "4"]}, "add": 0.05},
        {"when": {"x": ["0", "1"]}, "unless": {"x": ["1", "2"], "y": {"from": 2}}, "add": 0.1},
        {"when": {"x": ["0"]}, "unless": {"x": ["1"]}, "add": 0.025},
    ],
    "functions": [
        {"combine": "max", "weight": 0.5, "of": [
            {"when": {"x": ["0", "2"]}, "add": 0.1},
            {"combine": "min", "of": [{"add": 0.3}, {"unless": {"y": ["0"]}, "add": 0.2}]},
        ]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("format", ["genius", "geniusweb", "negmas"])
def test_interactions_and_functions_come_back(format: str) -> None:
    case = case_of(PAIR, LINKED)
    export = write_foreign(case, format)
    again = back(export)
    assert valued(again, 0) == valued(case, 0)
    assert ("the discount of a is left out" in export.lost) == (format == "geniusweb")


@pytest.mark.parametrize("format", ["genius", "geniusweb", "negmas"])
def test_caps(format: str) -> None:
    """A cap that is reached: exact where the format lists all deals or has a cap of its own."""
    for cap in (0.25, 1):
        case = case_of(PAIR, {**LINKED, "cap": cap})
        export = write_foreign(case, format)
        scale = 1 / Fraction(max(valued(case, 0))) if format == "genius" and cap != 1 else Fraction(1)
        assert valued(back(export), 0) == [number * scale for number in valued(case, 0)]


def test_a_cap_of_a_sum_is_left_out_where_there_is_none() -> None:
    plain = {"scores": {"x": {"p": 0.5, "q": 1}, "y": {"p": 0, "q": 0.5}}, "cap": 1}
    case = case_of({"x": choice("p", "q", title="x"), "y": choice("p", "q", title="y")}, plain)
    lost = " ".join(write_foreign(case, "negolog").lost)
    assert "the cap of a is left out" in lost
    assert "divided by 1.5" in lost
    assert valued(back(write_foreign(case, "genius")), 0) == valued(case, 0)
    roomy = case_of(case.to_dict()["issues"], {**plain, "cap": 7})
    assert "the cap" not in " ".join(write_foreign(roomy, "negolog").lost)


def test_larger_and_negative_values_are_brought_to_the_scale() -> None:
    issues = {"x": choice("p", "q", title="x"), "y": {"title": "y", "range": [0, 1], "step": 1}}
    case = case_of(
        issues,
        {"scores": {"x": {"p": -10, "q": 40}, "y": {"linear": [0, 50]}}, "walk_away": 20, "discount": 0.5},
    )
    export = write_foreign(case, "genius")
    lost = " ".join(export.lost)
    assert "higher by 10" in lost
    assert "the discount of a works on the raised values" in lost
    assert "divided by 100" in lost
    again = back(export)
    assert valued(again, 0) == [(number + 10) / 100 for number in valued(case, 0)]
    assert parts(again, 0)[1].away == Fraction(3, 10)
    capped = case_of(issues, {"scores": {"x": {"p": -10, "q": 40}, "y": {"linear": [0, 50]}}, "cap": 54})
    assert valued(back(write_foreign(capped, "genius")), 0) == [(n + 10) / 64 for n in valued(capped, 0)]


def test_a_walk_away_that_is_a_deal() -> None:
    issues = {"x": choice("p", "q", title="x"), "y": {"title": "y", "range": [0, 1], "step": 0.5}}
    preference = {
        "scores": {"x": {"p": 0.25, "q": 0.5}, "y": {"linear": [0, 0.5]}},
        "walk_away": {"deal": {"x": "p", "y": "0.5"}},
    }
    case = case_of(issues, preference)
    for format, expected in (("genius", Fraction(1, 2)), ("negolog", Fraction(1, 2)),
                             ("geniusweb", {"x": "p", "y": "0.5"}), ("negmas", {"x": "p", "y": "0.5"})):  # fmt: skip  # noqa: E501
        again = back(write_foreign(case, format))
        assert parts(again, 0)[1].away == expected
        assert valued(again, 0) == valued(case, 0)
    number = case_of(issues, {**preference, "walk_away": 0.3})
    assert "takes a bid for it" in " ".join(write_foreign(number, "geniusweb").lost)


def test_real_ranges() -> None:
    issues = {"x": {"title": "x", "range": [0, 10]}, "y": choice("p", title="y")}

    def with_scores(*scores: Any) -> Case:
        return case_of(issues, *({"scale": "utility", "scores": {"x": one, "y": {"p": 0}}} for one in scores))

    lines = with_scores({"linear": [0, 0.5]}, {"linear": [0.5, 0.5]})
    tents = with_scores({"triangular": [2, 4, 10], "peak": 0.5}, {"points": {0: 0.25, 4: 0.5, 10: 0.125}})
    clamped = with_scores({"points": {0: 0, 2: 0, 4: 0.5, 10: 0.5}}, {"points": {0: 0.5, 2: 0.5, 10: 0}})
    for case in (lines, tents, clamped):
        again = back(write_foreign(case, "genius"))
        for who in (0, 1):
            assert parts(again, who)[1].worth["x"] == parts(case, who)[1].worth["x"]
    for case in (
        lines,
        with_scores({"triangular": [2, 4, 10], "peak": 0.5}, {"triangular": [2, 4, 8], "peak": 0.5}),
    ):
        again = back(write_foreign(case, "negmas"))
        assert [parts(again, who)[1].worth["x"] for who in (0, 1)] == [
            parts(case, who)[1].worth["x"] for who in (0, 1)
        ]
    crooked = with_scores({"points": {0: 0, 2: 0.1, 4: 0.5, 10: 0.4}}, {"linear": [0, 1]})
    for format, found in (("genius", "a line or a triangle"), ("negmas", "a line or a triangle"),
                          ("geniusweb", "a range with a step"), ("negolog", "a range with a step")):  # fmt: skip  # noqa: E501
        with pytest.raises(UsageError, match=found):
            write_foreign(crooked, format)
    linked = case_of(
        issues, {"scores": {"x": {"linear": [0, 1]}}, "functions": [{"of": [{"when": {"y": "p"}, "add": 1}]}]}
    )
    for format in ("genius", "negmas"):
        with pytest.raises(UsageError):
            write_foreign(linked, format)


def test_ranges_with_other_steps_become_lists() -> None:
    issues = {"x": {"title": "x", "range": [0, 1], "step": 0.25}}
    case = case_of(issues, {"scores": {"x": {"points": {0: 0.5, 0.5: 1, 1: 0}}}})
    for format in FORMATS:
        export = write_foreign(case, format)
        assert valued(back(export), 0) == valued(case, 0)
        assert ("list of its numbers" in " ".join(export.lost)) == (format != "geniusweb")


def test_what_no_format_can_say() -> None:
    issues = {
        "x": {"title": "The issue", "options": {"p": {"title": "P", "means": {"usd": 1}}, "q": "q"}},
        "y": {"title": "y", "range": [0, 1], "step": 1, "unit": "usd"},
    }
    preference = {
        "weights": {"x": 3, "y": 1}, "scores": {"x": "p > q", "y": {"linear": [[0, 10], 100]}}, "walk_away": [10, 20],  # noqa: E501
        "red_lines": [{"x": "q"}],
    }  # fmt: skip
    case = case_of(
        issues, {**preference, "believes": {"b": {"walk_away": 3}}}, preference,
        agreement={"quota": 1}, impossible=[{"x": "p", "y": "1"}],
        record=[{"by": "a", "act": "leaves"}], question="Why?",
    )  # fmt: skip
    export = write_foreign(case, "genius")
    for word in ("agreement rule", "impossible", "record", "question", "units", "meanings", "titles", "red lines",  # noqa: E501
                 "beliefs", "ranges are written", "orders of options"):  # fmt: skip
        assert any(word in sentence for sentence in export.lost), word
    assert valued(back(export), 0) == [Fraction(n, 400) for n in (305, 400, 5, 100)]
    with pytest.raises(UsageError, match="an order or ranges"):
        write_foreign(case_of(issues, {**preference, "weights": "x > y"}), "genius")
    with pytest.raises(UsageError, match="an order or ranges"):
        write_foreign(case_of(issues, {**preference, "weights": {"x": [20, 80], "y": 50}}), "genius")


def test_what_a_format_cannot_say_is_refused() -> None:
    named = {"x": choice("p", "q", title="x"), "y": choice("p", title="y")}
    linked = {
        "scores": {"x": {"p": 0, "q": 0.5}},
        "interactions": [{"when": {"x": "p", "y": "p"}, "add": 0.5}],
    }
    with pytest.raises(UsageError, match="over nothing else"):
        write_foreign(case_of(named, linked), "genius")
    with pytest.raises(UsageError, match="values that add up"):
        write_foreign(case_of(named, linked), "negolog")
    simple = {"scores": {"x": {"p": 0, "q": 0.5}}}
    with pytest.raises(UsageError, match="3 parties"):
        write_foreign(case_of(named, simple, simple, simple), "negolog")
    with pytest.raises(UsageError, match="did you mean"):
        write_foreign(case_of(named, simple), "genuis")
    big = {str(n): {"title": str(n), "range": [0, 9], "step": 1} for n in range(6)}
    terms = [{"when": {str(n): "0" for n in range(6)}, "add": 0.5}]
    with pytest.raises(UsageError, match="1,000,000 combinations"):
        write_foreign(
            case_of(big, {"scores": {"0": {"linear": [0, 0.5]}}, "interactions": terms}), "geniusweb"
        )
    inside = {"scores": {"x": {"linear": [0, 0.5]}}, "functions": [{"cap": 0.2, "of": [{"add": 0.3}]}]}
    with pytest.raises(UsageError, match="a function with a cap"):
        write_foreign(case_of(PAIR, inside), "genius")
    assert valued(back(write_foreign(case_of(PAIR, inside), "negmas")), 0) == valued(case_of(PAIR, inside), 0)
    below = {"scores": {"x": {"linear": [0, 0.5]}}, "interactions": [{"when": {"y": "0"}, "add": -1}]}
    with pytest.raises(UsageError, match="as low as -1"):
        write_foreign(case_of(PAIR, below), "genius")


def test_too_many_rectangles() -> None:
    with pytest.raises(UsageError, match="at most 1"):
        list(write_genius(case_of(PAIR, LINKED), Notes(), most=1))


def test_files_have_safe_names() -> None:
    scores = {"scores": {"x": {"p": 1}}}
    names = {"../etc/passwd": "A", "..": "B", "domain": "C", "DOMAIN": "D"}
    case = Case.model_validate(
        {"case": 1, "title": "T", "parties": names, "issues": {"x": choice("p", title="x")},
         "preferences": dict.fromkeys(names, scores)}
    )  # fmt: skip
    files = list(write_foreign(case, "genius").files)
    assert files == ["domain.xml", "etc_passwd.xml", "party.xml", "domain_2.xml", "DOMAIN_3.xml"]
    assert write_foreign(case, "genius").to_dict()["files"] == files


def test_curves_that_are_no_triangle() -> None:
    for points in ({0: 0.5, 2: 0.1, 10: 0}, {0: 0, 2: 0.4, 10: 0.5}):
        scores = {"scores": {"x": {"points": points}}}
        with pytest.raises(UsageError, match="a line or a triangle"):
            write_foreign(case_of({"x": {"title": "x", "range": [0, 10]}}, scores), "genius")


def test_issues_without_scores_and_discounts() -> None:
    issues = {**PAIR, "z": choice("p", title="z")}
    case = case_of(issues, {"scores": {"y": {"linear": [0, 0.5]}}, "discount": 0.5})
    for format in FORMATS:
        export = write_foreign(case, format)
        assert valued(back(export), 0) == valued(case, 0)
        assert ("the discount of a is left out" in export.lost) == (format in ("geniusweb", "negolog"))


def test_bounds_of_functions() -> None:
    two = (ForeignPart(Fraction(3)), ForeignPart(Fraction(-1), {"x": ("0",)}))
    inner = ForeignPart(Fraction(1), parts=two, cap=Fraction(2))
    part = ForeignPart(Fraction(5), {"x": ("0",)})
    assert list(inner.bounds) == [2, 2]
    assert list(ForeignPart(Fraction(-1), combine="max", parts=(inner, part)).bounds) == [-5, -2]
    numbers = (ForeignPart(Fraction(5)), ForeignPart(Fraction(4)))
    least = ForeignPart(Fraction(1), combine="min", parts=numbers)
    assert list(least.bounds) == [4, 4]


def test_a_curve_over_whole_numbers_becomes_a_list() -> None:
    case = case_of(PAIR, {"scores": {"x": {"points": {0: 0, 2: 0.5, 4: 0.25}}, "y": {"linear": [0, 0.5]}}})
    export = write_foreign(case, "genius")
    assert export.lost == ('the range "x" is written as a list of its numbers',)
    assert valued(back(export), 0) == valued(case, 0)


def test_a_range_whose_numbers_are_ordered_keeps_its_values() -> None:
    """An order over the numbers of a range is a table, also where the format has lines for ranges."""
    issues = {"x": {"title": "x", "range": [0, 2], "step": 1}, "y": choice("p", title="y")}
    case = case_of(issues, {"scores": {"x": "2 > 0 > 1", "y": {"p": 0}}})
    for format in FORMATS:
        assert valued(back(write_foreign(case, format)), 0) == [
            number / (1 if format == "negmas" else 100) for number in valued(case, 0)
        ]
