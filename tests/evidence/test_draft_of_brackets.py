"""Drafts of term sheets with brackets: whose they are, what they count, and who speaks for whom."""

from __future__ import annotations

from tests.evidence.test_draft import drafted
from tests.evidence.transcripts import needs_parser

pytestmark = needs_parser

_HEADS = """Heads of terms
Unit 2, Salt Quay

Draft of 3 May. What stands in brackets is not agreed. Quay Estates plc ("the Landlord"); Otter & Sons Ltd \
("the Tenant").

1. Term
The Landlord will grant a lease of [L: fifteen] [T: ten] years from completion.

2. Rent
The Tenant will pay [L: £90,000] [T: £70,000] a year, with a discount of [L: 2%] [T: 5%].

3. Fit-out
The Landlord will contribute [£30,000] to the works. [Note to draft: VAT?]
"""
_OFFER = """From: Ann Loy <ann@quayestates.example>
To: Bo Otter <bo@otter.example>
Subject: Salt Quay

Dear Bo,

We will not go below £85,000.

Ann
"""


def test_brackets_within_a_clause_are_options_with_what_their_numbers_count() -> None:
    case = drafted(_HEADS)
    means = {
        issue.title: [(option.title, *(f"{unit} {point.high}" for unit, point in option.means.items()))
                      for option in issue.options.values()][1:]
        for issue in case.issues.values()
    }  # fmt: skip
    assert means == {
        "Term": [("ten years", "years 10"), ("fifteen years", "years 15")],
        "Rent": [("£70,000 a year", "gbp_per_year 70000"), ("£90,000 a year", "gbp_per_year 90000")],
        "Discount": [("2%", "percent 2"), ("5%", "percent 5")],
        "Fit-out": [("contribute [£30,000] to the works", "gbp 30000")],
    }
    titles = {key: party.title for key, party in case.parties.items()}
    assert sorted(titles.values()) == ["Landlord", "Tenant"]
    assert len(case.record) == 7


def test_whoever_writes_from_the_address_of_a_body_speaks_for_it() -> None:
    case = drafted(_HEADS, _OFFER)
    assert sorted(party.title for party in case.parties.values()) == ["Landlord", "Tenant"]
    assert "Ann Loy" in next(party for party in case.parties.values() if party.title == "Landlord").aliases
    (refused,) = (event for event in case.record if str(event.act).startswith("refuses"))
    assert case.parties[refused.by].title == "Landlord"


def test_an_amount_in_open_brackets_stays_in_its_clause_and_an_empty_heading_says_of_what() -> None:
    terms = (
        "Summary of terms\n\nAmount: Alder Ventures will subscribe for [$8,000,000] of Preferred Stock "
        "[Company: $9,000,000].\n\nPool: An option pool of [Alder Ventures: 15%] [Company: 10%].\n"
    )
    issues = {each.title: [*each.options.values()] for each in drafted(terms).issues.values()}
    assert sorted(issues) == ["Amount, Preferred Stock", "Pool"]
    options = issues["Amount, Preferred Stock"][1:]
    assert [option.means["usd"].high for option in options] == [8_000_000, 9_000_000]


def test_an_office_without_a_body_is_that_of_the_only_body_of_its_sort() -> None:
    told = (
        "The government of Velmar offered to free 40 prisoners. Interior Minister Ruth Adeyo refused to pay. "
        "The Harun Front demanded 90 prisoners. The Front's spokesman offered 2 sailors. “We want a truce,” "
        "said Odile Farr of the Harun Front."
    )
    case = drafted(told)
    assert sorted(party.title for party in case.parties.values()) == ["Government of Velmar", "Harun Front"]


def titles_of(*texts: str) -> dict[str, list[str]]:
    """Issues with their options, without the placeholder."""
    return {
        issue.title: [option.title for option in issue.options.values()][1:]
        for issue in drafted(*texts).issues.values()
    }


def test_an_issue_goes_by_the_noun_that_its_phrases_are_about() -> None:
    told = (
        "Norvik offered an exchange at sea. Norvik demanded a bank guarantee of USD 5 million in cash. "
        "Halvor offered to send 80 deminers at its expense. Halvor demanded 400 tonnes of ammunition. "
        "Norvik refused to bear the cost of the boats."
    )
    assert set(titles_of(told)) == {"Exchange", "Bank guarantee", "Deminers", "Ammunition", "Cost"}


