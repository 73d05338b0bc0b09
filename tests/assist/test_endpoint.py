"""An endpoint that is slow, broken, of another make, or not what it says it is."""

from __future__ import annotations

import json

import pytest

from ingest import assist
from tests.assist.conftest import answer
from tests.assist.test_propose import SCOPE, TEXT, claim, detail, document, proposed, told

GOOD = (200, {}, answer({"claims": [claim()]}))
SAID = [("莘庄镇水务站", "MANAGED_BY", "莘庄镇人民政府")]


def test_the_answer_is_asked_for_in_a_strict_shape(stub):
    stub.says(claim())
    proposed(stub)
    (asked,) = stub.asked
    shape = asked["response_format"]["json_schema"]
    assert shape["strict"] is True
    assert shape["schema"]["properties"]["claims"]["items"]["additionalProperties"] is False
    assert asked["temperature"] == 0
    assert SCOPE in asked["messages"][0]["content"]


def test_a_server_without_json_schema(stub):
    stub.reply = lambda asked: (
        GOOD if asked.get("response_format") == {"type": "json_object"} else (400, {}, {"error": {"message": "x"}})
    )
    found = proposed(stub, TEXT * 2, window=120, overlap=20)
    assert told(found)[:1] == SAID
    modes = [a.get("response_format", {}).get("type") for a in stub.asked]
    assert modes[0] == "json_schema"
    assert set(modes[1:]) == {"json_object"}


def test_a_server_without_any_format(stub):
    stub.reply = lambda asked: (422, {}, {"error": "no"}) if "response_format" in asked else GOOD
    assert told(proposed(stub)) == SAID


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_failure_that_passes(stub, status):
    stub.in_turn((status, {"retry-after": "1"}, {"error": "busy"}), (200, {}, b"<html>"), GOOD)
    waits: list[float] = []
    found = assist.propose(document(), SCOPE, stub.settings(), pause=waits.append)
    assert told(found) == SAID
    assert waits[0] == 1
    assert len(waits) == 2


def test_a_failure_that_does_not_pass(stub):
    stub.reply = lambda _: (503, {}, {"error": "busy"})
    waits: list[float] = []
    found = assist.propose(document(), SCOPE, stub.settings(pause=1), pause=waits.append)
    assert waits == [1, 2, 4]
    assert [u.status for u in found.units] == ["skipped", "skipped"]
    assert "答复 503，试了 4 次" in detail(found)


@pytest.mark.parametrize(("status", "what"), [(401, "密钥"), (403, "密钥"), (404, "MODEL_NAME")])
def test_what_asking_again_cannot_help(stub, status, what):
    stub.reply = lambda _: (status, {}, {"error": "no"})
    found = proposed(stub, TEXT * 3, window=120, overlap=20)
    assert len(stub.asked) == 1
    assert what in detail(found)


def test_a_redirect_is_not_followed(stub):
    stub.reply = lambda _: (307, {"location": stub.url.replace("/v1", "/elsewhere")}, b"")
    found = proposed(stub)
    assert set(stub.paths) == {"/v1/chat/completions"}
    assert "转到别的地址" in detail(found)


def test_a_refusal_is_told(stub):
    stub.reply = lambda _: (200, {}, answer(None, refusal="抱歉"))
    assert "拒绝回答" in detail(proposed(stub))
    stub.reply = lambda _: (200, {}, answer("", reason="content_filter"))
    assert "拒绝回答" in detail(proposed(stub))


def test_a_truncated_answer_is_asked_for_in_parts(stub):
    text = TEXT * 8

    def reply(asked):
        short = len(asked["messages"][1]["content"]) < 700
        return GOOD if short else (200, {}, answer('{"claims": [', reason="length"))

    stub.reply = reply
    found = proposed(stub, text, window=1000, overlap=50)
    assert set(told(found)) == set(SAID)
    assert [u.status for u in found.units] == ["read"]


def test_an_answer_truncated_for_ever_is_told(stub):
    stub.reply = lambda _: (200, {}, answer("{", reason="length"))
    found = proposed(stub)
    assert "被截断" in detail(found)
    assert [u.status for u in found.units] == ["skipped", "skipped"]


def test_malformed_json_is_asked_for_once_more(stub):
    stub.in_turn((200, {}, answer("好的，结果如下")), GOOD)
    assert told(proposed(stub)) == SAID
    stub.in_turn((200, {}, answer("好的，结果如下")))
    assert "不是 JSON，试了 2 次" in detail(proposed(stub))


def test_no_server(stub):
    found = proposed(stub, url="http://127.0.0.1:9/v1", retries=1)
    assert "连不上模型服务" in detail(found)


def test_a_slow_server(stub):
    stub.says(claim())
    stub.drip = 0.05
    found = proposed(stub, timeout=0.2, retries=0)
    assert "没有在时限内答复" in detail(found)


def test_an_answer_without_end(stub):
    stub.reply = lambda _: (200, {}, b"[" + b" " * (5 * 2**20))
    found = proposed(stub, retries=0)
    assert told(found) == []
    assert [u.status for u in found.units] == ["skipped", "skipped"]


@pytest.mark.parametrize("limit", [{"calls": 2}, {"tokens": 20}])
def test_limits_of_a_document(stub, limit):
    stub.says()
    found = proposed(stub, TEXT * 4, window=120, overlap=20, **limit)
    assert len(stub.asked) == 2
    assert "上限；第3—" in detail(found)
    assert [u.status for u in found.units] == ["read", "skipped"]


def test_the_limit_of_time(stub):
    stub.says()
    assert "秒的上限" in detail(proposed(stub, seconds=0.0))
    assert stub.asked == []


@pytest.mark.parametrize("body", [{}, {"choices": []}, {"choices": [{"message": None}]}, [], "x", {"choices": "x"}])
def test_what_is_no_chat_completion(stub, body):
    stub.reply = lambda _: (200, {}, json.dumps(body).encode())
    found = proposed(stub, retries=0)
    assert [u.status for u in found.units] == ["skipped", "skipped"]


def test_nothing_of_the_machine_or_its_environment_is_sent(stub, monkeypatch):
    for name, value in {
        "OPENAI_API_KEY": "sk-other",
        "OPENAI_ADMIN_KEY": "sk-admin",
        "OPENAI_ORG_ID": "org-other",
        "OPENAI_PROJECT_ID": "project-other",
        "OPENAI_BASE_URL": "http://192.0.2.1/v1",
        "OPENAI_CUSTOM_HEADERS": "authorization: Bearer other\nx-secret: 1",
        "HTTP_PROXY": "http://192.0.2.1:1",
        "ALL_PROXY": "http://192.0.2.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    stub.says(claim())
    assert told(proposed(stub)) == SAID
    (headers,) = stub.headers
    assert set(headers) <= {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "content-length",
        "content-type",
        "authorization",
    }
    assert headers["user-agent"] == "tiaokuai"
    assert "other" not in repr(headers)
    proposed(stub, key="")
    assert "authorization" not in stub.headers[-1]
    assert set(stub.asked[0]) == {"model", "messages", "temperature", "response_format"}
