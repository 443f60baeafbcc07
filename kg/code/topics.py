"""What a document speaks of: topic cues of a language pack, found as runs of folded tokens.

Data of a language: `topics.toml`. A cue is a run of words; `a|b` in it stands for either word, a word ending in `~`
may take any of the file's `endings`, one ending in `?` may be absent, and `*` stands for any one word. Clitics before
a word of the text are taken off where the rest is a word of some cue; the file's `article` is left off the words of
cues, so that a cue matches with and without it; words of the text may end in one of the file's `loose` endings, too.
Each topic has `cues` that tell it by themselves, `when` tables whose cues tell it only where other words stand in the
same sentence (`with`), anywhere in the article (`article`), or do not stand in the sentence (`unless`); and `not`,
longer runs in which a cue means something else. `disputes` are the topics that whatever happens in an article is
about, too, where the article is about one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.lang import Pack
from kg.model import Document
from kg.text import Remembered, fold, proclitic_splits, tokenize

_ANY, _INFLECTED = "*", "~"


class _Rule(NamedTuple):
    """What a cue tells: a topic, on conditions given as numbers of word lists (-1: none)."""

    topic: str
    near: int = -1
    anywhere: int = -1
    unless: int = -1


class _Hit(NamedTuple):
    first: int
    last: int
    rule: _Rule


@dataclass(slots=True)
class _Node:
    """A step of the trie: what ends here (rules, word lists, topics that it rules out) and the cue words that go on."""

    next: dict[str, _Node] = field(default_factory=dict)
    rules: list[_Rule] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TopicIndex:
    """The topic cues of one language, as a trie over the words of cues as they are written."""

    root: _Node
    readings: Remembered[tuple[str, ...]]
    """Folded token → the words of cues that it may be, with its clitics or without."""
    keys: tuple[str, ...]
    """The topics that it knows, sorted."""
    disputes: frozenset[str]
    """Those that go on for long and that all is about in an article that is about one."""


@cache
def compile_topics(pack: Pack) -> TopicIndex:
    """Compile the topic cues of a language.

    Raises:
        DataError: `topics.toml` is missing or wrong; names the topic.
    """
    data = pack.toml("topics")
    endings = tuple(map(fold, data.get("endings", ())))
    article = fold(data.get("article", ""))
    loose = tuple(map(fold, data.get("loose", ())))
    root = _Node()
    known = set[str]()
    lists: list[tuple[str, ...]] = []

    def ends(cue: str, topic: str) -> list[_Node]:
        """The nodes where the readings of a cue end, made where they are not there."""
        steps = [_alternatives(word, article, pack) for word in cue.split()]
        if not steps or not all(steps) or () in steps[0]:
            raise DataError(f"{pack.folder / 'topics.toml'}: a cue in '{topic}' begins with no word: '{cue}'")
        found: list[_Node] = []
        for run in product(*steps):
            node = root
            for word in (w for step in run for w in step):
                if word not in node.next:
                    node.next[word] = _Node()
                node = node.next[word]
                known.add(word)
            found.append(node)
        return found

    def number(topic: str, cues: Sequence[str]) -> int:
        """The number of a list of words that a condition asks for; -1 for no list."""
        if not cues:
            return -1
        if tuple(cues) not in lists:
            lists.append(tuple(cues))
            for cue in cues:
                for node in ends(cue, topic):
                    node.lists.append(len(lists) - 1)
        return lists.index(tuple(cues))

    topics: dict[str, dict[str, Any]] = data.get("topic", {})
    for topic, table in topics.items():
        for when in ({"cues": table.get("cues", ())}, *table.get("when", ())):
            rule = _Rule(topic, *(number(topic, when.get(name, ())) for name in ("with", "article", "unless")))
            for cue in when["cues"]:
                for node in ends(cue, topic):
                    node.rules.append(rule)
        for cue in table.get("not", ()):
            for node in ends(cue, topic):
                node.bars.append(topic)
    disputes = frozenset(data.get("disputes", ()))
    if not disputes <= topics.keys():
        raise DataError(f"{pack.folder / 'topics.toml'}: no such topic: {', '.join(sorted(disputes - topics.keys()))}")
    words: dict[str, list[str]] = {}
    for word in sorted(known):
        stem = word.removesuffix(_INFLECTED)
        for form in (stem, *(stem + ending for ending in endings)) if stem != word else (word,):
            words.setdefault(form, []).append(word)

    def read(folded: str) -> tuple[str, ...]:
        stems = [folded, *[stem for _, stem in proclitic_splits(folded, pack)]]
        stems += [_bare(stem, article) for stem in stems]
        stems += [stem.removesuffix(end) for end in loose if folded.endswith(end) for stem in stems]
        known = [stem for stem in stems if stem in words]
        return tuple(dict.fromkeys(word for stem in known for word in words[stem])) if known else ()

    return TopicIndex(root, Remembered(read), tuple(sorted(topics)), disputes)


def find_topics(document: Document, pack: Pack) -> tuple[tuple[int, int, str], ...]:
    """The topics that a document's words tell, each with the tokens [first, last) that tell it, in text order.

    Boilerplate tells nothing. One stretch may tell several topics.
    """
    index = compile_topics(pack)
    hits: list[tuple[_Hit, frozenset[int]]] = []
    bars: list[tuple[int, int, str]] = []
    anywhere: set[int] = set()
    boilerplate = document.article.boilerplate
    tokens = document.tokens
    words = [index.readings[t.fold] for t in tokens]
    for sentence in document.sentences:
        if boilerplate and any(s.start <= tokens[sentence.first].start < s.end for s in boilerplate):
            continue
        near: set[int] = set()
        found: list[_Hit] = []
        for first, last, node in _runs(words, sentence.first, sentence.last, index.root):
            found.extend(_Hit(first, last, rule) for rule in node.rules)
            near.update(node.lists)
            bars.extend((first, last, topic) for topic in node.bars)
        anywhere |= near
        if found:
            here = frozenset(near)
            hits.extend((hit, here) for hit in found)
    told = {
        (hit.first, hit.last, hit.rule.topic)
        for hit, here in hits
        if (hit.rule.near < 0 or hit.rule.near in here)
        and (hit.rule.anywhere < 0 or hit.rule.anywhere in anywhere)
        and (hit.rule.unless < 0 or hit.rule.unless not in here)
        and not any(f <= hit.first and hit.last <= n and t == hit.rule.topic for f, n, t in bars)
    }
    return tuple(sorted(told))


def _alternatives(word: str, article: str, pack: Pack) -> list[tuple[str, ...]]:
    """What one word of a cue may stand for, as runs of cue words; an empty run where it may be absent."""
    if word == _ANY:
        return [(_ANY,)]
    found: list[tuple[str, ...]] = [()] if word.endswith("?") else []
    for part in word.removesuffix("?").split("|"):
        run = [_bare(token.fold, article) for token in tokenize(part.removesuffix(_INFLECTED), pack)]
        if run:
            found.append((*run[:-1], run[-1] + _INFLECTED * part.endswith(_INFLECTED)))
    return found


def _bare(folded: str, article: str) -> str:
    """A word without the article that it begins with, or seems to."""
    has_it = article and len(folded) > len(article) + 1 and folded.startswith(article)
    return folded[len(article) :] if has_it else folded


def _runs(words: list[tuple[str, ...]], first: int, last: int, root: _Node) -> Iterator[tuple[int, int, _Node]]:
    """Every run of tokens of a sentence that ends somewhere in the trie."""
    for i in range(first, last):
        if not words[i]:
            continue
        nodes = [root.next[word] for word in words[i] if word in root.next]
        j = i + 1
        while nodes:
            for node in nodes:
                if node.rules or node.lists or node.bars:
                    yield i, j, node
            if j >= last:
                break
            nodes = [node.next[word] for node in nodes for word in (*words[j], _ANY) if word in node.next]
            j += 1
