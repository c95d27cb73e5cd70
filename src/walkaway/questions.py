"""The table of questions: function, command, ``--json``, section and method note come from one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .options import PartOfOne, Whole, numbers, paths_of_judgements, text, yes_or_no
from .question import Flag, OwnOption, Question

if TYPE_CHECKING:
    from .analysis.answers import Answers
    from .analysis.bridges import Bridges
    from .analysis.compare.comparison import Comparison
    from .analysis.debrief.group_results import Debrief
    from .analysis.frontier.frontier import Frontier
    from .analysis.improve.improvements import Improvements
    from .analysis.improve.offer_steps import Step
    from .analysis.path.carried_out import CarriedOut
    from .analysis.sensitivity.sensitivity import Sensitivity
    from .analysis.solutions.adjusted_winner import AdjustedWinner
    from .analysis.solutions.lotteries import Lotteries
    from .analysis.solutions.solutions import Solutions
    from .analysis.solutions.variants import Variants
    from .analysis.why.diagnosis import Diagnosis
    from .analysis.zone.conditions import Conditions
    from .analysis.zone.likely import Likely
    from .analysis.zone.zone import Zone
    from .conflict.what_follows import WhatFollows
    from .playing.played import Played


def _number(
    name: str, limits: Whole | PartOfOne, default: float | None, help: str, *, like: int | None = None
) -> OwnOption:
    """An option that is one number, in Python and as it is typed; as ``like`` where there is no default."""
    return OwnOption(name, limits, default, (Flag(f"--{name}", "NUMBER", help, default, limits, like=like),))


_NO_PROGRAM = {"type": "string", "pattern": r"^(?!.*\.py)"}
"""Machines name strategies that are known; a program of one's own is for people to start."""
_DEAL = {"type": "object", "additionalProperties": {"type": "string"}}
_DEAL_OR_TEXT = {"anyOf": [_DEAL | {"description": "issue → option"},
                           {"type": "string", "description": "issue=option,…"}]}  # fmt: skip
_OFFER = {"type": "integer", "minimum": 1, "description": "an offer on record, from 1"}
_PLACES = {"type": "object", "minProperties": 1}
_PATH = {"type": "string"}
_PHASES = {
    "type": "array", "minItems": 1, "description": "Phases, each issue → share, such as 0.5 or 1/2.",
    "items": {"type": "object", "additionalProperties": {"type": ["number", "string"]}},
}  # fmt: skip
_ERRORS = {"type": "object", "additionalProperties": False,
           "properties": {name: PartOfOne().schema for name in ("offer", "refusal")}}  # fmt: skip
_VERSION = {
    "anyOf": [_PLACES | {"description": "place → value"}, {"type": "string", "format": "case"}],
    "description": "The other version: places with other values, or another case.",
}
_GROUPS = {
    "type": "object", "additionalProperties": {"anyOf": [_DEAL, {"type": "null"}]},
    "description": "Group → deal (issue → option), null where none was signed.",
}  # fmt: skip
_PART = "a part of what deals shows"
_TOPS = "one positive number for each party"

