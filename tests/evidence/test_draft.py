"""Drafts: they read as cases, rest only on words that stand in the sources, and invent no number."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.news import FILM, NEWS, SUMMIT, SUMMIT_STATEMENTS
from tests.evidence.planted import read, statement
from tests.evidence.transcripts import needs_parser
from tests.strategies import brief_law

from walkaway.analysis.sense import check_sense
from walkaway.analysis.signing import walks_out
from walkaway.case import Case, CaseFile, Judgement, read_case_text
from walkaway.case.lines import Lines
from walkaway.case.write import cites_of
from walkaway.errors import Faults
from walkaway.evidence import documents_folder
from walkaway.evidence.amounts import amounts_in
from walkaway.evidence.cites import verify_cites
from walkaway.evidence.draft_folder import write_draft
from walkaway.evidence.drafting.draft_text import FOREIGN
from walkaway.evidence.drafting.first_case import draft_case
from walkaway.evidence.findings import Conflict, Read, SetAside, Speaker
from walkaway.evidence.gathering import gather
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.positions.finder import by_rules
from walkaway.evidence.speech.statements import statements_of

pytestmark = needs_parser


def _file(case: Case) -> CaseFile:
    return CaseFile(case, Path("case.yaml"), Lines("case.yaml"))


def _held(case: Case, reads: tuple[Read, ...]) -> int:
    """How many cites verify; any that does not is a failure."""
    texts = {
        item.document.name: documents_folder.CaseDocument(
            name=item.document.name, file=item.document.file, text=item.document.text,
            sha256=hashlib.sha256(b"").hexdigest(),
        )
        for item in reads
    }  # fmt: skip
    faults = Faults()
    held = verify_cites(_file(case), documents_folder.Documents(texts), faults)
    assert [fault for fault in faults if fault.level == "fault"] == []
    return len(held)


@pytest.mark.parametrize("name", NEWS)
def test_a_draft_reads_as_a_case_and_its_cites_verify(name: str) -> None:
    reads, statements, conflicts = NEWS[name]
    text = draft_case(reads, statements, conflicts)
    case = read_case_text(text)
    assert len(case.parties) >= 2
    assert _held(case, reads) >= 2
    assert text == draft_case(reads, statements, conflicts)
    faults = Faults()
    check_sense(_file(case), faults)
    assert not [fault for fault in faults if fault.level == "fault"]


@pytest.mark.parametrize("name", NEWS)
def test_no_number_is_made_up(name: str) -> None:
    case = read_case_text(draft_case(*NEWS[name]))
    points = [(path, point) for path, point in case.judgements() if isinstance(point, Judgement)]
    judged = [point for path, point in points if path.startswith("preferences.")]
    assert len(judged) > 10
    for point in judged:
        assert point.open
        assert str(point) == "to be judged"
    assert all(".means." in path for path, point in points if not point.open)
    for issue in case.issues.values():
        for option in issue.options.values():
            amounts = {(each.unit, each.low, each.high) for each in amounts_in(option.title)}
            assert {(unit, point.low, point.high) for unit, point in option.means.items()} <= amounts


def test_parties_carry_their_people_as_aliases() -> None:
    case = read_case_text(draft_case(*NEWS["summit"]))
    assert {party.title for party in case.parties.values()} == {"United States", "North Korea"}
    assert "Washington" in case.parties["us"].aliases
    assert any("Kim" in alias for alias in case.parties["dprk"].aliases)
    harbour = read_case_text(draft_case(*NEWS["harbour"]))
    assert "Lena Ortiz" in next(iter(harbour.parties.values())).aliases


@needs_parser
def test_what_has_no_place_in_a_draft_is_named() -> None:
    """Law: a draft never leaves a body, a thing or an amount out in silence."""
    bodies = [
        "Harbour Council",
        "Blue Line",
        "Dockers Union",
        "Fishing Board",
        "Island Trust",
        "Ferry Workers",
    ]
    things = ["quay", "cranes", "pier", "nets", "inn", "boats"]
    said = [
        f"The {body} demanded a subsidy of {20 + k} percent. The {body} refused to sell the {thing}."
        for k, (body, thing) in enumerate(zip(bodies, things, strict=True))
    ]
    said.append(" ".join(f"The Blue Line offered a subsidy of {n} percent." for n in (30, 40, 50, 60, 70)))
    said.append(
        " ".join(f"The Blue Line offered to repair the {x}." for x in ("lamp", "roof", "rail", "clock"))
    )
    document = read("\n\n".join(said), "report")
    case = read_case_text(draft_case([document], statements_of(document), ()))
    assert [party.title for party in case.parties.values()] == bodies[:4]
    found = {note.partition(": ")[0]: note.partition(": ")[2] for note in case.notes if "Left out" in note}
    assert found["Left out of this draft, parties"] == "Island Trust; Ferry Workers."
    assert found["Left out of this draft, options of Subsidy"] == "a subsidy of 70 percent."
    shown = {issue.title for issue in case.issues.values()}
    left = found["Left out of this draft, issues"].rstrip(".").split("; ")
    assert len(shown) == 8
    assert len({*left} - shown) == len(left) > 0


def test_onlookers_are_never_a_party() -> None:
    case = read_case_text(draft_case(*NEWS["summit"]))
    assert not any("Doe" in f"{party.title} {party.aliases}" for party in case.parties.values())


def test_issues_and_options_come_from_exchanges() -> None:
    case = read_case_text(draft_case(*NEWS["summit"]))
    titles = {
        issue.title: [option.title for option in issue.options.values()] for issue in case.issues.values()
    }
    assert "the sanctions lifted in entirety" in titles["Sanctions"]
    assert "massive sanctions relief" in titles["Sanctions"]
    assert "the dismantlement of the Yongbyon complex" in titles["Yongbyon complex"]
    river = read_case_text(draft_case(*NEWS["river, without statements"]))
    options = [option.title for issue in river.issues.values() for option in issue.options.values()]
    wanted = {"lift their ban on timber imports", "pay $45 million towards a new canal"}
    assert wanted <= set(options)


def test_positions_stand_in_the_record_with_cites() -> None:
    case = read_case_text(draft_case(*NEWS["summit"]))
    offers = [event for event in case.record if event.offer]
    assert any("freeze some nuclear facilities" in event.cites[0].words for event in offers)
    assert any(
        len(event.offer or {}) == 2 and "the sanctions lifted" in event.cites[0].words for event in offers
    )
    acts = [event.act for event in case.record if event.act]
    assert {"demands: massive sanctions relief", "walks away"} <= set(acts)
    assert all(event.cites for event in case.record)
    grounded = [path for path, _ in cites_of(case) if path[0] == "preferences"]
    assert any(path[1] == "dprk" for path in grounded)


def test_doubts_hypotheses_and_inner_statements_are_credited_to_nobody() -> None:
    doubted = statement(SUMMIT, "freeze some nuclear facilities", "North Korea", "was willing to",
                        kind="position", modality="doubted", id="d1")  # fmt: skip
    inner = statement(SUMMIT, "massive sanctions relief", "North Korea", "expected", kind="position", id="d2",
                      embedded="d1")  # fmt: skip
    case = read_case_text(draft_case([SUMMIT], [doubted, inner, *SUMMIT_STATEMENTS[:2]]))
    words = [cite.words for path, cite in cites_of(case) if path[0] in ("record", "preferences")]
    assert "massive sanctions relief" not in words
    assert "freeze some nuclear facilities" not in words


def test_conflicts_are_notes_and_stay_open() -> None:
    reads, statements, _ = NEWS["summit"]
    conflict = Conflict(statements=("s2", "s4", "gone"), type="degree", why="entirety against massive")
    case = read_case_text(draft_case(reads, statements, [conflict]))
    assert any("not settled" in note and "massive sanctions relief" in note for note in case.notes)


@pytest.mark.parametrize(
    "text", ["", " ", "Nothing happened.", "It rained on Monday; a dog slept.", "\x00\ufeff\ud800"]
)
def test_too_little_gives_places_to_fill(text: str) -> None:
    case = read_case_text(draft_case([read(text, "d")] if text else [], []))
    assert list(case.parties) == ["party-a", "party-b"]
    assert all("to be named" in party.title for party in case.parties.values())
    assert "to be named" in next(iter(case.issues.values())).title


def test_one_party_found_leaves_one_place_to_fill() -> None:
    text = "North Korea demanded massive sanctions relief. North Korea offered to freeze one reactor."
    case = read_case_text(draft_case([read(text, "d")], []))
    assert [party.title[:14] for party in case.parties.values()] == ["North Korea", "Party A, to be"]


def test_markup_and_yaml_stay_text() -> None:
    nasty = "Acme <script>alert(1)</script> & *alias {x: [1]} #c: '\"\\ !tag | > % @ `"
    words = "release 3 ships in exchange for a “<b>lifted: ban\u2028</b> - [x]”"
    text = f"{nasty} Corp offered to {words} on tin.\n---\n"
    source = read(text, "d", title=nasty, date="2020-01-01\nparties: {}", outlet="- &a !!x")
    item = statement(source, words, nasty, "offered",
                     kind="position", id="\n- x")  # fmt: skip
    draft = draft_case([source], [item], [Conflict(statements=("\n- x",), type="a\n: b", why="{{ x }}\n---")])
    case = read_case_text(draft)
    assert case.title == f"Draft: {nasty}"
    assert nasty in case.sources[0]
    assert _held(case, (source,))
    assert len(case.parties) == 2
    plain = [line for line in draft.splitlines() if line.startswith("#")]
    assert not any("script" in line for line in plain)


def test_a_title_with_script_is_the_same_text_in_the_case() -> None:
    case = read_case_text(draft_case([FILM], []))
    assert "<script>alert(1)</script>" in case.title


def test_no_cite_is_written_that_could_not_verify() -> None:
    lying = statement(SUMMIT, "massive sanctions relief", "North Korea", "expected", kind="position")
    outside = replace(lying, id="x", document="nowhere")
    named = read(SUMMIT.document.text, "a: b/c")
    moved = replace(lying, id="y", document="a: b/c")
    case = read_case_text(draft_case([named], [outside, moved]))
    assert [cite for _, cite in cites_of(case)] == []


def test_set_aside_parts_make_no_issue() -> None:
    text = "Spain offered to lift the ban on tin. Related: Mars demanded all the cheese in return for peace. "
    base = read(text, "d")
    whole = read_case_text(draft_case([base], []))
    assert "Cheese" in {issue.title for issue in whole.issues.values()}
    part = Read(document=base.document, passages=base.passages,
                set_aside=(SetAside(start=38, end=len(text), why="teaser"),))  # fmt: skip
    case = read_case_text(draft_case([part], []))
    assert "Cheese" not in {issue.title for issue in case.issues.values()}
    assert not any("Mars" in party.title for party in case.parties.values())


def test_parties_of_a_case_are_kept() -> None:
    item = statement(
        SUMMIT, "massive sanctions relief", "North Korea", "expected", kind="position", party="north"
    )
    assert item.speaker is not None
    case = read_case_text(draft_case([SUMMIT], [item]))
    assert "north" in case.parties


def test_text_without_case_and_punctuation() -> None:
    text = (
        "the talks collapsed when north korea demanded the removal of u s sanctions in exchange for partial "
        "denuclearization officials in washington had offered to lift some sanctions the white house said"
    )
    case = read_case_text(draft_case([read(text, "s", "unpunctuated")], []))
    assert "North Korea" in {party.title for party in case.parties.values()}
    assert "Sanctions" in {issue.title for issue in case.issues.values()}


_odd = st.text(
    st.sampled_from("aA Bb:#-'\"[]{}&*!|>%@`,.?\n\t\x00\u2028\ufeffé“”<script>0 9~=\\"), max_size=40
)


@brief_law
@given(st.lists(_odd, min_size=1, max_size=4), _odd, _odd, st.data())
def test_any_text_at_all_makes_a_case(parts: list[str], title: str, name: str, data: st.DataObject) -> None:
    verb = st.sampled_from([" offered to lift ", " in exchange for ", " between ", " and "])
    verbs = data.draw(st.lists(verb, min_size=1, max_size=6))
    text = "".join(part + verb for part, verb in zip(parts * 6, verbs, strict=False)) + parts[0]
    source = read(text, name, title=title, date=data.draw(_odd))
    start = data.draw(st.integers(0, len(text)))
    words = text[start : start + 20]
    items = []
    if words:
        base = statement(source, words, kind=data.draw(st.sampled_from(["direct", "position"])))
        speaker = Speaker(name=data.draw(_odd), role=data.draw(_odd), party=data.draw(_odd), start=0, end=0)
        items = [replace(base, speaker=speaker)]
    case = read_case_text(draft_case([source], items))
    _held(case, (source,))


def drafted(*texts: str) -> Case:
    """The case that is drafted from documents of any kind."""
    reads = [read_bytes(text.encode(), f"doc-{n}.txt", Faults()) for n, text in enumerate(texts)]
    known = [each for each in reads if each is not None]
    return read_case_text(draft_case(known, [item for each in known for item in statements_of(each)]))


_TREATY = """Draft Treaty on the Orsa

