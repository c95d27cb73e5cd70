"""Faults of documents that were written to try each kind: what is left of them are these small ones."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.drafting.candidate_parties import sides_in
from walkaway.evidence.drafting.headings import heading_at
from walkaway.evidence.findings import Read
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.positions.finder import by_rules
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.structure.kinds import form_of


def read(text: str, file: str = "one.txt") -> Read:
    found = read_bytes(text.encode(), file, Faults())
    assert found is not None
    return found


def positions(text: str, file: str = "one.txt") -> list[tuple[str, str, str]]:
    """Party, act and words of each position."""
    one = read(text, file)
    said = statements_of(one)
    made = by_rules(one, said)
    sides = sides_in([one], said, made)
    titles = {side.key: side.title for side in sides.chosen}
    return [
        (
            ", ".join(titles[key] for key in sides.who(each)),
            each.act,
            one.document.flow[each.start : each.end],
        )
        for each in made
    ]


def said(text: str, file: str = "one.txt") -> list[tuple[str, str]]:
    return [
        (item.speaker.name if item.speaker is not None else "", item.on_one_line)
        for item in statements_of(read(text, file))
    ]


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Issue;Union position;Firm position;Status\nPay;9 %;4 %;open\nShifts;refused;two;open\n"
        "Term;-;5 years;open\n",
        "Topic | Union | Firm | Notes\nPay | demands 9 % | 4 % | x\nShifts | no | two | y\n"
        "Term | n/a | 5 years | z\n",
        'Clause,Union,Firm,Agreed\n"Pay","9 %","4 %",no\n"Shifts",rejected,two,no\n"Term",,"5 years",yes\n',
    ],
)
def test_a_table_says_what_each_side_holds_under_its_head(text: str) -> None:
    found = positions(text)
    assert [(who, words) for who, _, words in found] == [
        ("Union", "9 %"), ("Firm", "4 %"), ("Union", "Shifts"), ("Firm", "two"), ("Firm", "5 years")
    ]  # fmt: skip
    assert found[2][1] == "refuses"
    one = read(text)
    assert heading_at(one, text.index("4 %")) == "Pay"


@needs_parser
def test_the_corner_of_a_table_may_be_empty() -> None:
    rows = (
        "\tUnion\tFirm",
        "Pay\tdemanded 9 %\t4 %",
        "Shifts\tnot accepted\ttwo",
        "Term\t-\t5 years",
        "Start\tMay\tMay",
    )
    text = "\n\n".join(rows)
    assert positions(text)[:4] == [
        ("Union", "demands", "9 %"), ("Firm", "offers", "4 %"),
        ("Union", "refuses", "Shifts"), ("Firm", "offers", "two"),
    ]  # fmt: skip


@needs_parser
def test_a_table_of_figures_has_no_sides() -> None:
    text = "Year;Norvik;Halvor;Total\n2019;12;13;25\n2020;11;14;25\n2021;10;15;25\n"
    assert read(text).document.kind == "table"
    assert positions(text) == []


@needs_parser
def test_a_paper_about_an_agreement_is_no_contract() -> None:
    """Numbered headings and notes oblige nobody, and its sentences are read."""
    text = (
        "Options for a Second Agreement\n\n1. Background\n\nThe minister, Ana Kovel, said that the "
        "quota was too high.[1]\n\n2. Sides\n\nDovria rejects a percentage.[2]\n\n3. Options\n\n"
        "We recommend option B.\n"
    )
    assert read(text).document.kind == "news"
    assert ("Ana Kovel", "the quota was too high") in said(text)


@needs_parser
def test_a_disclaimer_and_a_card_are_part_of_the_signature() -> None:
    text = (
        "From: Karl Aas <k@yard.example>\nTo: N. Vik <n@quay.example>\nDate: 3 May 2026\n"
        "Subject: Quay\n\n"
        "We can go to 12 metres.\n\nKarl Aas | Halvor Yard\n14 Mill Row\n\nThis e-mail and any "
        "attachments are confidential and may be privileged. If you are not the person it is "
        "meant for, please delete it.\n"
        "Views in it are those of the author alone, and the yard accepts no liability for viruses, ever.\n"
    )
    assert said(text) == [("Karl Aas", "We can go to 12 metres.")]


@needs_parser
def test_counters_below_a_post_are_nobodys_words() -> None:
    text = "".join(
        f"{who} · 1{k} Mar 2025\n{words}\n♡ 312  ↻ 87  💬 41\n\n"
        for k, (who, words) in enumerate(
            [("@dam", "We can offer 28."), ("@fish", "We reject it."), ("@dam", "So?")]
        )
    )
    assert said(text) == [("@dam", "We can offer 28."), ("@fish", "We reject it."), ("@dam", "So?")]


@needs_parser
def test_whoever_examines_in_chief_is_named() -> None:
    text = (
        "Examination-in-chief by MS VANCE\n\nMS VANCE:  Did you sign?\nA.  No.\nQ.  Why?\nA.  It was late.\n"
        "Q.  Who was there?\nA.  Mr Holm.\n"
    )
    assert [who for who, _ in said(text)] == ["VANCE", "A", "VANCE", "A", "VANCE", "A"]


@needs_parser
def test_a_lawyer_writes_for_the_clients() -> None:
    text = (
        "Dear Sirs,\n\nWe act for Mr and Mrs Kerr.\n\nOur clients do not accept that sum of £900. They ask "
        "for £42,000. Your surveyor said that the quarry would plant a screen of trees.\n\n"
        "Yours faithfully,\n\nJudith Vale\nPartner\n"
    )
    assert ("Mr and Mrs Kerr", "demands", "£42,000") in positions(text)


@needs_parser
def test_the_owner_is_whoever_writes_for_them_not_the_last_writer() -> None:
    text = (
        "From: Ann Roy <a@x.example>\nSent: 3 May 2026\nTo: K. Br\nSubject: Lease\n\n"
        "We can't pay six months.\n\n"
        "From: Kat Brack <k@y.example>\nSent: 2 May 2026\nTo: Ann Roy\nSubject: Lease\n\n"
        "The owner is willing to go down to £1,850. He insists on a deposit of six months.\n"
    )
    found = positions(text)
    assert ("Kat Brack", "offers", "go down to £1,850") in found
    assert ("Kat Brack", "demands", "a deposit of six months") in found


@needs_parser
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Norvik needs two things: a written guarantee of passage, and the release of its sailors.",
         [("Norvik", "demands", "a written guarantee of passage"),
          ("Norvik", "demands", "the release of its sailors")]),
        ("If the Minister offers to close the boxes, Norvik will be glad.", []),
        ('"We would be happy with two years," Ann Roy said.', [("Ann Roy", "offers", "two years")]),
        ('"We should be glad to have that in writing," Ann Roy said.', []),
        ("Norvik would accept nothing under 22,000 tonnes.",
         [("Norvik", "refuses", "nothing under 22,000 tonnes")]),
    ],
)  # fmt: skip
def test_what_is_asked_offered_and_only_supposed(text: str, right: list[tuple[str, str, str]]) -> None:
    found = positions(f"Norvik offered to pay EUR 5. {text}")
    assert [each for each in found if each[2] != "pay EUR 5"] == right


@needs_parser
def test_a_speech_is_whose_its_title_says() -> None:
    text = (
        "Keynote by the Minister for Ports, Nora Vik, at the Quay Forum\nUmeå, 3 May 2025\n"
        "(Check against delivery)\n\nLadies and gentlemen,\n\nWe are ready to add EUR 6 million. My "
        "predecessor said, “The cable will never be built.” I say that it will.\n\nWe will not pay twice.\n"
    )
    found = said(text)
    assert found[0][0] == "Nora Vik"
    assert found[0][1].startswith("Ladies and gentlemen")
    assert ("Nora Vik", "The cable will never be built.") not in found
    assert ("Nora Vik", "refuses", "pay twice") in positions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Remarks by Karl Aas anger the port\n\nNo deal, Aas said. “We said no. I meant it. We did.”\n",
        "A speech of note\n\nI was there. We all were. My view is that we saw a good one.\n",
        "Statement by the council on rents\n\nThe council rejects it. The council said so.\n",
    ],
)
def test_a_report_of_a_speech_is_no_speech(text: str) -> None:
    assert read(text).document.kind == "news"


@needs_parser
def test_a_post_told_again_is_its_writers() -> None:
    text = (
        "@dam · 12 Mar 2025\nWe can offer 28.\n\n@fish · 13 Mar 2025\nWe reject it.\n\n"
        "@diary · 13 Mar 2025\nRT @dam: As I said, we can offer 28.\n\n@fish · 14 Mar 2025\nStill no.\n"
    )
    assert said(text)[2] == ("@dam", "As I said, we can offer 28.")


@needs_parser
@pytest.mark.parametrize("name", ["May Lund of the port authority", "Will Hart from the union"])
def test_a_first_name_that_is_a_word_stays_before_what_somebody_is_of(name: str) -> None:
    assert said(f"He left. {name} said that four was possible.")[0][0] == " ".join(name.split()[:2])


@needs_parser
def test_columns_of_blanks_count_before_commas_in_amounts() -> None:
    text = (
        "Item               Tenant (Bramble)      Landlord (Kestrel)\n"
        "Rent per year      £48,000               £55,000\n"
        "Break              after year 2          no break\n"
        "Deposit            one month             three months\n"
    )
    found = positions(text)
    assert [words for _, _, words in found][:2] == ["£48,000", "£55,000"]
    assert len(found) == 6


@needs_parser
def test_a_name_with_an_initial_chats_too() -> None:
    text = (
        "[11.04.25, 18:04:40] Jonas S.: I'm at 62k.\n[11.04.25, 18:05:02] Petra B.: we offered 54k\n"
        "[11.04.25, 18:06:10] Jonas S.: No.\n[11.04.25, 18:09:47] Petra B.: ok. We'd pay 57k\n"
    )
    assert [who for who, _ in said(text)] == ["Jonas S.", "Petra B.", "Jonas S.", "Petra B."]


@needs_parser
def test_a_line_that_begins_with_who_wrote_opens_quoted_lines() -> None:
    text = (
        "From: Gareth Pugh <g@dale.example>\nTo: Ines Val <i@val.example>\nSubject: Windows\n"
        "Date: 8 Oct 2024\n\nSee below.\n\nInes Val <i@val.example> wrote on Mon, 7 Oct 2024 at 18:05:\n\n"
        "> We ask for £86,000.\n\nWe could stretch to £74,000.\n"
    )
    assert said(text)[1:] == [
        ("Ines Val", "We ask for £86,000."),
        ("Gareth Pugh", "We could stretch to £74,000."),
    ]


@needs_parser
def test_numbered_paragraphs_of_a_draft_resolution_decide() -> None:
    text = (
        "The Security Council,\n\nPP1. Reaffirming its resolutions,\n\n"
        "OP1. Demands that the Front lift the siege;\n\n"
        "OP2. Invites the Union to send up to 300 observers;\n"
    )
    assert read(text).document.kind == "resolution"
    assert read(text.replace("\n", " \n")).document.kind == "resolution"  # blanks before the end of a line
    assert [words for _, words in said(text)] == [
        "that the Front lift the siege;",
        "the Union to send up to 300 observers;",
    ]


@needs_parser
def test_paragraphs_in_brackets_oblige_and_what_the_parties_are_called_together_is_none() -> None:
    text = (
        "Agreement between the Government of Nord and the Government of Skaldia "
        "(“the Contracting Parties”)\n\n"
        "ARTICLE I. Access\n(1) Skaldia shall permit 9,000 tonnes.\n(2) Nord shall pay 3 million crowns.\n\n"
        "ARTICLE II. Control\n(1) Vessels shall carry a transmitter.\n\nARTICLE III. End\nNord may leave.\n"
    )
    assert positions(text) == [
        ("Skaldia", "undertakes", "permit 9,000 tonnes"), ("Nord", "undertakes", "pay 3 million crowns")
    ]  # fmt: skip


@needs_parser
def test_in_minutes_a_label_counts_inside_a_paragraph_and_ends_where_the_clerk_goes_on() -> None:
    text = (
        "MINUTES\nMonthly meeting\n\nPresent for the Council:  B. Akande (BA), S. Rossi (SR)\n"
        "Present for Management:  H. Lind (HL, chair)\n\n1. SHIFTS\nHL presented the plan. BA: We cannot "
        "accept twelve hours. SR added that ten was the limit. HL offered a trial.\n"
    )
    found = said(text)
    assert ("B. Akande", "We cannot accept twelve hours.") in found
    assert ("S. Rossi", "ten was the limit") in found
    assert ("H. Lind", "a trial") in found


@needs_parser
def test_a_witness_who_states_a_name_has_it() -> None:
    text = "Q. Please state your name.\nA. Ida Kern.\nQ. Was it sold?\nA. No.\nQ. Why?\nA. It was late.\n"
    assert [who for who, _ in said(text)][1::2] == ["Ida Kern"] * 3


@needs_parser
def test_what_somebody_denies_is_no_offer() -> None:
    assert positions("Norvik offered to pay EUR 5. Ann Roy denied that Norvik had promised three years.") == [
        ("Norvik", "offers", "pay EUR 5")
    ]


def test_a_point_with_the_number_of_a_note_is_no_menu() -> None:
    text = (
        "POLICY BRIEF 4/2025\nWho pays for the sea wall?\nBy Agnes Thorvald\n\nKey points\n"
        "• The islands want the state to pay 80 per cent of the sea wall.[1]\n"
        "• The state has offered 50 per cent.[2]\n• A fund could close the gap.\n\nThe case for a fund\n"
        "In March the minister told parliament that no government could promise the sea to stop.[3] The "
        "islands' council rejected the offer in April.\n\n[1] Council of the Isles, January 2025, p. 3.\n"
    )
    one = read(text)
    assert not any("80 per cent" in text[each.start : each.end] for each in one.set_aside)


@needs_parser
def test_whoever_is_named_before_a_firm_has_the_initials() -> None:
    text = (
        "Note of meeting\n\nPresent: Helga Thorsen (HT), Ravi Menon (RM)\n"
        "In attendance: Leo Stratton, Thames Land (LS)\n\n1. Water\n"
        "LS said Thames Land would pay for a pump.\nRM: We cannot accept that.\n"
    )
    assert read(text).document.kind == "minutes"
    assert said(text) == [
        ("Leo Stratton", "Thames Land would pay for a pump"), ("Ravi Menon", "We cannot accept that."),
    ]  # fmt: skip


@needs_parser
def test_posts_of_a_forum_are_each_their_writers_but_for_what_they_quote() -> None:
    posts = (
        ("harriet_w", "We will open the path in April. We refuse to open it to horses."),
        (
            "Riders",
            "harriet_w wrote:</p><p>We refuse to open it to horses.</p><p>Then we will see you in court.",
        ),
        ("oldtom", "My father walked it in 1931 and nobody asked."),
    )
    page = "".join(
        f"<div class=post><div>{who}</div><div>{day} May 2025, 10:1{day}</div><div><p>{words}</p></div></div>"
        for day, (who, words) in enumerate(posts, 3)
    )
    file = (
        f"<html><body><nav><a>Home</a></nav><h1>Right of way</h1>{page}<footer>Terms</footer></body></html>"
    )
    assert said(file, "forum.html") == [
        ("harriet_w", posts[0][1]), ("Riders", "Then we will see you in court."), ("oldtom", posts[2][1])
    ]  # fmt: skip


@needs_parser
def test_a_label_above_a_turn_is_no_one_whom_a_pronoun_goes_back_to() -> None:
    text = "\n\n".join((
        "Ann Roy   0:03", "Thanks for joining. I think it is late.",
        "Dufresne, Paul (Port)   0:12", "We are in a hurry.",
        "Ann Roy   0:25", 'I said so to Marek, he said "that is a wall", and I agree.',
        "Ann Roy stopped transcription",
    ))  # fmt: skip
    found = said(text)
    assert ("he", "that is a wall") in found
    assert not any("stopped" in words for _, words in found)


@needs_parser
def test_what_a_side_in_brackets_has_others_do_is_a_demand() -> None:
    text = (
        "Charterparty (draft 4)\n\n1. Hire. Charterers shall pay [Owners: USD 21,500] [Charterers: 17].\n\n"
        "2. Ice. [Charterers: Owners shall keep ice class [1A]] [Owners: deleted]\n\n3. Owners shall sail.\n"
    )
    assert read(text).document.kind == "terms"
    assert {(act, words) for _, act, words in positions(text)} >= {
        ("offers", "USD 21,500"), ("demands", "Owners shall keep ice class [1A]"), ("refuses", "deleted")
    }  # fmt: skip


@needs_parser
def test_what_all_states_shall_do_is_demanded_of_them() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolutions,\n\n1. Decides that all Member States shall:\n\n"
        "(a) freeze the funds of the persons listed;\n\n2. Decides to meet in May;\n"
    )
    assert [(act, words) for _, act, words in positions(text)] == [
        ("demands", "freeze the funds of the persons listed"), ("undertakes", "meet in May")
    ]  # fmt: skip


@needs_parser
def test_the_number_of_a_note_is_no_word_and_what_is_named_later_is_no_one_before() -> None:
    text = (
        "The exporters want six miles.1 Their envoy, Yan Abadie, said that they would wait. The navy "
        "rejects any corridor.2 Admiral Sabine Thorn said no.\n\n1 Note of May.\n\n2 Navy Gazette, p. 4.\n"
    )
    found = said(text)
    assert ("Yan Abadie", "they would wait") in found
    assert ("navy", "any corridor") in found
    assert not any(set("12") & set(words) for _, words in found)
    aside = read(text).set_aside
    assert [text[each.start : each.end] for each in aside if each.inside] == ["1", "2"]


@needs_parser
def test_names_that_begin_with_letters_of_the_east_speak_too() -> None:
    text = (
        "Minutes of the water board, 3 June 2025\n\n"
        "Present: Ms Krug (chair), Ms Łukasik, Petr Škoda (PŠ)\n\n1. Fees\n"
        "Ms Łukasik: We propose 8 July.\nPŠ: We refuse 12.\n"
    )
    assert said(text) == [("Łukasik", "We propose 8 July."), ("Petr Škoda", "We refuse 12.")]
    assert said("“It is late.”\n— Žofie Šubrtová, mayor\n") == [("Žofie Šubrtová", "It is late.")]


_ASKED = (
    "Ewan Drummond has led the crofters since 2019. Sara Quill asked him about the wind farm.",
    "Mr Drummond, the firm says it has made its last offer. Has it?",
    "They have said that three times. The last one was £400.",
    "And what do you want?",
    "We want £650, and we want it to rise with prices.",
    "The firm told us that nobody gets more than 500.",
    "Then nobody has a ridge like ours.",
    "Would you go to court?",
    "If we have to, I will.",
)


@needs_parser
def test_who_is_asked_by_name_answers_what_stands_below_each_question() -> None:
    answered = [words for who, words in said("\n\n".join(_ASKED)) if who == "Ewan Drummond"]
    assert answered[:2] + answered[-1:] == [_ASKED[2], _ASKED[4], _ASKED[8]]


@needs_parser
def test_where_nobody_is_asked_by_name_no_answer_is_anybodys() -> None:
    assert read("\n\n".join(_ASKED).replace("Mr Drummond, the", "The")).document.kind == "news"


@needs_parser
def test_a_day_is_no_part_of_who_refuses() -> None:
    found = positions(
        "The glaziers' union on Friday rejected a second offer. Vitrum on Monday offered 4 percent."
    )
    assert [who for who, _, _ in found] == ["Glaziers' union", "Vitrum"]


@needs_parser
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The CHAIRMAN. The meeting will come to order.\n\nMr. KING. Will the Navy accept fewer ships?\n\n"
            "Admiral HOLT. No, sir. We need at least 12.\n\nThe CHAIRMAN. Order.\n\nMr. KING. Thank you.\n",
            ("HOLT", "No, sir. We need at least 12."),
        ),
        (
            "u/grey OP · 2 hr. ago\nWe will not pay more than 6.\n\nu/keys · 1 hr. ago\nOurs wants 10.\n\n"
            "u/lets · 45 min. ago\nI would never accept 4.\n",
            ("u/grey", "We will not pay more than 6."),
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada Price>We need an answer.\n\n00:05.000 --> 00:06.000\n"
            "<v Tom Reid>We won't go below 3.\n\n00:07.000 --> 00:09.000\n<v Ada Price>We could pay 280.\n",
            ("Ada Price", "We need an answer."),
        ),
        (
            "Meeting summary\n\nAttendees: Dana Weiss (DW, Union), Omar Hadd (OH, Line)\n\nItem 1 – Rosters\n"
            "- DW: we want rosters four weeks ahead.\n- OH: two weeks is all we can do.\n\nItem 2 – Pay\n"
            "- OH offers 3%.\n",
            ("Dana Weiss", "we want rosters four weeks ahead."),
        ),
    ],
)
def test_more_forms_of_labels_say_who_speaks(text: str, told: tuple[str, str]) -> None:
    assert told in said(text)


def test_a_report_that_mentions_the_minutes_is_no_minutes() -> None:
    told = "That is at odds with the minutes of Thursday's session, seen by the Herald."
    text = f"Palace says no\n\nBy A. Lund\n\nThe palace said no.\n\n{told}\n\nIt rained.\n\nHe left.\n"
    assert form_of(text).kind == "news"
    assert form_of(text.replace(told, "Minutes of Thursday's session.")).kind == "minutes"


@needs_parser
def test_who_does_not_warrant_is_the_party_and_no_more() -> None:
    text = (
        "Memorandum of Agreement\n\n1. Price: Buyer pays USD 11 million.\n2. Deposit: Buyer to lodge 10%.\n"
        "3. Seller does not warrant the age of the engine.\n4. Seller shall deliver at Rotterdam.\n"
    )
    assert {who for who, _, _ in positions(text)} == {"Buyer", "Seller"}
