"""A reader of SPARQL text that knows strings, IRIs and comments: what is refused, and where a body begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import QueryError

LONGEST_QUERY = 100_000
DEEPEST_NESTING = 48
"""Brackets of all kinds; engines that recurse over them die far beyond this."""
MOST_TOKENS = 20_000
MOST_OPERATORS = 1_000
"""Signs and words that chain one part of a query to the next; engines recurse over such chains too."""
LONGEST_RUN = 32
"""Of one operator after the other: '!!!!'."""

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w.\-:%\\,]|\\.)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<mark>[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_READS = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING", "INTO"}
)
_ELSEWHERE = frozenset({"SERVICE", "FROM", "LOAD"})
_OPEN, _CLOSE = "{([", "})]"
_OPERATORS = frozenset("!+-^/|*&=<>")
_CHAINS = frozenset({"MINUS", "UNION", "OPTIONAL", "FILTER", "BIND", "EXISTS", "VALUES", "GRAPH"})


class Token(NamedTuple):
    """A piece of a query: its kind, its text and where it starts."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, without comments."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "comment":
            yield Token(str(match.lastgroup), match.group(), match.start())


def check_query(query: str, federated: bool = False) -> str:
    """A query that only reads, from the graph it is asked of, and is not built to exhaust the engine.

    Args:
        query: SPARQL text.
        federated: whether SERVICE may stand in it.

    Returns:
        Its form: 'SELECT', 'CONSTRUCT', 'ASK' or 'DESCRIBE'.

    Raises:
        QueryError: it is none of these forms, an update, reaches elsewhere, or is too long or too deep.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query has {len(query)} characters; the most is {LONGEST_QUERY}")
    form, depth, run, last, operators = "", 0, 0, "", 0
    for number, token in enumerate(tokens(query)):
        if number > MOST_TOKENS:
            raise QueryError(f"the query has more than {MOST_TOKENS} words and signs")
        operators += token.text in _OPERATORS or token.text.upper() in _CHAINS
        if operators > MOST_OPERATORS:
            raise QueryError(f"the query has more than {MOST_OPERATORS} operators")
        if token.kind == "word":
            word = token.text.upper()
            if not form and word in _READS:
                form = word
            _refuse_word(word, federated)
        elif token.kind == "mark":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            run = run + 1 if token.text == last and token.text in _OPERATORS else 1
            if depth > DEEPEST_NESTING or run > LONGEST_RUN:
                raise QueryError("the query is nested too deeply")
            if token.text == "\\":
                raise QueryError("an escape outside a string or IRI")
        last = token.text
    if not form:
        raise QueryError("not a query: it has no SELECT, CONSTRUCT, ASK or DESCRIBE")
    return form


def bind_values(query: str, rows: dict[str, str]) -> str:
    """A query with some variables bound, by a VALUES block for each at the head of its body.

    A sub-select sees no values from outside, so those that stand in it are bound at the head of its body too. One
    block for all of them makes Virtuoso 7 fail on some queries.

    Args:
        query: a query that `check_query` takes.
        rows: variable → term, written as in N-Triples by `kg.rdf.terms`.
    """
    if not rows:
        return query
    heads = [(body_start(query), frozenset(rows))]
    heads += [(start, variables(text) & rows.keys()) for start, text in _sub_selects(query)]
    for at, names in sorted(heads, reverse=True):
        blocks = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in rows.items() if name in names)
        query = query[:at] + blocks + query[at:]
    return query


def without_comments(query: str) -> str:
    """A query without its comments, a blank in the place of each."""
    return _TOKEN.sub(lambda match: " " if match.lastgroup == "comment" else match.group(), query).strip()


def body_start(query: str) -> int:
    """Where the pattern of a query begins: after the '{' of its WHERE.

    Raises:
        QueryError: it has none.
    """
    depth, template, brace = 0, False, None
    for token in tokens(query):
        if token.kind == "word" and depth == 0:
            word = token.text.upper()
            template = word == "CONSTRUCT" or (template and word != "WHERE")
        elif token.kind == "mark" and token.text in _OPEN:
            if token.text == "{" and depth == 0 and not template:
                brace = token.start
                break
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSE:
            depth -= 1
            if depth == 0 and token.text == "}":
                template = False
    if brace is None:
        raise QueryError("the query has no WHERE { … }")
    return brace + 1


def _sub_selects(query: str) -> Iterator[tuple[int, str]]:
    """Where the body of each sub-select begins, and its text with its head."""
    depth, open_selects = 0, list[list[int]]()  # of each: where it begins, its depth, where its body begins
    for token in tokens(query):
        if token.kind == "word" and token.text.upper() == "SELECT" and depth:
            open_selects.append([token.start, depth, 0])
        elif token.kind == "mark" and token.text in _OPEN:
            if token.text == "{" and open_selects and open_selects[-1][1:] == [depth, 0]:
                open_selects[-1][2] = token.start + 1
            depth += 1
        elif token.kind == "mark" and token.text in _CLOSE:
            depth -= 1
            if open_selects and open_selects[-1][1] > depth:
                start, _, body = open_selects.pop()
                if body:
                    yield body, query[start : token.start]


def has_limit(query: str) -> bool:
    """Whether a query says somewhere how many rows it wants, or has values after its body that would follow one."""
    return any(token.kind == "word" and token.text.upper() == "LIMIT" for token in tokens(query))


def variables(query: str) -> frozenset[str]:
    """The names of a query's variables, without '?'."""
    return frozenset(token.text[1:] for token in tokens(query) if token.kind == "variable")


def _refuse_word(word: str, federated: bool) -> None:
    if word in _ELSEWHERE and not (federated and word == "SERVICE"):
        raise QueryError(f"{word} is refused: a query reads only the graph it is asked of")
    if word in _UPDATES:
        raise QueryError(f"{word} is refused: a query only reads")
