"""The text stage: folding, tokens, clitics, sentences, dates."""

from __future__ import annotations

from kg.lang import Pack
from kg.model import Article, Document
from kg.text.clitics import enclitic_splits, proclitic_splits, with_proclitics
from kg.text.dates import find_dates
from kg.text.folding import fold, fold_offset
from kg.text.remembered import Remembered
from kg.text.sentences import split_sentences
from kg.text.tokens import tokenize

__all__ = [
    "Remembered",
    "analyse",
    "enclitic_splits",
    "find_dates",
    "fold",
    "fold_offset",
    "proclitic_splits",
    "split_sentences",
    "tokenize",
    "with_proclitics",
]


def analyse(article: Article, pack: Pack) -> Document:
    """Cut an article into tokens and sentences and find its dates.

    Args:
        article: as read.
        pack: the language pack of its language.
    """
    tokens = tokenize(article.text, pack)
    sentences = split_sentences(tokens, article, pack)
    dates, written = find_dates(tokens, sentences, article.published, pack)
    return Document(article, tokens, sentences, dates, written)
