"""Comparisons: laws of the decomposition, changes that need each other, no changes, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import brief_law, build, case_data, cases, examples, law

import walkaway
from walkaway.analysis.compare.comparison import Comparison, Effect
from walkaway.analysis.compare.grouping import Mixtures, groups_of, neighbours
from walkaway.case import Case, read_case_text
from walkaway.case.versions import versions_of
from walkaway.errors import UsageError
from walkaway.report.screens.what_changed import change_rows, change_sentences, stairs
from walkaway.report.terminal.compare_view import compare_tables

TEXT = """\
case: 1
title: A yard  # what they quarrel about
parties: {ann: Ann, ben: Ben}
issues:
  price: {title: Price, options: {low: Low, mid: Middle, high: High}}
  date: {title: Date, options: {soon: Soon, late: Late}}
preferences:
  ann:
    walk_away: [2, 4]
    scores: {price: {low: 0, mid: 2, high: 5}, date: {soon: [0, 1], late: 2}}
    interactions: [{when: {price: mid, date: late}, add: 0}, {when: {price: low, date: late}, add: [1, 3]}]
  ben:
    walk_away: [3, 5]
    scores: {price: {low: 5, mid: 3, high: 0}, date: {soon: [1, 3], late: 0}}
record:
  - {by: ann, offer: {price: high, date: soon}}
