"""A deed that a clause only says somebody else did too ('So did X', 'as did X', 'X did likewise')."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.code.draft import CONTACT, Draft
from kg.code.items import Row
from kg.code.reference import Discourse
from kg.code.search import resolve_item
from kg.code.subjects import subject_left
from kg.code.words import NOMINAL
from kg.model import LinkedDocument, Span


def echo(row: Row, t: int, drafts: Sequence[Draft], discourse: Discourse, linked: LinkedDocument) -> Draft | None:
    """The deed told last, as done by whom the words at `t` name, or None.

    Args:
        row: the sentence.
        t: index of the words' item, whose reading says whether the doer stands 'before' or 'after' them.
        drafts: all told before.
        discourse: who was named before.
        linked: the article.
    """
    items, item = row.items, row.items[t]
    last = next((d for d in reversed(drafts) if d.verbal and d.agents and row.index - d.sentence <= 1), None)
    if last is None:
        return None
    if item.entry.name == "after":
        named = next((i for i in items[t + 1 : t + 2] if i.kind in NOMINAL), None)
        doer = resolve_item(named, discourse) if named is not None else ()
    else:
        subject = subject_left(items, t, discourse)
        doer = subject.entities if subject is not None else ()
    if not doer or set(doer) & last.who or any(discourse.entities[e].type == "place" for e in doer):
        return None
    rest = last.agents[1:] if last.type in CONTACT and not last.others else []
    tokens = linked.document.tokens
    return replace(
        last,
        agents=[*doer, *rest],
        others=list(last.others),
        trigger=Span(tokens[item.first].start, tokens[item.last - 1].end),
        sentence=row.index,
        first=item.first,
        reach=item.last,
        topics=set(last.topics),
        sentences={last.sentence, row.index},
        retold=[],
    )
