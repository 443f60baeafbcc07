from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from kg.errors import TermError
from kg.rdf.terms import below, boolean, date, decimal, integer, iri, is_qid, qid, tag, text

HOSTILE_IRIS = [
    "", "relative/path", "//example.org/a", "javascript:alert(1)", "file:///etc/passwd", "urn:x:y", "http:", "http://",
    "http:///path", "https:example.org", "http://example.org/a b", "http://example.org/a\n", "http://example.org/\t",
    "http://example.org/\x00", "http://example.org/\x7f", "http://example.org/<", "http://example.org/>",
    'http://example.org/"', "http://example.org/\\u003e", "http://example.org/{x}", "http://example.org/|", "http://example.org/^",
    "http://example.org/`", "http://example.org/%00", "http://example.org/%0A", "http://example.org/%zz", "http://example.org/%",
    "http://user:word@example.org/", "http://еxample.org/", "http://example.org:99999/", "http://[::1", "http://example.org/\u202eab",
    "http://example.org/\u200b", "http://example.org/\ufeff", "http://example.org/\u2028", "http://example.org/\ud800",
    "http://example.org/" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE_IRIS)
def test_what_cannot_be_an_iri_is_refused(value: str) -> None:
    with pytest.raises(TermError):
        iri(value)


@pytest.mark.parametrize(
    "value", ["http://example.org/", "https://example.org/خبر?x=1&y=%D8%AE#char=10,85", "http://[::1]:8080/a"]
)
def test_iris_of_any_script_are_taken_as_they_are(value: str) -> None:
    assert iri(value).value == value


@given(
    base=st.sampled_from(["https://example.org/id/", "http://example.org/#/", "http://example.org", "http:/", "/"]),
    name=st.from_regex(r"[A-Za-z0-9_-]{0,5}(#char=[0-9]{1,3},[0-9]{1,3})?", fullmatch=True) | st.text(max_size=6),
)
def test_an_iri_below_another_is_as_the_whole(base: str, name: str) -> None:
    def made(make: Callable[[], NamedNode]) -> str:
        try:
            return make().value
        except TermError:
            return "refused"

    assert made(lambda: below(base, name)) == made(lambda: iri(base + name))


@pytest.mark.parametrize(
    "value", ["Q42\n", "Q٤٢", "Q0", "Q042", "q42", "Q", "42", "Q" + "1" * 31, " Q42", "Q42/../x", ""]
)
def test_what_only_looks_like_a_wikidata_id_is_refused(value: str) -> None:
    assert not is_qid(value)
    with pytest.raises(TermError):
        qid(value)


def test_an_item_has_its_wikidata_iri() -> None:
    assert qid("Q85").value == "http://www.wikidata.org/entity/Q85"


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "2026-13",
        "0000",
        "-044",
        "99999",
        "2026-2-3",
        "٢٠٢٤",
        "2024-10-22T24:00:00",
        "yesterday",
        "2024-10-22\n",
    ],
)
def test_days_that_do_not_exist_are_refused(value: str) -> None:
    with pytest.raises(TermError):
        date(value)


@pytest.mark.parametrize(("value", "kind"), [("2024-02-29", "date"), ("2024-02", "gYearMonth"), ("2024", "gYear")])
def test_a_date_keeps_its_precision(value: str, kind: str) -> None:
    literal = date(value)
    assert (literal.value, literal.datatype.value.rpartition("#")[2]) == (value, kind)


@pytest.mark.parametrize("value", ["ar\n", "bad lang", "a" * 40, "ar_EG", "ع", "-", "ar-"])
def test_what_is_no_language_tag_is_refused(value: str) -> None:
    with pytest.raises(TermError):
        tag(value)


def test_a_language_tag_is_lower_case() -> None:
    assert text("مرحبا", "ar-EG").language == "ar-eg"


@pytest.mark.parametrize(
    ("value", "written"), [(1.0, "1"), (0.90, "0.9"), (0.123456, "0.1235"), (0, "0"), (-0.0, "0"), (1e-9, "0")]
)
def test_decimals_are_canonical(value: float, written: str) -> None:
    assert decimal(value).value == written


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(TermError):
        decimal(value)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(TermError):
        text("a\ud800", "en")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_the_same(value: str) -> None:
    node = iri("http://example.org/s")
    triple = Triple(node, node, text(value, "ar"))
    for form in (RdfFormat.N_TRIPLES, RdfFormat.TURTLE):
        assert [quad.object for quad in parse(serialize([triple], format=form), format=form)] == [triple.object]


@pytest.mark.parametrize(
    "value", ['"""', "back\\", "a\rb\nc\td", "\x00\x01\x7f", "^^<x>", "@ar", "'", "{}", "نص \u202e", "\U0001f54a"]
)
def test_awkward_text_reads_back_in_rdflib(value: str) -> None:
    node = iri("http://example.org/s")
    line = f"{node} {node} {text(value, 'ar')} .\n"
    (read,) = rdflib.Graph().parse(data=line, format="nt").objects()
    assert str(read) == value


def test_numbers_and_truths_are_typed() -> None:
    assert str(integer(7)) == '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert boolean(True).value == "true"
