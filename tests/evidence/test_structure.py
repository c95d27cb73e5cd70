"""What the form of a document tells: its kind, and who speaks, decides, undertakes or proposes in it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.articles import oracle
from tests.evidence.test_formats_agree import wrapped
from tests.evidence.transcripts import line, needs_parser
from tests.strategies import examples

from walkaway.case import read_case_text
from walkaway.errors import Faults
from walkaway.evidence.findings import LINE_NUMBER, Read
from walkaway.evidence.gathering import gather
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.structure.kinds import form_of
from walkaway.evidence.structure.labels import label_at
from walkaway.evidence.structure.line_numbers import line_numbers
from walkaway.evidence.structure.paragraphs import paragraph_spans

BRIEFING = """Remarks by Secretary of State Ann Roy
Vienna, 14 July

SECRETARY ROY: Good evening. We have said that no deal is better than a bad deal.

(Applause.)

MR. KIRBY: The first question goes to Lena Ortiz.

QUESTION: Will inspectors see the northern yard?

SECRETARY ROY: Yes. President Dahl told us that he accepts it.

QUESTION: And if he does not?

SECRETARY ROY: Then the tariffs return.
"""
COMMONS = """The Prime Minister (Sir Karl Aas)
There will be no sale of the quay.

Nora Vik (North Quay) (Ind)
Why has he given away the path?

The Prime Minister
The path stays.

Mr Speaker
Order. I call Per Dahl.
"""
RECORD = """The PRESIDING OFFICER. The Senator from Ohio is recognized.
  Mr. BROWN. Mr. President, I rise to oppose the agreement.
  Mr. LUND. Will the Senator yield for a question?
  Mr. BROWN. I yield.
  The PRESIDING OFFICER. Without objection, it is so ordered.
"""
CHAT = """[03/03/2026, 10:12:01] Karl Aas: We can go to 12 metres
[03/03/2026, 10:13:44] Nora: Ten is the limit.
It always was.
[03/03/2026, 10:14:02] Karl Aas: ok
"""
HEARING = """CHAIRMAN HOLM. The committee will come to order.

Mr. AAS. Thank you, Mr. Chairman. We cannot pay more.

The Minister for Ports (Nora Vik): I never said that.

