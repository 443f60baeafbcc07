"""The editor of queries, as another program carries it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Live

from kg.serve import yasgui


@pytest.fixture
def without_program(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(yasgui, "program", lambda: None)
    yasgui._fetch.cache_clear()
    yield
    yasgui._fetch.cache_clear()


def test_its_files_are_served(live: Live) -> None:
    for name, media in yasgui.FILES.items():
        reply = live.get(f"/static/{name}")
        assert (reply.status, reply.type) == (200, media)
        assert len(reply.body) > 10_000


def test_where_the_program_is_missing_there_are_no_files(without_program: None) -> None:
    assert yasgui.files() == {}


def test_a_program_that_carries_no_editor_is_told_and_the_page_does_without(
    without_program: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = tmp_path / "oxigraph"
    other.write_text("#!/bin/sh\nexit 3\n")
    other.chmod(0o755)
    monkeypatch.setattr(yasgui, "program", lambda: str(other))
    monkeypatch.setattr(yasgui, "_PATIENCE", yasgui.Patience(timeout=1, attempts=2, first_wait=0.01))
    assert yasgui.files() == {}
    assert "cannot be had" in caplog.text


def test_it_completes_what_the_ontology_has() -> None:
    terms = yasgui.terms()
    assert "dip: <https://w3id.org/diplomacy-kg/ontology#>" in terms["prefixes"]
    assert "https://w3id.org/diplomacy-kg/ontology#Meeting" in terms["classes"]
    assert "https://w3id.org/diplomacy-kg/ontology#agent" in terms["properties"]
