"""Whether a record ends in a deal, so that nobody asks why there was none, and who signed it.

The last act that is an offer, a refusal or a signature decides: it ``signs`` a deal, or its words say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ..case import Case, Event
from ..language import in_quotes, listed, possessive
from ..space.votes import votes_of

_SIGNS = re.compile(
    r"(?:(?:both|all|they|the parties)\s+)?(?:signs?|signed|accepts?|accepted|agreed|ratif(?:y|ies|ied))"
    r"(?:\s+(?:the|an?|it|all|this|its|their|on|to|with|both|last|offer|deal|treaty|agreement|terms)\b.*|\W*)"
    r"|agrees?(?:\s+(?:on|to|with)\s+(?:the|an?|this|all)\b.*|\W*)",
    re.IGNORECASE | re.DOTALL,
)
_TITLES = re.compile(
    r"\b(?:treaty|treaties|deal|agreement|accord|contract|settlement)\b.*\b(?:signed|agreed|concluded|ratified)\b",
    re.IGNORECASE | re.DOTALL,
)
_LEAVES = re.compile(
    r"(?<!\bnot )(?<!\bnever )(?<!\bto )(?<!\bwould )"
    r"\b(?:walk(?:s|ed)? (?:away|out)|br(?:eaks?|oke) off|(?:leaves?|left) the (?:table|room|talks))\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"sign(?:s|ed)\b.*", re.IGNORECASE | re.DOTALL)
_TOGETHER = re.compile(r"(?:both|all|they|the parties)\s+", re.IGNORECASE)
_PAST = {"signs": "signed", "accepts": "accepted", "agrees": "agreed", "ratifies": "ratified",
         "sign": "signed", "accept": "accepted", "ratify": "ratified", "agree": "agreed"}  # fmt: skip


def walks_out(event: Event) -> bool:
    """Whether an act says in words that somebody left, without the terms that were turned down."""
    return _LEAVES.search(event.act) is not None


def signing(case: Case) -> Event | None:
    """The act with which the record ends in a deal; None where it does not."""
    found = signatures(case)
    return found[-1] if found else None


def signatures(case: Case) -> tuple[Event, ...]:
    """All acts with which the record ends in a deal, the same if several say which; none is answered."""
    found: list[Event] = []
    terms: Mapping[str, str] | None = None
    for event in reversed(case.record):
        if event.signs is not None:
            if terms is not None and event.signs != terms:
                break
            terms = event.signs
        elif event.refuses is not None or not _in_words(event):
            if event.refuses is not None or event.offer is not None or walks_out(event):
                break
            continue
        found.insert(0, event)
        if event.offer is not None:
            break
    return tuple(found)


def signed_terms(case: Case) -> tuple[Mapping[str, str], str, bool]:
    """The terms that were signed, whose they are, and whether an act names them, not just the last offer.

    Empty terms where the record ends in no deal, or does not say which it was.
    """
    found = signatures(case)
    said = next((item for item in reversed(found) if item.signs), None)
    last = next((item for item in reversed(case.record) if item.offer), None)
    if said is not None:
        return said.signs or {}, said.by, True
    if not found or last is None:
        return {}, "", False
    return last.offer or {}, last.by, False


def _in_words(event: Event) -> bool:
    """Whether the words of an act say that a deal was made."""
    words = " ".join(event.act.split())
    titled = bool(event.act and _TITLES.search(event.title))
    return bool(_SIGNS.fullmatch(words) or _TITLES.search(words)) or titled


def unsigned_by(case: Case) -> tuple[str, ...]:
    """Parties that must accept and of whom the record has no signature beside that of others.

    Empty where some act says that a deal was made at all, not who signed it: an acceptance, a ratification,
    a treaty that was signed. Whoever offered the terms that another signs counts as having signed.
    """
    found = signatures(case)
    if not found or not votes_of(case).unanimous or not all(_one_signs(event) for event in found):
        return ()
    terms = next((event.signs for event in reversed(found) if event.signs is not None), None)
    offered = {event.by for event in case.offers if terms is not None and event.offer == terms}
    signed = {event.by for event in found} | offered
    return tuple(who for who in case.parties if who not in signed) if signed & case.parties.keys() else ()


def _one_signs(event: Event) -> bool:
    """Whether an act is the signature of whoever it is by, and of nobody else."""
    act = " ".join(event.act.split())
    return bool(_PLAIN.fullmatch(act)) and not (act and _TITLES.search(event.title))


def signed_words(case: Case) -> str:
    """Say that the record ends in a deal, who signed it and when; empty where it does not."""
    found = signatures(case)
    if not found:
        return ""
    missing = unsigned_by(case)
    told = "; ".join(_clauses(case, found, alone=bool(missing)))
    if not missing:
        return f"{told}."
    whose = listed(possessive(case.label(who)) for who in missing)
    return f"{told}; {whose} {'signature is' if len(missing) == 1 else 'signatures are'} not recorded."


def _clauses(case: Case, found: tuple[Event, ...], *, alone: bool) -> Iterator[str]:
    """Who did what when, those who did the same on the same day together, in the order of the record."""
    groups: dict[tuple[str, str], list[str]] = {}
    for event in found:
        groups.setdefault((event.act or "signs it", event.when), []).append(event.by)
    for (act, when), names in groups.items():
        words = " ".join(act.split())
        together = _TOGETHER.match(words)
        verb, _, rest = words[together.end() if together else 0 :].partition(" ")
        past = _PAST.get(verb.lower(), verb if verb.lower() in _PAST.values() else "")
        who = listed(map(case.label, case.parties if together else dict.fromkeys(names)))
        if not past:
            yield f"The record ends in a deal: {who}, {in_quotes(words)}{_on(when)}"
            continue
        what = "a deal" if past == "signed" and rest in ("", "it") else rest
        only = " alone" if alone else ""
        yield f"{who}{only} {past} {what}".rstrip() + _on(when)


def _on(when: str) -> str:
    """When it was, behind the act: `` on 3 May 2024`` of a day, in brackets as it stands otherwise."""
    try:
        day = date.fromisoformat(when)
    except ValueError:
        exact = re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", when)
        return f" on {when}" if exact else f" ({when})" if when else ""
    return f" on {day.day} {day:%B} {day.year}"
