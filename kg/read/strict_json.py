"""JSON as it should be: no NaN, no infinite number, no name twice, no half surrogate, no bottomless nesting."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from kg import limits
from kg.read.refusal import JSON, Refusal


def parse(text: str) -> object:
    """The value of a whole JSON text.

    Raises:
        Refusal: it is no JSON, or of the unsafe kind.
    """
    try:
        value: object = _STRICT.decode(text)
    except json.JSONDecodeError as error:
        raise broken(error.msg, error.pos, text) from error
    except RecursionError as error:
        raise Refusal(JSON, "JSON nested too deeply") from error
    return value


def end_of_value(text: str, start: int) -> int:
    """The offset after the value that begins at an offset, whether it is safe or not.

    Raises:
        json.JSONDecodeError: the text is broken, or ends too early.
        Refusal: it is nested too deeply to find its end.
    """
    try:
        return _LENIENT.raw_decode(text, start)[1]
    except RecursionError as error:
        raise Refusal(JSON, "JSON nested too deeply") from error


def broken(message: str, position: int, text: str) -> Refusal:
    """The refusal of JSON that is broken at a position."""
    cut_off = position >= len(text.rstrip()) or message.startswith("Unterminated")
    place = "at its end: it is cut off" if cut_off else f"at character {position + 1}"
    return Refusal(JSON, f"broken JSON {place} ({message[0].lower()}{message[1:]})")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise Refusal(JSON, f"JSON names field '{twice[:60]}' twice in one object")
    for name, value in pairs:
        if isinstance(value, str) and _has_half_surrogate(value):
            raise Refusal(JSON, f"field '{name[:60]}' holds half of a surrogate pair")
    return made


def _has_half_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _constant(name: str) -> float:
    raise Refusal(JSON, f"JSON has no number {name}")


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value) or len(text) > limits.JSON_DIGITS:
        raise Refusal(JSON, f"number {text[:20]}… is too large")
    return value


def _int(text: str) -> int:
    if len(text) > limits.JSON_DIGITS:
        raise Refusal(JSON, f"number {text[:20]}… is too large")
    return int(text)


_LENIENT = json.JSONDecoder(parse_float=str, parse_int=str, strict=False)
_STRICT = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int, strict=False
)
