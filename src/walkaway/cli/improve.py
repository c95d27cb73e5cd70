"""``walkaway improve``: read which deal is meant, and show what would be better."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .._version import __version__
from ..errors import Fault, UsageError, quoted
from ..language import counted, listed
from ..printing import Line, Part, heading, print_json, show
from .shared import (  # fmt: skip
    DRAWS,
    SEED,
    AccountOption,
    CaseArgument,
    Command,
    DrawsOption,
    JsonFlag,
    ProfilesOption,
    RuleOption,
    SeedOption,
    exit_codes,
    load_case,
    remarks,
)
from .typed import part_of_one, whole

if TYPE_CHECKING:
    from ..analysis.improve.records import Alternative, Change, Improvement, Improvements, Trade
    from ..case import Case

__all__ = ["asked_deal", "improve_command", "improvement_tables"]

_WAYS = "either --deal 'issue=option,…', --deal FILE.json or --offer N"
_LARGEST = 5_000_000
_SHOWN = 3

improve_command = typer.Typer()


@improve_command.command(cls=Command)
def improve(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    account: AccountOption = None,
    deal: Annotated[
        str | None,
        typer.Option("--deal", metavar="DEAL", help="issue=option,… or a file that ends in .json."),
    ] = None,
    offer: Annotated[
        int | None,
        typer.Option(
            "--offer",
            metavar="NUMBER",
            parser=whole("--offer", 1, like=1),
            help="An offer on record, counted from 1.",
        ),
    ] = None,
    changes: Annotated[
        int,
        typer.Option(
            "--changes",
            metavar="NUMBER",
            parser=whole("--changes", 1, 100, like=3),
            help="Look at all improvements with so few changes, 1 to 100.",
        ),
    ] = 3,
    most: Annotated[
        int,
        typer.Option(
            "--most",
            metavar="NUMBER",
            parser=whole("--most", 1, 10_000, like=10),
            help="Most of each kind in the JSON, 1 to 10,000.",
        ),
    ] = 10,
    tolerance: Annotated[
        float,
        typer.Option(
            "--tolerance",
            metavar="NUMBER",
            parser=part_of_one("--tolerance", like=0.02),
            help="Equal value: share of what is at stake, 0 to 1.",
        ),
    ] = 0.02,
    rule: RuleOption = "case",
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    as_json: JsonFlag = False,
) -> None:
    """Say what would be better than a deal: improvements, trades, equal-value alternatives.

    What an offer leaves open is filled as its maker would like best, and marked as open. Where judgements
    are ranges, everything speaks of the central realisation, with the share of draws in which it holds.

    Example: walkaway improve hanoi-2019 --offer 2
    """
    from .. import api

    with exit_codes(as_json=as_json):
        wanted, file = asked_deal(deal, offer), load_case(case, profiles, account)
        found, note = api.improve_noted(
            file, wanted, rule=rule, changes=changes, most=most, tolerance=tolerance,
            draws=draws, seed=seed,
        )  # fmt: skip
        if as_json:
            print_json({"deal_note": note, **found.to_dict(), **remarks(file), "version": __version__})
        else:
            show(improvement_tables(found, file.case, note=note))


def asked_deal(deal: str | None, offer: int | None) -> dict[str, str] | int:
    """What the command line names: a deal, or the number of an offer on record.

    Parameters
    ----------
    deal : str or None
        ``issue=option,…``, or the name of a JSON file that ends in ``.json``.
    offer : int or None
        From 1.

    Returns
    -------
    dict of str to str, or int

    Raises
    ------
    UsageError
        If neither or both are given, or the deal cannot be read.

    Examples
    --------
    >>> asked_deal("price=low, date=soon", None)
    {'price': 'low', 'date': 'soon'}
    """
    if offer is not None and deal is None:
        return offer
    if deal is None or offer is not None:
        raise UsageError.of(
            "both --deal and --offer" if deal is not None else "neither --deal nor --offer", _WAYS
        )
    from .. import api

    return _from_file(Path(deal)) if deal.endswith(".json") else api.terms_in(deal)


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


def _signed(values: dict[str, float], case: Case) -> str:
    from ..numbers import number, signed

    return ", ".join(f"{case.label(who)} {signed(number(value))}" for who, value in values.items())


def _share(item: Improvement) -> str:
    from ..report.language.phrases import of_draws

    return (
        "" if item.share is None or item.error is None else f"  better in {of_draws(item.share, item.error)}"
    )


def _moves(changes: Iterable[Change], case: Case, left_open: tuple[str, ...], *, valued: bool) -> list[Part]:
    lines: list[Part] = []
    for change in changes:
        issue = change.issue
        before, after = (case.option_label(issue, option) for option in (change.before, change.after))
        before += " (left open)" if issue in left_open else ""
        worth = f"  ({_signed(change.gains, case)})" if valued else ""
        lines.append(Line(f"  {case.issue_label(issue)}: {before} → {after}{worth}", "dim"))
    return lines


def _improvements(
    title: str, items: Iterable[Improvement | Trade], case: Case, left_open: tuple[str, ...]
) -> list[Part]:
    parts = heading(title)
    for item in items:
        parts.append(f"{_signed(item.gains, case)}{_share(item)}{_refused(item, case)}")
        parts += _moves(item.changes, case, left_open, valued=len(item.changes) > 1)
        linked = getattr(item, "interplay", {})
        if any(linked.values()):
            linked_words = f"together worth more or less than both alone: {_signed(linked, case)}"
            parts.append(Line(f"  {linked_words}", "dim"))
    return parts


def _alternatives(items: Iterable[Alternative], case: Case, left_open: tuple[str, ...]) -> list[Part]:
    from ..numbers import number

    parts = heading("Level for one, better for another")
    for item in items:
        near = f" (within {number(item.tolerance)})" if item.tolerance else ""
        asked = (
            f"; {counted(item.away, 'issue')} from its offer {item.offer}" if item.offer is not None else ""
        )
        gains = _signed({item.who: item.own, item.other: item.gain}, case)
        parts.append(f"level for {case.label(item.who)}{near}: {gains}{asked}{_refused(item, case)}")
        parts += _moves(item.changes, case, left_open, valued=False)
    return parts


def _better_words(found: Improvements) -> str:
    """How many deals are better, and how many efficient values they have, as far as is known."""
    many = "" if found.dominated_by is None else counted(found.dominated_by, "deal")
    if found.settlement.efficient is None:
        return many or "some deals"
    values = counted(found.settlement.efficient, "efficient value")
    return f"{many}, {values} among them" if many else values


def _head(found: Improvements, case: Case) -> list[Part]:
    from ..numbers import number
    from ..report.screens.left_on_the_table import left_out_words, refused_words

    values = ", ".join(
        f"{case.label(who)} {number(value)} (walks away at {number(away)})"
        for who, value, away in zip(found.parties, found.value, found.walk_away, strict=True)
    )
    if found.efficient:
        among = "no deal that all needed would sign" if found.left_out else "no deal"
        verdict = f"efficient: {among} is better for one party without being worse for another"
    elif found.efficient is None:
        verdict = "whether a deal is better for one party without being worse for another is out of reach"
    else:
        verdict = f"better for somebody and worse for nobody: {_better_words(found)}"
    parts: list[Part] = [Line(case.title, "bold"), values, verdict]
    if found.left_out:
        parts.append(left_out_words(found, case))
    if found.settlement.efficient and not found.settlement.reaching and not _some_pass(found):
        parts.append("none of them is worth as much as walking away to every party")
    parts += refused_words(found, case)
    measures = found.measures
    if measures.distance:
        parts.append(f"distance to the frontier {number(measures.distance)}, in what each has at stake there")
    return parts


def _some_pass(found: Improvements) -> bool:
    """Whether something that is shown would be signed, as under a quota."""
    chosen = (item for item in found.settlement.solutions.values() if item is not None)
    return any(not item.refused_by for item in (*found.cheapest, *found.settlement.points, *chosen))


def _refused(item: Improvement | Alternative, case: Case) -> str:
    """Who would still not sign; empty if it passes."""
    return f"  refused by {listed(map(case.label, item.refused_by))}" if item.refused_by else ""


def improvement_tables(found: Improvements, case: Case, *, note: str = "") -> list[Part]:
    """What would be better than a deal, for people.

    Parameters
    ----------
    found : Improvements
    case : Case
    note : str
        Which deal it is, where that needs words.

    Returns
    -------
    list of str, Line or Grid
        The first few of each kind; ``--json`` has more.
    """
    central = "" if found.method.realisation == "exact" else ", central realisation"
    parts = _head(found, case)
    if note:
        parts.insert(1, note)
    if found.cheapest:
        title = f"Cheapest improvements, nobody loses{central}"
        parts += _improvements(title, found.cheapest[:_SHOWN], case, found.open)
    if found.trades:
        title = f"Trades, of {found.trades_found:,}: two changes that only work together{central}"
        parts += _improvements(title, found.trades[:_SHOWN], case, found.open)
    if not found.efficient:
        parts += _settled(found, case, central)
    if found.alternatives:
        parts += _alternatives(found.alternatives[:_SHOWN], case, found.open)
    for text in found.notes:
        parts += ["", Line(f"not looked at: {text}", "dim")]
    return parts


def _settled(found: Improvements, case: Case, central: str) -> list[Part]:
    """Solutions that start from the deal; those that choose the same deal together."""
    from ..report.language.solution_names import SOLUTIONS

    groups: dict[tuple[Any, ...], list[str]] = {}
    chosen: dict[tuple[Any, ...], Improvement] = {}
    for name, item in found.settlement.solutions.items():
        if item is not None:
            key = tuple(item.deal.items())
            groups.setdefault(key, []).append(SOLUTIONS[name].name)
            chosen[key] = item
    if not groups:
        return []
    parts = heading(f"Solutions that start from this deal in place of walking away{central}")
    for key, names in groups.items():
        item = chosen[key]
        said = f"{_signed(item.gains, case)}{_share(item)}{_refused(item, case)}"
        parts.append(f"{', '.join(names)}: {said}")
        parts += _moves(item.changes, case, found.open, valued=False)
    return parts
