"""Which deal a question is about: as typed, from a file, or an offer on record; and a schedule in a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import CaseError, Fault, Faults, UsageError, quoted

if TYPE_CHECKING:
    from ..analysis.path import GivenSchedule

_WAYS = "either --deal 'issue=option,…', --deal FILE.json or --offer N"
_LARGEST = 5_000_000


def asked_deal(deal: str | None, offer: int | None) -> dict[str, str] | int:
    """What the command line names: a deal, or the number of an offer on record, from 1; never both.

    >>> asked_deal("price=low, date=soon", None)
    {'price': 'low', 'date': 'soon'}
    """
    if offer is not None and deal is None:
        return offer
    if deal is None or offer is not None:
        both = "neither --deal nor --offer" if deal is None else "both --deal and --offer"
        raise UsageError.of(both, _WAYS)
    from ..analysis.improve.typed_deal import terms_in

    return _from_file(Path(deal)) if deal.endswith(".json") else terms_in(deal)


def maybe_a_deal(deal: str | None) -> dict[str, str] | None:
    """A deal as it is typed, or in a file; None where none is named."""
    return None if deal is None else asked_deal(deal, None)  # type: ignore[return-value]


def a_schedule(file: str | None) -> GivenSchedule | None:
    """The phases in a YAML or JSON file: a list, alone or under ``schedule``; None where none is named."""
    if file is None:
        return None
    from ..analysis.path import GivenSchedule
    from ..case.read import case_text
    from ..case.yamltext import read_yaml

    try:
        text = case_text(Path(file))
    except CaseError as error:
        raise UsageError(map(_of_a_schedule, error.faults)) from None
    faults = Faults()
    data, lines = read_yaml(text, file, faults)
    if lines.broken:
        faults.raise_if_any(UsageError)
    above = ("schedule",) if isinstance(data, dict) else ()
    phases = data.get("schedule") if isinstance(data, dict) else data
    if not isinstance(phases, list) or not phases:
        right = "phases such as [{price: 1/2}, {price: 1/2}]"
        faults.add(Fault(file=file, line=1, found="no schedule", expected=right))
        raise UsageError(faults.sorted())
    return GivenSchedule(phases, lines, above, faults)


def _of_a_schedule(fault: Fault) -> Fault:
    """What is wrong with a file that should hold a schedule, where it was read as one of a case."""
    if "case" not in fault.expected:
        return fault
    return replace(fault, expected="a schedule: phases in a YAML or JSON file", hint="")


def _wrong(path: Path, found: str) -> UsageError:
    return UsageError([Fault(file=str(path), found=found, expected='JSON such as {"issue": "option"}')])


def _from_file(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, "more than 5 MB")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, error.strerror or str(error)) from None
    except (ValueError, RecursionError) as error:
        raise _wrong(path, f"no JSON: {error}") from None
    terms = data.get("deal", data) if isinstance(data, dict) else data
    if not isinstance(terms, dict) or not terms:
        raise _wrong(path, "no deal")
    for issue, option in terms.items():
        if isinstance(option, bool) or not isinstance(option, str | int | float):
            raise _wrong(path, f"{quoted(issue)} without an option")
    return {issue: str(option) for issue, option in terms.items()}
