"""Bytes → text, with the encoding told from the bytes themselves: a wrong guess is refused, never kept as garbage."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.read.refusal import EMPTY, ENCODING, NOT_TEXT, Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "a rich text document"),
)
_HEAD = 1 << 16
_LEGACY = ("windows-1256", "windows-1252", "iso-8859-6")
_DOUBLE = re.compile("[\xc2-\xf4][\x80-\xbf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a whole file.

    Args:
        data: all its bytes.
        declared: the encoding that it says it is in; believed only where the outcome reads as text.

    Raises:
        Refusal: it is empty, binary, damaged, or in no encoding that can be told.
    """
    encoding = sniff(data, declared)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(ENCODING, f"not valid {encoding.removesuffix('-sig')} at byte {error.start}") from error
    return checked(text)


def checked(text: str) -> str:
    """The text, if it was not garbled before it came here.

    Raises:
        Refusal: it is text in UTF-8 that someone took for another encoding, or holds characters lost for good.
    """
    doubles = sum(len(m) for m in _DOUBLE.findall(text[:_HEAD]))
    if doubles > 20 and doubles * 2 > sum(c > "\x7f" for c in text[:_HEAD]):
        raise Refusal(ENCODING, "its letters were garbled by a wrong encoding before it was saved")
    lost = text.count("\ufffd")
    if lost > 3 and lost * 50 > len(text):
        raise Refusal(ENCODING, f"{lost} of its {len(text)} characters were lost before it was saved (U+FFFD)")
    return text


def sniff(data: bytes, declared: str = "") -> str:
    """The encoding of a file, told from its bytes (its beginning is enough where it is long).

    Raises:
        Refusal: it is empty, binary, or in no encoding that can be told.
    """
    head = data[:_HEAD]
    if not head.strip():
        raise Refusal(EMPTY, "empty")
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise Refusal(NOT_TEXT, f"not text: {name}")
    if wide := _wide(head):
        return wide
    if _is_binary(head):
        raise Refusal(NOT_TEXT, "not text: binary data")
    bad = _first_bad_byte(data)
    if bad is None:
        return "utf-8"
    if _is_damaged_utf8(data):
        raise Refusal(ENCODING, f"not valid utf-8 at byte {bad}")
    return _legacy(data, declared)


def _wide(head: bytes) -> str:
    """UTF-16 without a byte order mark: zero, or one high byte, in every second place."""
    if len(head) < 4 or head[: len(head) // 2 * 2].count(0) == 0:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        if _reads_as_text(text, 0.97):
            return encoding
    return ""


def _is_binary(head: bytes) -> bool:
    controls = sum(head.count(byte) for byte in (*range(0, 9), *range(14, 27), *range(28, 32)))
    return controls * 20 > len(head)


def _first_bad_byte(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = len(data) >= _HEAD and error.start >= len(data) - 3 and error.reason.startswith("unexpected end")
        return None if cut_off else error.start
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is well-formed UTF-8, so that the rest is damage and no other encoding."""
    text = data[: 1 << 20].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    return good > 4 * bad


def _legacy(data: bytes, declared: str) -> str:
    """A one-byte encoding in which the data reads as text: the declared one first, then those of our languages."""
    for encoding in dict.fromkeys((_known(declared), *_LEGACY)):
        if not encoding:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text, 0.98):
            return encoding
    raise Refusal(ENCODING, "not text in any encoding that can be told")


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""


def _reads_as_text(text: str, share: float) -> bool:
    """Whether letters make words: few odd signs, and no capital or accented letter inside words of another script."""
    sample = _ESCAPE.sub(" ", text[:_HEAD])
    if not sample:
        return False
    odd = sum((c > "\x7f" or c < " ") and unicodedata.category(c) in _ODD and c not in "\n\r\t\f" for c in sample)
    words = _WORD.findall(sample)
    if not words:
        return False
    mixed = sum(_is_mixed(word) for word in words)
    return odd <= (1 - share) * len(sample) and mixed <= (1 - share) * len(words)


_ODD = frozenset({"Cc", "Cn", "Co", "Cs", "So", "Sk", "Sm", "Sc", "No"})
_WORD = re.compile(r"[^\W\d_]+")
_MIX = re.compile(
    "[A-Za-z\xc0-\u024f](?=[\u0600-\u06ff])|[\u0600-\u06ff](?=[A-Za-z\xc0-\u024f])|[a-z](?=[A-Z\xc0-\xde])"
)
_ESCAPE = re.compile(r"\\[bfnrtu]")
_RUN = re.compile("[\xc0-\u024f]{3}")


def _is_mixed(word: str) -> bool:
    return bool(_MIX.search(word) or _RUN.search(word))