The Republic of Tavia and the Kingdom of Merrow have agreed as follows:

Article 1. The Republic of Tavia undertakes to release 300 cubic metres per second.

Article 2. The Kingdom of Merrow shall pay USD 40 million a year.

Article 3. Neither Party shall build a dam within 50 kilometres of the border.
"""
_LETTER = """City of Veldt

14 April 2026

Dear Minister Arrano,

I write on behalf of the City of Veldt. The city asks the Republic of Tavia to guarantee 20 cubic metres \
for its waterworks. We are prepared to pay USD 3 million a year.

The city does not accept the closing of the canal in July.

Yours sincerely,

Lena Marsh

Mayor of Veldt
"""


def test_what_neither_party_shall_do_binds_the_parties_of_the_treaty_not_to_do_it() -> None:
    case = drafted(_TREATY, _LETTER)
    titles = {key: party.title for key, party in case.parties.items()}
    assert sorted(titles.values()) == ["City of Veldt", "Kingdom of Merrow", "Republic of Tavia"]
    built = [event for event in case.record if "build a dam" in str(event.act)]
    assert sorted(titles[event.by] for event in built) == ["Kingdom of Merrow", "Republic of Tavia"]
    assert all(str(event.act).startswith("undertakes not to") for event in built)


def test_a_delegation_speaks_for_whoever_sent_it() -> None:
    told = "Ruth Okafor, who leads the delegation of Merrow, said her country would never sign for less."
    case = drafted(_TREATY, told)
    assert sorted(party.title for party in case.parties.values()) == [
        "Kingdom of Merrow",
        "Republic of Tavia",
    ]
    assert "Ruth Okafor" in next(p for p in case.parties.values() if "Merrow" in p.title).aliases


_MINUTES = """Minutes of the meeting on 5 March 2026

