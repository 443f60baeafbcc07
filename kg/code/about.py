"""What each draft is about: the topics that its part of the text tells, else what the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.code.draft import CONTACT, LEAD, SPOKEN, Draft
from kg.code.topics import compile_topics, find_topics
from kg.lang import Pack
from kg.model import LinkedDocument

Cue = tuple[int, int, str]
"""The tokens [first, last) that tell a topic, and its key."""

_OFTEN = 3
"""How often a dispute must be named to be what the whole article is about."""
_NEARLY = 0.7
"""How often, beside the topic that is named most, the second must be named to be a theme, too."""


@dataclass(frozen=True)
class Told:
    """The topics that an article tells."""

    words: tuple[Cue, ...]
    """In text order."""
    cues: tuple[Cue, ...]
    """Those that are no part of a name ('the minister of trade')."""
    dispute: frozenset[str]
    """The dispute that the whole article is about, if any: all that happens in it is about that, too."""
    themes: frozenset[str]
    """What an event is about of which nothing is told."""
    steady: bool
    """Whether one topic runs through the article."""


NOTHING_TOLD = Told((), (), frozenset(), frozenset(), steady=False)


def read_topics(linked: LinkedDocument, pack: Pack) -> Told:
    """The topics of an article, and what it is about as a whole."""
    cues = find_topics(linked.document, pack)
    cut = linked.document.sentences
    news = cut[min(len(cut) - 1, LEAD)].last if cut else 0
    lead = {key for first, _, key in cues if first < news}
    counts = Counter(key for _, _, key in cues)
    ranks = sorted(counts, key=lambda key: (-counts[key], key))
    disputes = [key for key in ranks if key in compile_topics(pack).disputes][:1]
    names = [(m.first, m.last) for m in linked.mentions if m.entities]
    return Told(
        cues,
        tuple(cue for cue in cues if not any(_is_inside(cue, name) for name in names)),
        frozenset(key for key in disputes if counts[key] >= _OFTEN and key in lead),
        frozenset(key for key in ranks[:2] if counts[key] >= _NEARLY * counts[ranks[0]] and key in lead),
        any(counts[key] >= _OFTEN and key in lead for key in ranks[:1]),
    )


def speaks(draft: Draft, drafts: Sequence[Draft], told: Told, linked: LinkedDocument) -> bool:
    """Whether what a draft says is about any topic; that of a speaker who is named may be the article's."""
    if told.steady and not draft.guesses:
        return True
    return bool(
        _find(told.words, *stretch_of(draft, drafts, linked, SPOKEN)) | _retold(draft, drafts, told.words, linked)
    )


def topics_of(draft: Draft, drafts: Sequence[Draft], told: Told, linked: LinkedDocument) -> set[str]:
    """What a draft is about: what its own part of the text tells, what goes on to tell of it, the article's themes.

    Journeys, and meetings told late, are often about nothing that is told.
    """
    own = _find(told.cues, *stretch_of(draft, drafts, linked)) | _retold(draft, drafts, told.cues, linked)
    own = own or _gone_on(draft, drafts, told, linked)
    if draft.type == "visit":
        return own or _for_talks(draft, drafts, told, linked)
    if own:
        return own | told.dispute
    return set() if draft.type == "meeting" and draft.sentence > LEAD else set(told.themes)


def _for_talks(visit: Draft, drafts: Sequence[Draft], told: Told, linked: LinkedDocument) -> set[str]:
    """What the talks are about for which somebody travels ('flew to X for talks with Y about Z')."""
    for draft in drafts:
        if draft.sentence == visit.sentence and draft.first > visit.first and draft.type in CONTACT:
            if set(visit.agents) & draft.who:
                return _find(told.cues, draft.first, max(stretch_of(draft, drafts, linked)[1], draft.reach))
    return set()


def _is_inside(cue: Cue, name: tuple[int, int]) -> bool:
    return name[0] <= cue[0] and cue[1] <= name[1] and cue[1] - cue[0] < name[1] - name[0]


def _find(cues: Sequence[Cue], start: int, end: int) -> set[str]:
    return {key for first, _, key in cues if start <= first < end}


def stretch_of(
    draft: Draft, drafts: Sequence[Draft], linked: LinkedDocument, through: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """The tokens that speak of a draft: from its word (or the sentence's start) to the next draft of its own kind.

    What is said goes on through drafts of the types `through`.
    """
    sentence = linked.document.sentences[draft.sentence]
    here = [d for d in drafts if d.sentence == draft.sentence]
    start = sentence.first if draft.first == min(d.first for d in here) else draft.first
    if draft.type in SPOKEN:
        ends = [d.first for d in here if d.type in SPOKEN - through and d.type != draft.type]
    elif draft.type in CONTACT:
        ends = [d.first for d in here if d.type in _CONTACTS_AND_WORDS]
    else:
        ends = [d.first for d in here]
    end = min((first for first in ends if first > draft.first), default=sentence.last)
    return start, max(end, min(draft.reach, sentence.last))


_CONTACTS_AND_WORDS = CONTACT | SPOKEN | {"visit"}


def _retold(draft: Draft, drafts: Sequence[Draft], cues: Sequence[Cue], linked: LinkedDocument) -> set[str]:
    """What its further passages tell, up to what somebody says there; of a contact, up to what they sign there."""
    found: set[str] = set()
    for number in draft.sentences - {draft.sentence}:
        sentence = linked.document.sentences[number]
        said = (d.first for d in drafts if d.sentence == number and (d.type in SPOKEN or _is_signed(draft, d)))
        found |= _find(cues, sentence.first, min(said, default=sentence.last))
    return found


def _is_signed(contact: Draft, deed: Draft) -> bool:
    """Whether those who met sign something, about which that is and not their meeting."""
    return contact.type in CONTACT and deed.type == "agreement" and deed.verbal and bool(deed.who & contact.who)


def _gone_on(draft: Draft, drafts: Sequence[Draft], told: Told, linked: LinkedDocument) -> set[str]:
    """What the next sentence says of a contact, where it speaks of the same people ('the two sides reviewed …')."""
    following = linked.document.sentences[draft.sentence + 1 : draft.sentence + 2]
    last = not any(
        d.sentence == draft.sentence and d.first > draft.first and d.type not in SPOKEN | {"visit"} for d in drafts
    )
    if draft.type not in CONTACT | {"agreement"} or not following or not last:
        return set()
    after = [d for d in drafts if d.sentence == draft.sentence + 1]
    if not any(d.who & draft.who for d in after):
        return set()
    ends = (d.first for d in after if d.type in CONTACT and not d.who <= draft.who)
    return _find(told.cues, following[0].first, min(ends, default=following[0].last))