Mr. AAS. That is not what you told us.
"""
ASKED = """Q. Would you accept ten metres?
A. No, we would not.
Q. And the price?
A. Forty million is our last word.
"""
SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
<v Karl Aas>Forty million is our last word.

2
00:00:05,000 --> 00:00:09,000
<v Nora Vik>The council cannot take it.

3
00:00:10,000 --> 00:00:12,000
<v Karl Aas>Then we will walk away.
"""
NUMBERED = """ 1   IN THE MARITIME COURT OF NORVIK
 2   DEPOSITION OF KARL AAS
 3             KARL AAS,
 4   having been duly sworn, testified as follows:
 5   BY MS. VIK:
 6        Q.   Did you at any time accept the first offer of
 7   forty million?
 8        A.   I did not accept it.

          Norvik Reporters                    1

 1   BY MR. LUND:
 2        Q.   What did Mr. Dahl say?
 3        A.   He said to all of us that he would never
 4   pay more.

          Norvik Reporters                    2
"""
LISTED = "".join(f"{k} The yard wants half of pier {k}.\n" for k in range(1, 12))
MINUTES = """Minutes of the meeting of the Quay Board

Present:
Nora Vik (Chair) (NV)
Karl Aas (KA)

1. Height limit
KA said the yard would accept 12 metres. NV replied that ten was the limit.
KA: Forty million is our last word.
The chair noted that no agreement had been reached.
Next meeting: 3 May
"""
TOP_POSTED = """Hi Nora,

we can go to 12 metres.

Karl

-----Original Message-----
From: "Vik, Nora"
Sent: Monday, 2 March 2026 09:00
To: Karl Aas
Subject: Quay

We cannot accept anything above 10 metres.
"""
THREAD = """From: Nora Vik <n.vik@example.org>
To: Karl Aas
Sent: Wednesday, March 4, 2026 9:12 AM
Subject: RE: Quay

Karl,

See below.

On 3 Mar 2026, at 10:12, Karl Aas <k.aas@example.org> wrote:

> We can go to 12 metres but not below.

We can live with 11.

> Forty million is the most we can pay.

That is not enough.

Nora Vik
Mayor of Norvik

-----Original Message-----
From: Erik Moe
Sent: Monday, March 2, 2026 8:00 AM
To: Nora Vik
Subject: Quay

The college wants the path kept.
"""
RESOLUTION = """The Security Council,

Recalling its earlier resolutions on the strait,

1. Demands that both governments withdraw their ships from the channel before the first day of June;

2. Calls upon all States:
(a) to keep the channel open;
(b) to send no arms;

3. Decides to remain seized of the matter.
"""
TREATY = """Treaty between the Republic of Norvik and the Republic of Halvor

Article I

In accordance with this Treaty, each Party shall open its port.

Article II

1. Halvor undertakes not to build above 12 metres. The Parties shall exchange data within 30 days.

Article III

This Treaty shall enter into force on signature.
"""
TERMS = """Term sheet: the Halvor Yard

1. Price. The Buyer shall pay USD 12 million.
2. Earn-out. [Seller: 10 percent for three years] [Buyer: no earn-out]
3. Shares. The Investor will subscribe for 400,000 new shares.
Union position: 4 percent a year.
"""
LETTER = """3 March 2026

Dear Ms Vik,

We have considered your offer. We cannot accept it.

Yours sincerely,

Karl Aas
Managing Director
"""
POSTS = """Karl Aas @karlaas · 3h
The yard will not pay more than forty million.

Nora Vik @noravik · 2h
Then there is no deal.
"""
POSTS_DATED = (
    "@quayyard · 21 May 2026\nWe pay forty million. No more.\n\n"
    "@NoraVik · 22 May 2026\nWe reject forty million.\n"
)
TOLD = {
    "transcript": [
        (BRIEFING, """\
Ann Roy: Good evening. We have said that no deal is better than a bad deal.
Ann Roy: no deal is better than a bad deal
KIRBY: The first question goes to Lena Ortiz.
QUESTION: Will inspectors see the northern yard?
Ann Roy: Yes. President Dahl told us that he accepts it.
Dahl: he accepts it
QUESTION: And if he does not?
Ann Roy: Then the tariffs return."""),
        (COMMONS, """\
Karl Aas: There will be no sale of the quay.
Nora Vik: Why has he given away the path?
Karl Aas: The path stays.
Mr Speaker: Order. I call Per Dahl."""),
        (RECORD, """\
PRESIDING OFFICER: The Senator from Ohio is recognized.
BROWN: Mr. President, I rise to oppose the agreement.
LUND: Will the Senator yield for a question?
BROWN: I yield.
PRESIDING OFFICER: Without objection, it is so ordered."""),
        (HEARING, """\
HOLM: The committee will come to order.
AAS: Thank you, Mr. Chairman. We cannot pay more.
Nora Vik: I never said that.
AAS: That is not what you told us."""),
        (ASKED, """\
Q: Would you accept ten metres?
A: No, we would not.
Q: And the price?
A: Forty million is our last word."""),
        (SUBTITLES, """\
Karl Aas: Forty million is our last word.
Nora Vik: The council cannot take it.
Karl Aas: Then we will walk away."""),
        ("Karl Aas: Forty million is our last word.\n\nNora Vik: No.\n\nKarl Aas: Then we go.", """\
Karl Aas: Forty million is our last word.
Nora Vik: No.
Karl Aas: Then we go."""),
        ('Karl Aas: "Forty million."\n\nNora Vik: "No."\n\nThey rose at noon.', """\
Karl Aas: Forty million.
Nora Vik: No."""),
        ('Karl Aas (yard): "Forty million."\n\nNora Vik (council): "No."\n\nThey rose at noon.', """\
Karl Aas: Forty million.
Nora Vik: No."""),
    ],
    "minutes": [(MINUTES, """\
Karl Aas: the yard would accept 12 metres
Nora Vik: ten was the limit
Karl Aas: Forty million is our last word.
Nora Vik: no agreement had been reached""")],
    "email": [(THREAD, """\
Nora Vik: See below.
Karl Aas: We can go to 12 metres but not below.
Nora Vik: We can live with 11.
Karl Aas: Forty million is the most we can pay.
Nora Vik: That is not enough.
Erik Moe: The college wants the path kept."""), (TOP_POSTED, """\
Karl Aas: we can go to 12 metres.
Nora Vik: We cannot accept anything above 10 metres.""")],
    "letter": [(LETTER, "Karl Aas: We have considered your offer. We cannot accept it.")],
    "resolution": [(RESOLUTION, """\
Security Council: that both governments withdraw their ships from the channel before the first day of June;
Security Council: all States: … (a) to keep the channel open; … (b) to send no arms;
Security Council: to remain seized of the matter.""")],
    "treaty": [(TREATY, """\
Party: open its port.
Halvor: not to build above 12 metres.
Parties: exchange data within 30 days.""")],
    "terms": [(TERMS, """\
Buyer: pay USD 12 million.
Seller: 10 percent for three years
Buyer: no earn-out
Investor: subscribe for 400,000 new shares.
Union: 4 percent a year.""")],
    "posts": [(CHAT, """\
Karl Aas: We can go to 12 metres
Nora: Ten is the limit. … It always was.
Karl Aas: ok"""), (POSTS, """\
Karl Aas: The yard will not pay more than forty million.
Nora Vik: Then there is no deal."""), (POSTS_DATED, """\
@quayyard: We pay forty million. No more.
@NoraVik: We reject forty million.""")],
}  # fmt: skip
CASES = [(kind, text, told) for kind, some in TOLD.items() for text, told in some]