Present: Ines Calloway (IC), Union of Quay Workers; Tomas Reuel (TR), Brandt Marine.

1. Pay

TR offered 5 percent from July. IC said the union would accept 7 percent.
"""
_NEWS = """Brandt Marine said it had offered 4 percent. Tomas Reuel, its chief negotiator, refused to pay \
more than 5 percent. "We want 9 percent," said Ines Calloway, president of the Union of Quay Workers.
"""


def test_a_list_of_those_present_tells_for_whom_they_speak_in_other_documents() -> None:
    case = drafted(_NEWS, _MINUTES)
    assert sorted(party.title for party in case.parties.values()) == [
        "Brandt Marine",
        "Union of Quay Workers",
    ]
    refused = next(event for event in case.record if str(event.act).startswith("refuses"))
    assert case.parties[refused.by].title == "Brandt Marine"


def test_a_list_of_those_present_tells_for_whom_a_group_speaks() -> None:
    minutes = (
        "Minutes of the meeting on 5 March 2026\n\nPresent: Dame Ida Roos (IR, mediator); Ann Roy (AR) and "
        "Tom Pell (TP) for the Weller Museum; Minister Josef Kole (JK) for Tavia.\n\n1. Title\n\nTP offered "
        '40 bronzes. JK demanded 72 bronzes. "There was no such offer in March," JK said.\n'
    )
    note = "A museum official, who asked not to be named, said the Weller Museum would pay £3 million.\n"
    case = drafted(minutes, note)
    people = {party.title: set(party.aliases) for party in case.parties.values()}
    assert people.keys() == {"Weller Museum", "Tavia"}
    assert people["Weller Museum"] >= {"Tom Pell", "Museum official"}
    assert all("named" not in str(event.act) for event in case.record)


def test_what_one_document_measures_and_another_one_heads_is_one_issue() -> None:
    case = drafted(_NEWS, _MINUTES)
    assert [issue.title for issue in case.issues.values()] == ["Pay"]


def test_where_money_comes_from_is_the_issue_and_a_longer_heading_of_another_document_is_the_same() -> None:
    told = (
        "The city asked for 40 percent of the money from naming rights. The club refused to pay 10 percent."
    )
    assert "Naming rights" in {issue.title for issue in drafted(told).issues.values()}
    terms = "Term sheet\n\n1. Fund. The Museum shall pay [Museum: GBP 4 million] [Tavia: GBP 9 million].\n"
    longer = terms.replace("Fund", "Conservation fund").replace("4", "5").replace("9", "8")
    (issue,) = drafted(terms, longer).issues.values()
    assert issue.title == "Conservation fund"


def test_a_clause_that_is_open_between_brackets_is_no_option() -> None:
    terms = "Term sheet\n\n1. Pay. The Company shall raise pay by [Company: 5 percent] [Union: 7 percent].\n"
    case = drafted(terms)
    (issue,) = case.issues.values()
    assert [option.title for option in issue.options.values()] == ["Nothing", "5 percent", "7 percent"]


def test_initials_of_those_present_are_no_body_and_a_republic_with_an_adjective_is_its_short_name() -> None:
    minutes = (
        "Minutes of the board\n\nPresent: Ruth Adler (RA), Clinic; Samuel Hale (SH)\n\n"
        "1. Pay. SH asked for 6 percent. RA refused to pay 6 percent.\n"
    )
    assert "SH" not in {party.title for party in drafted(minutes).parties.values()}
    told = "The Highland Republic of Karsova offered 40 ships. Karsova demanded 3 ports."
    assert sum("Karsova" in party.title for party in drafted(told).parties.values()) == 1


def test_euros_are_eur() -> None:
    case = drafted(
        "Ann Roy: We offer 500 euros.\n\nBo Lind: We accept EUR 500. We want EUR 700.\n\nAnn Roy: No.\n"
    )
    (issue,) = case.issues.values()
    assert [option.title for option in issue.options.values()] == ["Nothing", "500 euros", "EUR 700"]


def test_a_body_goes_by_its_whole_name() -> None:
    bid = (
        "Harbour City have bid 40 million euros. FC Alder want 55. “We will not go above 45,” City's "
        "director Pia Vos said."
    )
    assert "Harbour City" in {party.title for party in drafted(bid).parties.values()}
    posts = (
        "Teachers of Elm County @teach · 8h\nWe ask for 9 percent. We will not take 5 percent.\n\n"
        "Elm County Board @board · 7h\nWe offer 6 percent.\n\n"
        "Teachers of Elm County @teach · 6h\nWe refuse 6 percent.\n"
    )
    assert {party.title for party in drafted(posts).parties.values()} == {
        "Teachers of Elm County",
        "Elm County Board",
    }


def test_the_cites_of_a_draft_give_no_doubts() -> None:
    """Words that are refused are cited with the refusal, and words that stand twice with what was done."""
    told = "Norvik refused to sell the quay. Halvor demanded 30 years. Norvik offered 30 years."
    source = read_bytes(told.encode(), "told.txt", Faults())
    assert source is not None
    case = read_case_text(draft_case([source], statements_of(source)))
    cites = [
        str(option.cites[0])
        for issue in case.issues.values()
        for option in issue.options.values()
        if option.cites
    ]
    assert sorted(cites) == ["told: demanded 30 years", "told: refused to sell the quay"]


def test_a_president_speaks_for_the_country_of_a_pair_that_nobody_else_speaks_for() -> None:
    text = (
        "The leaders of Norway and Sweden met on Monday to settle who fishes where.\n\n"
        "President Ola Dahl offered to lift the ban on herring. “We will pay for 40 ships,” Ola Dahl said. "
        "Sweden demanded 60 ships and refused to close its harbour."
    )
    found = read(text, "talks")
    parties = read_case_text(draft_case([found], statements_of(found))).parties
    assert {key: party.aliases for key, party in parties.items()} == {"norway": ("Ola Dahl",), "sweden": ()}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Paul Lind of the hospitals said: “We will not pay more than 4 percent.”", "Hospitals"),
        ("“We reject 5 percent,” said Karl Aas of Halvor.", "Halvor"),
        ("“We demand 6 percent,” said Ida Holm, the nurses’ chief negotiator.", "Nurses"),
        ("A Halvor spokesman, Karl Aas, said: “We reject 5 percent.”", "Halvor"),
        ("Halvor's head of licensing, Unni Dal, said: “We offered 7 percent.”", "Halvor"),
    ],
)
def test_whoever_is_of_a_body_speaks_for_it(said: str, title: str) -> None:
    (party, *_) = drafted(said).parties.values()
    assert party.title == title
    assert len(party.aliases) == 1


def test_who_mediates_and_who_urges_both_sides_are_no_side() -> None:
    case = drafted(
        "“We demand 6 percent,” said Ida Holm of the nurses. The hospitals offered 3 percent. The former "
        "minister of labour Ole Krag, who has mediated since May, proposed 4 percent. Churches urged both "
        "sides to settle."
    )
    assert [party.title for party in case.parties.values()] == ["Nurses", "Hospitals"]


def test_a_museum_is_the_museum_that_has_a_name_and_an_envoy_of_the_nations_is_no_side() -> None:
    case = drafted(
        "The National Museum of Aldmark has offered to lend the heads for ten years. Tirsa asked for a loan "
        "of 50 years. The museum ruled out giving up the two large ones. UNESCO envoy Paul Sato suggested a "
        "loan of 25 years. Parliament in Aldmark must approve any transfer."
    )
    museum, tirsa = case.parties.values()
    assert (museum.title, tirsa.title) == ("National Museum of Aldmark", "Tirsa")
    assert "Museum" in museum.aliases
    assert [(each.title, each.for_) for each in case.ratifiers.values()] == [
        ("Parliament in Aldmark", "national-museum-of-aldmark")
    ]
    assert not any("large" in issue for issue in case.issues)


def test_who_is_said_to_chair_it_and_the_paper_of_an_interview_are_no_names_of_a_side() -> None:
    case = drafted(
        "The fans' association opposes any rise in prices, its chairwoman Eva Malik told Radio Larnow.\n\n"
        "The club offered to pay 5 million euros a year. Stavex demanded a guarantee of 40 million euros.",
        "“We never asked for tickets”\n\nInterview with Mayor Jana Pohl, Larnow Gazette, 6 October 2026\n\n"
        "Gazette: Is eight million your last word?\n\nPohl: We can go down to 7 million euros a year.\n\n"
        "Gazette: And the tickets?\n\nPohl: We never asked for them. The city will pay 30 million euros.",
    )
    aliases = {alias for party in case.parties.values() for alias in party.aliases}
    assert {"The", "Larnow Gazette"}.isdisjoint(aliases)
    assert {"Eva Malik", "Jana Pohl"} <= aliases
    amounts = [{str(option.title) for option in issue.options.values()} for issue in case.issues.values()]
    assert not any(
        {"5 million euros a year", "a guarantee of 40 million euros"} <= titles for titles in amounts
    )


def test_a_minister_and_a_bare_spokesman_speak_for_the_side_whose_offers_they_tell() -> None:
    case = drafted(
        "Karesh is prepared to free 120 prisoners, Foreign Minister Nadia Rahal told reporters. The Northern "
        "Front demands 300 prisoners.\n\nThe Northern Front on Tuesday rejected a 60-day truce.\n\n“Sixty "
        "days is a pause,” said spokesman Idris Omar. “We want a permanent truce.”"
    )
    assert {party.title: set(party.aliases) for party in case.parties.values()} == {
        "Karesh": {"Nadia Rahal"}, "Northern Front": {"Idris Omar"},
    }  # fmt: skip


def test_a_name_that_is_a_modal_and_a_side_that_demands_of_companies_stay_sides() -> None:
    case = drafted("Theresa May offered 5 million euros. The union demanded the companies pay 9 million.")
    assert [party.title for party in case.parties.values()] == ["Theresa May", "Union"]


@pytest.mark.parametrize("before", ["On Tuesday the ferries stood still.", "Maria Lopez of the port agreed."])
def test_a_bare_spokesman_is_nobody_elses(before: str) -> None:
    case = drafted(f"{before}\n\n“We want 5 percent,” said spokesman Idris Omar. “We reject 3 percent.”")
    assert [party.title for party in case.parties.values() if "Omar" in f"{party}"] == ["Idris Omar"]


def test_the_first_cell_of_a_row_heads_what_it_obliges_and_what_a_price_is_per_is_no_issue() -> None:
    case = drafted(
        "SUMMARY OF TERMS\n\nPrice\tThe Buyer shall pay 4.20 per kilo.\n\n"
        "Expenses\tThe Seller shall bear up to 60 euros.\n"
    )
    assert {issue.title for issue in case.issues.values()} == {"Price", "Expenses"}
    told = (
        "The yard offered a price of 4.20 per kilo. “We want 5 per kilo,” said Ann Roy, who leads the mill."
    )
    assert "Kilo" not in {issue.title for issue in drafted(told).issues.values()}


def test_a_body_beside_a_name_in_a_list_of_those_present_is_the_party() -> None:
    case = drafted(
        "NOTE OF MEETING\n\nPRESENT\nMs. S. Petrova (SP)     Russian delegation\n"
        "Mr. O. Lie (OL)         Norwegian delegation\n\n"
        "1. Cod. SP said that it could not go below 310,000 tonnes. OL proposed joint inspection at sea.\n"
    )
    assert {party.title for party in case.parties.values()} == {"Russia", "Norway"}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Halvor would pay 12 million euros, or 10 million euros over five years, Aas said.",
         ["pay 12 million euros", "10 million euros over five years"]),
        ("Halvor would pay 12 million euros or lease the quay for ten years, said Karl Aas.",
         ["pay 12 million euros", "lease the quay for ten years"]),
    ],
)  # fmt: skip
def test_who_tells_it_behind_two_offers_makes_no_clause_of_the_second(text: str, offered: list[str]) -> None:
    found = [words for act, _, words, _ in positions_of(text) if act == "offers"]
    assert found == offered


def test_a_headline_an_office_and_a_list_of_those_present_name_no_further_party() -> None:
    """Two sides of one dispute stay two, however their people are told of."""
    news = """Water talks stall as Veldra rejects release schedule

