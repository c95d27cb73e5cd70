"""Which deals there are: zone, likely deals, what must be true for them, and the brief of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Faults
from ..options import Progress, whole_number
from .asking import Asked, asked
from .keywords import Account, CaseLike, Rule, question

if TYPE_CHECKING:
    from ..analysis.answers import Answers
    from ..analysis.zone.conditions import Conditions
    from ..analysis.zone.likely import Likely
    from ..analysis.zone.zone import Zone
    from ..report import Brief, DraftBrief

__all__ = [
    "analyse", "answered", "brief", "conditions", "deals", "likely", "zone",
]  # fmt: skip


def answered(given: Asked, progress: Progress | None = None, budget: int | None = None) -> Answers:
    """The answers that were given, or new ones."""
    from ..analysis.answers import analyse as run
    from ..space import DEAL_BUDGET

    if given.answers is not None:
        return given.answers
    return run(
        given.case, draws=given.draws, seed=given.seed, rule=given.rule,
        budget=DEAL_BUDGET if budget is None else budget, progress=progress,
    )  # fmt: skip


@question
def analyse(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
    budget: int | None = None,
) -> Answers:
    """All answers at once, to be read one by one or given to the other functions in place of the case.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.
    budget : int, optional
        Most deals to list one by one.

    Returns
    -------
    Answers

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.
    BudgetError
        If one cluster of linked issues is too large to go through.

    Examples
    --------
    >>> import walkaway
    >>> answers = walkaway.analyse("harbour", rule="all")
    >>> walkaway.zone(answers).size, walkaway.bridge(answers).needed
    (12, False)
    """
    faults = Faults()
    most = whole_number(faults, "budget", budget, 1)
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress, faults=faults)
    return answered(given, progress, most or None)


@question
def deals(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Answers:
    """What ``walkaway deals`` shows: frontier, solutions, zone, likely deals and their conditions.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Answers
        ``to_dict()`` is what ``walkaway deals --json`` prints.

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> found = walkaway.deals("harbour", rule=6)
    >>> found.zone.size, found.to_dict()["agreement"]
    (12, '6, with vetoes for sportco, tourism')
    """
    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress)
    return answered(given, progress)


@question
def zone(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Zone:
    """The zone of possible agreement: verdict, probability and error, with and without ratifiers.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Zone

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.zone("harbour").size, walkaway.zone("harbour", rule="all").size
    (55, 12)
    """
    return answered(
        asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress), progress
    ).zone


@question
def likely(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Likely:
    """The deals most likely to be signed.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Likely

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.likely("harbour").deals[0].deal["loan"]
    '2bn'
    """
    return answered(
        asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress), progress
    ).likely


@question
def conditions(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> tuple[Conditions, ...]:
    """What would have to be true for each of the likely deals.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    tuple of Conditions
        In the order of :func:`likely`.

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.conditions("harbour")[0].deal == walkaway.likely("harbour").deals[0].deal
    True
    """
    return answered(
        asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress), progress
    ).conditions


@question
def brief(
    case: CaseLike,
    *,
    draws: int | None = None,
    seed: int | None = None,
    rule: Rule | None = None,
    account: Account | None = None,
    progress: Progress | None = None,
) -> Brief | DraftBrief:
    """The brief: one self-contained page and a terminal summary from the same answers.

    Parameters
    ----------
    case : str, path, CaseFile, Case or Answers
        A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed.
        Answers bring no documents; the page then has no passages.
    draws : int, optional
        Realisations to sample where judgements are ranges, 1 to 1,000,000; 2,000 if left out.
    seed : int, optional
        The same seed gives the same bytes; 2019 if left out.
    rule : str, int or Agreement, optional
        Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
    account : str, sequence of str or mapping of str to str, optional
        Which of conflicting accounts to take as true, as for :func:`load`.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Brief or DraftBrief
        ``html()`` is the page, ``text()`` the summary, ``to_dict()`` plain data. Of a case in which
        judgements are still to be made a DraftBrief: what is known, and what is missing.

    Raises
    ------
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.brief("thompson-employment").html()[:15].lower()
    '<!doctype html>'
    """
    from ..evidence import Documents
    from ..report import Brief, draft_brief, make_brief

    given = asked(case, draws=draws, seed=seed, rule=rule, account=account, progress=progress)
    if given.answers is not None:
        return Brief(answers=given.answers, documents=Documents({}))
    loaded = given.file or given.case
    return draft_brief(loaded) or make_brief(
        loaded, draws=given.draws, seed=given.seed, rule=given.rule, progress=progress
    )
