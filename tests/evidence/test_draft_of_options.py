"""Options of a draft: what a deal could say, each once, measured, and under the issue that it is about."""

from __future__ import annotations

import pytest
from tests.evidence.test_draft import drafted
from tests.evidence.test_draft_of_brackets import titles_of
from tests.evidence.transcripts import needs_parser

pytestmark = needs_parser


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (
            "The union demanded 10 percent of the port's revenue. The company refused inspectors at the "
            "port. The company offered 4 percent of the revenue.",
            {"Revenue": ["4 percent of the revenue", "10 percent of the port's revenue"],
             "Inspectors": ["inspectors at the port"]},
        ),
        (
            "Norvik offered 40 prisoners and walked out. Halvor had asked for 60.",
            {"Prisoners": ["40 prisoners", "60 prisoners"]},
        ),
        (
            "The bank offered a loan of USD 3 million. The city asked for 5.",
            {"Loan": ["a loan of USD 3 million", "USD 5 million"]},
        ),
        (
            "Norvik was ready to pay EUR 5 million if Halvor accepted joint patrols. Halvor demanded that "
            "the patrols are joint.",
            {"Joint patrols": ["joint patrols"], "Payment": ["EUR 5 million"]},
        ),
        (
            "The union needs it guaranteed for 3 years. The company could accept 2 years. The company "
            "offered 1,000 crowns.",
            {"Duration": ["2 years", "3 years"], "Payment": ["1,000 crowns"]},
        ),
        (
            "Halvor offered 5 ships, with an option on 3 more. Norvik demanded 9 ships, on condition that "
            "the patrols are joint.",
            {"Ships": ["5 ships", "9 ships"], "Option": ["an option on 3 more"],
             "Patrols": ["the patrols are joint"]},
        ),
        (
            "Norvik refused to sign a treaty that leaves 300 boats without work. Norvik rejected the "
            "plan. Norvik refused to pay a single euro. Norvik refused to leave the talks. Halvor demanded "
            "40 prisoners.",
            {"Prisoners": ["40 prisoners"]},
        ),
        (
            "Norvik's government offered its creditors a haircut of 35 percent. Halvor had asked for 20. "
            "Norvik offered to sell 25 shops. Halvor offered to sell 12. Halvor rejected the idea of a bond.",
            {"Haircut": ["20 percent", "a haircut of 35 percent"], "Shops": ["12 shops", "25 shops"],
             "Bond": ["the idea of a bond"]},
        ),
        (
            "Norvik demanded the sanctions lifted and assets returned. Halvor offered a treaty signed by "
            "May.",
            {"Sanctions": ["the sanctions lifted and assets returned"],
             "Treaty": ["a treaty signed by May"]},
        ),
    ],
)  # fmt: skip
def test_options_are_what_a_deal_could_say(told: str, wanted: dict[str, list[str]]) -> None:
    assert titles_of(told) == wanted


@pytest.mark.parametrize(
    ("told", "title", "note"),
    [
        ("The union could not accept less than 6 percent.", "6 percent", "refuses less than this"),
        ("The union refused to pay over USD 5 million.", "USD 5 million", "refuses more than this"),
        (
            "The union will not accept a quota of more than 300 tonnes.",
            "300 tonnes",
            "refuses more than this",
        ),
        ("The union refused 300 tonnes.", "300 tonnes", "refuses this or what is near it"),
    ],
)
def test_a_limit_refuses_what_lies_beyond_it_and_not_itself(told: str, title: str, note: str) -> None:
    case = drafted(f"The union demanded a pay rise. {told} The company offered a truce.")
    issue, key = next(
        (issue, key) for issue, each in case.issues.items()
        for key, option in each.options.items() if option.title == title
    )  # fmt: skip
    scores = case.preferences["union"].scores
    assert scores[issue].points[key].note == f"the party {note}"
    refused = [event.refuses for event in case.record if str(event.act).startswith("refuses")]
    assert refused == [{issue: key} if note.endswith("near it") else None]


@pytest.mark.parametrize(
    ("clause", "options"),
    [
        ("a monthly rent of [Alder: EUR 700] [Birch: EUR 900]", ["EUR 700 per month", "EUR 900 per month"]),
        ("per hour, [Alder: GBP 11] [Birch: GBP 14]", ["GBP 11 per hour", "GBP 14 per hour"]),
        ("[Alder: GBP 11] [Birch: GBP 14] a shift", ["GBP 11 a shift", "GBP 14 a shift"]),
        ("an annual report within [Alder: 30 days] [Birch: 10 days]", ["10 days", "30 days"]),
    ],
)
def test_what_stands_before_brackets_belongs_to_them(clause: str, options: list[str]) -> None:
    assert titles_of(f"Term sheet\n\n1. Rate. Alder shall give {clause}.\n") == {"Rate": options}


def test_the_same_number_for_a_year_and_without_is_one_option() -> None:
    told = (
        "Norvik offered to pay EUR 4 million for licences. Halvor demanded EUR 4 million a year for "
        "licences. Halvor demanded EUR 6 million a month for licences. Norvik offered EUR 6 million a year "
        "for licences."
    )
    (options,) = titles_of(told).values()
    assert options == [
        "EUR 4 million a year for licences",
        "EUR 6 million a month for licences",
        "EUR 6 million a year for licences",
    ]


@pytest.mark.parametrize(
    ("who", "by"),
    [
        ("The mediator", "suggested by the mediator"),
        ("Ole Brand, the mediator,", "suggested by Ole Brand"),
        ("Ole Brand, the chairman of the talks,", "suggested by Ole Brand"),
        ("The Swiss chairman of the talks", "suggested by the Swiss chairman of the talks"),
        ("The chair", "suggested by the chair"),
        ("UN mediator Ole Brand", "suggested by UN mediator Ole Brand"),
        ("Peter Lowe, an analyst,", None),
    ],
)
def test_what_a_mediator_suggests_is_an_option_and_nobodys_offer(who: str, by: str | None) -> None:
    case = drafted(f"Norvik offered 20 boats. Halvor demanded 60 boats. {who} suggested 40 boats.")
    (issue,) = case.issues.values()
    assert {option.title: option.note for option in issue.options.values()}.get("40 boats") == by
    assert sorted(party.title for party in case.parties.values()) == ["Halvor", "Norvik"]
    assert len(case.record) == 2


def test_a_headline_makes_no_issue() -> None:
    news = (
        "Norvik rejects border plan cut\n\nBy Eva Holm\n\nKASTROW, 4 May — Talks ended on Monday. Halvor "
        "offered 20 prisoners. Norvik demanded 60 prisoners.\n"
    )
    assert list(titles_of(news)) == ["Prisoners"]
