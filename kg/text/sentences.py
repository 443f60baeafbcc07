"""Sentences: a title is one by itself; a line's end closes one; full stops do where they are no abbreviation's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from kg.lang import Pack
from kg.limits import SENTENCE_TOKENS
from kg.model import Article, Sentence, Token
from kg.text.folding import fold

_ENDERS = frozenset(".!?؟…。۔")
_CLOSERS = frozenset("\"'»”’)]}")


def split_sentences(tokens: Sequence[Token], article: Article, pack: Pack) -> tuple[Sentence, ...]:
    """Cut the tokens of an article into sentences; tokens inside its boilerplate are in none.

    Args:
        tokens: of the article's text.
        article: as read.
        pack: of its language, for the abbreviations.
    """
    abbreviations = _abbreviations(pack)
    text, count = article.text, len(tokens)
    found: list[Sentence] = []
    starts = [token.start for token in tokens]
    body = bisect_left(starts, article.body_start)
    for first, last in _runs(starts, body, article):
        start = k = first
        while k < last:
            end = k + 1
            token = tokens[k]
            if "\n" in text[token.end : tokens[end].start if end < count else len(text)]:
                found.append(Sentence(start, end))
                start = end
            elif token.text in _ENDERS and first >= body and not _is_abbreviation(tokens, k, abbreviations):
                end = _closing(tokens, end, last)
                found.append(Sentence(start, end))
                start = end
            elif end - start >= SENTENCE_TOKENS:
                found.append(Sentence(start, end))
                start = end
            k = end
        if start < last:
            found.append(Sentence(start, last))
    return tuple(found)


def _runs(starts: Sequence[int], body: int, article: Article) -> Iterator[tuple[int, int]]:
    """The stretches of tokens between boilerplate, and the title apart from the body."""
    cuts = [(0, 0), (body, body)]
    cuts += [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in article.boilerplate]
    cuts.append((len(starts), len(starts)))
    cuts.sort()
    reached = 0
    for low, high in cuts:
        if low > reached:
            yield reached, low
        reached = max(reached, high)


def _closing(tokens: Sequence[Token], k: int, last: int) -> int:
    """The index after the full stops, closing quotes and brackets that follow a full stop without a space."""
    while k < last and tokens[k].start == tokens[k - 1].end and tokens[k].text in _ENDERS | _CLOSERS:
        k += 1
    return k


def _is_abbreviation(tokens: Sequence[Token], k: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `k` belongs to an abbreviation, an initial or an address of the net."""
    if tokens[k].text != "." or k == 0:
        return False
    before = tokens[k - 1]
    if before.end != tokens[k].start:
        return False
    if before.fold in abbreviations:
        return not (k > 1 and tokens[k - 2].fold.isdigit())
    if len(before.text) == 1 and before.text.isupper():
        return True
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    return (
        after is not None
        and after.start == tokens[k].end
        and after.text[:1].islower()
        and before.text.isascii()
        and before.text[:1].isalpha()
    )


@cache
def _abbreviations(pack: Pack) -> frozenset[str]:
    return frozenset(map(fold, pack.facts.get("abbreviations", ())))