"""
OLD = read_case_text(TEXT)


def compare(old: Case, new: Any, **options: Any) -> Comparison:
    found = walkaway.compare(old, new, **{"draws": 200, **options})
    assert isinstance(found, Comparison)
    return found


def edited(*changes: tuple[str, str]) -> Case:
    text = TEXT
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read_case_text(text)


def negated(effect: Effect) -> Effect:
    return replace(effect, probability=-effect.probability, acceptability=-effect.acceptability)


def close(one: Effect, other: Effect) -> bool:
    return one.to_dict() == pytest.approx(other.to_dict(), abs=1e-12)


# ---------------------------------------------------------------------------------------------- laws


@brief_law
@given(cases(issues=(1, 3), rich=True))
def test_a_case_and_itself_differ_in_nothing(case: Case) -> None:
    found = compare(case, read_case_text(walkaway.case.to_yaml(case)), draws=20)
    assert not found.changed
    assert found.old == found.new
    assert found.whole == found.interplay == Effect(
        probability=0.0, error=0.0, acceptability=0.0, acceptability_error=0.0
    )  # fmt: skip


@brief_law
@given(cases(issues=(1, 3), parties=(2, 3)), cases(issues=(1, 3), parties=(2, 3)))
def test_the_other_way_round_the_signs_turn(one: Case, other: Case) -> None:
    """Law: for any two cases with a party and an issue in common, and the answers change sides."""
    there, back = compare(one, other, draws=60), compare(other, one, draws=60)
    assert (there.old, there.new) == (back.new, back.old)
    assert close(there.whole, negated(back.whole))
    assert there.whole.probability == pytest.approx(there.new.probability - there.old.probability)
    assert there.whole.acceptability == pytest.approx(there.new.acceptability - there.old.acceptability)


@brief_law
@given(cases(issues=(1, 3), parties=(2, 3)), cases(issues=(1, 3), parties=(2, 3)))
def test_single_effects_and_interplay_are_the_whole(one: Case, other: Case) -> None:
    """Law: in whole numbers of draws; and every place stands in one group or among the rest."""
    draws = 60
    found = compare(one, other, draws=draws)
    for name in ("probability", "acceptability"):
        parts = [getattr(part.effect, name) for part in found.contributions]
        counts = [round(value * draws) for value in (*parts, getattr(found.interplay, name))]
        assert sum(counts) == round(getattr(found.whole, name) * draws)
        assert [count / draws for count in counts[:-1]] == pytest.approx(parts)
    grouped = [place.path for part in found.contributions for place in part.places]
    assert len(grouped) + len(found.other) == len(versions_of(one, other).differences)
    assert {place.path for part in found.contributions for place in part.places if place.counts} == {
        place.path for place in _all_places(found) if place.counts
    }


def _all_places(found: Comparison) -> list[Any]:
    return [*found.other, *(place for part in found.contributions for place in part.places)]


@law
@given(case_data(issues=(1, 3), parties=(2, 3)), st.integers(-10, 60), st.integers(-10, 60))
def test_a_single_effect_is_that_of_the_case_with_this_change(
    data: dict[str, Any], first: int, second: int
) -> None:
    """Law: by the zones of cases that are written and asked on their own, over the same draws."""

    def case(**aways: int) -> Case:
        made = json.loads(json.dumps(data))
        for who, away in aways.items():
            made["preferences"][who]["walk_away"] = away
        return build(made)

    def chance(**aways: int) -> float:
        return walkaway.zone(case(**aways), draws=60).everyone.probability

    found = compare(case(), case(p0=first, p1=second), draws=60)
    assert found.old.probability == pytest.approx(chance())
    assert found.new.probability == pytest.approx(chance(p0=first, p1=second))
    wanted = {"p0": chance(p0=first) - chance(), "p1": chance(p1=second) - chance()}
    for part in found.contributions:
        (place,) = part.places
        assert part.effect.probability == pytest.approx(wanted[place.path.split(".")[1]])


@brief_law
@given(cases(issues=(1, 2), parties=(2, 3)), cases(issues=(1, 3), parties=(2, 3)))
def test_groups_hold_together_and_nothing_in_them_is_in_vain(one: Case, other: Case) -> None:
    """Law: each group makes a case that can be read; each that needs company cannot be made alone."""
    versions = versions_of(one, other)
    mixtures = Mixtures(versions)
    units = neighbours(versions)
    groups = groups_of(mixtures, units)
    assert all(mixtures(group) is not None for group in groups)
    assert sum(map(len, groups)) == len(frozenset().union(*groups))
    for unit in units:
        assert sum(unit <= group for group in groups) == 1
        if mixtures(unit) is None:
            assert unit not in groups


# ------------------------------------------------------------------------------------- what is a change


def test_comments_and_the_order_of_keys_are_no_change() -> None:
    lines = TEXT.splitlines()
    turned = "\n".join([*lines[:2], "parties: {ben: Ben, ann: Ann}", "# another comment", *lines[3:]])
    turned = turned.replace("{low: 0, mid: 2, high: 5}", "{high: 5.0, low: 0, mid: 2}")
    assert not compare(OLD, read_case_text(turned)).changed


def test_words_change_no_number_and_are_told() -> None:
    new = edited(("title: Price,", "title: What it costs,"), ("walk_away: [2, 4]",
                 "walk_away: {range: [2, 4], note: as she said}"))  # fmt: skip
    found = compare(OLD, new)
    assert not found.contributions
    assert [(one.path, one.counts) for one in found.other] == [
        ("issues.price.title", False), ("preferences.ann.walk_away", False),
    ]  # fmt: skip
    assert found.other[0].after == "What it costs"


def test_a_judgement_that_nobody_depends_on_does_nothing() -> None:
    """The middle price is impossible in both versions, so what it is worth decides nothing."""
    barred = ("preferences:\n", "impossible: [{price: mid}]\npreferences:\n")
    found = compare(edited(barred), edited(barred, ("mid: 3", "mid: [0, 9]")))
    (only,) = found.contributions
    assert [place.path for place in only.places] == ["preferences.ben.scores.price.mid"]
    assert (only.effect.probability, only.effect.error, found.whole.error) == (0, 0, 0)


def test_a_belief_is_told_and_does_nothing() -> None:
    told = ("record:\n", "    believes: {ann: {walk_away: [0, 1]}}\nrecord:\n")
    found = compare(OLD, edited(told))
    assert not found.contributions
    assert [one.path for one in found.other] == ["preferences.ben.believes.ann"]


def test_what_stands_behind_a_removed_entry_keeps_its_draws() -> None:
    """The first interaction adds nothing: without it every draw is as it was, though the second moves up."""
    found = compare(OLD, edited(("{when: {price: mid, date: late}, add: 0}, ", "")))
    (only,) = found.contributions
    assert [place.path for place in only.places] == ["preferences.ann.interactions[0]"]
    assert (only.effect.probability, only.effect.error, only.effect.acceptability) == (0, 0, 0)


def test_an_option_goes_with_all_that_is_said_of_it() -> None:
    """No part of this can be made alone; a walk-away can."""
    new = edited(
        (", mid: Middle", ""), (", mid: 2", ""), (", mid: 3", ""),
        ("{when: {price: mid, date: late}, add: 0}, ", ""), ("[2, 4]", "[2, 3]"),
    )  # fmt: skip
    found = compare(OLD, new)
    groups = sorted(tuple(sorted(place.path for place in one.places)) for one in found.contributions)
    assert groups == [
        ("issues.price.options.mid", "preferences.ann.interactions[0]",
         "preferences.ann.scores.price.mid", "preferences.ben.scores.price.mid"),
        ("preferences.ann.walk_away",),
    ]  # fmt: skip


def test_many_changes_are_made_by_their_neighbourhood() -> None:
    """45 scores of one party and one walk-away: two steps, and it is said."""
    names = [f"o{n}" for n in range(45)]

    def case(shift: int) -> Case:
        issue = {"title": "Place", "options": {name: name for name in names}}
        scores = {name: n + shift * (n % 7 + 1) for n, name in enumerate(names)}
        return build({
            "case": 1, "title": "Many", "parties": {"a": "A", "b": "B"}, "issues": {"place": issue},
            "preferences": {
                "a": {"walk_away": 20 + shift, "scores": {"place": scores}},
                "b": {"walk_away": 10, "scores": {"place": {name: 44 - n for n, name in enumerate(names)}}},
            },
        })  # fmt: skip

    found = compare(case(0), case(1))
    assert sorted(len(one.places) for one in found.contributions) == [1, 45]
    assert found.method.note == "46 changes, more than 40: those below one place are made together"
    assert found.method.exact


# ------------------------------------------------------------------------------ answers, worked by hand


def two(ann: float, ben: float) -> Case:
    return build({
        "case": 1, "title": "Two", "parties": {"ann": "Ann", "ben": "Ben"},
        "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
        "preferences": {
            "ann": {"walk_away": ann, "scores": {"x": {"p": 4, "q": 1}}},
            "ben": {"walk_away": ben, "scores": {"x": {"p": 1, "q": 4}}},
        },
    })  # fmt: skip


@pytest.mark.parametrize(
    ("new", "singles", "whole", "left"),
    [
        ((4, 4), [0, 0], -1, -1),  # either alone leaves a deal (P for Ann, Q for Ben), both none
        ((5, 5), [-1, -1], -1, 1),  # either alone is more than any deal gives
        ((4, 5), [-1, 0], -1, 0),  # Ben's alone decides
    ],
)
def test_an_exact_case_is_compared_exactly(
    new: tuple[int, int], singles: list[int], whole: int, left: int
) -> None:
    found = compare(two(1, 1), two(*new))
    assert [one.effect.probability for one in found.contributions] == singles
    assert (found.whole.probability, found.interplay.probability) == (whole, left)
    assert (found.old.verdict, found.new.verdict) == ("certain", "impossible")
    assert found.method.exact
    assert {one.effect.error for one in found.contributions} == {0.0}


def test_errors_are_those_of_paired_differences() -> None:
    """All draws that turn turn one way, so the variance is that of their share."""
    found = compare(OLD, edited(("[2, 4]", "[2, 3]")), draws=500)
    turned = found.whole.probability
    assert turned > 0
    assert found.whole.error == pytest.approx((turned * (1 - turned) / 500) ** 0.5)
    assert found.whole.error < (found.old.error**2 + found.new.error**2) ** 0.5


def test_two_accounts_of_one_case_are_two_versions() -> None:
    told = """\