def read_text(text: str) -> Read:
    read = read_bytes(text.encode(), "doc.txt", Faults())
    assert read is not None
    return read


def told_of(read: Read) -> str:
    each = [line(item) for item in statements_of(read)]
    return "\n".join(each).replace("each Party", "Party")


@needs_parser
@pytest.mark.parametrize(("kind", "text", "told"), CASES)
def test_each_kind_says_who_speaks(kind: str, text: str, told: str) -> None:
    read = read_text(text)
    assert read.document.kind == kind
    assert told_of(read) == told


def test_nothing_but_pages_has_furniture_around_it() -> None:
    """The page around an article is a page's: no other kind loses a word to it."""
    for _, text, _ in CASES:
        whys = {aside.why for aside in read_text(text).set_aside}
        assert whys <= {"mail header", "signature"}


@pytest.mark.parametrize(
    "text",
    ["Photo: Kari Dahl", "The big picture: For both, a loss.", "Why it matters: Ships.",
     "Trump said: we walk.",
     "HANOI, Vietnam — The talks", "WASHINGTON (AP) — The talks", "Present: N. Vik", "By Ida Lund",
     "A deal: no sale of the quay", "Next meeting: 3 May"],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert label_at(text, 0, len(text)) is None


def test_labels_of_news_are_no_turns() -> None:
    """At most one news article in a hundred is taken for a transcript."""
    folder = oracle("gum-news")
    kinds = [form_of(path.read_text(encoding="utf-8")).kind for path in folder.glob("GUM_*.txt")]
    assert kinds.count("news") == len(kinds)


def test_a_person_corrects_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("Aas: We pay forty million.\n\nIt rained.\n\nVik came late.")
    case = read_case_text(
        "case: 1\ntitle: Quay\nparties: {a: Aas, v: Vik}\nissues: {q: {title: Quay, options: {x: X}}}\n"
        "preferences: {a: {scores: {q: {x: 1}}}, v: {scores: {q: {x: 1}}}}\n"
        "documents: {memo: {kind: transcript}}\n"
    )
    assert gather([path]).reads[0].document.kind == "news"
    corrected = gather([path], case=case).reads[0]
    assert (corrected.document.kind, [turn.name for turn in corrected.turns]) == ("transcript", ["Aas"])


def test_quoted_mail_of_a_writer_whom_nothing_names_is_set_aside() -> None:
    read = read_text(
        "From: Ann Roy\nTo: Bo Lee\nDate: 3 May 2026\n\nI accept.\n\n> We offer 40 dollars a ton.\n"
    )
    assert [turn.name for turn in read.turns] == ["Ann Roy"]
    quoted = [read.document.text[a.start : a.end] for a in read.set_aside if "not named" in a.why]
    assert quoted == ["We offer 40 dollars a ton."]


def test_when_something_was_posted_is_no_part_of_its_words() -> None:
    words = ("We offered 4 percent. They walked.", "Not true.", "Check the minutes.")
    names = ("Ann Roy @annroy", "Bo Lee @bolee", "Ann Roy @annroy")
    times = ("10:02 AM · Mar 3, 2026", "10:15 AM · Mar 3, 2026", "3 March 2026")
    read = read_text(
        "\n".join(f"{name}\n{time}\n{said}\n" for name, time, said in zip(names, times, words, strict=True))
    )
    assert tuple(read.document.text[slice(*turn.content[0])] for turn in read.turns) == words


def test_another_language_is_said_and_not_guessed_at() -> None:
    text = "Die Werft wollte den ganzen Kai, sagte sie. „Wir haben die Hälfte angeboten“, sagte Vik. " * 3
    read = read_text(text)
    assert not read.document.english
    assert statements_of(read) == ()
    assert any(note.startswith("not English") for note in read.notes)
    dialogue = read_text("HERR AAS: Wir zahlen nicht mehr.\n\nFRAU VIK: Dann gibt es keinen Vertrag.\n\n" * 6)
    assert {line(item).split(":")[0] for item in statements_of(dialogue)} >= {"HERR AAS", "FRAU VIK"}


def test_much_set_aside_is_said_with_its_words() -> None:
    read = read_text(THREAD)
    assert [note for note in read.notes if "is set aside; the most as mail header: “From: Nora Vik" in note]


@settings(max_examples=examples(10), deadline=None)
@given(st.integers(24, 100), st.booleans())
def test_wrapped_lines_are_paragraphs_again(width: int, blank: bool) -> None:
    """A text wrapped at any width has the paragraphs it had; without blank lines none is cut."""
    whole = [
        "The yard wanted the whole quay for thirty years, and the council had offered half of it for ten.",
        "Karl Aas, who speaks for the yard, said on Tuesday that the limit was not for sale to anybody.",
        "The talks broke off after nine hours, and nobody in the room knew when they would begin again.",
    ]
    text = wrapped(whole, width, blank=blank)
    found = [" ".join(text[a:b].split()) for a, b in paragraph_spans(text)]
    if blank:
        assert found == whole
    else:  # a last line that is full by chance tells no end
        assert all(any(each in one for one in found) for each in whole)


def test_numbers_of_lines_are_set_aside_and_part_no_sentence() -> None:
    read = read_bytes(NUMBERED.encode(), "doc.txt", Faults())
    assert read is not None
    assert (read.document.kind, read.document.text) == ("transcript", NUMBERED)
    aside = [(NUMBERED[a.start : a.end].split(), a.why) for a in read.set_aside]
    assert [words for words, why in aside if why == LINE_NUMBER] == [
        [str(k)] for page in (8, 4) for k in range(1, page + 1)
    ]
    assert [words for words, why in aside if why == "running head"] == [
        ["Norvik", "Reporters", "1"], ["Norvik", "Reporters", "2"],
    ]  # fmt: skip


@needs_parser
def test_an_examination_says_who_asks_and_who_answers() -> None:
    read = read_bytes(NUMBERED.encode(), "doc.txt", Faults())
    assert read is not None
    found = statements_of(read)
    assert [(s.speaker.name if s.speaker else "", s.pieces, s.polarity) for s in found] == [
        ("VIK", ["Did you at any time accept the first offer of forty million?"], "positive"),
        ("KARL AAS", ["I did not accept it."], "positive"),
        ("LUND", ["What did Mr. Dahl say?"], "positive"),
        ("KARL AAS", ["He said to all of us that he would never pay more."], "positive"),
        ("Dahl", ["he would never pay more"], "negative"),
    ]
    for item in found:
        assert all(NUMBERED[span.start : span.end] == span.text for span in item.content)


def test_a_list_has_no_numbers_of_lines() -> None:
    read = read_bytes(LISTED.encode(), "doc.txt", Faults())
    assert read is not None
    assert read.set_aside == ()


@pytest.mark.parametrize(
    "row", ["a raise of four percent for all in the yard", "wages of the yard     {}   7   13"]
)
def test_a_list_or_table_without_full_stops_has_no_numbers_of_lines(row: str) -> None:
    text = "\n".join(f"{k} {row.format(k)}" for k in range(1, 12))
    assert line_numbers(text) == ((), ())


CHATS = {
    "nicks": "10:12 <@lena> 4 percent?\n10:13 < sam_o> no\n10:14  * sam_o sighs\n10:15 <@lena> 5?\n",
    "day and dash": "3/3/26, 9:14 - Lena: 4 percent?\n3/3/26, 9:15 - Sam: no\n3/3/26, 9:17 - Lena: 5?\n",
    "above": "[3/3 10:12 AM] Lena\n4 percent?\n[3/3 10:14 AM] Sam\nno\n[3/3 10:15 AM] Lena\n5?\n",
    "behind": "lena — 3/3/2026 10:12 AM\n4 percent?\nsam.o — 3/3/2026 10:14 AM\nno\n"
              "lena — 3/3/2026 10:15 AM\n5?\n",
    "boxes": "2026-03-03 10:12:01 [Lena] 4 percent?\n2026-03-03 10:13:42 [sam88] no\n"
             "2026-03-03 10:15:09 [Lena] 5?\n",
    "two lines": "lena\n  10:12 AM\n4 percent?\n\nsam\n  10:14 AM\nno\n\nlena\n  10:15 AM\n5?\n",
    "meeting": "10:02:11\t From  Lena  to  Everyone:\n\t4 percent?\n"
               "10:02:40\t From  Sam  to  Everyone:\n\tno\n"
               "10:03:15\t From  Lena  to  Sam(Direct Message):\n\t5?\n",
}  # fmt: skip


@pytest.mark.parametrize("form", CHATS)
def test_logs_of_chats_are_posts(form: str) -> None:
    text = CHATS[form]
    found = form_of(text)
    assert found.kind == "posts"
    said = [(turn.name.lower()[:3], text[slice(*turn.content[0])]) for turn in found.turns]
    assert said == [("len", "4 percent?"), ("sam", "no"), ("len", "5?")]


@pytest.mark.parametrize(
    "text",
    [
        "9:00 AM Opening: the mayor\n9:30 AM Opening: the board\n10:00 AM Panel: fish\n10:45 AM Panel: fees",
        "9:12 AM - Update: They arrived.\n9:41 AM - Update: They ate.\n9:50 AM - Live: Half is on offer.\n"
        "9:58 AM - Live: No.",
    ],
)
def test_programmes_and_tickers_make_no_chat(text: str) -> None:
    assert form_of(text).kind != "posts"


def test_a_log_of_many_messages_is_read_in_linear_time() -> None:
    text = "".join(f"3/3/26, 9:{k % 60:02} - Lena{k % 7}: 4 percent?\n" for k in range(12_000))
    begin = process_time()
    assert len(form_of(text).turns) == 12_000
    assert process_time() - begin < 20  # two minutes if each looks through all paragraphs


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("MRS. MAY", "MRS. MAY"), ("Theresa May", "Theresa May"), ("June Vik", "June Vik"), ("May", ""),
        ("In May", ""), ("12 May", ""), ("April to June", ""), ("Mr Monday", ""),
    ],
)  # fmt: skip
def test_a_month_is_a_name_behind_or_before_another(label: str, name: str) -> None:
    found = label_at(f"{label}: No.", 0, 80)
    assert (found.name if found else "") == name


