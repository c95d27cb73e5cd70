"""The question of how a deal is kept, as people ask it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import walkaway
from walkaway.analysis.path import CarriedOut, Cut
from walkaway.case import Case, read_case_text
from walkaway.certify.path_checks import check_path
from walkaway.cli.deal_option import a_schedule
from walkaway.errors import BudgetError, CaseError, UsageError

TEXT = """\
case: 1
title: Reactor for trade
parties: {north: North, west: West}
issues:
  reactor: {title: Reactor, options: {running: Running, closed: Closed}}
  embargo: {title: Embargo, options: {full: In full, lifted: Lifted}}
preferences:
  north: {scores: {reactor: {running: 0, closed: -10}, embargo: {full: 0, lifted: 25}}}
  west: {scores: {reactor: {running: 0, closed: 25}, embargo: {full: 0, lifted: -10}}}
path:
  deal: {reactor: closed, embargo: lifted}
  discount: {north: 0.9, west: 0.9}
"""
BOTH = {"reactor": 1, "embargo": 1}
BOTH_DONE = {"reactor": "closed", "embargo": "lifted"}


def case(more: str = "") -> Case:
    """The case with more said of its path."""
    return read_case_text(TEXT + more)


def asked(more: str = "", **options: Any) -> CarriedOut:
    return walkaway.path(case(more), **options)


def test_costs_and_worth_follow_from_the_scores_and_this_is_said() -> None:
    """Closing costs North 10 and is worth 25 to West; who loses acts."""
    found = asked(schedule=[{"reactor": 1}, {"embargo": 1}])
    moves = [move for phase in found.schedule for move in phase.moves]
    assert [(move.by, move.issue, move.now, move.to) for move in moves] == [
        ("north", "reactor", "running", "closed"), ("west", "embargo", "full", "lifted"),
    ]  # fmt: skip
    assert found.exposure == {"north": 10, "west": 0}
    told = " ".join(found.assumed)
    assert "what the steps cost follows from the scores" in told
    assert "who loses most in its scores acts for Reactor and Embargo" in told


def test_a_finite_schedule_that_nothing_backs_is_refused() -> None:
    """With the sentence that says why, whatever is tried."""
    for found in (asked(), asked(schedule=[BOTH]), asked(schedule=[{"reactor": 1}, {"embargo": 1}])):
        assert found.verdict == "unbacked"
        assert found.certainty == "impossible"
        assert "Nothing stands behind the last step" in found.proof
        assert found.breaks is not None


@pytest.mark.parametrize("behind", ["bonds", "completed"])
def test_what_stands_behind_the_last_step_makes_it_hold(behind: str) -> None:
    """All at once: 10 ≤ 0.9 · x, so x ≥ 11.11 for each."""
    short, enough = (f"  {behind}: {{north: {x}, west: {x}}}\n" for x in (11, 11.2))
    assert asked(short, schedule=[BOTH]).verdict == "breaks"
    assert asked(enough, schedule=[BOTH]).verdict == "holds"
    needs = {item.party: item.needs for item in asked(short, schedule=[BOTH]).safeguards}
    remedy = "bond" if behind == "bonds" else behind
    assert needs["north"][remedy] == pytest.approx(10 / 0.9)
    assert needs["north"]["discount"] == pytest.approx(10 / 11)


def test_ranges_say_certain_possible_or_impossible() -> None:
    """A bond from 10 to 12.2222 is enough from 11.1111 on: in half of the draws for each, so in a quarter."""
    found = asked("  bonds: {north: [10, 12.2222], west: [10, 12.2222]}\n", schedule=[BOTH], draws=4000)
    assert found.certainty == "possible"
    assert found.probability == pytest.approx(0.25, abs=4 * found.error)
    assert found.schedule[0].slack["north"] == pytest.approx((-1, 0.99998))
    sure = "  bonds: {north: [12, 13], west: [12, 13]}\n"
    assert asked(sure, schedule=[BOTH]).certainty == "certain"
    assert asked("  bonds: {north: [1, 2], west: [12, 13]}\n", schedule=[BOTH]).certainty == "impossible"


def test_a_guarantor_counts_as_a_bond() -> None:
    text = TEXT.replace("issues:", "third_parties: {east: East}\nissues:").replace(
        "path:", "  east: {scores: {reactor: {running: 0, closed: 1}}}\npath:"
    )
    more = "  guarantors: {east: {for: north, takes: 7}}\n  bonds: {north: 5, west: 12}\n"
    assert walkaway.path(read_case_text(text + more), schedule=[BOTH]).verdict == "holds"


def test_the_first_step_each_side_would_not_take() -> None:
    found = asked("  bonds: {west: 12}\n", schedule=[{"embargo": 1}, {"reactor": 1}])
    assert found.breaks is not None
    assert (found.breaks.phase, found.breaks.by, found.defects) == (2, "north", {"north": 2})


def test_phases_and_turns_are_kept_to() -> None:
    more = "  completed: {north: 20, west: 20}\n"
    one = asked(more, phases=1)
    assert [len(one.schedule), one.verdict] == [1, "holds"]
    turns = asked(more, sequential=True)
    assert all(len({move.by for move in phase.moves}) == 1 for phase in turns.schedule)


def test_order_of_steps_is_kept_to() -> None:
    more = "  completed: {north: 20, west: 20}\n  steps: {embargo: {lifted: {by: west, after: reactor}}}\n"
    done: dict[str, float] = {}
    for phase in asked(more).schedule:
        for move in phase.moves:
            assert move.issue != "embargo" or done.get("reactor") == 1
        for move in phase.moves:
            done[move.issue] = done.get(move.issue, 0) + move.share
    assert done == BOTH


def test_a_deal_that_changes_nothing_needs_no_path() -> None:
    found = asked(deal="reactor=running, embargo=full")
    assert (found.verdict, found.schedule) == ("none", ())


def test_where_no_deal_would_be_signed_none_is_carried_out() -> None:
    """West gains at most 25, and wants 99 to sign: there is nothing to carry out until a deal is named."""
    text = TEXT.replace("  deal: {reactor: closed, embargo: lifted}\n", "")
    text = text.replace("west: {scores", "west: {walk_away: 99, scores")
    found = walkaway.path(read_case_text(text))
    assert (found.verdict, found.deal, found.schedule) == ("none", {}, ())
    assert found.proof == "there is no deal that all who must accept might sign: name one"


def test_a_schedule_of_a_deal_that_nobody_could_carry_out_is_told_with_its_own_slips() -> None:
    more = "impossible:\n  - {reactor: closed, embargo: lifted}\n"
    with pytest.raises(UsageError) as caught:
        walkaway.path(case(more), deal=BOTH_DONE, schedule=[{"reactorr": 1}])
    told = {fault.path for fault in caught.value.faults}
    assert "schedule[0].reactorr" in told
    assert len(told) > 1


def test_where_nothing_would_be_signed_a_schedule_is_still_read() -> None:
    text = TEXT.replace("  deal: {reactor: closed, embargo: lifted}\n", "")
    text = text.replace("west: {scores", "west: {walk_away: 99, scores")
    with pytest.raises(UsageError, match="reactorr"):
        walkaway.path(read_case_text(text), schedule=[{"reactorr": 1}])


def test_slips_in_a_schedule_are_told_together() -> None:
    with pytest.raises(UsageError) as caught:
        asked(schedule=[{"reactor": 0.5}, {"embrgo": 1}])
    assert [fault.path for fault in caught.value.faults] == ["schedule[1].embrgo", "schedule", "schedule"]
    with pytest.raises(UsageError, match=r"schedule\[0\]\.reactor: found \"half\""):
        asked(schedule=[{"reactor": "half", "embargo": 1}])
    with pytest.raises(UsageError, match="phases"):
        asked(phases=0)
    given = [{"reactor": 1}, {"embargo": 1}]
    with pytest.raises(UsageError, match="phases: found both a schedule and how many phases"):
        asked(schedule=given, phases=2)
    with pytest.raises(UsageError, match="sequential: found both a schedule and that one acts"):
        asked(schedule=given, sequential=True)


@pytest.mark.parametrize(
    ("options", "others"),
    [
        ({"phases": 2, "sequential": True, "likely": 3}, ["likely", "phases", "sequential"]),
        ({"phases": 0, "seed": -1}, ["phases", "seed"]),
        ({"deal": {"reactr": "closed"}, "phases": 2}, ["phases", "deal"]),
        ({"deal": {"reactor": "running", "embargo": "full"}}, []),
    ],
)
def test_a_wrong_schedule_and_wrong_options_beside_it_are_told_at_once(
    options: dict[str, Any], others: list[str]
) -> None:
    for one in (case(), walkaway.load("phased-exchange")):
        with pytest.raises(UsageError) as caught:
            walkaway.path(one, schedule=[{"reactorr": 1}, {"embargo": "x"}], **options)
        found = {fault.path for fault in caught.value.faults}
        assert found >= {*others, "schedule[0].reactorr", "schedule[1].embargo"}


def test_all_faults_of_a_schedule_are_told_at_once(tmp_path: Path) -> None:
    """What is no share, what is no issue, what comes too early and what does not sum to 1; and the deal."""
    order = "  steps: {embargo: {lifted: {by: west, after: reactor}}}\n"
    wrong = [
        {"reactor": float("nan"), "reactr": float("inf"), "embargo": True},
        {"reactor": [1, [2]], "embrgo": "half"}, 7, {}, {"embargo": "1e999999999", "reactor": 10**5000},
    ]  # fmt: skip
    with pytest.raises(UsageError) as caught:
        asked(order, schedule=wrong)
    assert [fault.path for fault in caught.value.faults] == [
        "schedule[0].reactor", "schedule[0].reactr", "schedule[0].embargo", "schedule[1].reactor",
        "schedule[1].embrgo", "schedule[2]", "schedule[3]", "schedule[4].embargo", "schedule[4].reactor",
        "schedule[0].reactr", "schedule[1].embrgo",
    ]  # fmt: skip
    early = [{"embargo": "1/2", "trade": None}, {"reactor": 1}]
    with pytest.raises(UsageError) as caught:
        asked(order, schedule=early)
    assert [str(fault).split(";")[0] for fault in caught.value.faults] == [
        "schedule[0].trade: found nothing",
        'schedule[0].trade: found "trade", which is no issue',
        'schedule: found 0.5 in all of "embargo"',
        'schedule[0].embargo: found "embargo", before "reactor" is whole',
    ]
    with pytest.raises(UsageError) as caught:
        asked(order, deal="reactor=clsed, embargo=lifted", schedule=early)
    assert [fault.path for fault in caught.value.faults] == ["schedule[0].trade", "deal", "schedule[0].trade"]
    file = tmp_path / "plan.yaml"
    file.write_text("- {reactor: .nan, reactr: 1}\n- {embargo: .inf}\n- {embargo: [1], reactor: 1e99}\n")
    with pytest.raises(UsageError) as caught:
        asked(order, schedule=a_schedule(str(file)))
    assert [(fault.line, fault.path) for fault in caught.value.faults] == [
        (1, "[0].reactor"), (1, "[0].reactr"), (2, "[1].embargo"), (3, "[2].reactor"), (3, "[2].embargo"),
    ]  # fmt: skip


def test_all_faults_of_a_schedule_in_a_case_are_told_at_once() -> None:
    """Shares that are left out as faulty leave nothing to sum, but names and other issues are looked at."""
    told = "[{reactor: .nan, reactr: .inf, embargo: 0.5}, {embargo: half, embrgo: 1}, {trade: 0.5}]"
    with pytest.raises(CaseError) as caught:
        case(f"  schedule: {told}\n")
    assert sorted(fault.path.removeprefix("path.schedule") for fault in caught.value.faults) == [
        "[0].reactor", "[0].reactr", "[0].reactr", "[1].embargo", "[1].embrgo", "[2].trade",
    ]  # fmt: skip
    with pytest.raises(CaseError) as caught:
        case("  schedule: [{reactor: .nan, embargo: 0.5}, {reactor: 1/2}]\n  bonds: {wst: 2}\n")
    assert {fault.path for fault in caught.value.faults} == {
        "path.schedule[0].reactor", "path.schedule", "path.bonds.wst",
    }  # fmt: skip


def test_json_is_the_contract() -> None:
    """Keys, and from and to of a move, as machines read them."""
    told = json.loads(
        json.dumps(walkaway.path("phased-exchange", schedule=[{"hers": 1}, {"his": 1}]).to_dict())
    )
    assert list(told)[:12] == [
        "deal", "schedule", "verdict", "certainty", "probability", "error", "breaks", "safeguards",
        "largest_step", "proof", "given", "defects",
    ]  # fmt: skip
    assert told["schedule"][0] == {
        "phase": 1,
        "moves": [{"by": "ann", "issue": "hers", "from": "kept", "to": "given", "share": 1}],
        "slack": {"ann": 0.8, "ben": 1.1},  # 0.9 · 2 − 1, and 2 − 0.9 · 1
        "exposure": {"ann": 1, "ben": 0},
    }
    assert told["largest_step"] == pytest.approx(0.4444, abs=5e-5)


def test_too_many_orders_are_refused_and_a_schedule_is_not() -> None:
    """Fourteen steps: no search, but a check."""
    issues = "".join(f"  i{n}: {{title: I{n}, options: {{a: A, b: B}}}}\n" for n in range(14))
    ann = ", ".join(f"i{n}: {{a: 0, b: {-1 if n % 2 else 2}}}" for n in range(14))
    ben = ", ".join(f"i{n}: {{a: 0, b: {2 if n % 2 else -1}}}" for n in range(14))
    text = f"case: 1\ntitle: T\nparties: {{ann: Ann, ben: Ben}}\nissues:\n{issues}preferences:\n"
    large = read_case_text(f"{text}  ann: {{scores: {{{ann}}}}}\n  ben: {{scores: {{{ben}}}}}\n")
    deal = {f"i{n}": "b" for n in range(14)}
    with pytest.raises(BudgetError, match="too many orders"):
        walkaway.path(large, deal=deal)
    assert walkaway.path(large, deal=deal, schedule=[dict.fromkeys(deal, 1)]).verdict == "unbacked"


def in_parts(parts: int, more: str = "") -> str:
    """Both steps in so many parts."""
    each = f"parts: {parts}"
    first, last = f"{{closed: {{by: north, {each}}}}}", f"{{lifted: {{by: west, {each}{more}}}}}"
    return f"  steps: {{reactor: {first}, embargo: {last}}}\n"


def test_fewer_phases_than_the_order_of_the_steps_needs() -> None:
    """The embargo waits for the reactor, so one phase is too few; two are enough."""
    more = in_parts(1, ", after: reactor") + "  completed: {north: 20, west: 20}\n"
    found = asked(more, phases=1)
    assert (found.verdict, found.schedule, found.breaks) == ("none", (), None)
    why = "some steps wait for others"
    assert found.proof == f"the deal cannot be carried out in 1 phase: it takes at least 2, as {why}"
    turns = asked(in_parts(1), phases=1, sequential=True)
    assert turns.proof.endswith("in 1 phase: it takes at least 2, as one side acts in a phase")
    assert len(asked(more, phases=2).schedule) == 2


def test_a_large_search_says_what_it_proves() -> None:
    """3,721 states are searched level by level: what holds, what cannot, what lies between."""
    none = asked(in_parts(60) + "  bonds: {north: 0.01}\n")
    assert "no schedule holds: over 3,721 states" in none.proof
    backed = in_parts(60) + "  completed: {north: 20, west: 20}\n"
    patient = walkaway.path(
        read_case_text((TEXT + in_parts(60)).replace("0.9", "1") + "  bonds: {north: 0.01}\n")
    )
    assert isinstance(patient.certificate, Cut)
    held = asked(backed)
    assert (held.verdict, held.method.exact) == ("holds", False)
    assert "none has a larger least slack; and none better was found over 3,721 states" in held.proof
    assert held.least is not None
    turns = asked(backed, sequential=True)
    assert (turns.verdict, turns.method.exact) == ("holds", False)


def test_many_parts_in_a_phase_are_gone_through_too() -> None:
    """441 states and 52,920 moves: all at once, in escrow, holds where small steps would not."""
    held = asked(in_parts(20) + "  completed: {north: 20, west: 20}\n")
    assert (held.verdict, held.method.exact) == ("holds", True)
    assert "of all schedules over 441 states of partial implementation and 52,920 moves" in held.proof
    escrow = "  steps: {reactor: {closed: {by: north, parts: 60, escrow: true}}, "
    escrow += "embargo: {lifted: {by: west, parts: 60, escrow: true}}}\n"
    at_once = asked(escrow)
    assert (at_once.verdict, len(at_once.schedule)) == ("holds", 1)


def test_too_many_ways_to_go_on_are_left_to_the_large_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a limit of phases there is no such way, and that is said."""
    monkeypatch.setattr("walkaway.analysis.path.small_lattice.MOST_LABELS", 1)
    assert "over 25 states" in asked().method.name or asked().schedule
    with pytest.raises(BudgetError, match="schedules with so few phases are too many"):
        asked(phases=4)


