"""Profile: what a text still has decides how it is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.articles import BODY, STRIPPED, oracle

from walkaway.evidence.intake.profile import profile_of


def test_profiles() -> None:
    assert profile_of(BODY) == "normal"
    assert profile_of(BODY.lower()) == "caseless"
    assert profile_of(BODY.upper()) == "caseless"
    assert profile_of(STRIPPED) == "unpunctuated"
    assert profile_of(STRIPPED.title()) == "unpunctuated"
    assert profile_of("Short text") == "normal"
    assert profile_of("商品の改造が商標法違反に。" * 20) == "normal"
    assert profile_of("Home\nWorld\nSport and more\n" * 30) != "unpunctuated"


def test_every_outside_text_has_its_profile() -> None:
    for path in oracle("gum-news").glob("GUM*.txt"):
        text = path.read_text(encoding="utf-8")
        assert profile_of(text) == "normal"
        assert profile_of(text.lower()) == "caseless"


@given(st.text())
def test_any_text_has_a_profile(text: str) -> None:
    assert profile_of(text) in ("normal", "caseless", "unpunctuated")
