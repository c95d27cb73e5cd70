"""Documents of many languages are known by their form; bytes are read as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.findings import Read
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of

FOLDER = Path(__file__).parent / "forms"
GERMAN = "Die Gespräche über den Kai endeten ohne Ergebnis. „Wir wollen die Hälfte“, sagte Karl Groß. " * 3
FRENCH = "Les négociations se sont terminées sans résultat. « La moitié », a déclaré l’élu à Noël. " * 3
RUSSIAN = "Переговоры о причале закончились во вторник без результата. Половину, сказал Карл Аас. " * 3
KOREAN = "부두에 관한 협상은 화요일에 결과 없이 끝났다. “절반”이라고 칼 오스가 말했다. " * 3
POLISH = "Rozmowy w sprawie nabrzeża zakończyły się wczoraj. Chcemy połowy, powiedział Karol Żak. " * 3
ENGLISH = "Talks over the quay ended on Tuesday. “We want half,” said Karl Aas — it costs £40. " * 3


def read(raw: bytes) -> Read:
    found = read_bytes(raw, "some.txt", Faults())
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "kind", "speaker"), [
    ("transcript-de", "transcript", "HERR GROSS"),
    ("bundestag-de", "transcript", "Per Lund"),
    ("mail-fr", "email", "Karl Aas"),
    ("mail-es", "email", "Karl Aas"),
    ("mail-ru", "email", "Карл Аас"),
    ("thread-de", "email", "Karl Groß"),
    ("treaty-de", "treaty", ""),
    ("treaty-fr", "treaty", ""),
    ("contract-de", "terms", ""),
    ("brackets-fr", "terms", "Chantier"),
    ("letter-de", "letter", "Karl Groß"),
    ("letter-fr", "letter", "Karl Aas"),
    ("letter-es", "letter", "Karl Aas"),
    ("minutes-de", "minutes", "KG"),
    ("minutes-fr", "minutes", "NV"),
    ("resolution-fr", "resolution", "Conseil de sécurité"),
    ("resolution-de", "resolution", "Sicherheitsrat"),
    ("resolution-es", "resolution", "Consejo de Seguridad"),
    ("transcript-ko", "transcript", "김 대표"),
    ("transcript-ru", "transcript", "Г-н ААС"),
    ("letter-en2", "letter", "Karl Aas"),
    ("letter-en3", "letter", "Karl Aas"),
    ("table3", "table", ""),
    ("table5", "table", ""),
    ("posts1", "posts", "@KarlAas"),
])  # fmt: skip
def test_a_kind_is_known_by_its_form_in_any_of_the_languages(name: str, kind: str, speaker: str) -> None:
    found = read((FOLDER / f"{name}.txt").read_bytes())
    assert found.document.kind == kind
    assert {turn.name for turn in found.turns} >= ({speaker} if speaker else set())


@pytest.mark.parametrize(
    ("text", "codec"),
    [(GERMAN, "cp1252"), (GERMAN, "utf-8-sig"), (GERMAN, "utf-16-le"), (FRENCH, "cp1252"),
     (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16"), (KOREAN, "cp949"), (POLISH, "cp1250"),
     (POLISH, "iso8859_2"), (ENGLISH, "cp1252")],
)  # fmt: skip
def test_bytes_are_read_as_they_were_meant(text: str, codec: str) -> None:
    found = read(text.encode(codec))
    assert found.document.text == text
    assert found.document.english is (text is ENGLISH)
    assert len(found.notes) == (text is not ENGLISH)


@pytest.mark.parametrize("codec", ["cp1250", "iso8859_2"])
def test_names_from_the_east_in_english_are_read_by_their_table(codec: str) -> None:
    text = "Mr. Wałęsa said that the union would not sign, and met the others in Gdańsk on Monday. " * 3
    assert read(text.encode(codec)).document.text == text


@pytest.mark.parametrize("codec", ["cp1250", "iso8859_2"])
@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Mróz",
        "Anna Zięba",
        "Zuzana Čaputová",
        "Călin Popa",
        "Krzysztof Żuk",
        "Ewa Łętowska",
        "Róża Thun",
        "Jiří Dvořák",
        "Tomáš Šťastný",
        "Ľudovít Štúr",
        "Miloš Ďurovič",
        "Božena Němcová",
        "Dušan Čaplovič",
        "Siniša Žigmanov",
        "Călin of Timişoara",
    ],
)
def test_one_name_from_the_east_is_enough(name: str, codec: str) -> None:
    text = f'Talks broke off on Tuesday. {name} said the port would not pay more. "No," {name} said.'
    assert read(text.encode(codec)).document.text == text


@pytest.mark.parametrize(
    "name",
    ["Søren Birk", "José Muñoz", "François Hollande", "Björn Ångström", "Ève Pålsson", "Íñigo Peña",
     "Ségolène d’Épinal", "João Conceição", "Þóra Sigurðardóttir", "Zoë – “Zo” – Weiß"],
)  # fmt: skip
def test_a_name_from_the_west_makes_no_text_eastern(name: str) -> None:
    text = f'Talks broke off on Tuesday. {name} said the port would not pay £4. "No," {name} said.'
    assert read(text.encode("cp1252")).document.text == text


_BARE = str.maketrans("“”—’", '""-\'')


@pytest.mark.parametrize(
    ("text", "codec"),
    [(ENGLISH, "mac_roman"), (GERMAN, "mac_roman"), (FRENCH, "mac_roman"),
     (ENGLISH.translate(_BARE), "cp850"), (ENGLISH.translate(_BARE).replace("£", "€"), "iso8859_15"),
     (FRENCH.translate(_BARE).replace("La moitié", "5 € du cœur"), "iso8859_15")],
)  # fmt: skip
def test_a_table_of_letters_that_hardly_any_file_has_is_told(text: str, codec: str) -> None:
    found = read(text.encode(codec))
    assert found.document.text == text
    assert f"read as {codec}" in found.notes[-1]


def test_letters_that_no_likely_table_makes_sense_of_are_refused() -> None:
    faults = Faults()
    assert read_bytes(ENGLISH.translate(_BARE).encode("cp1026"), "some.txt", faults) is None
    (fault,) = faults
    assert "nor any likely encoding" in fault.found


def test_letters_that_were_garbled_before_are_said() -> None:
    (_, note) = read(GERMAN.encode().decode("cp1252", "replace").encode()).notes
    assert "“Ã¤” stands for “ä”" in note


@needs_parser
def test_a_part_in_another_language_is_said_and_no_rule_reads_it() -> None:
    mixed = read(f"{ENGLISH}\n\n{GERMAN}".encode())
    assert any("not all of it is English" in note and "Die Gespräche" in note for note in mixed.notes)
    said = [(item.cue, item.content) for item in statements_of(mixed)]
    assert said == [(item.cue, item.content) for item in statements_of(read(ENGLISH.encode()))]
