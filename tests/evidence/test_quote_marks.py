"""Quotation marks of every kind, each closed by its own, and quotes that go on in the next paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.transcripts import needs_parser, transcript
from tests.strategies import brief_law

from walkaway.evidence.speech.quote_marks import quotes_of
from walkaway.evidence.speech.word_names import masked, word_names

MARKS = ("“”", "‘’", "„“", "„”", "«»", "»«", "””", '""')


@pytest.mark.parametrize("marks", MARKS)
@needs_parser
def test_who_speaks_does_not_depend_on_the_marks(marks: str) -> None:
    first, last = marks[0], marks[1]
    text = f"{first}We will not sign the paper,{last} said Nora Vik. {first}That is our last word.{last}"
    assert transcript(text) == ["Nora Vik: We will not sign the paper … That is our last word."]


@pytest.mark.parametrize("mark", ["“", "‘", "«", '"', "„"])
@needs_parser
def test_every_paragraph_of_a_quote_that_goes_on_is_kept(mark: str) -> None:
    last = dict(zip('“‘«"„', '”’»"“', strict=True))[mark]
    quote = f"{mark}We asked for a fare of four.\n\n{mark}Never with six.\n\n{mark}Not with five.{last}"
    rest = ["We asked for a fare of four.", "Never with six.", "Not with five."]
    assert transcript(f"Peter Dahl, director of the line, said: {quote}") == [
        f"Peter Dahl: {w}" for w in rest
    ]
    assert transcript(quote) == [f"-: {w}" for w in rest]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘The owners’ offer is dead,’ she said.", ["The owners’ offer is dead,"]),
        ("“He said ‘never’ to us,” she said.", ["He said ‘never’ to us,"]),
        ("‘He said “never” to us,’ she said.", ["He said “never” to us,"]),
        ("The dockers’ union and the owners’ club met in the ’90s.", []),
        ("'We won't sign the owners' paper,' she said.", ["We won't sign the owners' paper,"]),
    ],
)
def test_apostrophes_are_no_quotes(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotes_of(text)[0]] == expected


@brief_law
@given(st.text(alphabet="ab .,“”‘’„«»\"'\n", max_size=40), st.sampled_from(["", *"“‘„«»\"'”"]))
def test_quotes_lie_in_order_in_the_text(text: str, mark: str) -> None:
    """Law: quotes of a paragraph are not empty, in order, apart and inside it."""
    spans, _ = quotes_of(text, mark)
    assert all(a < b for a, b in spans)
    assert [*sum(spans, ())] == sorted(sum(spans, ()))
    assert all(a >= 0 and b <= len(text) for a, b in spans)


@pytest.mark.parametrize("name", ["Per Dahl", "Will Hart", "May Lund", "June Berg", "April Stone"])
@pytest.mark.parametrize(
    "text",
    [
        "{}, director of the line, said the fare would rise.",
        "“The fare would rise,” said {}, director of the line.",
        "According to {}, the fare would rise.",
        "{} told reporters on Friday: “The fare would rise.”",
    ],
)
@needs_parser
def test_names_that_are_words(name: str, text: str) -> None:
    (line,) = transcript(text.format(name))
    assert line.startswith(f"{name}: ")


@needs_parser
def test_a_surname_that_is_a_word() -> None:
    text = "Theresa May met the board. May said the fare would rise. Mrs May added that it was over."
    assert {line.partition(":")[0] for line in transcript(text)} == {"Theresa May"}


@pytest.mark.parametrize(
    "text",
    ["In May Lund said no.", "Will Britain leave?", "Last May was hot.", "Per Article 5, it ends."],
)
def test_words_that_are_no_names(text: str) -> None:
    assert word_names(text) == ()
    assert masked(text, ()) == text


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Will Hart, who runs the mill, said: “It is ours.\n\n“It always was.”", "Will Hart"),
        ("“The school must stay,” said May Lund. “It is full.\n\n“We will go to court.”", "May Lund"),
        ("Rose Field said: ‘The hall is small.\n\n‘Nobody listens.’", "Rose Field"),
        ("The letter said: “We offer two berths.\n\n“We want the crane.”", "letter"),
        ('Mark Frost told the board: "Rents rose.\n\n"We ask for a cap," Frost said.', "Mark Frost"),
    ],
)
@needs_parser
def test_whoever_began_a_quote_goes_on(text: str, who: str) -> None:
    told = transcript(text)
    assert len(told) == 2
    assert {line.split(":")[0] for line in told} == {who}
