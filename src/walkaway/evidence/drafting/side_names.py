"""Names of sides as they are compared and shown: without articles, titles and the form of a company."""

from __future__ import annotations

import re
from typing import Final

from ..wordlist import COUNTRY_FORMS, ROLE_NOUNS, TITLES, word_set
from .draft_words import FUNCTION, MEDIATORS, NO_SUBJECT, NOT_SIDES, OBSERVERS, OFFICES

ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TITLES: Final = (OFFICES | TITLES | {"foreign"}) - {"head", "owner", "owners"}
_SUFFIXES: Final = frozenset(("inc", "ltd", "plc", "llc", "corp", "gmbh", "as", "ag", "sa", "co"))
_APART: Final = frozenset(("mediator", "mediators", "arbitrator", "analyst", "analysts", "moderator"))
_LONGEST_FORM: Final = 3
_TALKS: Final = (
    r" (?:of|at|in) (?:the |these )?(?:\w+ )?(?:talks|negotiations|session|meeting|conference|round)"
)
_CHAIR: Final = r"[Cc]hair(?:man|woman|person)?"
_MEDIATES: Final = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?) )?(?:(?:\w+ ){{0,2}}"
    rf"(?:(?i:{'|'.join(sorted(MEDIATORS))})(?:{_TALKS}|(?: [A-Z][\w’'-]+){{1,3}})?|{_CHAIR}{_TALKS})"
    rf"|(?:(?:session|acting|neutral|independent) )?{_CHAIR}"
    r"|(?:(?:[Tt]he )?(?:UN|U\.N\.|UNESCO|OSCE|United Nations|African Union|Vatican) (?:[a-z]+ )?"
    r"(?:envoy|representative|coordinator)(?: [A-Z][\w’'-]+){0,3})"
    r"|who (?:is |was |has been |had )?(?:mediat|facilitat|arbitrat)(?:es|ed|ing)\b.*)"
)
_OFFICE_OF: Final = re.compile(  # "the former minister of health Ole Krag" is Ole Krag
    r"\A(?:[Tt]he )?(?:[a-z]+ )?(?:[Mm]inister|[Ss]ecretary|[Hh]ead|[Dd]irector) (?:of|for) "
    r"(?:the )?[a-z]+(?: and [a-z]+)? (?=[A-Z])"
)
_MODALS: Final = word_set("would will could can may might shall should must did does do")


def bare_name(name: str) -> str:
    """A name for comparison: lower case, without article and without the titles of an office."""
    name = _OFFICE_OF.sub("", " ".join(name.split())).replace("’", "'").casefold()
    words = ARTICLE.sub("", name).strip(" ,.'\"").split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = [*words[:-2], words[-2].rstrip(",")]
    while len(words) > 1 and words[0].rstrip(".") in _TITLES and words[1:] != [words[-1][:1]]:  # "Speaker B"
        words = words[1:]
    return " ".join(words)


def titled(name: str) -> str:
    """A name with capitals: each word where it is a person's in a text without any."""
    whole = " ".join(name.split())
    name = ARTICLE.sub("", whole).strip(" ,.'’\"“”")
    words = name.split()
    common = any(word.rstrip("s") in ROLE_NOUNS or word in FUNCTION for word in words)
    if name.islower() and len(words) in (2, 3) and not common and not ARTICLE.match(whole):
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return name[:1].upper() + name[1:]


def plain_words(text: str) -> list[str]:
    """Words in lower case."""
    return re.findall(r"[^\W_]+", text.replace("US ", "U.S. ").casefold())


def country_in(text: str) -> str:
    """Key of the first country that a text names; empty if none."""
    words = plain_words(text)
    forms = (" ".join(words[k : k + size]) for k in range(len(words)) for size in range(_LONGEST_FORM, 0, -1))
    return next((COUNTRY_FORMS[form] for form in forms if form in COUNTRY_FORMS), "")


def is_onlooker(role: str) -> bool:
    """Whether what is said beside a name is said of an analyst, a mediator and the like."""
    return not OBSERVERS.isdisjoint(plain_words(role)) or "united nations" in role.casefold()


def may_be_side(name: str) -> bool:
    """Whether a name can be that of a party or of somebody who speaks for one."""
    words = plain_words(bare_name(name))
    if not words or words[0].isdigit() or not _APART.isdisjoint(words):
        return False
    rest = name.split()[1:]
    if not _MODALS.isdisjoint(rest):  # "company would in return"
        return False
    function = FUNCTION - _MODALS if rest else FUNCTION  # Theresa May is a name
    return words[-1] not in NOT_SIDES | NO_SUBJECT | function and words[0] not in NO_SUBJECT


def mediates(role: str) -> bool:
    """Whether an office, or a name that is one, is that of a mediator or of whoever chairs the talks.

    Examples
    --------
    >>> mediates("the Icelandic chairman of the talks"), mediates("state mediator"), mediates("club chairman")
    (True, True, False)
    """
    return all(map(_MEDIATES.fullmatch, role.rstrip(" .,;").split(", ")))