def test_none_in_few_phases_is_proven_for_more_parts_than_all_ways_are_gone_through_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both give 10 for 25 at 0.9, with 1 to follow: what could hold in twentieths takes five phases."""
    monkeypatch.setattr("walkaway.analysis.path.small_lattice.MOST_EXTENDED", 30_000)
    more = in_parts(20) + "  completed: {north: 1, west: 1}\n"
    found = asked(more, phases=4)
    assert (found.verdict, found.method.exact) == ("none", True)
    assert "over 441 states of partial implementation and 52,920 moves, in at most 4 phases" in found.proof
    assert "would take at least 5; the schedule that is shown is the best in at most 7 parts" in found.proof
    assert check_path(case(more), found) == []


def test_a_deal_that_somebody_would_take_back_is_told_as_that_on_a_large_lattice() -> None:
    """Lifting, which can be undone, costs West 10; with 1 to follow it would go back once all is done."""
    steps = "  steps: {reactor: {closed: {by: north, parts: 60}}, "
    steps += "embargo: {lifted: {by: west, parts: 60, reversible: true}}}\n"
    found = asked(f"{steps}  completed: {{north: 1, west: 1}}\n")
    assert found.verdict == "none"
    assert "Once all is done somebody would rather take back what it can than keep the deal" in found.proof


def test_what_held_the_deal_with_iran_hung_on_what_it_was_worth() -> None:
    """As it happened: carried out under the judgement of 2015, left by the powers under that of 2018."""
    then, later = (walkaway.path("jcpoa-2015", account=f"worth={year}") for year in ("2015", "2018"))
    assert (then.verdict, then.certainty) == ("holds", "certain")
    assert (later.verdict, later.probability < 0.1) == ("breaks", True)
    assert later.breaks is not None
    assert (later.breaks.by, later.breaks.how) == ("powers", "holding back")
    assert later.given


def test_what_can_be_taken_back_is_once_all_is_done() -> None:
    """Lifting cost West 10, and North has closed for good: 4 do not keep it from going back, 10 do."""
    more = "  steps: {embargo: {lifted: {by: west, reversible: true}}}\n  bonds: {north: 99, west: 99}\n"
    for worth, verdict in ((4, "breaks"), (10, "holds")):
        found = asked(f"{more}  completed: {{west: {worth}}}\n", schedule=[BOTH])
        assert found.verdict == verdict
        if found.breaks is not None:
            assert (found.breaks.by, found.breaks.how) == (
                "west",
                "taking back what it gave once all is done",
            )
