"""The block of `key: value` lines between two '---' at the top of a text file.

A strict little part of YAML: every value is text, whatever it looks like ('no', '2024-10-23', '1e3'). What has a
structure (lists, blocks, anchors, tags) is passed over where kg has no use for the key, and refused where it has.
"""

from __future__ import annotations

import json
import re

from kg.read.fields import names
from kg.read.refusal import FRONT_MATTER, Refusal

_FENCE = "---"
_LINE = re.compile(r"([^\s:#'\"\[\]{},&*!|>%@`-][^:]*?)[ \t]*:(?:[ \t]+(.*)|)")
_STRUCTURE = tuple("[{&*!|>%@`")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The values of the front matter by kg's names for the fields, and the text after it.

    Args:
        text: the whole file, line ends as LF.

    Raises:
        Refusal: it does not end, or a field that kg uses is there twice or is not one line of text.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), None)
    if end is None:
        if len(lines) > 1 and _LINE.fullmatch(lines[1].rstrip()):
            raise Refusal(FRONT_MATTER, "front matter that does not end: no second '---'")
        return {}, text
    return _values(lines[1:end]), "\n".join(lines[end + 1 :])


def _values(lines: list[str]) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, 2):
        if not line.strip() or line[0] in " \t-#":
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            raise Refusal(FRONT_MATTER, f"front matter, line {number}: not 'key: value'")
        key = match[1].strip().lower().replace("-", "_").replace(" ", "_")
        field = _field_of().get(key)
        if field is None or field == "text":
            continue
        if key in found.setdefault(field, {}):
            raise Refusal(FRONT_MATTER, f"front matter, line {number}: '{key}' a second time")
        value = _scalar(match[2] or "", key, number)
        follows = lines[number - 1 : number]
        if not value and follows and follows[0].lstrip().startswith("- "):
            raise Refusal(FRONT_MATTER, f"front matter, line {number}: '{key}' must be one line of text")
        found[field][key] = value
    return {
        field: next(v for k in names()[field] if (v := by_key.get(k)) is not None) for field, by_key in found.items()
    }


def _scalar(value: str, key: str, number: int) -> str:
    value = value.strip()
    if value.startswith(_STRUCTURE):
        raise Refusal(FRONT_MATTER, f"front matter, line {number}: '{key}' must be plain text; quote it")
    if value.startswith('"'):
        try:
            text, end = json.JSONDecoder(strict=False).raw_decode(value)
        except json.JSONDecodeError as error:
            raise Refusal(FRONT_MATTER, f"front matter, line {number}: '{key}' is quoted wrongly") from error
        return str(text) if not _rest(value[end:]) else _bad_quote(key, number)
    if value.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'", value)
        if match is None or _rest(value[match.end() :]):
            return _bad_quote(key, number)
        return match[1].replace("''", "'")
    if value.startswith("#"):
        return ""
    return re.split(r"[ \t]#", value, maxsplit=1)[0].rstrip()


def _rest(after: str) -> str:
    after = after.strip()
    return "" if after.startswith("#") else after


def _bad_quote(key: str, number: int) -> str:
    raise Refusal(FRONT_MATTER, f"front matter, line {number}: '{key}' is quoted wrongly")


def _field_of() -> dict[str, str]:
    return {name: field for field, choices in reversed(names().items()) for name in choices}
