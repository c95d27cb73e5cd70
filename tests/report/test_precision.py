"""Prose has numbers of three digits; more only for a reason that is named here."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.report.helpers import brief_of, hanoi_page, preference, two
from tests.report.test_explained import Prose

from walkaway import load

NUMBER = re.compile(r"(?<![\w.,–-])−?\d[\d,]*(?:\.\d+)?")
COUNTED = (
    "certain|deals?|draws?|judgements?|(?:more )?possible|impossible|pass|do not pass|that would|confirmed|"
    "states|moves"
)
REASONS = (
    rf"{{}} (?:of \d[\d,]* )?(?:{COUNTED})\b",  # a count of things, exact as it is
    r"\d of {}",
    r"(?<=of ){}(?= deals)",
)
"""Beside what a number of more than three digits may stand in prose. A year may, too."""


def significant(number: str) -> int:
    """Digits that count: zeros at the end of a whole number do not.

    >>> [significant(number) for number in ("0.0123", "1,200", "13,200", "46.25", "100", "66.7")]
    [3, 2, 3, 4, 1, 3]
    """
    digits = number.lstrip("−").replace(",", "")
    digits = digits.replace(".", "") if "." in digits else digits.rstrip("0")
    return len(digits.lstrip("0"))


def unexplained(text: str) -> list[str]:
    """Numbers of too many digits that none of the reasons covers, each with what stands around it."""
    found = []
    for match in NUMBER.finditer(text):
        number = match[0].rstrip(",")
        around = " ".join(text[max(0, match.start() - 30) : match.end() + 40].split())
        reasons = (form.replace("{}", re.escape(number)) for form in REASONS)
        fits = re.fullmatch(r"(?:19|20)\d\d", number) or any(re.search(form, around) for form in reasons)
        if significant(number) > 3 and not fits:
            found.append(around)
    return found


def uneven() -> str:
    """Ends of two digits, of which all kinds of numbers come."""
    sides = {
        "a": preference([4.1, 8.7], price=(9, [3.1, 6.2], 0), date=(3, 0)),
        "b": preference([4.3, 7.9], price=(0, 4.7, 9.1), date=(0, 2.9)),
    }
    return brief_of(two(preferences=sides)).html()


PAGES: dict[str, Callable[[], str]] = {
    "hanoi-2019": hanoi_page,
    "uneven": uneven,
    "harbour": lambda: brief_of(load("harbour").case).html(),
    "new-recruit": lambda: brief_of(load("new-recruit").case).html(),
    "thompson-employment": lambda: brief_of(load("thompson-employment").case).html(),
}


def prose(page: str) -> str:
    """What a page says in sentences: no tables, nor what documents and case state themselves."""
    parts = "the-table|the-ledger|the-accounts|who-said-what|the-documents|the-method"
    told = re.sub(
        rf'<section class="[^"]*" aria-labelledby="(?:{parts})">.*?</section>', "", page, flags=re.DOTALL
    )
    return Prose(re.sub(r"<(table|blockquote)\b.*?</\1>", "", told, flags=re.DOTALL)).text


@pytest.mark.parametrize("name", PAGES)
def test_numbers_in_prose_have_three_digits(name: str) -> None:
    assert unexplained(prose(PAGES[name]())) == []


def test_a_number_of_too_many_digits_is_found() -> None:
    assert unexplained("it must be at most 46.25, or 94,500 deals, as of 2019") == [
        "it must be at most 46.25, or 94,500 deals, as of 2019"
    ]