deals: Question[Answers] = Question(
    "deals", ".analysis.asked:deals", "explanation/what-a-zone-is.md",
    title="Deals they might sign", view=".report.terminal.deals_view:deals_tables",
    sheets=".report.sheets.deals_sheets:deals_sheets",
    screens=("table", "picture", "deals", "signed"),
    help="""Show the frontier, the bargaining solutions and the zone of a case.

    Values are on each party's own scale. Where judgements are ranges, frontier and solutions speak of the
    central realisation (likely values, middles of ranges, centres of orders). Of a real range a list of
    numbers is looked at; what a number between them could add is said. An interrupt of a long search shows
    the part of the frontier that was found, and says so.

    Example: walkaway deals harbour --rule all
    """,
)  # fmt: skip
brief: Question[Any] = Question(
    "brief",
    ".report.brief:ask",
    "how-to/read-a-brief.md",
    command=".cli.brief_command:brief",
    sheets=".report.sheets.brief_sheets:brief_sheets",
    alone="it is the page",
)
improve: Question[Improvements] = Question(
    "improve", ".analysis.improve:ask", "how-to/improve-a-deal.md",
    title="What the last offer left", screens=("remaining",),
    view=".report.terminal.improve_view:improve_tables",
    sheets=".report.sheets.improve_sheets:improve_sheets",
    options=(
        OwnOption(
            "deal", lambda _, __, value: value,  # it is read with the case in hand
            flags=(
                Flag("--deal", "DEAL", "issue=option,… or a file that ends in .json."),
                Flag("--offer", "NUMBER", "An offer on record, counted from 1.", limits=Whole(1), like=1),
            ),
            joined=".cli.deal_option:asked_deal",
            form={"anyOf": [*_DEAL_OR_TEXT["anyOf"], _OFFER]},
        ),
        _number("changes", Whole(1, 100), 3, "Look at all improvements with so few changes, 1 to 100."),
        _number("most", Whole(1, 10_000), 10, "Most of each kind in the JSON, 1 to 10,000."),
        _number("tolerance", PartOfOne(), 0.02, "Equal value: share of what is at stake, 0 to 1."),
    ),
    help="""Say what would be better than a deal: improvements, trades, equal-value alternatives.

    What an offer leaves open is filled as its maker would like best, and marked as open. Where judgements
    are ranges, everything speaks of the central realisation, with the share of draws in which it holds.

    Example: walkaway improve hanoi-2019 --offer 2
    """,
)  # fmt: skip
why: Question[Diagnosis] = Question(
    "why", ".analysis.why:ask", "how-to/find-out-why.md",
    title="Why there was no deal", screens=("why",),
    view=".report.terminal.why_view:why_tables", sheets=".report.sheets.why_sheets:why_sheets",
    adds=".playing:add_played",
    options=(
        OwnOption(
            "tolerance", ".analysis.why:read_tolerance", None,
            (
                Flag("--offer-error", "NUMBER",
                     "How likely an offer is from a party it does not suit, 0–1.", 0.1, PartOfOne()),
                Flag("--refusal-error", "NUMBER",
                     "How likely a refusal is from a party it does not suit, 0–1.", 0.25, PartOfOne()),
            ),
            joined=lambda offer, refusal: {"offer": offer, "refusal": refusal},
            form=_ERRORS,
        ),
        OwnOption(
            "without", lambda faults, name, value: text(faults, name, value, "the path of a judgement"), "",
            (Flag("--without", "PATH", "Forget this judgement, and say what changes.", ""),),
            form=_PATH,
        ),
    ),
    help="""Say why there was no deal: competing explanations, the evidence, what the record taught.

    Explanations overlap, so their probabilities do not sum to one. One is asserted only where it holds in at
    least 80 % of the draws beyond the sampling error; else the case is too vague to tell. Of a case with a
    process it is told beside them what strategies make of the talks; no probability rests on that.

    Example: walkaway why hanoi-2019 --without preferences.us.walk_away
    """,
)  # fmt: skip
bridge: Question[Bridges] = Question(
    "bridge", ".analysis.bridges:ask", "how-to/find-a-bridge.md",
    title="What would have opened it", screens=("bridges",),
    view=".report.terminal.bridge_view:bridge_tables",
    sheets=".report.sheets.bridge_sheets:bridge_sheets",
    options=(
        _number("target", PartOfOne(above=True), 0.5,
                "Probability of a zone to reach, above 0 and at most 1."),
    ),
    help="""Find the smallest changes that open a zone, who pays for them, and what a mediator could propose.

    Cheapest first: concessions, red lines softened, options added, payments, clauses, other rules of
    agreement. Each is proved on the changed case.

    Example: walkaway bridge hanoi-2019 --target 0.5
    """,
)  # fmt: skip
path: Question[CarriedOut] = Question(
    "path", ".analysis.path:ask", "how-to/keep-a-deal.md",
    title="How to keep it", screens=("path",),
    view=".report.terminal.path_view:path_tables",
    sheets=".report.sheets.path_sheets:path_sheets",
    options=(
        OwnOption(
            "deal", lambda _, __, value: value, None,  # it is read with the case in hand
            (Flag("--deal", "DEAL", "issue=option,… or a file that ends in .json."),),
            joined=".cli.deal_option:maybe_a_deal",
            form=_DEAL_OR_TEXT,
        ),
        OwnOption(
            "schedule", ".analysis.path:read_schedule", None,
            (Flag("--schedule", "FILE", "Phases, each issue: share, in YAML or JSON; checked as they are."),),
            joined=".cli.deal_option:a_schedule",
            form=_PHASES,
        ),
        _number("phases", Whole(1, 1000), None,
                "Most phases of a schedule that is searched for, 1 to 1,000.", like=6),
        OwnOption(
            "sequential", yes_or_no, False,
            (Flag("--sequential", "", "One party acts in each phase.", False, kind=bool),),
            form={"type": "boolean"},
        ),
        OwnOption(
            "likely", Whole(1, 10), 1,
            (Flag("--likely", "NUMBER", "Try so many likely deals, 1 to 10; the one kept best is shown.",
                  limits=Whole(1, 10), like=3),),
        ),
    ),
    help="""Say how to carry a deal out so that nobody breaks it.

    Step by step, so that each side would rather keep than break it. A schedule of the case, or of --schedule,
    is checked; else the best one is searched for. For every phase: by how much each side would rather go on,
    and what it has given for nothing if the other stops.

    Example: walkaway path phased-exchange --phases 4
    """,
)  # fmt: skip
sensitivity: Question[Sensitivity] = Question(
    "sensitivity", ".analysis.sensitivity:ask", "how-to/find-out-what-matters.md",
    title="What to find out first", screens=("findout",),
    view=".report.terminal.sensitivity_view:findout_tables",
    sheets=".report.sheets.sensitivity_sheets:sensitivity_sheets",
    options=(
        OwnOption(
            "judgements", paths_of_judgements, (),
            (
                Flag("--judgement", "PATH", "Look at this judgement, or at all below this path; may be given "
                     "again. Default: all.", kind=list[str]),
            ),
            form={"type": "array", "items": _PATH},
        ),
        OwnOption(
            "map_of", ".analysis.sensitivity:read_pair", None,
            (
                Flag("--map", "PATH PATH", "Chance of a deal over two judgements, as a grid.",
                     kind=tuple[str, str]),
            ),
            form={"type": "array", "items": _PATH, "minItems": 2, "maxItems": 2},
        ),
    ),
    help="""Say which judgement matters, what would change the answer, and what to find out first.

    Each uncertain judgement is set to both ends of its range while the others keep their draws. The
    smallest changes that make or end a deal are exact. What knowing a judgement is worth is by how much a
    better proposal could be chosen.

    Example: walkaway sensitivity hanoi-2019 --judgement preferences.us
    """,
)  # fmt: skip
aftermath: Question[WhatFollows] = Question(
    "aftermath", ".conflict:ask", "how-to/say-what-follows.md",
    title="If nobody moves", screens=("aftermath",), view=".report.terminal.aftermath_view:aftermath_tables",
    sheets=".report.sheets.aftermath_sheets:aftermath_sheets",
    options=(
        _number("start", Whole(1), None, "The state where things stand, from 1.", like=1),
        _number("state", Whole(1), None, "Which rankings hold this state?", like=2),
    ),
    no_issues=True,
    help="""Say what follows no deal: which states can hold, which moves deter which, how they are reached.

    Preferences are orders, not values: nothing is drawn, and --draws and --rule change nothing. Reads a file
    of the GMCR family (.gmcr) too.

    Example: walkaway aftermath hanoi-2019
    """,
)  # fmt: skip
play: Question[Played] = Question(
    "play", ".playing:ask", "how-to/simulate-the-table.md",
    title="If the talks had gone otherwise", screens=("otherwise",),
    view=".report.terminal.play_view:play_tables", paper=".report.play_page:play_page",
    options=(
        OwnOption(
            "strategies", ".playing:read_strategies", "boulware",
            (Flag("--strategies", "NAME,…", "One for each party, in their order, or one for all; such as "
                  "boulware:beta=0.1,linear.", "boulware"),),
            form={"anyOf": [_NO_PROGRAM, {"type": "array", "items": _NO_PROGRAM}]},
        ),
        OwnOption(
            "protocol", ".playing:read_protocol", None,
            (Flag("--protocol", "NAME", "What may be said when: alternating, multiple-offers, single-text, "
                  "mediators-proposal, two-level or summit; left out, that of the case.", None),),
            form={"type": "string"},
        ),
        OwnOption(
            "clock", ".playing:read_clock", "rounds",
            (Flag("--clock", "NAME", "What part of the time is over: rounds, genius or negmas.", "rounds"),),
            form={"type": "string"},
        ),
        _number("rounds", Whole(1, 100_000), None,
                "Rounds until the deadline; 100, of principals 3.", like=1),
        _number("prepared", Whole(1, 100_000), None,
                "Rounds at the working level of two-level talks; 30.", like=1),
        _number("mandate", PartOfOne(), 0.0, "Least that officials may agree to: share of what is at stake."),
        OwnOption(
            "against", ".playing:read_against", None,
            (Flag("--against", "NAME,…", "Compare with other protocols, or with strategies such as tough or "
                  "tough+linear, over the draws of the judgements.", None),),
            form={"anyOf": [_NO_PROGRAM, {"type": "array", "items": _NO_PROGRAM}]},
        ),
        _number("sessions", Whole(1, 10_000_000), 1, "Sessions, 1 to 10,000,000; of one all is told. With "
                "--against one for each draw, or more."),
    ),
    help="""Simulate the table: strategies negotiate for the parties, one session or millions.

    The parties speak in the order of the case, want what it says, and know nothing of each other. One
    session is told line by line. This is a simulation of strategies, not a forecast of people.

    Example: walkaway play itex-cypress --strategies boulware,conceder --rounds 20
    """,
)  # fmt: skip
debrief: Question[Debrief] = Question(
    "debrief", ".analysis.debrief:ask", "how-to/debrief-a-class.md",
    (OwnOption("results", ".loading:read_results", form=_GROUPS),),
    view=".report.terminal.debrief_view:debrief_tables", command=".cli.debrief_command:debrief",
    sheets=".report.sheets.debrief_sheets:debrief_sheets", paper=".report.debrief_page:debrief_page",
    alone="it has a page of its own",
)  # fmt: skip
compare: Question[Comparison] = Question(
    "compare", ".analysis.compare:ask", "how-to/compare-two-versions.md",
    (OwnOption("new", ".asking:read_version", form=_VERSION),),
    view=".report.terminal.compare_view:compare_tables", command=".cli.compare_command:compare",
    sheets=".report.sheets.compare_sheets:compare_sheets", paper=".report.compare_page:compare_page",
    alone="it has a page of its own",
)  # fmt: skip
analyse: Question[Answers] = Question(
    "analyse", ".analysis.asked:all_answers", "how-to/use-in-python.md",
    (OwnOption("budget", Whole(1), None),), alone="all answers at once, for the other functions",
)  # fmt: skip
zone: Question[Zone] = Question("zone", ".analysis.asked:zone", "explanation/what-a-zone-is.md", alone=_PART)
likely: Question[Likely] = Question(
    "likely", ".analysis.asked:likely", "how-to/use-in-python.md", alone=_PART
)
conditions: Question[tuple[Conditions, ...]] = Question(
    "conditions", ".analysis.asked:conditions", "how-to/use-in-python.md", alone=_PART
)
frontier: Question[Frontier] = Question(
    "frontier", ".analysis.asked:frontier", "explanation/frontier.md", alone=_PART
)
solutions: Question[Solutions] = Question(
    "solutions", ".analysis.asked:solutions", "explanation/solutions.md", alone=_PART
)
lotteries: Question[Lotteries] = Question(
    "lotteries", ".analysis.asked:lotteries", "explanation/solutions.md", alone=_PART
)
divide: Question[AdjustedWinner] = Question(
    "divide", ".analysis.asked:divide", "explanation/solutions.md", alone=_PART
)
variants: Question[Variants] = Question(
    "variants", ".analysis.asked:variants", "explanation/from-a-deal.md",
    (OwnOption("top", lambda faults, name, value: numbers(faults, name, value, _TOPS), None),), alone=_PART,
)  # fmt: skip
steps: Question[tuple[Step, ...]] = Question(
    "steps", ".analysis.improve:ask_steps", "how-to/use-in-python.md", alone="improve says it of each offer"
)

TABLE: dict[str, Question[Any]] = {
    name: line for name, line in list(globals().items()) if isinstance(line, Question)
}
