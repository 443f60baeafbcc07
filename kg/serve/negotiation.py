"""Which of the media types and languages that there are a client likes best (RFC 9110)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 2_000
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def best_media(accept: str, offered: Sequence[str]) -> str | None:
    """The media type to answer in.

    Args:
        accept: the Accept header; empty means that all is well.
        offered: from the one we like best.

    Returns:
        None where the client takes none of them.
    """
    ranges = _weights(accept or "*/*")

    def weight(media: str) -> float:
        for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
            if pattern in ranges:
                return ranges[pattern]
        return 0.0

    best = max(offered, key=lambda media: (weight(media), -offered.index(media)))
    return best if weight(best) > 0 else None


def best_language(accept: str, offered: Sequence[str]) -> str:
    """The language to answer in; the first of `offered` where the client names none of them."""
    ranges = _weights(accept)
    plain: dict[str, float] = {}
    for tag, weight in ranges.items():
        code = tag.partition("-")[0]
        plain[code] = max(plain.get(code, 0.0), weight)
    best = max(offered, key=lambda code: (plain.get(code, 0.0), -offered.index(code)))
    return best if plain.get(best) else offered[0]


def _weights(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for item in header[:_LONGEST].lower().split(","):
        name, *parameters = [part.strip() for part in item.split(";")]
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if name and _WEIGHT.fullmatch(weight):
            found.setdefault(name, float(weight))
    return found