@needs_parser
def test_a_long_examination_is_read_in_linear_time() -> None:
    read = read_bytes(b"Q. x\nA. y\n" * 12_000, "long.txt", Faults())
    assert read is not None
    begin = process_time()
    assert len(statements_of(read)) == 24_000
    assert process_time() - begin < 20  # minutes if the whole text is looked through for each turn


def test_times_of_a_record_make_no_chat() -> None:
    text = "Karl Aas 0:03\nWe met.\n\nNora Vik 0:09\nDid we?\n\nKarl Aas 0:12\nYes, I think so.\n"
    assert form_of(text).kind == "transcript"


def test_initials_are_whom_the_head_names() -> None:
    text = "Anna Berg talks to Tom Reyes\n\nTR: Will you sign?\n\nAB: No.\n\nTR: Why?\n\nAB: It is late.\n"
    assert [turn.name for turn in form_of(text).turns] == ["Tom Reyes", "Anna Berg"] * 2
    shared = text.replace("\n\n", ", with Ada Beck\n\n", 1)
    assert [turn.name for turn in form_of(shared).turns] == ["Tom Reyes", "AB"] * 2


SIGNED = {
    "footer": "<blockquote><p>{}</p><footer>— <cite>Nora Vik</cite>, mayor</footer></blockquote>",
    "cite": "<blockquote><p>{}</p><cite>Nora Vik</cite>, mayor</blockquote>",
    "caption": "<figure><blockquote>{}</blockquote><figcaption>Nora Vik, mayor</figcaption></figure>",
    "post": "<blockquote><p>{}</p>&mdash; Nora Vik (@nvik) <a href='x'>March 3, 2026</a></blockquote>",
    "line": "<blockquote><p>“{}”<br>– Nora Vik, mayor</p></blockquote>",
}
AROUND = (
    "<p>The talks over the quay broke off on Tuesday after nine hours, and nobody knew when they go on.</p>"
)


