"""A sentence as a row of items: noun phrases with their markers, event words, function words, dates, marks.

Coordinated noun phrases ('X و Y', 'X, Y and Z') are one item. Everything after this works on items alone and needs
no knowledge of the language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.code.coordination import coordinate
from kg.code.forms import read_forms
from kg.code.frames import Lexicon
from kg.code.item import Item
from kg.code.readings import choose
from kg.code.spellings import Found, Word, find, read_proclitic, words_of
from kg.code.stays import mark_stays
from kg.model import DateMention, Document, Entity, LinkedDocument, Mention, Sentence

__all__ = ["Item", "Row", "entity_table", "rows"]


_STOPS = frozenset(".!?…:")
"""Marks inside a sentence."""


@dataclass(frozen=True)
class Row:
    """The items of one sentence, with the words of the document that they cover."""

    sentence: Sentence
    items: tuple[Item, ...]
    index: int
    """Number of the sentence in the document."""
    town: str | None = None
    """The place of the dateline, where one was read by then."""


def rows(linked: LinkedDocument, lexicon: Lexicon) -> tuple[Row, ...]:
    """The sentences of a document as rows of items."""
    document = linked.document
    folds = tuple([token.fold for token in document.tokens])
    outermost = _outermost(linked.mentions, lexicon.analytic)
    phrases = {m.first: m for m in reversed(outermost)}
    sources = {m.first for m in outermost if linked.outlets.issuperset(m.entities)}
    dates = {d.first: d for d in document.dates}
    made: list[Row] = []
    here: Item | None = None
    for n, sentence in enumerate(document.sentences):
        items = _items(document, sentence, folds, phrases, sources, dates, lexicon)
        told = _after_dateline(items, n, document)
        here = here or next((i for i in items[: len(items) - len(told)] if _is_town(i)), None)
        town = here.entities[-1] if here is not None else None
        made.append(Row(sentence, coordinate(_place_here(told, here), anew=lexicon.analytic), n, town))
    return tuple(made)


def _is_town(item: Item) -> bool:
    return item.kind == "phrase" and item.mentions[0].type == "place"


def _place_here(items: list[Item], here: Item | None) -> list[Item]:
    """The items, with the place of the dateline for 'here'."""
    out: list[Item] = []
    for item in items:
        if item.kind == "here" and here is not None:
            there = item._replace(kind="marker", entries=tuple(e for e in item.entries if e.kind == "marker"))
            out.extend((there, here._replace(first=item.first, last=item.last)))
        else:
            out.append(item)
    return out


def _outermost(mentions: Sequence[Mention], within: bool) -> list[Mention]:
    """The mentions that are in no other one, in text order.

    Args:
        mentions: in text order.
        within: whether those in a phrase that stands for nobody known count, too ('its ambassador from Paris').
    """
    out: list[Mention] = []
    for mention in mentions:
        inside = mention.nested and (not within or (bool(out) and mention.last <= out[-1].last))
        if mention.entities and not inside:
            out.append(mention)
    return out


def _items(
    document: Document,
    sentence: Sentence,
    folds: tuple[str, ...],
    phrases: dict[int, Mention],
    sources: set[int],
    dates: dict[int, DateMention],
    lexicon: Lexicon,
) -> list[Item]:
    found: list[Item] = []
    words, i = words_of(lexicon), sentence.first
    while i < sentence.last:
        mention = phrases.get(i)
        if mention is not None:
            last = min(max(mention.last, i + 1), sentence.last)
            found.extend(_clitic_items(mention.proclitic, i, lexicon))
            if i in sources:
                found.append(Item("word", i, last, text=folds[i]))
            else:
                found.append(Item("phrase", i, last, entities=mention.entities, mentions=(mention,), text=folds[i]))
            i = last
            continue
        date = dates.get(i)
        if date is not None:
            found.append(Item("date", i, date.last, date=date))
            i = max(date.last, i + 1)
            continue
        word = words[document.tokens[i].text]
        match = _find_told(word, folds, i, sentence, sentence.last, lexicon) if word.forms or word.longer else None
        if match is not None and lexicon.analytic and i + 1 < match.last and (i + 1) in dates:
            # 'in a call on Monday'
            match = _find_told(word, folds, i, sentence, i + 1, lexicon)
        if match is not None:
            last = match.last
            for k in range(i + 1, last):
                if k in phrases and phrases[k].last > last and all(e.kind == "marker" for e in match.entries):
                    phrases[last] = phrases.pop(k)
                elif k in phrases:
                    last = k
            if last < match.last and all(entry.kind == "transparent" for entry in match.entries):
                i = last
                continue
            if last < match.last:
                # Who is named inside the longest form leaves a shorter one ('the nuclear deal' of '… of X').
                match = _find_told(word, folds, i, sentence, last, lexicon)
            if match is not None:
                found.extend(_function_items(match, i, folds[i], lexicon))
                i = match.last
                continue
        if lexicon.analytic and found and found[-1].kind == "word" and _is_hyphen(i, document) and i + 1 not in phrases:
            i += 1
            continue
        if word.is_mark:
            found.append(Item("mark", i, i + 1, text=folds[i] or document.tokens[i].text))
        else:
            found.append(Item("word", i, i + 1, text=folds[i], open=word.open, definite=word.definite))
        i += 1
    stopped = any(t.text in _STOPS for t in document.tokens[max(sentence.first, sentence.last - 2) : sentence.last])
    headline = document.article.body_start > document.tokens[sentence.first].start or not stopped
    if lexicon.analytic:
        return read_forms(found, headline, document.tokens, lexicon)
    nouns = [
        _as_noun(item, found[k - 1], document.tokens[item.first].text, lexicon) if k and item.kind in _VERBS else item
        for k, item in enumerate(found)
    ]
    chosen = [choose(nouns, k) if len(item.entries) > 1 else item for k, item in enumerate(nouns)]
    return mark_stays(chosen, headline, lexicon)


_VERBS = frozenset({"event", "light", "attach", "verb", "cue"})
_VERBAL_MARKERS = frozenset({"gather", "presence", "company", "host", "headed"})


def _as_noun(item: Item, before: Item, surface: str, lexicon: Lexicon) -> Item:
    """A word that may spell a verb is a noun after a preposition, or after a noun by its spelling ('مقر إقامته')."""
    nouns = tuple(e for e in item.entries if e.features.pos == "noun")
    governed = before.kind == "marker" and not before.enclitic and not set(before.markers()) & _VERBAL_MARKERS
    if before.kind == "that" and not before.enclitic and item.text in lexicon.homographs:
        governed = True
    if "aside" in before.markers():
        governed = bool(item.enclitic) or item.text in lexicon.homographs
    if nouns:
        return item._replace(entries=nouns) if governed else item
    if any(e.features.tense != "past" for e in item.entries):
        return item
    if governed or (before.kind == "word" and before.open and surface.startswith(lexicon.nominal_beginnings)):
        return Item("word", item.first, item.last, text=item.text, open=not item.enclitic)
    return item


def _clitic_items(letters: str, i: int, lexicon: Lexicon) -> list[Item]:
    """What the clitics before the word at token `i` say."""
    return [Item(kind, i, i, entries) for kind, entries in read_proclitic(letters, lexicon)] if letters else []


def _find_told(
    word: Word, folds: tuple[str, ...], i: int, sentence: Sentence, last: int, lexicon: Lexicon
) -> Found | None:
    """The longest form at token `i`, before `last`, without events that the sentence does not tell."""
    match = find(word, folds, i, last, lexicon)
    if match is None or match.entries[0].kind != "frame":
        return match
    return _told(match, folds[sentence.first : sentence.last])


def _told(match: Found, told: Sequence[str]) -> Found | None:
    """A match without an event that is told only beside a word which the sentence does not hold.

    What else the word may be is left: a preposition, a light verb, a word for somebody; a noun is then one like others.
    """
    frames = [e.frame for e in match.entries if e.kind == "frame" and e.frame is not None]
    if not all(frame.beside and frame.beside.isdisjoint(told) for frame in frames):
        return match
    rest = tuple(e for e in match.entries if e.kind in ("marker", "someone", "light", "verb"))
    if rest:
        return match._replace(entries=rest)
    nominal = (e.features.pos == "noun" or e.features.tense == "participle" for e in match.entries)
    return None if all(nominal) else match


def _function_items(match: Found, first: int, folded: str, lexicon: Lexicon) -> list[Item]:
    items, kind = _clitic_items(match.proclitic, first, lexicon), match.entries[0].kind
    kind, text = "event" if kind == "frame" else kind, folded.removeprefix(match.proclitic)
    if kind != "transparent":
        items.append(Item(kind, first, match.last, match.entries, match.proclitic, match.enclitic, text=text))
    return items


_DATELINE_ITEMS, _DATELINE_SENTENCES = 10, 4
_AGENCY_ITEMS = 4


def _after_dateline(items: list[Item], sentence: int, document: Document) -> list[Item]:
    """The items after a dateline ('CITY, 5 May (Agency) - …', 'CITY /Agency/'): nobody in it takes part in anything."""
    if sentence >= _DATELINE_SENTENCES:
        return items
    slashes: list[int] = []
    for k, item in enumerate(items[:_DATELINE_ITEMS]):
        if item.kind == "phrase" and item.mentions[0].type == "person":
            return items
        if item.kind in ("event", "light", "attach", "verb", "that", "relative"):
            return items
        if item.is_dash() and k > 0 and not _is_hyphen(item.first, document):
            return items[k + 1 :]
        slashes += [k] if item.kind == "mark" and item.text == "/" and k > 0 else []
        if len(slashes) > 1 and k - slashes[-2] <= _AGENCY_ITEMS:
            return items[k + 1 :]
    return items


def _is_hyphen(i: int, document: Document) -> bool:
    """Whether the dash at token `i` stands inside a word ('the 35-minute meeting')."""
    around = document.tokens[max(0, i - 1) : i + 2]
    return document.tokens[i].text == "-" and all(one.end == other.start for one, other in pairwise(around))


def entity_table(linked: LinkedDocument) -> dict[str, Entity]:
    """The document's entities by id."""
    return {e.id: e for e in linked.entities}
