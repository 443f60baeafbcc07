"""People whom no gazetteer knows: which names are of one person, and what else it takes."""

from __future__ import annotations

import pytest

from kg.lang import codes, load
from kg.merge import Ties, merge
from kg.merge.names import parse_name, same_name
from kg.model import Article, Entity, Extraction


@pytest.mark.parametrize("code", [code for code in codes() if (load(code).folder / "consonants.toml").is_file()])
def test_each_language_hears_its_examples(code: str) -> None:
    examples = load(code).toml("consonants")["example"]
    assert examples
    for example in examples:
        assert list(parse_name(example["name"]).sounds) == example["consonants"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم الراوي", "سالم بن عيد الراوي"),
        ("سالم عيد الراوي", "سالم بن عيد الراوي"),
        ("سالم الراوي", "سالم راوي"),
        ("لازلو بولوني", "لازلو بولونى"),
        ("غيل بارينيو", "غيل بارنييو"),
        ("Salem al-Rawi", "سالم الراوي"),
        ("Salem bin Eid Al Rawi", "سالم الراوي"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert same_name(parse_name(one), parse_name(other))
    assert same_name(parse_name(other), parse_name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم الراوي", "سليم الراوي"),
        ("سالم الراوي", "سالم العاني"),
        ("محمد الراوي", "محمود الراوي"),
        ("سعاد عبدالله", "زياد عبدالله"),
        ("سلمان بن عبدالعزيز", "سليمان بن عبدالعزيز"),
        ("نايف عبدالله", "نواف عبدالله"),
        ("الراوي", "الراوي"),
        ("Salem al-Rawi", "سالم العاني"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(parse_name(one), parse_name(other))


def article(number: int, name: str, *company: str, office: str = "", side: str = "") -> Extraction:
    people = [Entity("e1", f"n:person/{name}", "person", name, office=office, on_behalf_of=side)]
    people += [Entity(f"e{n}", key, "person", key) for n, key in enumerate(company, 2)]
    return Extraction(Article(f"a{number}", "", f"text {number}", 0, sha256=str(number)), tuple(people))


def keys(*extractions: Extraction) -> int:
    """How many people of the first name there are after merging."""
    return sum(actor.key.startswith("n:person/") for actor in merge(extractions).actors)


def test_a_name_of_two_words_needs_two_ties() -> None:
    short, long = "سالم الراوي", "سالم بن عيد الراوي"
    assert keys(article(1, short), article(2, long)) == 2
    assert keys(article(1, short, "Q1"), article(2, long, "Q1")) == 2
    assert keys(article(1, short, "Q1", "Q2"), article(2, long, "Q1", "Q2")) == 1
    assert keys(article(1, short, "Q1", side="Q9"), article(2, long, "Q1", side="Q9")) == 1
    assert keys(article(1, short, office="envoy"), article(2, long, office="envoy")) == 1


def test_other_states_and_offices_tell_people_apart() -> None:
    short, long, company = "سالم الراوي", "سالم بن عيد الراوي", ("Q1", "Q2")
    assert keys(article(1, short, *company, side="Q8"), article(2, long, *company, side="Q9")) == 2
    assert keys(article(1, short, *company, office="a"), article(2, long, *company, office="b")) == 2


def test_a_name_that_fits_two_people_stays_as_it_is() -> None:
    company = ("Q1", "Q2")
    one, other = article(1, "سالم بن عيد الراوي", *company), article(2, "سالم بن حمد الراوي", *company)
    assert keys(one, other, article(3, "سالم الراوي", *company)) == 3


def test_both_names_are_kept_and_the_join_can_be_undone() -> None:
    extractions = (article(1, "سالم الراوي", office="envoy"), article(2, "سالم بن عيد الراوي", office="envoy"))
    (person,) = merge(extractions).actors
    assert (person.key, person.also) == ("n:person/سالم بن عيد الراوي", ("n:person/سالم الراوي",))
    pair = (person.key, person.also[0])
    assert len(merge(extractions, ties=Ties(different_actors=frozenset({pair, pair[::-1]}))).actors) == 2