@needs_parser
@pytest.mark.parametrize("form", SIGNED)
def test_a_quotation_of_a_page_is_of_whoever_signs_it(form: str) -> None:
    quotation = SIGNED[form].format("The path is <b>not</b> for sale.")
    page = f"<html><body><article>{AROUND}{quotation}{AROUND}</article></body></html>"
    read = read_bytes(page.encode(), "page.html", Faults())
    assert read is not None
    assert (read.document.title, read.set_aside) == ("", ())
    (found,) = (s for s in statements_of(read) if s.kind == "direct")
    assert line(found) == "Nora Vik: The path is not for sale."


@needs_parser
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“We want half.”\n— Nora Vik, mayor\n\nIt rained.", ["Nora Vik: We want half."]),
        ('"We want half." – Karl Aas\n\n“No.\n\n“Never.”\n\n— Nora Vik', ["Karl Aas: We want half.",
         "Nora Vik: No. … “Never."]),
        ("“A path”\n\nOslo is a city.\n\n— Nora Vik", []),
        ("“The path is sold” - Oslo Post, August 15 2008", []),
        ("“It cannot wait.”\n\n— Reuters, Associated Press", []),
        ("“Nothing was signed.”\n\n— Bergen, Norway", []),
        ("“Quota”\n— Skippers, forty percent of the total\n— Yards, the rest", []),
        ("“It is late.”\n— Nora Vik, mayor, spoke on Monday before the vote.", []),
        ('"A quota"\n\nOslo wants "half."\n— Nora Vik', []),
        ("“Half will do”\n— Nora, mayor of Vik", ["Nora: Half will do"]),
    ],
)  # fmt: skip
def test_a_quotation_is_of_whoever_stands_below_it(text: str, told: list[str]) -> None:
    assert [line(s) for s in statements_of(read_text(text)) if s.speaker] == told


