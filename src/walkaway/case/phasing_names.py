"""Check that the names and numbers of a path fit its case, and that a schedule carries out the whole deal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from ..errors import nearest, quoted
from ..language import listed
from .judgement import Exact, Judgement, exact_number, shown
from .lines import Path
from .name_checks import NameChecks
from .phasing import Delivery, Phasing
from .records import Case


class Misfit(NamedTuple):
    """What does not fit in a schedule, and where: the number of the phase and the issue, or nothing."""

    place: tuple[int | str, ...]
    found: str
    expected: str
    hint: str = ""


def check_phasing(checks: NameChecks) -> None:
    """Collect what does not fit in the path of a case."""
    case, path = checks.case, checks.case.path
    if path is None:
        return
    checks.terms(("path", "today"), path.today)
    where: Path = ("path", "deal")
    there = checks.terms(where, path.deal)
    missing = checks.missing(where, case.issues, there) if path.deal else ""
    if missing and not checks.lines.left_out(("issues",)):
        checks.add(where, f"a deal without {missing}", "one option for each issue")
    _steps(checks, path)
    for key in ("discount", "bonds", "completed"):
        for who in getattr(path, key):
            checks.party(("path", key, who), who)
    names = {**case.ratifiers, **case.third_parties, **case.parties}
    for name, guarantor in path.guarantors.items():
        at: Path = ("path", "guarantors", name)
        if not guarantor.title:  # else it may be from outside the case
            kind = "a party, ratifier or third party, or a title beside it"
            checks.unknown(at, name, names, kind, ("parties",), ("third_parties",))
        if checks.party((*at, "for"), guarantor.for_) is None and name == guarantor.for_:
            checks.add(at, f"{quoted(name)}, for itself", "another than the party it answers for")
    _numbers(checks, path)
    cycle = _cycle(path)
    needed = ("issues",), ("path", "deal"), ("path", "today"), ("path", "steps")
    if not (missing or any(map(checks.lines.touched, needed))):
        _schedule(checks, case, path, ordered=not cycle)
    if cycle:
        found = f"a cycle: {' after '.join(cycle)}"
        checks.add(("path", "steps"), found, "an order of steps without cycles")


def _steps(checks: NameChecks, path: Phasing) -> None:
    """Check who does what, where and after what."""
    for issue, options in path.steps.items():
        at: Path = ("path", "steps", issue)
        if checks.issue(at, issue) is not None:
            continue
        for option, step in options.items():
            where = (*at, option)
            checks.option(where, issue, option)
            checks.party((*where, "by"), step.by)
            for who in step.worth:
                if checks.party((*where, "worth", who), who) is None and who == step.by:
                    checks.add((*where, "worth", who), quoted(who), "another party than the one that acts")
            for other in step.after:
                checks.issue((*where, "after"), other)
            _sites(checks, where, step)


def _sites(checks: NameChecks, where: Path, step: Delivery) -> None:
    """Lists of sites are of issues and options of the case; a chance is told in one way only."""
    sites = step.sites
    if sites is None:
        return
    at: Path = (*where, "sites")
    if step.detection is not None:
        checks.add(at, "both detection and sites", "one of them: the chance follows from the sites")
    for issue, options in sites.left.items():
        if checks.issue((*at, "left", issue), issue) is None:
            for option, left in options.items():
                checks.option((*at, "left", issue, option), issue, option)
                if not (left.unjudged or sites.all_.unjudged) and left.high > sites.all_.high > 0:
                    found = f"{left} sites left, of {sites.all_}"
                    checks.add((*at, "left", issue, option), found, "no more than there are")
    if not (sites.inspected.unjudged or sites.all_.unjudged) and sites.inspected.high > sites.all_.low > 0:
        found = f"{sites.inspected} sites looked at, of {sites.all_}"
        checks.add((*at, "inspected"), found, "no more than there are")


def _cycle(path: Phasing) -> list[str]:
    """Issues that wait for each other, the first repeated at the end; none if there is an order."""
    after = {
        issue: {name for step in options.values() for name in step.waits_for()}
        for issue, options in path.steps.items()
    }
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        loop: list[str] = error.args[1][::-1]
        first = loop.index(min(loop))
        return [*loop[first:-1], *loop[:first], loop[first]]
    return []


def _numbers(checks: NameChecks, path: Phasing) -> None:
    """Probabilities from 0 to 1, discounts above 0, and nothing negative at stake."""
    for one in path.judgements():
        if right := _right(one.kind, one.judgement):
            checks.add(one.place, str(one.judgement), right)


def _right(kind: str, item: Judgement) -> str:
    """What would be right in place of a judgement; empty if it is."""
    if item.unjudged:
        return "a number or a range, or the key left out"
    if kind == "Detection" and not 0 <= item.low <= item.high <= 1:
        return "a probability from 0 to 1"
    if kind == "Discount" and not 0 < item.low <= item.high <= 1:
        return "a discount factor above 0 and at most 1"
    if kind == "Finds" and not 0 <= item.low <= item.high <= 1:
        return "a probability from 0 to 1"
    if kind in ("Sites", "Sites left") and item.low <= 0:
        return "a number of sites above 0"
    if kind == "Sites inspected" and item.low < 0:
        return "a number of sites, 0 or more"
    if kind in ("Bond", "Guarantee") and item.low < 0:
        return "what is lost, 0 or more"
    if kind.startswith("Price") and item.low < 0:
        return "a price, 0 or more"
    return ""


def _schedule(checks: NameChecks, case: Case, path: Phasing, *, ordered: bool) -> None:
    if not path.schedule:
        return
    if not path.deal:
        checks.add(("path", "schedule"), "a schedule without a deal", "deal: {issue: option, …} beside it")
        return
    faulty = [place for place in checks.lines.faulty if place[:2] == ("path", "schedule")]
    whole = any(len(place) < 4 for place in faulty)  # a phase that is left out could hold any issue
    unread = {*case.issues} if whole else {str(place[3]) for place in faulty}
    for name in () if whole else unread:
        checks.issue(next(place for place in faulty if place[3] == name), name)
    # in a cycle every step comes too early
    for misfit in schedule_misfits(case, path, path.deal, path.schedule, unread, ordered=ordered):
        place: Path = ("path", "schedule", *misfit.place)
        if len(misfit.place) != 1 or not checks.lines.touched(place):  # what was in it is left out
            checks.add(place, misfit.found, misfit.expected, misfit.hint)


def schedule_misfits(
    case: Case,
    path: Phasing,
    deal: Mapping[str, str],
    schedule: Sequence[Mapping[str, Exact]],
    unread: Collection[str] = (),
    *,
    ordered: bool = True,
) -> Sequence[Misfit]:
    """What does not fit in a schedule of a deal: names, shares, what is left out, and the order.

    Of issues whose shares are not all read no total is judged, and nothing that waits for one.
    """
    early = _too_early(case, path, deal, schedule, unread) if ordered else ()
    return [*_shares_misfit(case, path, deal, schedule, unread), *early]


def _shares_misfit(
    case: Case,
    path: Phasing,
    deal: Mapping[str, str],
    schedule: Sequence[Mapping[str, Exact]],
    unread: Collection[str],
) -> Iterator[Misfit]:
    changed = path.changed(case.issues, deal)
    done, told = dict.fromkeys(changed, Fraction(0)), set(unread)
    undone = {issue for phase in schedule for issue, share in phase.items() if share < 0}
    if not changed:
        found = "a schedule, though the deal leaves everything as it is today"
        yield Misfit((), found, "a deal that changes something, or no schedule")
    for number, phase in enumerate(schedule):
        if not phase:
            yield Misfit((number,), "an empty phase", "issue: share")
        for issue, share in phase.items():
            if issue not in case.issues:
                yield no_issue((number, issue), issue, case.issues)
                continue
            if issue not in changed:
                if changed:
                    right = f"an issue that the deal changes ({', '.join(changed)})"
                    yield Misfit((number, issue), f"{quoted(issue)}, which the deal leaves as it is", right)
                continue
            step = path.delivery(issue, deal[issue])
            if share < 0 and not (step is not None and step.reversible):
                found = f"the share {shown(share)}, which undoes {quoted(issue)}"
                yield Misfit((number, issue), found, "a share above 0: what is not reversible stays done")
                told.add(issue)
            done[issue] += Fraction(share)
            if done[issue] < 0 and issue not in told:
                told.add(issue)
                yield Misfit((number, issue), "more undone than was done", "as much as was done, at most")
            reversible = step is not None and step.reversible
            if done[issue] > 1 and reversible and issue in undone and issue not in told:
                told.add(issue)
                found = f"more than the whole: {shown(exact_number(done[issue]))} of {quoted(issue)} by then"
                yield Misfit((number, issue), found, "as much as is left to do, at most")
    for issue, total in done.items():
        if total != 1 and issue not in told:
            what = f"{shown(exact_number(total))} in all" if total else "nothing"
            yield Misfit((), f"{what} of {quoted(issue)}", "shares that sum to 1, the whole of it")


def no_issue(place: tuple[int | str, ...], name: str, issues: Iterable[str]) -> Misfit:
    """That a name in a schedule is none of the case; with the nearest of those that could be meant."""
    names = tuple(issues)
    expected = f"an issue ({', '.join(names)})"
    return Misfit(place, f"{quoted(name)}, which is no issue", expected, nearest(name, names))


def _too_early(
    case: Case,
    path: Phasing,
    deal: Mapping[str, str],
    schedule: Sequence[Mapping[str, Exact]],
    unread: Collection[str],
) -> Iterator[Misfit]:
    """Steps that wait for others, in a phase before which those, though whole in the end, are not."""
    done, changed = dict[str, Fraction](), path.changed(case.issues, deal)
    for name in {*changed} - {*unread}:
        if sum(Fraction(phase.get(name, 0)) for phase in schedule) == 1:
            done[name] = Fraction(0)
    for number, phase in enumerate(schedule):
        for issue, share in phase.items():
            if issue not in changed:
                continue
            step = path.delivery(issue, deal[issue])
            late = [name for name in (step.waits_for(deal) if step else ()) if done.get(name, 1) != 1]
            if late and share > 0:
                names = listed(map(quoted, late))
                found = f"{quoted(issue)}, before {names} {'is' if len(late) == 1 else 'are'} whole"
                yield Misfit((number, issue), found, f"{names} in earlier phases")
        for issue, share in phase.items():
            if issue in done:
                done[issue] += Fraction(share)
