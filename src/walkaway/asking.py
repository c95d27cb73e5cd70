"""What was asked, read once: which case, under which options. Every question starts here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from .case import Agreement, Case, CaseFile
from .errors import Fault, Faults, UsageError, nearest, quoted
from .loading import Account, load, load_with_conflicts
from .options import DRAWS, MOST_DRAWS, SEED, Whole, choices_in, described, number_of_yes, refuse, teller

if TYPE_CHECKING:
    from .analysis.answers import Answers
    from .analysis.asked import Asked

__all__ = ["Account", "CaseLike", "Rule", "asked", "read_version"]

CaseLike: TypeAlias = "str | PathLike[str] | CaseFile | Case | Answers"
"""A name of the catalogue, a path, a folder, what :func:`load` gave, a case, or answers already computed."""
Rule: TypeAlias = str | int | Agreement | Mapping[str, object] | Sequence[Mapping[str, object]]
"""``"case"``, ``"all"``, a number of acceptances, a share as ``"55 %"``, or what ``agreement:`` takes."""


def asked(
    case: object,
    *,
    draws: object = None,
    seed: object = None,
    rule: object = None,
    account: object = None,
    progress: object = None,
    faults: Faults | None = None,
) -> Asked:
    """Read a case and options as people type them; None stands for the default.

    ``faults`` is what is already known to be wrong; it is told together with all that is wrong here.
    """
    faults = Faults() if faults is None else faults
    count = Whole(1, MOST_DRAWS)(faults, "draws", draws, DRAWS)
    number = Whole(0)(faults, "seed", seed, SEED)
    choices, tell = choices_in(faults, account), teller(faults, progress)
    computed = _computed(case)
    if computed is None and not isinstance(case, str | PathLike | CaseFile | Case):
        refuse(faults, "case", case, "a name of the catalogue, a path, what load() gave, or answers")
    if len(faults):
        record = case.case if isinstance(case, CaseFile) else case
        if isinstance(record, Case):
            rule_for(faults, rule, record)
        elif _as_file(rule):
            _agreement(faults, rule, [])
        elif not isinstance(rule, Agreement):  # what the case allows is not known yet
            number_of_yes(faults, rule, 1, 10**6)
    faults.raise_if_any(UsageError)
    from .analysis.asked import Asked

    if computed is not None:
        had = _again(computed, faults, draws=draws, seed=seed, rule=rule, choices=choices)
        return Asked(computed.case, computed.draws, computed.seed, had, tell, given=computed)
    file, record = _chosen(case, choices)
    agreement = rule_for(faults, rule, record)
    faults.raise_if_any(UsageError)
    from .space import in_steps

    return Asked(in_steps(record), count, number, agreement, tell, file)


def read_version(faults: Faults, name: str, value: object) -> Case | Mapping[str, object] | None:
    """Read another version of a case: a case in any form, or place → value as it was given."""
    if isinstance(value, Mapping) and value and all(isinstance(place, str) for place in value):
        return value
    if isinstance(value, str | PathLike):
        return load(value).case
    computed = _computed(value)
    if computed is not None:
        return computed.case
    if isinstance(value, CaseFile | Case):
        return value.case if isinstance(value, CaseFile) else value
    refuse(faults, name, value, "another version of the case, as the case is given, or place → value")
    return None


def _computed(case: object) -> Answers | None:
    """Answers, if that is what was given; a name or a case never loads the numbers."""
    if isinstance(case, str | PathLike | CaseFile | Case) or case is None:
        return None
    from .analysis.answers import Answers

    return case if isinstance(case, Answers) else None


def _again(
    answers: Answers, faults: Faults, *, draws: object, seed: object, rule: object, choices: Mapping[str, str]
) -> Agreement:
    """The rule of answers that were computed; other options than they were computed with are refused."""

    def odd(name: str, asked: str, how: str) -> None:
        right = "the same, or the case in place of its answers"
        faults.add(Fault(path=name, found=f"{asked} for answers computed {how}", expected=right))

    for name, wanted, had in (("draws", draws, answers.draws), ("seed", seed, answers.seed)):
        if wanted is not None and wanted != had:
            odd(name, described(wanted), f"with {had}")
    agreement = rule_for(faults, rule, answers.case)
    if rule is not None and (agreement or answers.case.agreement) != answers.space.rule:
        odd("rule", described(rule), "under another rule")
    for key, name in choices.items():
        told = answers.case.accounts.get(key)
        if told is None or told.settled != name:
            odd("account", quoted(f"{key}={name}"), "without it")
    faults.raise_if_any(UsageError)
    return answers.space.rule


def _chosen(case: object, choices: Mapping[str, str]) -> tuple[CaseFile | None, Case]:
    """The case under the accounts asked for, and its file."""
    from .case import read_case
    from .case.accounts import under

    if isinstance(case, str | PathLike):
        found = load_with_conflicts(case, choices)
        return found, found.case
    assert isinstance(case, CaseFile | Case)  # all else was refused
    record = case.case if isinstance(case, CaseFile) else case
    file = case if isinstance(case, CaseFile) else None
    had = {key: account.settled for key, account in record.accounts.items() if account.settled}
    if any(had.get(key) != name for key, name in choices.items()):
        if file is None and had:
            odd = f"{quoted(', '.join(choices))} for a case already under {quoted(', '.join(had))}"
            raise UsageError([Fault(path="account", found=odd, expected="the case as load() gives it")])
        if file is not None:  # from the text: an account taken as true cannot be taken back
            file = (read_case(file.path) if had else file).under({**had, **choices})
            record = file.case
        else:
            record = under(record, choices)
    return file, record


def _as_file(rule: object) -> bool:
    """Whether a rule is written as under ``agreement:`` of a case, or as a share."""
    return isinstance(rule, Mapping | list | tuple) or (isinstance(rule, str) and "%" in rule)


def _agreement(faults: Faults, rule: object, vetoes: list[str]) -> Agreement | None:
    """Read a rule as the case format does; a share keeps the vetoes of the case."""
    try:
        return Agreement.model_validate({"quota": rule, "vetoes": vetoes} if isinstance(rule, str) else rule)
    except ValidationError as error:
        for one in error.errors():
            told = one.get("ctx", {})
            found, right = told.get("found", described(rule)), told.get("expected", one["msg"])
            faults.add(Fault(path="rule", found=found, expected=right, hint=told.get("hint", "")))
    return None


def rule_for(faults: Faults, rule: object, case: Case) -> Agreement | None:
    """Read an agreement rule for a case; what is wrong is noted."""
    parties = len(case.parties)
    if _as_file(rule):
        rule = _agreement(faults, rule, list(case.agreement.vetoes))
    if isinstance(rule, Agreement):
        odd = [who for who in rule.vetoes if who not in case.parties]
        odd += [who for one in rule.conditions for who in one.votes or () if who not in case.parties]
        many = [one for one in rule.conditions if one.votes is None and one.level.of(parties) > parties]
        if odd or many:
            found = f"a rule that names {quoted(odd[0])}" if odd else f"a rule of {rule}"
            hint = nearest(odd[0], tuple(case.parties)) if odd else ""
            right = f"a rule of its {parties} parties"
            faults.add(Fault(path="rule", found=found, expected=right, hint=hint))
        return rule
    vetoes = list(case.agreement.vetoes)
    number = number_of_yes(faults, rule, max(1, len(vetoes)), parties)
    if number is None:
        return None
    return Agreement.model_validate({"quota": number, "vetoes": vetoes} if number else "all")
