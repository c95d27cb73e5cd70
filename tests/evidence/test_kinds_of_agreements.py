"""Treaties, contracts, truces and drafts of them are told from what a page writes about them."""

from __future__ import annotations

import pytest
from tests.evidence.test_kinds_tried import read, said
from tests.evidence.transcripts import needs_parser

_OPEN = (
    "Article 1. Releases\nSorania shall release [Veldra: 40] [Sorania: 30].\n\nArticle 2\nVeldra shall pay."
)
_TRUCE = "1. Both sides shall cease fire at 06:00.\n\n2. The Front shall withdraw.\n\n3. Velmar shall pay.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Draft Treaty on the Dam\n\n{_OPEN}", "treaty"),
        (f"Treaty on the Dam\n\n{_OPEN.replace('[Veldra: 40] [Sorania: 30]', '30')}", "treaty"),
        (f"Supply of water, draft 3\n\n{_OPEN}", "terms"),
        (f"TEXT OF THE TRUCE\n\n{_TRUCE}", "terms"),
        ("Armistice of Kastrow\n\nI. Both sides shall cease fire.\n\nII. The Front shall leave.\n", "terms"),
        ("MEMORANDUM OF UNDERSTANDING\nbetween the Port of Norvik and the City of Halvor\n\n"
         "1. The Port will open the quay.\n\n2. The City will pay EUR 2 million.\n\n3. It ends.\n", "terms"),
        ("Framework agreement on water\n\nArticle 1\nSorania undertakes to release water.\n\n"
         "Article 2\nVeldra undertakes to pay USD 12 million.\n", "terms"),
        ("Ceasefire deal: what to know\n\n1. Who signed?\n\nBoth signed on Monday, officials said.\n\n"
         "2. What then?\n\nThe Front shall withdraw, Hanne Vos said. It will free 40 people.\n", "news"),
        ("Why the agreement will fail\n\n1. Nobody trusts it.\n\nThe Front will break it.\n\n"
         "2. Nobody pays.\n\nThe union will not pay.\n", "news"),
        (f"Dear Minister,\n\nThe ceasefire must hold.\n\n{_TRUCE}\nYours sincerely,\nHanne Vos\n", "letter"),
    ],
)  # fmt: skip
def test_an_agreement_is_told_by_its_title_and_clauses(text: str, kind: str) -> None:
    assert read(text).document.kind == kind


@needs_parser
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("PD offered USD 12 million, on condition that tolls are joint.",
         [("Pavel Dorn", "USD 12 million, on condition that tolls are joint")]),
        ("LB (on behalf of Veldra) offered CHF 4 million.", [("Lena Brandt", "CHF 4 million")]),
        ("PD proposed EUR 5 million; LB demanded EUR 9 million.",
         [("Pavel Dorn", "EUR 5 million"), ("Lena Brandt", "EUR 9 million")]),
        ("LB USD 3 m. PD said EUR 5 million.", []),
    ],
)  # fmt: skip
def test_nobody_of_minutes_is_called_by_what_they_offer(line: str, told: list[tuple[str, str]]) -> None:
    text = (
        f"Minutes of the fourth session\n\nPresent: Lena Brandt (LB), Pavel Dorn (PD)\n\n1. Fee\n\n{line}\n"
    )
    assert said(text) == told
