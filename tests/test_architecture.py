"""The architecture as a test: who may import whom, what numerical rooms never do, how large things may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import walkaway

PACKAGE = Path(__file__).parents[1] / "src" / "walkaway"
FILES = sorted(PACKAGE.rglob("*.py"))

CORE = {"language", "numbers", "errors", "case"}
NUMBERS = CORE | {"space"}
RESULTS = NUMBERS | {"_version", "evidence", "analysis", "certify", "conflict", "forecast", "playing"}
MAY_IMPORT: dict[str, set[str]] = {
    "_version": set(),
    "language": set(),  # text for people: every room has some
    "numbers": set(),  # and numbers written for people
    "printing": {"language"},
    "errors": {"language"},
    "options": {"errors"},
    "case": {"language", "numbers", "errors"},
    "child_process": set(),
    # what it prints says which version read it
    "evidence": CORE | {"_version", "child_process", "spreadsheet"},
    "space": CORE,
    # results say which version made them, and are tables
    "analysis": NUMBERS | {"_version", "options", "spreadsheet"},
    "certify": CORE | {"analysis", "conflict"},  # judges results from the case alone
    "conflict": CORE | {"options", "analysis"},  # of analysis: what was asked, and what a result is
    "forecast": CORE,
    # how a result looks, and what was asked; it is not called play, as walkaway.play is the function
    "playing": NUMBERS | {"_version", "options", "analysis"},
    "table": CORE | {"space", "analysis", "playing"},
    "spreadsheet": set(),  # sheets of cells: what any table becomes outside
    "other_programs": set(),  # how their files are told: cheaper than what reads them
    "interop": CORE | {"spreadsheet", "other_programs"},
    "report": RESULTS | {"child_process", "options", "printing", "question", "questions", "spreadsheet"},
    "catalogue": {"errors"},
    "outputs": CORE | {"interop"},  # what is written where: over nobody's files
    "loading": CORE | {"options", "evidence", "analysis", "interop", "other_programs", "catalogue"},
    "asking": NUMBERS | {"options", "loading", "analysis"},
    "from_documents": CORE | {"options", "evidence", "loading", "asking"},
    "tournaments": CORE | {"options", "asking", "playing"},
    "question": CORE | {"_version", "options", "asking"},
    "questions": {
        "options",
        "question",
        "analysis",
        "conflict",
        "playing",
    },  # the rest by name, and only when asked
    "web": RESULTS
    | {"printing", "table", "interop", "report", "catalogue", "question", "questions", "loading"}
    | {"options", "outputs", "spreadsheet"},
    "assistant": CORE
    | {
        "_version",
        "evidence",
        "report",
        "printing",
        "options",
        "loading",
        "question",
        "questions",
        "catalogue",
    },
}
EVERYTHING = {*MAY_IMPORT, "cli"}
COMMANDS = {"cli", "web", "assistant"}
MAY_IMPORT |= {"cli": EVERYTHING, "__main__": {"cli"}, "": EVERYTHING - COMMANDS}
"""Room → rooms it may import; ``""`` is the package itself, which re-exports the API."""

_ALL = {"result", "solver"}
_CENTRAL = _ALL | {"frontier", "solutions"}
_ZONE = _CENTRAL | {"zone", "misplaced_beliefs", "answers"}
INSIDE: dict[str, dict[str, set[str]]] = {
    "analysis": {
        "as_html": set(),
        "as_tables": set(),
        "result": {"as_html", "as_tables"},
        "solver": set(),
        "frontier": _ALL,
        "solutions": _ALL | {"frontier"},
        "zone": _CENTRAL,
        "misplaced_beliefs": _ALL | {"zone"},
        "signing": set(),
        "sense": _ALL | {"zone", "misplaced_beliefs", "signing"},
        "answers": _CENTRAL | {"zone"},
        "asked": _ZONE,
        "improve": _ZONE,
        "path": _ZONE | {"improve", "signing"},
        "why": _ZONE | {"improve", "path", "signing"},
        "sensitivity": _ZONE,
        "bridges": _ZONE | {"improve"},
        "debrief": _ZONE | {"improve"},
        "compare": _ZONE | {"asked"},
    },
    "evidence": {
        "extra": set(),
        "findings": set(),
        "wordlist": set(),
        "span_index": set(),
        "amounts": {"wordlist"},
        "quoting": {"findings"},
        "structure": {"findings", "wordlist"},
        "intake": {"extra", "findings", "structure", "wordlist"},
        "positions": {"amounts", "findings", "span_index", "structure", "wordlist"},
        "speech": {"amounts", "extra", "findings", "positions", "structure", "wordlist"},
        "documents_folder": {"findings", "intake"},
        "reading_ahead": {"findings", "speech"},
        "cites": {"documents_folder", "quoting"},
        "grounding": {"cites", "documents_folder", "quoting", "wordlist"},
        "drafting": {
            "amounts",
            "findings",
            "positions",
            "quoting",
            "span_index",
            "speech",
            "structure",
            "wordlist",
        },
        "gathering": {"drafting", "findings", "intake", "positions", "reading_ahead", "speech"},
        "shown": {"findings", "gathering"},
        "statement_files": {"findings", "quoting"},
        "draft_folder": {
            "cites",
            "documents_folder",
            "drafting",
            "findings",
            "gathering",
            "intake",
            "model",
            "positions",
        },
        "model": {"findings", "positions", "quoting"},
    },
    "report": {
        "language": set(),
        "charts": {"language"},
        "screens": {"charts", "language"},
        "beside": set(),
        "compiled_templates": {"charts"},
        "self_contained": {"charts", "compiled_templates", "language"},
        "page": {"charts", "language", "screens", "self_contained"},
        "terminal": {"charts", "language", "screens"},
        "paper": set(),
        "pdf": {"paper", "self_contained"},
        "debrief_page": {"charts", "language", "screens", "self_contained"},
        "compare_page": {"charts", "language", "screens", "self_contained"},
        "tournament_page": {"charts", "language", "self_contained"},
        "play_page": {"charts", "language", "screens", "self_contained"},
        "brief": {"beside", "charts", "language", "page", "screens", "terminal"},
        "sheets": {"brief", "language", "screens"},
        "word": {"brief", "language", "page", "paper"},
    },
}
"""Room → its parts → which of its parts each may import."""

NUMERICAL = {"space", "analysis", "certify", "conflict", "forecast", "playing"}
RANDOM = {"Generator", "PCG64", "SeedSequence"}

MOST_LINES, MOST_STATEMENT_LINES, MOST_PARAMETERS = 400, 50, 7
EXCEPTIONS: dict[str, str] = {
    "tournaments/asked_tournament.py:tournament": "what a person may set about a tournament, each by keyword",
    "playing/__init__.py:ask": "what a person may set about talks, each by keyword",
    "from_documents.py:draft": "what a person may set about a model, each by keyword",
}
"""``file`` or ``file:function`` → why it may be larger than the budget."""


def room_of(file: Path) -> str:
    part = file.relative_to(PACKAGE).parts[0]
    return "" if part == "__init__.py" else part.removesuffix(".py")


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import from the package, those inside functions included."""
    package = ("walkaway", *file.relative_to(PACKAGE).parent.parts)
    nodes = [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *(node.module or "").split("."))).strip(".")
            names = [base] if base.count(".") else [f"{base}.{alias.name}" for alias in node.names]
        for name in names:
            root, _, rest = name.partition(".")
            if root == "walkaway":
                room = rest.split(".")[0]
                yield node.lineno, room if is_room(room) else ""


