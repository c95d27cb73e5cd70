"""What is sent where, what comes back, and every way in which nothing does."""

from __future__ import annotations

import json

import pytest
from tests.evidence.model.server import Behaviour, serving

from walkaway.errors import UsageError
from walkaway.evidence.model.endpoint import KEY, Endpoint, ModelError, endpoint_of
from walkaway.evidence.model.questions_asked import SCHEMA, messages_for

ASKED = messages_for("Norland offers ten ships.")


def test_one_chat_is_sent_in_the_form_of_the_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "a-key")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # what stays on this machine takes no detour
    with serving(lambda one, _: one.say("{}")) as server:
        assert endpoint_of(server.url, "small").answer(ASKED, SCHEMA) == "{}"
    (sent,) = server.asked
    assert (sent["model"], sent["temperature"], sent["seed"]) == ("small", 0, 0)
    assert sent["messages"] == ASKED
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert json.loads(sent["messages"][1]["content"]) == {"passage": "Norland offers ten ships."}
    assert server.heads[0]["Authorization"] == "Bearer a-key"


def test_a_server_that_knows_no_schema_is_asked_without() -> None:
    def behaviour(one, _):  # type: ignore[no-untyped-def]
        one.send(b"", 400) if "response_format" in one.server.asked[-1] else one.say("[]")

    with serving(behaviour) as server:
        assert endpoint_of(server.url).answer(ASKED, SCHEMA) == "[]"
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("behaviour", "why", "lasting"),
    [
        (lambda one, _: one.send(b"no", 500), "HTTP 500", False),
        (lambda one, _: one.send(b"no", 401), "HTTP 401", True),
        (lambda one, _: one.send(b"no", 404), "HTTP 404", True),
        (lambda one, _: one.send(b"", 302, Location="http://127.0.0.1:9/"), "HTTP 302", False),
        (lambda one, _: one.send(b"{nothing"), "no JSON", False),
        (lambda one, _: one.send(b"[" * 100_000), "no JSON", False),
        (lambda one, _: one.send(b"{}"), "without choices", False),
        (lambda one, _: one.say(None), "no text", False),
        (lambda one, _: one.send(b" " * 1_200_000), "more than 1,000,000 bytes", False),
        (lambda one, _: one.send(b"", 307, Location="http://127.0.0.1:9/"), "HTTP 307", False),
        (lambda one, _: one.send(b"busy", 503, **{"Retry-After": "999"}), "HTTP 503", False),
        (lambda one, _: one.drip(9), "no answer within 0.3 seconds", False),
        (lambda one, _: one.drip_head(9), "no answer within 0.3 seconds", False),
        (lambda one, _: one.connection.close(), "broke off", False),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_is_one_reason(behaviour: Behaviour, why: str, lasting: bool) -> None:
    with serving(behaviour) as server, pytest.raises(ModelError, match=why) as caught:
        endpoint_of(server.url, seconds=0.3 if "0.3" in why else 60.0).answer(ASKED, SCHEMA)
    assert caught.value.lasting == lasting


def test_a_server_that_loads_its_model_is_asked_again() -> None:
    def behaviour(one, _):  # type: ignore[no-untyped-def]
        one.send(b"loading", 503) if len(one.server.asked) == 1 else one.say([{"type": "text", "text": "[]"}])

    with serving(behaviour) as server:
        assert endpoint_of(server.url).answer(ASKED, SCHEMA) == "[]"
        assert len(server.asked) == 2


def sends_on(code: int, url: str) -> Behaviour:
    return lambda one, _: one.send(b"", code, Location=url)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_where_a_server_sends_on_is_never_asked(code: int) -> None:
    """A redirect to another address is a refusal: documents go where they were sent, and nowhere else."""
    with serving(lambda one, _: one.say("{}")) as other, serving(sends_on(code, other.url)) as server:
        with pytest.raises(ModelError, match=f"HTTP {code}"):
            endpoint_of(server.url).answer(ASKED, SCHEMA)
        assert other.asked == []


def test_nobody_there() -> None:
    with serving(lambda *_: None) as server:
        url = server.url
    with pytest.raises(ModelError, match="no connection") as caught:
        endpoint_of(url).answer(ASKED, SCHEMA)
    assert caught.value.lasting


def test_addresses() -> None:
    """Documents leave this machine by https alone, and to no address with a key in it."""
    assert endpoint_of("https://models.example/v1/", "m") == Endpoint(
        "https://models.example/v1/chat/completions", "m", 120.0, False
    )
    assert endpoint_of("http://[::1]:80/v1/chat/completions").url == "http://[::1]:80/v1/chat/completions"
    for wrong in ("", "localhost:8080", "ftp://localhost/v1", "http://", "http://models.example/v1",
                  "http://10.0.0.1/v1", "http://localhost:x/v1", "https://a:b@models.example/v1",
                  "http://localhost/v1?key=1", "http://localhost/v 1", "http://[::1/v1"):  # fmt: skip
        with pytest.raises(UsageError, match="model: found"):
            endpoint_of(wrong)
