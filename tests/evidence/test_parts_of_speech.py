"""Parts of speech: each word as the rules of the model have it in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.evidence.planted import TEXTS
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.extra import MODEL
from walkaway.evidence.speech.model import load_parser
from walkaway.evidence.speech.parts_of_speech import with_parts_of_speech

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

ODD = "There's no  way that it'd be sold. Aas did say so, had he?\nThey do have what we have not done."


@needs_parser
def test_rules_asked_once_tell_what_they_tell_in_every_sentence() -> None:
    parser = load_parser()
    for text in (*TEXTS.values(), ODD):
        slow = parser(text)
        fast = [with_parts_of_speech(parser(text, disable=["attribute_ruler"])) for _ in range(2)][-1]
        assert [(t.text, t.pos_, t.tag_, t.dep_) for t in fast] == [
            (t.text, t.pos_, t.tag_, t.dep_) for t in slow
        ]


@needs_parser
def test_a_parse_is_that_of_the_model_with_the_library_it_comes_with() -> None:
    import spacy

    own = spacy.load(MODEL, exclude=["ner", "lemmatizer", "senter"])
    for text in (*TEXTS.values(), ODD):
        theirs, ours = own(text), load_parser()(text)
        assert [(t.tag_, t.dep_, t.head.i) for t in ours] == [(t.tag_, t.dep_, t.head.i) for t in theirs]
        # rounded otherwise, and no more than that: another library multiplied
        assert abs(ours.tensor - theirs.tensor).max() < 1e-3


@needs_parser
def test_words_are_split_by_the_rules_of_the_model_alone() -> None:
    import spacy

    own, ours = spacy.load(MODEL, exclude=["ner", "lemmatizer", "senter"]), load_parser.__wrapped__()
    theirs, here = cast("Tokenizer", own.tokenizer), cast("Tokenizer", ours.tokenizer)
    assert here.to_bytes(exclude=["vocab"]) == theirs.to_bytes(exclude=["vocab"])
    assert {(one.orth, one.norm, one.flags) for one in ours.vocab} == {
        (one.orth, one.norm, one.flags) for one in own.vocab
    }
