"""Items of evidence: what is read, and what is refused in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.report.helpers import two
from tests.strategies import build

from walkaway.case import EXPLANATIONS, Case
from walkaway.errors import CaseError


def with_evidence(item: Any) -> Case:
    return build(two().to_dict() | {"evidence": [item]})


def test_an_item_of_evidence() -> None:
    (item,) = with_evidence({"says": "So it was", "for": "bluff", "against": ["no-zone", "process"]}).evidence
    assert (item.for_, item.against, item.weight) == (("bluff",), ("no-zone", "process"), Decimal(1))
    assert {*item.for_, *item.against} <= set(EXPLANATIONS)


@pytest.mark.parametrize("weight", [1.5, -0.1, "much", True])
def test_a_weight_is_a_share(weight: Any) -> None:
    with pytest.raises(CaseError, match="a weight from 0 to 1"):
        with_evidence({"says": "So it was", "for": "bluff", "weight": weight})


def test_words_alone_are_no_item() -> None:
    with pytest.raises(CaseError, match="an item with says, and for or against"):
        with_evidence("So it was")