EVIDENCE = """Members present: Ruth Lund (Chair); Per Dahl.

Q1   Chair: Welcome. Who ended the talks?

Karl Aas: We offered six weeks.

Q2   Per Dahl: And the council?

Nora Vik: It wanted twelve.

Karl Aas: I know of no such wish.
"""
CONTINUED = """ 1                 MR KARL AAS (continued)
 2         Cross-examination by MS VIK (continued)
 3   Q.  You say that the council refused?
 4   A.  It refused twice.
 5   THE CHAIRMAN:  Twice in all?
 6   A.  Yes.
 7   Q.  Was the price told?
 8   A.  Forty million.
"""
CALL = """Earnings call

Karl Aas -- Chief Executive

Presentation

Operator

Good morning, and welcome.

Karl Aas -- Chief Executive

We will not raise our bid.

Operator

Our first question, please.

Nora Vik -- Norvik Bank

Did they ask you for more?
"""
COUNCIL = """A RESOLUTION OF THE CITY COUNCIL OF NORVIK

WHEREAS, the yard has offered $48 million; and

NOW, THEREFORE, BE IT RESOLVED by the City Council of Norvik:

Section 1. The Council rejects the offer of the yard.

Section 2. The Council requests the county to wait.
"""
FORBIDDEN = TREATY + "\nArticle 4\nNeither Party may leave the Treaty before 2030.\n"


