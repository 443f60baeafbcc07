"""The JSON API answers as its description says, whatever it is asked."""

from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from live import Live
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from kg.serve.openapi import description

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    negative_data_rejection, positive_data_acceptance, unsupported_method,
]  # fmt: skip
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(description()).get_all_operations()]
CASES = [
    (operation, mode)
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.query or operation.path_parameters
]
"""What is right for each operation, and what is wrong where it takes something."""
bounds = settings(
    max_examples=10, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


def test_the_description_that_is_served(live: Live) -> None:
    assert live.get("/openapi.json").json() == description()
    assert len(OPERATIONS) > 35


@pytest.mark.parametrize(("operation", "mode"), CASES, ids=lambda part: getattr(part, "label", None) or part.value)
def test_every_operation_is_as_described(live: Live, operation: APIOperation, mode: GenerationMode) -> None:
    @bounds
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=live.url, checks=CHECKS)

    check()


def first(live: Live, path: str) -> dict[str, object]:
    found: dict[str, object] = live.get(path).json()["items"][0]
    return found


def test_lists_lead_to_things(live: Live) -> None:
    for kind in ("actors", "events", "articles", "topics"):
        key = str(first(live, f"/api/{kind}")["key"])
        assert live.get(f"/api/{kind}/{quote(key)}").json()["key"] == key


def test_lists_are_narrowed_and_paged(live: Live) -> None:
    everything = live.get("/api/events?limit=200").json()
    actor = str(first(live, "/api/actors?type=person")["key"])
    narrowed = live.get(f"/api/events?type=meeting&actor={actor}&from=2024-01-01&to=2024-12-31&limit=200").json()
    assert 0 < narrowed["total"] < everything["total"]
    for event in narrowed["items"]:
        assert event["type"] == "meeting"
        assert actor in {
            ref["key"] for ref in (*event["agents"], *event["counterparts"], event["place"] or {"key": ""})
        }
        assert "2024-01-01" <= event["latest"]
        assert event["earliest"] <= "2024-12-31"
    pages = [live.get(f"/api/events?limit=60&offset={offset}").json()["items"] for offset in (0, 60, 120, 180)]
    assert [event["key"] for page in pages for event in page] == [event["key"] for event in everything["items"]]


@pytest.mark.parametrize("spelling", ["السيسى", "السِّيسي", "الســيسي", "Sisi", "SISI", "el-sisi"])
def test_search_folds_spelling_in_both_languages(live: Live, spelling: str) -> None:
    found = live.get(f"/api/search?q={quote(spelling)}").json()["items"]
    assert found[0]["kind"] == "actor"
    assert "السيسي" in found[0]["labels"]["ar"]


def test_search_finds_every_kind(live: Live) -> None:
    kinds = {
        item["kind"]
        for word in ("ceasefire", "Ankara", "truce")
        for item in live.get(f"/api/search?q={word}&limit=200").json()["items"]
    }
    assert kinds == {"actor", "topic", "event", "article"}


def test_an_event_tells_who_says_so(live: Live) -> None:
    key = first(live, "/api/events?type=meeting&status=occurred")["key"]
    told = live.get(f"/api/events/{key}?lang=en").json()
    assert told["parts"]
    for telling in told["tellings"]:
        text = live.get(f"/api/articles/{telling['article']}").json()["text"]
        for passage in telling["passages"]:
            assert text[passage["start"] : passage["end"]] == passage["quote"]


def test_an_article_comes_with_mentions_at_their_places(live: Live) -> None:
    for item in live.get("/api/articles?limit=200").json()["items"]:
        article = live.get(f"/api/articles/{item['key']}").json()
        assert article["mentions"]
        for mention in article["mentions"]:
            assert article["text"][mention["start"] : mention["end"]].strip()


def test_every_question_of_the_library_is_answered(live: Live) -> None:
    listed = live.get("/api/queries").json()["items"]
    assert len(listed) >= 25
    for question in listed:
        given = "&".join(f"{name}={quote(value)}" for name, value in question["example"].items())
        reply = live.get(f"/api/queries/{question['name']}?{given}")
        assert reply.status == 200, (question["name"], reply.text)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=x",
        "limit=٣",
        "limit=999",
        "offset=-1",
        "type=x",
        "from=2024-02-30",
        "from=2024",
        "x=1",
        "limit=1&limit=2",
    ],
)
def test_wrong_parameters_are_refused(live: Live, query: str) -> None:
    reply = live.get(f"/api/events?{query}")
    assert reply.status == 400
    assert reply.type == "application/problem+json"