def is_room(name: str) -> bool:
    return bool(name) and ((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file())


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(file)}:{node.name}", node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, without its docstring and the functions inside, which count themselves."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    inner = sum(
        (node.end_lineno or 0) - node.lineno + 1
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )
    return (function.end_lineno or 0) - body[0].lineno + 1 - inner if body else 0


def parameters_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return sum(one is not None and one.arg not in ("self", "cls") for one in every)


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a command of the command line, whose parameters are its options."""
    return "Example: walkaway" in (ast.get_docstring(function) or "")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_imports_point_one_way(file: Path) -> None:
    """Law: a room imports only what the map allows, also inside functions and for type checking."""
    room = room_of(file)
    assert room in MAY_IMPORT, f"{room} has no place in the map of rooms"
    wrong = [
        f"{name_of(file)}:{line}: {room or 'the package'} may not import {other or 'the package'}"
        for line, other in imported(file)
        if other not in MAY_IMPORT[room] | {room} or (other == "" and room != "")
    ]
    assert wrong == []


def part_of(file: Path, room: str) -> str:
    """The part of a room that a file belongs to: a folder, or a file of its own."""
    parts = file.relative_to(PACKAGE / room).parts
    return parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    ("room", "file"),
    [(room, file) for room in INSIDE for file in sorted((PACKAGE / room).rglob("*.py"))],
    ids=lambda one: one if isinstance(one, str) else name_of(one),
)
def test_the_parts_of_a_room_import_one_way(room: str, file: Path) -> None:
    """Law: inside a room the order of questions holds as between rooms."""
    part, allowed = part_of(file, room), INSIDE[room]
    assert part == "__init__" or part in allowed, f"{part} has no place in the map of {room}"
    for other in modules_of(file):
        if other.startswith(f"{room}.") and part != "__init__":
            imported = other.split(".")[1]
            assert imported in allowed[part] | {part}, f"{part} may not import {imported}"


def ahead_of(start: str, graph: Mapping[str, Collection[str]]) -> set[str]:
    """All that is reached from one place of a graph."""
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        room = ahead.pop()
        if room not in seen:
            seen.add(room)
            ahead += graph[room]
    return seen


@pytest.mark.parametrize("graph", [MAY_IMPORT, *INSIDE.values()])
def test_the_map_has_no_cycle(graph: dict[str, set[str]]) -> None:
    """Law: no room, and no part of a room, imports itself by way of others."""
    for start in {*graph} - {"cli"}:
        assert start not in ahead_of(start, graph)


@cache
def modules_of(file: Path) -> frozenset[str]:
    """The modules of the package that a file imports, by dotted name, those inside functions included.

    What is imported for type checking alone is left out: nothing runs by it.
    """
    package = ("walkaway", *file.relative_to(PACKAGE).parent.parts)
    found, types = (
        set(),
        {id(one) for one in ast.walk(tree_of(file)) if _for_types(one) for one in ast.walk(one)},
    )
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in types:
            base = [*package[1 : len(package) - node.level + 1], *(node.module or "").split(".")]
            for name in ["", *(alias.name for alias in node.names)]:
                dotted = ".".join(filter(None, [*base, name]))
                if dotted in MODULES:
                    found.add(dotted)
    return frozenset(found - {MODULE_OF[file]})


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


MODULE_OF = {
    file: name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in FILES
}
MODULES = {name: file for file, name in MODULE_OF.items()}


def test_no_file_imports_itself_by_way_of_others() -> None:
    """Law: a file can be read, and changed, with what stands below it; also inside functions."""
    graph = {
        name: {other for other in modules_of(file) if other != name.rpartition(".")[0]}
        for name, file in MODULES.items()
    }
    assert [name for name in graph if name in ahead_of(name, graph)] == []


def test_no_two_classes_have_one_name() -> None:
    """Law: one word for one idea; a class is told by its name alone, in every room."""
    homes: dict[str, list[str]] = {}
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name_of(file))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


OF_ONE_NAME = {
    "clauses": "of a sentence, and of a contract",
    "multiple_offers": "a protocol, and its batch",
    "two_level": "a protocol, and its batch",
    "phrases": "words of a report, and of a document that is drafted from",
}
"""Files that have one name in two rooms → why."""


def test_no_two_files_have_one_name() -> None:
    """Law: a file is told by its name alone, in every room."""
    homes = Counter(file.stem for file in FILES if file.stem != "__init__")
    assert {name for name, many in homes.items() if many > 1} == {*OF_ONE_NAME}


INSIDERS = {
    "halves", "pivots", "levers", "scouts", "seek", "consent", "chains", "crew", "told", "ink", "left",
}  # fmt: skip
"""Words that say how a thing came about, not what a newcomer would look for."""


def test_files_and_classes_are_named_as_a_newcomer_would_guess() -> None:
    """Law: none is called by a word of insiders alone, in the tests and among the templates neither."""
    classes = {
        node.name.lstrip("_").lower()
        for file in FILES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
    }
    homes = (PACKAGE, Path(__file__).parent)
    files = {path.name.partition(".")[0] for home in homes for path in home.rglob("*.*")}
    assert not INSIDERS & {*classes, *(name.removeprefix("test_") for name in files)}


def test_no_public_name_is_a_room() -> None:
    """Law: ``walkaway.x`` is one thing, whatever was imported before."""
    assert not {name for name in walkaway.__all__ if is_room(name)}


def test_the_map_sees_every_kind_of_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would hold for the wrong reason."""
    source = (
        "import walkaway.space\nfrom walkaway import outputs\nfrom walkaway.report.page import x\n"
        "from .. import errors\n"
        "from ..case.read import y\nfrom .zone import z\nimport numpy\ndef f():\n    from ..cli import main\n"
        "from .. import __version__\n"
    )
    monkeypatch.setitem(globals(), "tree_of", lambda file: ast.parse(source))
    found = sorted(imported(PACKAGE / "analysis" / "some.py"))
    assert found == [
        (1, "space"), (2, "outputs"), (3, "report"), (4, "errors"), (5, "case"), (6, "analysis"), (9, "cli"),
        (10, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("file", [file for file in FILES if room_of(file) in NUMERICAL], ids=name_of)
def test_numerical_rooms_compute_and_do_nothing_else(file: Path) -> None:
    """Law: they never print, read files, plot, or touch a global random generator."""
    wrong: list[str] = []
    for node in ast.walk(tree_of(file)):
        match node:
            case ast.Call(func=ast.Name(id="print" | "open" | "input" | "breakpoint" | "exec" | "eval")):
                wrong.append(ast.unparse(node))
            case ast.Attribute(attr="read_text" | "read_bytes" | "write_text" | "write_bytes"):
                wrong.append(ast.unparse(node))
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name) if name not in RANDOM:
                wrong.append(ast.unparse(node))
            case ast.Import(names=names):
                wrong += [one.name for one in names if one.name.split(".")[0] in FOREIGN]
            case ast.ImportFrom(module=str(module), names=names):
                if module.split(".")[0] in FOREIGN:
                    wrong.append(module)
                elif module == "numpy.random":
                    wrong += [one.name for one in names if one.name not in RANDOM]
    assert wrong == []


FOREIGN = {
    "random",
    "secrets",
    "matplotlib",
    "altair",
    "rich",
    "typer",
    "jinja2",
    "requests",
    "urllib",
    "socket",
}


def packages(file: Path) -> set[str]:
    """The packages of others that a file imports, inside functions too."""
    return {
        name.split(".")[0]
        for node in ast.walk(tree_of(file))
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }  # fmt: skip


@pytest.mark.parametrize("file", [file for file in FILES if room_of(file) in CORE], ids=name_of)
def test_the_case_room_knows_no_arrays(file: Path) -> None:
    """Law: records and their reader need neither numpy nor a solver."""
    assert packages(file).isdisjoint({"numpy", "scipy", "highspy", "moocore", "altair", "typer"})


def test_the_solver_has_one_door() -> None:
    """Law: programs are solved in one place; scipy is for tests alone."""
    asking = {name_of(file): packages(file) & {"highspy", "scipy"} for file in FILES}
    assert {file: found for file, found in asking.items() if found} == {"analysis/solver.py": {"highspy"}}


def over_budget(file: Path) -> set[str]:
    """What in a file, or the file itself, is larger than the budget."""
    over = {name_of(file)} if len(file.read_text(encoding="utf-8").splitlines()) > MOST_LINES else set()
    for name, function in functions(file):
        too_many = parameters_of(function) > MOST_PARAMETERS and not is_command(function)
        if lines_of(function) > MOST_STATEMENT_LINES or too_many:
            over.add(name)
    return over


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_and_functions_keep_to_the_budget(file: Path) -> None:
    """Law: 400 lines a file, 50 a function's body without docstring, 7 parameters; or a reason."""
    assert over_budget(file) - set(EXCEPTIONS) == set()


def test_every_exception_has_a_reason_and_is_needed() -> None:
    """Law: an entry goes when its cause is gone."""
    assert set(EXCEPTIONS) <= {name for file in FILES for name in over_budget(file)}
    assert all(len(reason) > 10 for reason in EXCEPTIONS.values())


def loaded(statement: str) -> set[str]:
    """Which modules a fresh interpreter holds after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent,
    )  # fmt: skip
    return set(done.stdout.split())


HEAVY = {
    "numpy",
    "scipy",
    "highspy",
    "pydantic",
    "ruamel.yaml",
    "altair",
    "typer",
    "rich",
    "jinja2",
    "moocore",
    "fastapi",
}


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Law: the first name that is used pays for itself, no other."""
    found = loaded("import walkaway")
    assert "walkaway" in found
    assert found.isdisjoint(HEAVY)


def test_reading_a_case_loads_no_arrays() -> None:
    """Law: ``walkaway check`` of a text must not wait for numpy."""
    found = loaded("import walkaway.case")
    assert "pydantic" in found
    assert found.isdisjoint({"numpy", "scipy", "highspy", "altair", "typer", "moocore"})


def test_a_debrief_loads_no_answers_to_other_questions() -> None:
    """Law: a class waits for its page; nothing is loaded for it that reads documents or answers more."""
    found = loaded(
        "import walkaway\nfrom walkaway.report.debrief_page import debrief_page\n"
        "walkaway.debrief(walkaway.load('harbour'), {'A': None})"
    )
    others = (
        "analysis.answers",
        "analysis.why",
        "analysis.bridges",
        "analysis.path",
        "evidence",
        "report.page",
    )
    assert "walkaway.analysis.debrief.scoring" in found
    assert found.isdisjoint(f"walkaway.{name}" for name in others)


def test_the_errors_load_only_the_standard_library() -> None:
    """Law: everything may import them, so they import nothing."""
    assert loaded("import walkaway.errors").isdisjoint(HEAVY)