accounts:
  asked:
    question: What was it worth?
    told:
      much: {title: Much, set: {preferences.ben.scores.price.mid: 4}}
      little: {title: Little, set: {preferences.ben.scores.price.mid: 1}}
"""
    case = read_case_text(TEXT + told)
    found = compare(
        walkaway.case.under(case, {"asked": "much"}), walkaway.case.under(case, {"asked": "little"})
    )
    (only,) = found.contributions
    assert [(place.before, place.after) for place in only.places] == [("4", "1")]
    assert not found.other
    assert found.new_case["accounts"][0]["applied"] == "little"


def test_places_and_values_make_a_version() -> None:
    found = compare(OLD, {"preferences.ann.walk_away": [2, 3], "preferences.ben.walk_away": 4.5})
    assert found.to_dict() == compare(OLD, edited(("[2, 4]", "[2, 3]"), ("[3, 5]", "4.5"))).to_dict()


def test_a_real_range_is_looked_at_in_steps() -> None:
    text = TEXT.replace("date: {title: Date, options: {soon: Soon, late: Late}}",
                        "date: {title: Date, range: [0, 10], unit: days}")  # fmt: skip
    for before, after in (
        ("{soon: [0, 1], late: 2}", "{linear: [[0, 1], 2]}"),
        ("{soon: [1, 3], late: 0}", "{linear: [[1, 3], 0]}"),
        (TEXT.splitlines()[10].strip(), "red_lines: [{date: {from: 9}}]"),
        ("date: soon}}", "date: 3}}"),
    ):  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    found = compare(read_case_text(text), read_case_text(text.replace("{from: 9}", "{from: 1}")), draws=20)
    assert {place.path for one in found.contributions for place in one.places} == {
        "preferences.ann.red_lines[0]"
    }
    assert found.whole.probability <= 0


# ------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (None, "another version of the case"),
        (5, "another version of the case"),
        ({"preferences.ann.walkaway": 3}, 'did you mean "preferences.ann.walk_away"'),
        ({"preferences.ann.walk_away": "x", "preferences.eve": 1}, "preferences.eve"),
        ({"preferences.ann.walk_away": [4, 2]}, "low before high"),
        ("harbour", "without a common party"),
    ],
)
def test_what_is_no_version_is_refused(new: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        compare(OLD, new)


def test_a_rule_must_be_one_of_both_cases() -> None:
    three = edited(
        ("ben: Ben}", "ben: Ben, eve: Eve}"),
        ("record:\n", "  eve: {scores: {price: {low: 1, mid: 1, high: 1}}}\nrecord:\n"),
    )
    assert compare(three, OLD, rule="all").contributions
    with pytest.raises(UsageError, match="both cases"):
        compare(three, OLD, rule=3)


def test_parties_and_issues_that_one_version_alone_has_are_named() -> None:
    """A party of two under another id with the same title, and an issue more; then a case of its own."""
    colour = ("Late}}\n", "Late}}\n  colour: {title: Colour, options: {red: Red, blue: Blue}}\n")
    more = edited(
        colour,
        ("late: 0}}\n", "late: 0}, colour: {red: 1, blue: 0}}\n"),
        ("late: 2}", "late: 2}, colour: {red: 0, blue: 0}"),
    )
    other = read_case_text(walkaway.case.to_yaml(more).replace("ben:", "benny:"))
    found = compare(OLD, other)
    assert found.only_old == {"parties": ["Ben (ben)"], "issues": []}
    assert found.only_new == {"parties": ["Ben (benny)"], "issues": ["Colour"]}
    words = " ".join(change_sentences(found))
    assert "Only the old version has the party Ben (ben); only the new version has the party Ben" in words
    assert "and the issue Colour." in words
    assert found.alike
    assert "two different cases" not in words
    text = walkaway.case.to_yaml(more).replace("date", "day").replace("colour", "paint")
    far = compare(OLD, read_case_text(text))
    assert not far.alike
    assert "these may be two different cases" in " ".join(change_sentences(far))
    assert compare(OLD, OLD).only_old == {"parties": [], "issues": []}


def test_an_offer_with_other_terms_is_one_place_without_effect() -> None:
    found = compare(OLD, edited(("price: high, date: soon", "price: mid, date: soon")))
    assert not found.contributions
    assert [(one.path, one.label) for one in found.other] == [("record[0]", "record, entry 1")]


def test_a_rule_of_agreement_is_told_in_titles() -> None:
    rule = ("issues:\n", "agreement: {quota: 1, vetoes: [ann]}\nissues:\n")
    (only,) = compare(OLD, edited(rule)).contributions
    assert [(one.before, one.after) for one in only.places] == [("all", "1, with vetoes for Ann")]
    assert only.effect.probability > 0


@pytest.mark.parametrize(
    ("least", "adds"), [(1.905, ""), (3, "is their interplay: what they do only together. ")]
)
def test_what_only_all_changes_together_turn_is_said(least: float, adds: str) -> None:
    """Alone either leaves P or Q certain; together M is left, worth 1.9 to 4 to each."""

    def middle(walk_away: float) -> Case:
        return build({
            "case": 1, "title": "Three", "parties": {"ann": "Ann", "ben": "Ben"},
            "issues": {"x": {"title": "X", "options": {"p": "P", "m": "M", "q": "Q"}}},
            "preferences": {
                "ann": {"walk_away": walk_away, "scores": {"x": {"p": 4, "m": [1.9, 4], "q": 1}}},
                "ben": {"walk_away": walk_away, "scores": {"x": {"p": 1, "m": [1.9, 4], "q": 4}}},
            },
        })  # fmt: skip

    found = compare(middle(1), middle(least))
    words = " ".join(change_sentences(found))
    assert "The verdict changes: a deal was certain, and is possible." in words
    assert words.endswith(f"{adds}Only together do they change the verdict; no change does alone.")
    assert "add up" not in words
    assert [row.verdict for row in change_rows(found)] == ["certain", "certain", "–", "possible"]
    told = "\n".join(map(str, compare_tables(middle(1), found)))
    assert "verdict" in told.partition("Each change alone")[2]


# ---------------------------------------------------------------------------------- what is said of it


def test_a_large_fall_is_said_before_a_verdict_that_stays() -> None:
    """Ben's demand ends nearly every deal; of a change that does nothing the mark is neither up nor down."""

    def demanding(walk_away: list[float]) -> Case:
        return build({
            "case": 1, "title": "Two", "parties": {"ann": "Ann", "ben": "Ben"},
            "issues": {"x": {"title": "X", "options": {"p": "P", "q": "Q"}}},
            "preferences": {
                "ann": {"walk_away": 1, "scores": {"x": {"p": 4, "q": 2}}},
                "ben": {"walk_away": walk_away, "scores": {"x": {"p": 1, "q": 4}}},
            },
        })  # fmt: skip

    found = compare(demanding([3, 4.01]), demanding([3.99, 6]), draws=400)
    first, *others = change_sentences(found)
    assert first.startswith("The likelihood that some deal passes falls from ")
    assert first.endswith("though the verdict stays: a deal is possible.")
    assert not any("Some deal passes" in text for text in others)
    still = compare(demanding([3, 4.01]), demanding([3.01, 4.01]), draws=50)
    assert [step.kind for step in stairs(still)] == ["end", "none", "end"]


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case, and the same with a few changes: who is there, who agrees, what is wanted and refused."""
    old = draw(case_data(issues=(1, 2), parties=(2, 3)))
    new = json.loads(json.dumps(old))
    first, wants = "p0", new["preferences"]
    issue = next(iter(new["issues"]))
    options = [*new["issues"][issue]["options"]]
    numbers = st.integers(-5, 30)

    def joined(name: str, kind: str, entry: Any) -> None:
        new.setdefault(kind, {})[name] = entry
        wants[name] = {**json.loads(json.dumps(wants[first])), "walk_away": draw(numbers)}

    changes: dict[str, Callable[[], None]] = {
        "away": lambda: wants[first].update(walk_away=draw(numbers)),
        "range": lambda: wants["p1"].update(walk_away=[0, draw(st.integers(1, 30))]),
        "fallback": lambda: wants["p1"].update(
            walk_away={"deal": {i: next(iter(one["options"])) for i, one in new["issues"].items()}}
        ),
        "red line": lambda: wants[first].update(red_lines=[{issue: options[0]}]),
        "order": lambda: wants["p1"].update(
            weights=" > ".join(new["issues"]),
            scores={i: " > ".join([*one["options"]]) for i, one in new["issues"].items()},
        ),
        "rule": lambda: new.update(agreement={"quota": draw(st.sampled_from([1, 2]))}),
        "ratifier": lambda: joined("r", "ratifiers", {"title": "R", "for": first}),
        "party": lambda: joined("more", "parties", "More"),
    }
    for name in draw(st.lists(st.sampled_from([*changes]), min_size=1, max_size=4, unique=True)):
        changes[name]()
    return build(old), build(new)


def shown_points(text: str) -> float:
    """A difference as a row has it: ``+7 ± 1``."""
    return float(text.partition(" ")[0].replace("−", "-") or 0)


@settings(law, max_examples=examples(5))
@given(two_versions())
def test_what_is_said_explains_the_whole_or_names_the_interaction(pair: tuple[Case, Case]) -> None:
    """Law: rows add up as shown, both ends are those of the zone, and what no change does alone is said."""
    found = compare(*pair, draws=40)
    rows, told = change_rows(found), " ".join(change_sentences(found))
    for standing, case in zip((found.old, found.new), pair, strict=True):
        zone = walkaway.zone(case, draws=40).everyone
        assert standing.verdict == zone.verdict
        assert standing.probability == pytest.approx(zone.probability, abs=0.32)  # four errors of 40 draws
    assert found.whole.probability == pytest.approx(found.new.probability - found.old.probability)
    if len(found.contributions) == 1:
        assert found.contributions[0].standing == found.new
    if len(found.contributions) < 2:
        return
    for name in ("likelihood", "chance"):
        *parts, whole = (shown_points(getattr(row, name)) for row in rows)
        halves = sum(0.5 if abs(part) >= 10 else 0.05 for part in (*parts, whole))
        assert sum(parts) == pytest.approx(whole, abs=halves + 1e-9)
    alone = [one.standing for one in found.contributions]
    if found.new.verdict not in (found.old.verdict, *(one.verdict for one in alone)):
        assert "together" in told
    if found.new.best not in (None, found.old.best, *(one.best for one in alone)) and found.old.best:
        assert "Only together do they" in told
    if abs(found.interplay.probability) > 2 * found.interplay.error:
        assert "add up" not in told


def test_versions_of_any_size_are_compared_over_the_draws_that_both_share() -> None:
    """Deals too many to be listed are looked at in 200 draws: so is the small version, and all adds up."""

    def case(issues: int, away: list[int]) -> Case:
        names = [f"o{number}" for number in range(38)]
        ends = {f"i{number}": {name: name for name in names} for number in range(issues)}
        wants = [
            {issue: {name: sign * at for at, name in enumerate(names)} for issue in ends} for sign in (1, -1)
        ]
        return build(
            {
                "case": 1,
                "title": "Many",
                "parties": {"a": "A", "b": "B"},
                "issues": {issue: {"title": issue, "options": options} for issue, options in ends.items()},
                "preferences": {
                    "a": {"walk_away": away, "scores": wants[0]},
                    "b": {"walk_away": [-37, 0], "scores": wants[1]},
                },
            }
        )

    found = compare(case(1, [0, 37]), case(4, [0, 70]), draws=500)
    assert found.method.draws == 200
    assert found.old.probability == walkaway.zone(case(1, [0, 37]), draws=200).everyone.probability
    assert found.whole.probability == pytest.approx(found.new.probability - found.old.probability)
    assert found.whole.acceptability == pytest.approx(found.new.acceptability - found.old.acceptability)


def test_an_interaction_more_is_compared_where_the_first_issue_is_a_real_range() -> None:
    """Where one version lacks it, a place that adds nothing stands on the range: an end of it is enough."""

    def case(*more: Any) -> Case:
        data = two(0, 0).to_dict()
        data["issues"] = {"pay": {"title": "Pay", "range": [0, 10]}, **data["issues"]}
        for one, ends in zip(data["preferences"].values(), ([0, 10], [10, 0]), strict=True):
            one["scores"]["pay"] = {"linear": ends}
        data["preferences"]["ann"]["interactions"] = [*more]
        return build(data)

    found = compare(case(), case({"when": {"x": "p"}, "add": 3}), draws=20)
    (only,) = found.contributions
    assert [place.path for place in only.places] == ["preferences.ann.interactions[0]"]


def test_a_deal_that_no_change_leads_to_alone_is_said_to_be_reached_together() -> None:
    """P is best for both; without it Q, which Ben now refuses; so M is left, to which neither leads alone."""
    data = two(0, 0).to_dict()
    data["issues"]["x"]["options"] = {"p": "P", "q": "Q", "m": "M"}
    for one in data["preferences"].values():
        one["scores"] = {"x": {"p": 9, "q": 8, "m": 7}}
    old = build(data)
    data["preferences"]["ann"]["red_lines"] = [{"x": "p"}]
    data["preferences"]["ben"]["red_lines"] = [{"x": "q"}]
    words = " ".join(change_sentences(compare(old, build(data))))
    assert words.endswith("Only together do they lead to this best deal; no change does alone.")
