"""Event coding: who did what with whom, where, when and about what, and which passage says so.

`code` reads an article's items from start to end; each event word becomes a draft with its arguments; drafts that tell
one happening are joined; dates, places and topics are settled last.
"""

from __future__ import annotations

from kg.code.coder import draft_events
from kg.code.frames import compile_lexicon
from kg.code.items import entity_table, rows
from kg.code.politics import political
from kg.code.settle import join_tellings, settle
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
    lexicon = compile_lexicon(pack)
    table = entity_table(linked)
    lines = rows(linked, lexicon)
    told = political(draft_events(lines, lexicon, linked, table), lines, table)
    drafts = join_tellings(settle(told, linked, pack), linked, table)
    drafts.sort(key=lambda d: (d.trigger, d.type, sorted(d.who)))
    return tuple(
        Event(
            id=f"v{n}",
            type=d.type,
            agents=tuple(sorted(d.agents, key=_number)),
            others=tuple(sorted(d.others, key=_number)),
            place=d.place,
            date=d.date,
            status=d.status,
            topics=tuple(sorted(d.topics)),
            trigger=d.trigger,
            evidence=_passages(linked, d.sentence, d.sentences),
            confidence=round(max(0.3, 0.9 - 0.15 * d.guesses), 2),
            rule=d.frame.name,
        )
        for n, d in enumerate(drafts, 1)
    )


def _number(entity: str) -> int:
    return int(entity[1:])


def _passages(linked: LinkedDocument, first: int, sentences: set[int]) -> tuple[Span, ...]:
    tokens, cut = linked.document.tokens, linked.document.sentences
    order = [first, *sorted(sentences - {first})]
    return tuple(Span(tokens[cut[n].first].start, tokens[cut[n].last - 1].end) for n in order)