"We will not pay USD 20 million a year," said Lena Brandt, Veldra's minister of water.

Idris Kallam, the chief negotiator of Sorania, rejected that account. He said Sorania had offered to release \
30 cubic metres per second. Brandt declined to comment on the sum."""
    minutes = """Minutes of the fourth session

Present: Lena Brandt (LB), Veldra; Pavel Dorn (PD), ministry of finance, Veldra; Idris Kallam (IK), chief \
negotiator, Sorania

1. IK offered 35 cubic metres per second.
2. PD offered USD 12 million a year.
3. LB demanded 40 cubic metres per second."""
    case = drafted(news, minutes)
    assert sorted(side.title for side in case.parties.values()) == ["Sorania", "Veldra"]
    assert not {"Account", "Comment"} & {issue.title for issue in case.issues.values()}
    dorn = next(event for event in case.record if "Pavel Dorn" in event.note)
    assert case.parties[dorn.by].title == "Veldra"


@pytest.mark.parametrize(
    "text",
    ['Pavel Dorn said: "If they insist on 20, they walk away."',
     'Pavel Dorn said: "If we walk away, the dam stays empty."',
     'Pavel Dorn said: "They would walk away if we insisted."',
     "If talks resume, Veldra would pay 5 million dollars, Pavel Dorn said.",
     "Veldra met Sorania on Monday. Could accept 5 million dollars, the note says."],
)  # fmt: skip
def test_what_stands_under_a_supposition_or_has_no_subject_is_put_down_to_nobody(text: str) -> None:
    assert positions_of(text) == []


@pytest.mark.parametrize(
    ("text", "under"),
    [
        ('Pavel Dorn said: "If they insist on 20, we walk away."', "If they insist on 20"),
        ("If Sorania insists, Veldra will walk away, Pavel Dorn said.", "If Sorania insists"),
        ("Pavel Dorn said Veldra would walk away if Sorania insisted on 20.", "if Sorania insisted on 20"),
        ("“Unless they free us, we will leave the table,” said Pavel Dorn.", "Unless they free us"),
        ("“Should they cut our wages, we are leaving the talks,” said Pavel Dorn.",
         "Should they cut our wages"),
        ("The union would walk out unless the debt was paid, Pavel Dorn said.", "unless the debt was paid"),
        ("“Any more than 9 percent, and we walk away,” said Pavel Dorn.", "walk away"),
        ("The port was ready to walk away, Pavel Dorn said.", "was ready to walk away"),
    ],
)  # fmt: skip
def test_a_stated_walk_away_is_kept_with_its_condition_and_has_not_happened(text: str, under: str) -> None:
    assert [(act, words, other) for act, _, words, other in positions_of(text)] == [
        ("would walk away", under, False)
    ]


def test_a_draft_records_under_what_a_side_says_it_would_walk_away() -> None:
    case = drafted(
        "Veldra offered 40 million dollars. Sorania demanded 60 million dollars.\n\nVeldra would walk away "
        "if Sorania insisted on 50 million, a minister said."
    )
    event = case.record[-1]
    assert (event.by, event.act) == ("veldra", "says it would walk away if Sorania insisted on 50 million")
    assert [cite.words for cite in event.cites] == ["would walk away if Sorania insisted on 50 million"]
    assert not walks_out(event)


def positions_of(text: str) -> list[tuple[str, str, str, bool]]:
    """What is done, who is named or speaks, in which words, and whether it is the other side."""
    known = read_bytes(text.encode(), "memo.txt", Faults())
    assert known is not None
    return [
        (each.act, each.named or each.speaker, text[each.start : each.end], each.other)
        for each in by_rules(known, statements_of(known))
    ]


def test_the_other_side_is_not_whoever_speaks_of_it() -> None:
    text = '"The other side offered 5 percent," said Karl Aas of Halvor.'
    assert positions_of(text) == [("offers", "Karl Aas", "5 percent", True)]
    case = drafted(
        text, "Halvor demanded 8 percent, said Karl Aas of Halvor. Norvik refused to pay 8 percent."
    )
    assert "Halvor" not in {case.parties[event.by].title for event in case.record if event.offer}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("oui.txt", "ANNE ROI : Est-ce fini ?\n\nM. AAS : Non. Nous voulons 10 ans.\n\nANNE ROI : Et 5 ?\n\n"
         "M. AAS : Nous refusons cinq ans."),
        ("note.eml", "From: Karl Aas <k@q.example>\nTo: Nora Vik\nSubject: Quai\n\nChère Nora, nous ne "
         "pouvons pas payer plus de 15 millions par an, et le conseil refusera.\n"),
        ("ja.txt", "Protokoll der vierten Sitzung\n\nAnwesend: Nora Vik (NV), Karl Aas (KA)\n\n"
         "NV forderte die Hälfte des Kais.\n\nKA bot ein Drittel an und lehnte alles andere ab.\n"),
    ],
)  # fmt: skip
def test_what_no_rule_reads_is_said_with_its_file(file: str, text: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    made = write_draft(gather([tmp_path / file]), tmp_path / "case")
    assert [(fault.file, fault.found, fault.level) for fault in made.faults] == [(file, FOREIGN, "doubt")]
    assert made.case.read_text(encoding="utf-8").count(f"{file}: {FOREIGN}") == 1
    assert FOREIGN not in draft_case([read("one", text)], (), drafter=lambda *_: [])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Orvane, a drug maker with offices in Lund and Oslo, asked for 80 euros.", "Orvane"),
        ("The Harbour Board, a body set up in 1970 in Lund, Sweden, wants 80 euros.", "The Harbour Board"),
        ("The city council, led by the mayor, Ana Roth, demanded 80 euros.", "The city council"),
        ("Oda Renn, premier of Talvia, insisted on 80 euros.", "Oda Renn"),
        ("Talvia, under pressure at home, offered 80 euros.", "Talvia"),
        ("The landlord, Jan Brok, wants 80 euros.", "Jan Brok"),
        ("A union, Dockers United, demanded 80 euros.", "Dockers United"),
    ],
)
def test_whoever_stands_before_an_apposition_asks(text: str, who: str) -> None:
    assert [(named, said) for _, named, said, _ in positions_of(text)] == [(who, "80 euros")]


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("5 euros upfront and royalties of 7 percent", ["5 euros upfront", "royalties of 7 percent"]),
        ("6 percent more pay and rests of 30 days", ["6 percent more pay", "rests of 30 days"]),
        ("12 dollars an hour and breaks of ten minutes", ["12 dollars an hour", "breaks of ten minutes"]),
        ("jobs for 200 men and women of 30 villages", ["jobs for 200 men and women of 30 villages"]),
        ("5 euros for parks and roads of 3 miles", ["5 euros for parks and roads of 3 miles"]),
    ],
)
def test_two_amounts_of_other_kinds_are_two_terms(words: str, things: list[str]) -> None:
    assert [said for _, _, said, _ in positions_of(f"Belcor offered {words}.")] == things


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Belcor's opening bid was 40 euros.", ("offers", "Belcor", "40 euros", False)),
        ("The nurses' last demand stood at 6 percent.", ("demands", "The nurses", "6 percent", False)),
        (
            "Talvia's first proposal was a sale of 30 boats.",
            ("offers", "Talvia", "a sale of 30 boats", False),
        ),
        ("“Their last offer was 12 euros,” Petra Holst said.", ("offers", "Petra Holst", "12 euros", True)),
        ("“Our final demand is 12 euros,” Petra Holst said.", ("demands", "Petra Holst", "12 euros", False)),
        ("The offer was 12 percent below the price.", None),
        ("Belcor's demand was rejected by the board.", None),
    ],
)
def test_an_offer_is_its_owners(text: str, said: tuple[str, str, str, bool] | None) -> None:
    assert positions_of(text) == ([said] if said else [])


@pytest.mark.parametrize(
    ("who", "note"),
    [
        ("two people familiar with the talks said on Monday", "told by two people familiar with the talks"),
        ("two diplomats briefed on the plan told the Post", "told by two diplomats briefed on the plan"),
        ("sources say", "told by sources"),
        ("analysts familiar with the talks said", None),
        ("two people said", None),
    ],
)
def test_what_unnamed_people_inside_tell_of_a_side_is_news(who: str, note: str | None) -> None:
    case = drafted(f"Norvik offered 20 boats. Halvor demanded 60.\n\nHalvor could accept 40 boats, {who}.")
    told = [event.note.split("; ")[2] for event in case.record[2:]]
    assert told == ([note] if note else [])
    assert sorted(party.title for party in case.parties.values()) == ["Halvor", "Norvik"]


@pytest.mark.parametrize("aside", ["in return", "for its part", "would in exchange", "then", "so far"])
def test_an_aside_is_no_part_of_a_name(aside: str) -> None:
    said = positions_of(f"Halvor offered 20 boats. Dockers United {aside} demanded 6 percent.")
    assert [who for _, who, _, _ in said] == ["Halvor", "Dockers United"]
