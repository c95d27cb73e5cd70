"""The English model: the very bytes that Walkaway was tested with, or none.

The model comes from a re-upload by a third party: its files are compared with a digest before any of them is
run.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from ...errors import ExtraError, Fault
from ..extra import EXTRA, INSTALL, MODEL, missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

DIGEST: Final = "766f0b0b42de142238c2cf282d6f295a62e2869eb039aba06f3286e4a2f52c45"

LOST: Final = (
    f"without the extra “{EXTRA}” (spaCy and its English model) nobody is credited with words: documents are "
    f"read and cites hold, but no statements are found in them. For these: {INSTALL}"
)

_WITHOUT_RULES: Final = "walkaway.WithoutRules"


def digest_of(folder: Path) -> str:
    """One SHA-256 over the names and contents of all files of a folder, compiled ones left out."""
    whole = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files):
        if not name.endswith(".pyc"):
            content = hashlib.sha256(files[name].read_bytes()).hexdigest()
            whole.update(f"{name}\0{content}\n".encode())
    return whole.hexdigest()


def has_parser() -> bool:
    """Whether all that tells who said what is installed; nothing of it is loaded."""
    return not {"spacy", MODEL, "pycrfsuite"} & set(missing())


def without_commands() -> None:
    """Keep spaCy from loading its command line, a third of its import, in a process where nobody types."""
    for name in ("spacy.cli", "spacy.cli.info"):
        sys.modules.setdefault(name, ModuleType(name)).__dict__.setdefault("info", None)


def _without_rules() -> Callable[[Language], Tokenizer]:
    """What splits words, before the model's rules: spaCy's own would be made and then replaced by these."""
    from spacy.tokenizer import Tokenizer

    return lambda nlp: Tokenizer(nlp.vocab)


@cache
def load_parser() -> Language:
    """The English pipeline."""
    import spacy
    from spacy.util import registry
    from thinc.api import use_ops

    place = find_spec(MODEL)
    assert place is not None
    assert place.origin is not None
    folder = Path(place.origin).parent
    if digest_of(folder) != DIGEST:
        raise ExtraError([
            Fault(file=str(folder), found="an English model that was changed or is another one",
                  expected="the files this version of Walkaway was tested with",
                  hint=f"{INSTALL} --force-reinstall"),
        ])  # fmt: skip
    registry.tokenizers(_WITHOUT_RULES, func=_without_rules)
    with use_ops("numpy", use_blis=False):  # products of matrices by numpy's library: three times as fast
        return spacy.load(
            MODEL,
            exclude=["ner", "lemmatizer", "senter"],
            config={"nlp": {"tokenizer": {"@tokenizers": _WITHOUT_RULES}}},
        )