def test_an_amount_without_a_thing_goes_to_the_nearest_amount_of_its_unit() -> None:
    told = (
        "Norvik offered a rent of 80,000 euros. Norvik offered a deposit of 2,000 euros. Halvor demanded "
        "90,000 euros. Halvor demanded 3,000 euros."
    )
    assert titles_of(told) == {
        "Rent": ["a rent of 80,000 euros", "90,000 euros"],
        "Deposit": ["a deposit of 2,000 euros", "3,000 euros"],
    }


def test_a_fee_is_under_the_heading_that_names_the_fee() -> None:
    terms = "Term sheet\n\n1. Legal fees. [Alder: GBP 20] [Birch: GBP 30]\n"
    assert "cap fees at GBP 25" in titles_of(terms, "Alder offered to cap fees at GBP 25.")["Legal fees"]


def test_what_tells_more_of_a_clause_is_no_option_and_what_it_names_only_below_is_one() -> None:
    resolution = (
        "The Regional Council,\n\nWelcoming the truce,\n\n1. Calls on the Highland Army to withdraw heavy "
        "weapons 10 kilometres from Issa, in particular:\n(a) all artillery above 100 millimetres;\n"
        "(b) rocket launchers;\n\n2. Authorizes the Secretary to accept, for two years:\n(a) cameras on "
        "vessels over 30 metres;\n(b) a closed season of six weeks;\n\n3. Decides to deploy 120 observers.\n"
    )
    options = sorted(title for titles in titles_of(resolution).values() for title in titles)
    assert options == [
        "a closed season of six weeks", "cameras on vessels over 30 metres", "deploy 120 observers",
        "withdraw heavy weapons 10 kilometres from Issa",
    ]  # fmt: skip


def test_counted_things_and_a_thing_without_an_article_are_two_and_who_said_so_is_none() -> None:
    told = (
        "The Front now demands 90 prisoners and safe passage to the border. Velmar would open a corridor if "
        "the sick sailors are released first, a government official said."
    )
    found = titles_of(told)
    assert {"90 prisoners", "safe passage to the border"} <= {
        each for some in found.values() for each in some
    }
    assert "a government" not in {each for some in found.values() for each in some}


def test_an_amount_that_two_headings_have_goes_to_the_one_that_names_it_alone() -> None:
    terms = (
        "Term sheet\n\n1. Break. [Alder: the lease may end on 6 months' notice] [Birch: no break]\n\n"
        "2. Deposit. [Alder: 6 months] [Birch: 3 months]\n"
    )
    assert titles_of(terms, "Birch refused to pay 6 months.")["Deposit"] == ["3 months", "6 months"]


def test_what_says_only_that_there_is_more_is_no_option() -> None:
    told = (
        "Ashby wants more for its landfill. Ashby would make the following proposal. Ashby demanded 2 roads."
    )
    assert titles_of(told) == {"Roads": ["2 roads"]}


def test_its_negotiator_is_that_of_the_body_that_the_sentence_begins_with() -> None:
    told = (
        "Screenwriters United would drop its claim if the studios accept a ban, its chief negotiator, Ellen "
        "Prasad, said. Prasad demanded 2 percent. General Mateus Brod, who commands the Highland Army, "
        "demanded 300 tents. “We want 40 tents,” Brod said. Tarnia called it too little. Its premier, Oda "
        "Renn, insisted on 240 boats."
    )
    titles = {party.title for party in drafted(told).parties.values()}
    assert titles == {"Screenwriters United", "Highland Army", "Tarnia"}


def test_whoever_minutes_list_for_a_body_makes_it_a_party_that_says_little() -> None:
    said = " ".join(f"Ms Moen demanded {n} boats. Ms Krag offered {n} nets." for n in range(20, 26))
    minutes = (
        "Minutes of the working group\n\nPresent: Astrid Moen (Norrland), Sofie Krag (Vesterland), Padraig "
        f"Daly (Inis)\n\n1. Catch. {said} Mr Daly refused 22 boats.\n"
    )
    titles = {party.title for party in drafted(minutes).parties.values()}
    assert titles == {"Norrland", "Vesterland", "Inis"}


def test_open_to_is_an_offer_and_who_is_quoted_or_what_is_largest_is_none() -> None:
    posts = (
        "Ann Roy: We are open to a flat payment of 900 euros. We offer a raise of 4 percent, the largest in "
        "30 years.\n\nBo Lind: We are open to talks. We want time and a half after 10 hours.\n\nAnn Roy: No."
    )
    options = {each for some in titles_of(posts).values() for each in some}
    assert options == {
        "a flat payment of 900 euros",
        "a raise of 4 percent",
        "time and a half after 10 hours",
    }
    told = "Breck offered a fee of 3 pounds, a person close to the company said. Alder demanded 5 pounds."
    assert "a person close" not in {each for some in titles_of(told).values() for each in some}