@needs_parser
@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("transcript", EVIDENCE, ["Chair: Welcome. Who ended the talks?", "Karl Aas: We offered six weeks.",
         "Per Dahl: And the council?", "Nora Vik: It wanted twelve.", "Karl Aas: I know of no such wish."]),
        ("transcript", CONTINUED, ["VIK: You say that the council refused?", "KARL AAS: It refused twice.",
         "CHAIRMAN: Twice in all?", "KARL AAS: Yes.", "VIK: Was the price told?",
         "KARL AAS: Forty million."]),
        ("transcript", CALL, ["Operator: Good morning, and welcome.", "Karl Aas: We will not raise our bid.",
         "Operator: Our first question, please.", "Nora Vik: Did they ask you for more?"]),
        ("resolution", COUNCIL, ["City Council of Norvik: the offer of the yard.",
         "City Council of Norvik: the county to wait."]),
    ],
)  # fmt: skip
def test_records_of_many_houses(kind: str, text: str, told: list[str]) -> None:
    read = read_text(text)
    assert read.document.kind == kind
    assert [line(s) for s in statements_of(read) if not s.embedded] == told


@needs_parser
def test_what_no_party_may_do_is_undertaken_not_to_be_done() -> None:
    last = statements_of(read_text(FORBIDDEN))[-1]
    assert (line(last), last.polarity) == ("Neither Party: leave the Treaty before 2030.", "negative")


@needs_parser
def test_whoever_has_initials_in_the_head_of_minutes_is_listed() -> None:
    text = MINUTES.replace(
        "Present:\nNora Vik (Chair) (NV)\nKarl Aas (KA)", "Yard side: Karl Aas (KA), Per Moe (PM)"
    )
    assert [(each.name, each.short[0]) for each in form_of(text).people] == [
        ("Karl Aas", "KA"),
        ("Per Moe", "PM"),
    ]


@needs_parser
def test_where_two_talk_he_is_neither() -> None:
    text = (
        "Tom Hart talks to Ines Moura\n\nTH: Why did you leave?\n\nIM: I asked their lawyer. He told me that"
        " he could not sign.\n\nTH: And then?\n\nIM: We left.\n"
    )
    (inner,) = (s for s in statements_of(read_text(text)) if s.embedded)
    assert (inner.speaker.name if inner.speaker else "", inner.band) == ("He", "wide")
