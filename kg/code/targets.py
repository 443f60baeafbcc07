"""Whom a deed is done to, where the text names only what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.code.draft import Draft
from kg.code.places import state_of
from kg.model import Entity, LinkedDocument


def name_struck(draft: Draft, linked: LinkedDocument, table: Mapping[str, Entity]) -> None:
    """Give an attack on a town or site the state that it is in as its target, if the text names it.

    Whoever attacks a place of his own state attacks the place.
    """
    own = {linked.states.get(a) for a in draft.agents}
    struck: list[str] = []
    for other in draft.others:
        state = state_of([other], linked, table) if table[other].type == "place" else []
        struck.extend(s for s in (state if linked.states.get(other) not in own else []) or [other] if s not in struck)
    draft.others = struck


def tell_each(drafts: Sequence[Draft], table: Mapping[str, Entity]) -> list[Draft]:
    """The drafts, with a sanction of several states told of each: it is each one's own measure."""
    each: list[Draft] = []
    for draft in drafts:
        done = draft.type == "sanction" and draft.verbal and draft.others
        several = done and len(draft.agents) > 1 and all(table[a].type == "state" for a in draft.agents)
        each.extend([replace(draft, agents=[a]) for a in draft.agents] if several else [draft])
    return each
