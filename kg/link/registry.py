"""The entities of one document as they are found, and the mentions that stand for them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal, cast

from kg.link.atoms import Finder, Reading
from kg.link.confidence import read_confidence
from kg.model import Candidate, Entity, EntityType, Mention, MentionKind, Span, Token


@dataclass(slots=True)
class Draft:
    """An entity that is still being put together."""

    key: str
    type: EntityType
    name: str
    confidence: float
    labels: tuple[tuple[str, str], ...] = ()
    spans: dict[Span, None] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    office: str = ""
    on_behalf_of: str = ""
    gender: Literal["male", "female", ""] = ""


@dataclass
class Registry:
    """Drafts by key, mentions in the order found."""

    finder: Finder
    tokens: tuple[Token, ...]
    drafts: dict[str, Draft] = field(default_factory=dict)
    mentions: list[tuple[Mention, tuple[str, ...]]] = field(default_factory=list)
    """Mentions with the keys that they stand for."""

    def draft(
        self, key: str, type_: EntityType, name: str = "", confidence: float = 1.0,
        candidates: tuple[Candidate, ...] = (),
    ) -> Draft:  # fmt: skip
        """The draft of a key, made if it is new; a surer link raises its confidence, a fuller name replaces its own."""
        known = self.drafts.get(key)
        if known is None:
            fact = self.finder.fact(key)
            labels = fact.labels if fact else ()
            name = (fact.label("en") or name or (labels[0][1] if labels else key)) if fact else name
            known = self.drafts[key] = Draft(key, type_, name, confidence, labels, candidates=candidates)
            if fact is not None and fact.gender in ("male", "female"):
                known.gender = cast(Literal["male", "female"], fact.gender)
        else:
            if confidence > known.confidence:
                known.confidence, known.candidates = confidence, candidates
            if not known.labels and name and len(name) > len(known.name):
                known.name = name
        return known

    def span(self, first: int, last: int, reading: Reading) -> Span:
        """The characters of tokens [first, last) without the clitics of the reading."""
        start = self.tokens[first].start + clitic_length(self.tokens[first], reading)
        end = self.tokens[last - 1].end
        if reading.enclitic and last == first + 1:
            end -= len(reading.enclitic)
        return Span(start, max(end, start + 1))

    def text(self, span: Span) -> str:
        """The surface of a span that begins and ends within tokens."""
        out: list[str] = []
        for i, token in enumerate(self.tokens):
            if token.end <= span.start or token.start >= span.end:
                continue
            if out and self.tokens[i - 1].end < token.start:
                out.append(" ")
            out.append(token.text[max(0, span.start - token.start) : span.end - token.start])
        return "".join(out)

    def mention(
        self, first: int, last: int, reading: Reading, keys: tuple[str, ...], type_: EntityType, kind: MentionKind,
        *, nested: bool, rule: str,
    ) -> None:  # fmt: skip
        """Note that tokens [first, last) stand for entities."""
        span = self.span(first, last, reading)
        for key in keys:
            self.drafts[key].spans.setdefault(span)
        found = Mention(first, last, span.start, span.end, (), type_, kind, reading.proclitic, nested, rule)
        self.mentions.append((found, keys))

    def finish(self) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Mentions in text order and the entities that they stand for, numbered by first mention."""
        ordered = sorted(self.mentions, key=lambda m: (m[0].first, -m[0].last, m[0].nested, m[0].start))
        ids: dict[str, str] = {}
        for _, keys in ordered:
            for key in keys:
                ids.setdefault(key, f"e{len(ids) + 1}")
        mentions = tuple(
            Mention(m.first, m.last, m.start, m.end, tuple(ids[k] for k in keys), m.type, m.kind, m.proclitic,
                    m.nested, m.rule)
            for m, keys in ordered
        )  # fmt: skip
        entities = tuple(
            Entity(ids[d.key], d.key, d.type, d.name, tuple(sorted(d.labels)), tuple(sorted(d.spans)), _told(d),
                   round(d.confidence, 2), d.office, d.on_behalf_of, d.gender)
            for d in self.drafts.values() if d.key in ids
        )  # fmt: skip
        return mentions, tuple(sorted(entities, key=lambda e: int(e.id[1:])))


def _told(draft: Draft) -> tuple[Candidate, ...]:
    """The candidates of a link that is doubtful or withheld."""
    sure = not draft.key.startswith("n:") and draft.confidence >= read_confidence().doubtful
    return () if sure else draft.candidates


def clitic_length(token: Token, reading: Reading) -> int:
    """How many code points of a token its proclitics take, vowel marks among them."""
    if not reading.proclitic:
        return 0
    fold, stem = token.fold, reading.stem
    wanted = len(fold) - len(stem)
    if not fold.endswith(stem):
        tail = next((n for n in range(1, len(stem)) if fold.endswith(stem[n:])), 0)
        wanted = len(fold) - len(stem) + tail + 1
    taken = letters = 0
    for char in token.text:
        if unicodedata.category(char) in ("Mn", "Lm", "Cf"):
            taken += 1
            continue
        if letters == wanted:
            break
        letters += 1
        taken += 1
    return min(taken, len(token.text) - 1)
