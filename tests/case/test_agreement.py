"""Who must accept: quotas, votes, shares and several conditions at once, in YAML and out."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from tests.case.helpers import messages, read, swapped

from walkaway.case import Agreement, case_schema, read_case_text, to_plain, to_yaml

RULE = "{quota: 2, vetoes: [us]}"

RULES = [
    "all",
    {"quota": "55 %"},
    {"quota": "1/3 %"},
    {"votes": {"us": 206, "them": 152}, "at_least": 180},
    {"votes": {"us": 2.5, "them": "1/3"}, "at_least": "62.5 %", "vetoes": ["them"]},
    [{"quota": 1, "vetoes": ["us"]}, {"votes": {"us": 3, "them": 1}, "at_least": "66 %"}],
]


@pytest.mark.parametrize("rule", RULES, ids=json.dumps)
def test_a_rule_survives_the_file(rule: object) -> None:
    """Written and read again, a case has the same rule; a list of one condition is that condition."""
    case = read(swapped(RULE, json.dumps(rule)))
    again = read_case_text(to_yaml(case))
    assert again.agreement == case.agreement
    assert Agreement.model_validate(to_plain(case.agreement)) == case.agreement


def test_a_list_of_one_is_one() -> None:
    one = {"votes": {"a": 1}, "at_least": 1}
    assert Agreement.model_validate([one]) == Agreement.model_validate(one)
    assert str(Agreement.model_validate(one)) == "1 vote"


def test_a_share_of_votes_is_exact() -> None:
    """55 % of 20 is 11, not a little more or less."""
    majority = Agreement.model_validate({"votes": {"a": 12.5, "b": 7.5}, "at_least": "55 %"}).conditions[0]
    assert majority.level.of(majority.whole(("a", "b"))) == 11
    third = Agreement.model_validate({"quota": "100/3 %"}).conditions[0]
    assert third.level.of(3) == Fraction(1)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{votes: {us: 3, china: 2}, at_least: 3}",
         'agreement.votes.china: found "china"; expected a party (us, them)'),
        ("{votes: {us: 3, them: 2}, at_least: 6}",
         "agreement.at_least: found 6; expected at most 5, the votes of all parties"),
        ("{votes: {us: 0, them: 0}, at_least: 55 %}",
         "agreement.votes: found votes that sum to 0; expected at least one vote"),
        ("{votes: {us: -1, them: 2}, at_least: 1}",
         "agreement.votes: found the number -1; expected a number of votes, 0 or more"),
        ("{votes: {us: 1, them: 2}}",
         "agreement: found a mapping of votes; expected votes together with at_least"),
        ("{at_least: 2}",
         "agreement: found a mapping of at_least; expected votes together with at_least"),
        ("{quota: 1, votes: {us: 1}, at_least: 1}",
         "agreement: found a mapping of quota, votes, at_least; "
         "expected either quota, or votes with at_least (a list may hold both)"),
        ("{votes: {us: 1}, at_least: 120 %}",
         'agreement.at_least: found "120 %"; expected a share above 0 % and up to 100 %'),
        ("{votes: {}, at_least: 1}",
         "agreement.votes: found an empty mapping; expected votes such as {party: number}"),
        ("[{quota: 2}, {quota: 3}]",
         "agreement[1].quota: found 3; expected at most 2, the number of parties"),
        ("[{quota: 2}, {votes: {us: 1}, at_least: 1, vetoes: [china]}]",
         'agreement[1].vetoes[0]: found "china"; expected a party (us, them)'),
        ("[]",
         "agreement: found an empty list; expected all, {quota: number, vetoes: [parties]}, "
         "{votes: {party: number}, at_least: number}, or a list of these"),
    ],
)  # fmt: skip
def test_faults_of_a_rule(rule: str, message: str) -> None:
    (found,) = messages(swapped(RULE, rule))
    assert found == f"c.yaml:8: {message}"


def test_the_schema_knows_every_form() -> None:
    rules = case_schema()["$defs"]["Agreement"]["anyOf"]
    assert {"const": "all"} in rules
    assert any(rule.get("type") == "array" for rule in rules)
