"""The table of questions as tools: what an assistant may ask, typed, and what it is told.

A tool gives what the command of the same name prints, and the same data as ``--json``, shortened. It may be
asked as if places of the case had other values; the file stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..case import Case, CaseFile
from ..case.accounts import with_values
from ..errors import Fault, UsageError, quoted, unknown
from ..options import DRAWS, MOST_DRAWS, SEED, Progress, Whole, described
from ..printing import Part, json_text, laid_out
from ..question import Question, named
from ..questions import TABLE
from .allowed_files import Folder
from .short import shortened
from .tool_schemas import given_of

_WIDE = 100
_MOST = 10

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """What a tool gives: text as a terminal shows it, and data."""

    text: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Tool:
    """Something an assistant may ask for: its name, what it does, takes and gives, and how it is answered.

    ``schema`` is of what it takes, ``given`` of what it gives; ``changes`` says that it writes a file.
    """

    name: str
    title: str
    about: str
    schema: dict[str, Any]
    given: dict[str, Any]
    run: Callable[[Arguments, Progress], Reply] = field(repr=False)
    changes: bool = False

    def __call__(self, arguments: Arguments, progress: Progress) -> Reply:
        """Reply; a UsageError with everything in the arguments that does not fit the schema."""
        from jsonschema import Draft202012Validator

        wrong = sorted(Draft202012Validator(self.schema).iter_errors(arguments), key=str)
        if wrong:
            raise UsageError(fault for error in wrong for fault in self._faults(error))
        return self.run(arguments, progress)

    def _faults(self, error: Any) -> Iterator[Fault]:
        """What the schema says, in the words of the house."""
        place = ".".join(map(str, error.absolute_path))
        names, given, asked = tuple(self.schema["properties"]), error.instance, error.validator_value
        if error.validator == "required":
            missing = [name for name in asked if name not in given]
            yield Fault(found=f"no argument {quoted(missing[0])}", expected=f"{self.name} with it")
        elif error.validator == "additionalProperties" and not place:
            for name in sorted(given.keys() - set(names)):
                yield unknown(name, names, found=f"the argument {quoted(name)}")
        else:
            right = f"{error.validator}: {json.dumps(asked)[:200]}"
            yield Fault(path=place, found=described(given), expected=right)


CASE = {"type": "string", "minLength": 1, "description": "A case, as the tool cases lists them."}
SET = {
    "type": "object",
    "description": "Reply as if these places had these values, such as "
    '{"preferences.us.walk_away": [30, 40]}; the tool judgements lists places. The file stays as it is.',
}
_SHARED = {
    "case": CASE,
    "account": {
        "type": "array", "items": {"type": "string"},
        "description": "Which of conflicting accounts to take as true, each as ACCOUNT=NAME.",
    },
    "set": SET,
    "rule": {
        "type": ["string", "integer"],
        "description": "Who must agree: case (default), all, a number of acceptances, or a share as 55 %.",
    },
    "draws": Whole(1, MOST_DRAWS).schema | {"description": f"Draws of the judgements; {DRAWS:,} by default."},
    "seed": Whole(0).schema | {"description": f"Of the random draws; {SEED} by default."},
    "most": Whole(1, 10_000).schema | {"description": f"Entries of each list in the data; {_MOST} at first."},
}  # fmt: skip


def object_of(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    """The JSON Schema of an object that holds these and nothing else."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def question_tools(folder: Folder) -> dict[str, Tool]:
    """A tool for every question of the table that people ask by itself, by name."""
    return {name: _tool(question, folder) for name, question in TABLE.items() if question.view}


def _tool(question: Question[Any], folder: Folder) -> Tool:
    own = {option.name: option.schema for option in question.options}
    needed = [name for name, option in zip(own, question.options, strict=True) if option.needed]

    def run(arguments: Arguments, progress: Progress) -> Reply:
        file = folder.load(arguments["case"], arguments.get("account"))
        case = _as_if(file, arguments.get("set"))
        given = {
            option.name: folder.load(value) if option.names_a_case(value) else value
            for option in question.options
            if (value := arguments.get(option.name)) is not None
        }
        shared = {name: arguments.get(name) for name in ("draws", "seed", "rule")}
        asking: Any = question
        found = asking(case, progress=progress, **shared, **given)
        record = case.case if isinstance(case, CaseFile) else case
        data = question.to_dict(found, record, file)
        shown: list[Part] = named(question.view)(record, found)
        return answer_of(shown, data, arguments.get("most", _MOST))

    title = question.title or question.name.capitalize()
    about = (question.help or question.__doc__ or "").partition("\n    Example:")[0].strip()
    about = " ".join(about.partition("\nParameters\n")[0].split())
    taken = object_of(_SHARED | own, "case", *needed)
    return Tool(question.name, title, about, taken, given_of(question), run)


def answer_of(shown: list[Part], data: dict[str, Any], most: int = _MOST) -> Reply:
    """Lines as they are printed, and data that machines read: what the command gives, shortened."""
    text = "\n".join(line for line, _ in laid_out(shown, _WIDE)).strip("\n")
    return Reply(text, shortened(json.loads(json_text(data)), most))


def _as_if(file: CaseFile, values: Mapping[str, Any] | None) -> CaseFile | Case:
    """The case, with other values in some places."""
    if not values:
        return file
    if not file.case.issues:
        raise UsageError.of(
            quoted(next(iter(values))), "nothing: a conflict without issues is asked as it is"
        )
    return with_values(file.case, values)
