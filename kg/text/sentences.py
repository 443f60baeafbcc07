"""Sentences: a title is one by itself; a line's end closes one; full stops do where they are no abbreviation's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.lang import Pack
from kg.model import Article, Sentence, Token

_ENDERS = frozenset(".!?؟…。۔")
_CLOSERS = frozenset("\"'»”’)]}")
_LONGEST = 400
"""Tokens in one sentence at most."""


def split_sentences(tokens: Sequence[Token], article: Article, pack: Pack) -> tuple[Sentence, ...]:
    """Cut the tokens of an article; tokens inside its boilerplate are in no sentence."""
    text = article.text
    abbreviations = frozenset(pack.facts.get("abbreviations", ()))
    starts = [span.start for span in article.boilerplate]
    found: list[Sentence] = []
    first: int | None = None

    def close(last: int) -> None:
        nonlocal first
        if first is not None and last > first:
            found.append(Sentence(first, last))
        first = None

    k = 0
    while k < len(tokens):
        token = tokens[k]
        at = bisect_right(starts, token.start) - 1
        if at >= 0 and token.start < article.boilerplate[at].end:
            close(k)
            k += 1
            continue
        if first is None:
            first = k
        end = k + 1
        following = tokens[end].start if end < len(tokens) else len(text)
        if "\n" in text[token.end : following] or end - first >= _LONGEST:
            close(end)
        elif token.text in _ENDERS and not _is_abbreviation(tokens, k, abbreviations):
            while end < len(tokens) and tokens[end].text in _CLOSERS and tokens[end].start == tokens[end - 1].end:
                end += 1
            close(end)
        k = end
    close(len(tokens))
    return tuple(found)


def _is_abbreviation(tokens: Sequence[Token], k: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `k` belongs to the word before it (an abbreviation or an initial), or to '..'."""
    if tokens[k].text != "." or k == 0:
        return False
    before = tokens[k - 1]
    if before.end != tokens[k].start:
        return False
    if before.fold in abbreviations or (len(before.text) == 1 and before.text.isupper()):
        return True
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return after is not None and after.start == tokens[k].end and after.text[:1].isalnum() and before.text.isascii()
