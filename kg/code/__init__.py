"""Event coding: who did what with whom, where, when and about what, and which passage says so.

`code` reads an article's items from start to end; each event word becomes a draft with its arguments; dates, places and
topics are settled; drafts that tell one happening are joined; what annotated articles show has the last word on when,
where and about what they are, and on how sure.
"""

from __future__ import annotations

from kg.code.about import NOTHING_TOLD, read_topics
from kg.code.coder import draft_events
from kg.code.confidence import find_traits, least, load_weights, weigh
from kg.code.draft import Draft
from kg.code.frames import compile_lexicon
from kg.code.guests import add_visits
from kg.code.inferred import Reading, infer, read_words
from kg.code.items import entity_table, rows
from kg.code.participants import Weights, load_participants
from kg.code.politics import is_political, keep_political
from kg.code.scene import Scene
from kg.code.settle import join_tellings, settle
from kg.code.slots import fill_slots, load_slots
from kg.code.targets import tell_each
from kg.lang import Pack
from kg.model import Event, LinkedDocument, Span


def code(linked: LinkedDocument, pack: Pack) -> tuple[Event, ...]:
    """The events of one linked document, in order of their first evidence.

    Args:
        linked: mentions and entities of the article.
        pack: the language pack of its language.

    Raises:
        DataError: a data file of the pack is wrong.
    """
    weights, bar, slots = load_weights(pack), least(pack), load_slots(pack)
    scene = read_scene(linked, pack, load_participants(pack))
    traits = find_traits(scene.drafts, linked)
    sure = [(draft, weigh(seen, weights)) for draft, seen in zip(scene.drafts, traits, strict=True)]
    told = [(fill_slots(d, scene, slots) if slots else d, confidence) for d, confidence in sure if confidence >= bar]
    return tuple(make_event(n, draft, linked, confidence) for n, (draft, confidence) in enumerate(told, 1))


def read_scene(linked: LinkedDocument, pack: Pack, weights: Weights | None) -> Scene:
    """Every draft of a document, settled and in order, with what it was read of.

    Args:
        linked: mentions and entities of the article.
        pack: the language pack of its language.
        weights: of who takes part; None where the rules alone say it.
    """
    lexicon = compile_lexicon(pack)
    table = entity_table(linked)
    lines = rows(linked, lexicon)
    if not is_political(lines, table):
        return Scene((), {}, linked, table, NOTHING_TOLD)
    drafts, unread = draft_events(lines, lexicon, linked, table)
    if weights is not None:
        drafts = infer(
            read_words(lines, drafts, unread, table, lexicon, linked), drafts, lexicon, linked, table, weights
        )
    told = keep_political(drafts, table)
    topics = read_topics(linked, pack)
    settled = settle(told, lines, linked, lexicon, topics, table)
    drafts = tell_each(join_tellings(settled, linked, table), table)
    if lexicon.guest is not None:
        drafts = add_visits(drafts, lexicon.guest, linked)
    drafts.sort(key=lambda d: (d.trigger, d.type, sorted(d.who)))
    return Scene(drafts, {row.index: row for row in lines}, linked, table, topics)


def read_words_of(linked: LinkedDocument, pack: Pack) -> list[Reading]:
    """Every event word of a document with everybody who may take part, in text order."""
    lexicon = compile_lexicon(pack)
    table = entity_table(linked)
    lines = rows(linked, lexicon)
    return list(read_words(lines, *draft_events(lines, lexicon, linked, table), table, lexicon, linked))


def make_event(number: int, draft: Draft, linked: LinkedDocument, confidence: float) -> Event:
    """A draft as the event that it tells, number `number` of its document."""
    return Event(
        id=f"v{number}",
        type=draft.type,
        agents=tuple(sorted(draft.agents, key=_number)),
        others=tuple(sorted(draft.others, key=_number)),
        place=draft.place,
        date=draft.date,
        status=draft.status,
        topics=tuple(sorted(draft.topics)),
        trigger=draft.trigger,
        evidence=_passages(linked, draft.sentence, draft.sentences),
        confidence=round(confidence, 2),
        rule=f"{draft.frame.name}, inferred" if draft.is_inferred else draft.frame.name,
    )


def _number(entity: str) -> int:
    return int(entity[1:])


def _passages(linked: LinkedDocument, first: int, sentences: set[int]) -> tuple[Span, ...]:
    tokens, cut = linked.document.tokens, linked.document.sentences
    order = [first, *sorted(sentences - {first})]
    return tuple(Span(tokens[cut[n].first].start, tokens[cut[n].last - 1].end) for n in order)
