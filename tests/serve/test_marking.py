"""A text cut at passages and names; nothing of it is lost or doubled."""

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.marking import pieces

TEXT = "Dana met Layth. They talked. Dana left."


def passage(start: int, end: int, *events: str) -> dict[str, object]:
    return {"start": start, "end": end, "events": list(events)}


def mention(start: int, end: int, actor: str = "Q1") -> dict[str, object]:
    return {"start": start, "end": end, "actor": actor, "type": "person"}


def test_passages_are_numbered_in_order_of_the_text() -> None:
    found = pieces(TEXT, 0, [passage(29, 39, "b", "a"), passage(0, 15, "a")], [])
    told = [(TEXT[p.start :][: sum(len(run[0]) for run in p.runs)], p.events) for p in found]
    assert told == [
        ("Dana met Layth.", ((1, "a"),)),
        (" They talked. ", ()),
        ("Dana left.", ((1, "a"), (2, "b"))),
    ]


def test_names_lead_to_actors_and_the_longer_goes_before() -> None:
    (piece,) = pieces(TEXT, 0, [], [mention(0, 4), mention(0, 2, "Q2"), mention(9, 14, "Q3")])
    assert piece.runs == (
        ("Dana", "Q1", "person"),
        (" met ", "", ""),
        ("Layth", "Q3", "person"),
        (". They talked. Dana left.", "", ""),
    )


def test_a_passage_that_tells_of_nothing_or_lies_outside_is_not_marked() -> None:
    assert [p.events for p in pieces(TEXT, 0, [passage(0, 15), passage(30, 99, "a"), passage(5, 5, "b")], [])] == [()]


spans = st.tuples(st.integers(-2, 30), st.integers(-2, 30))


@given(st.text(max_size=25), st.integers(0, 5), st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_the_pieces_make_up_the_text(
    text: str, start: int, passages: list[tuple[int, int]], names: list[tuple[int, int]]
) -> None:
    start = min(start, len(text))
    told = [passage(a, b, f"e{n % 2}") for n, (a, b) in enumerate(passages)]
    named = [mention(a, b) for a, b in sorted(names, key=lambda span: (span[0], -span[1]))]
    found = pieces(text, start, told, named)
    assert "".join(run[0] for piece in found for run in piece.runs) == text[start:]
