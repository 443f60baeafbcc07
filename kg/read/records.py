"""Files of many articles, streamed: a JSON object a line, or a JSON array. Memory holds one record at a time."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO

from kg import limits
from kg.model import Problem
from kg.read import strict_json
from kg.read.decoding import checked, sniff
from kg.read.draft import Draft
from kg.read.fields import draft_of
from kg.read.refusal import ENCODING, JSON, TOO_LARGE, Refusal

_BLOCK = 1 << 16


def read_lines(file: IO[bytes], path: str, stem: str) -> Iterator[Draft | Problem]:
    """The articles of a .jsonl file; a line that is no article becomes a problem, and the next is read.

    Raises:
        Refusal: the file is empty, binary or of no encoding that can be told.
    """
    head = file.read(_BLOCK)
    encoding = sniff(head)
    lines = _wide_lines(head, file, encoding) if "16" in encoding or "32" in encoding else _byte_lines(head, file)
    for number, line in enumerate(lines, 1):
        where = f"{path}, line {number}"
        try:
            if line is None:
                raise Refusal(TOO_LARGE, f"longer than {limits.RECORD:,} bytes")
            text = checked(_decoded(line, encoding)) if isinstance(line, bytes) else line
            if text.strip(" \t\r\n\ufeff"):
                yield draft_of(strict_json.parse(text.lstrip("\ufeff")), where, f"{stem}-{number}")
        except Refusal as refusal:
            yield Problem(where, refusal.code, str(refusal))


def read_array(file: IO[bytes], path: str, stem: str) -> Iterator[Draft | Problem]:
    """The articles of a .json file: an array of objects, or one object.

    Raises:
        Refusal: the file is empty, binary, of no encoding that can be told, or neither array nor object.
    """
    head = file.read(_BLOCK)
    encoding = sniff(head)
    stream = _Window(head, file, encoding)
    stream.skip_space()
    if stream.peek() == "{":
        yield draft_of(strict_json.parse(checked(stream.value())), path, stem)
        stream.expect_end()
        return
    if stream.peek() != "[":
        raise Refusal(JSON, "neither a JSON array nor a JSON object")
    stream.take()
    number = 0
    while True:
        stream.skip_space()
        if stream.peek() == "]" and number == 0:
            break
        number += 1
        where = f"{path}, record {number}"
        try:
            text = stream.value()
        except Refusal as refusal:
            yield Problem(where, refusal.code, f"{refusal}; the rest of the file is not read")
            return
        try:
            yield draft_of(strict_json.parse(checked(text)), where, f"{stem}-{number}")
        except Refusal as refusal:
            yield Problem(where, refusal.code, str(refusal))
        stream.skip_space()
        after = stream.take()
        if after == "]":
            break
        if after != ",":
            reason = "cut off" if not after else f"'{after}' where ',' or ']' should be"
            yield Problem(f"{path}, after record {number}", JSON, f"broken JSON: {reason}; the rest is not read")
            return
    try:
        stream.expect_end()
    except Refusal as refusal:
        yield Problem(path, refusal.code, str(refusal))


class _Window:
    """A part of a file's text that moves on as values are taken from it."""

    def __init__(self, head: bytes, file: IO[bytes], encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._file = file
        self._ended = False
        self._text = ""
        self._at = 0
        self._bytes = 0
        self._feed(head)

    def peek(self) -> str:
        if self._at >= len(self._text):
            self._more()
        return self._text[self._at : self._at + 1]

    def take(self) -> str:
        char = self.peek()
        self._at += len(char)
        return char

    def skip_space(self) -> None:
        while (char := self.peek()) and char in " \t\r\n\ufeff":
            self._at += 1

    def value(self) -> str:
        """The text of the JSON value that begins here.

        Raises:
            Refusal: it is broken, cut off, or too large.
        """
        while True:
            try:
                end = strict_json.end_of_value(self._text, self._at)
            except json.JSONDecodeError as error:
                held = len(self._text) - self._at
                if self._ended:
                    raise strict_json.broken(error.msg, error.pos - self._at, self._text[self._at :]) from error
                if held > limits.RECORD:
                    raise Refusal(TOO_LARGE, f"broken, or longer than {limits.RECORD:,} characters") from error
                if error.pos < len(self._text) - _BLOCK and not error.msg.startswith("Unterminated"):
                    raise strict_json.broken(error.msg, error.pos - self._at, self._text[self._at :]) from error
                self._more(max(_BLOCK, held))
            else:
                start, self._at = self._at, end
                return self._text[start:end]

    def expect_end(self) -> None:
        """Refuse anything but space after the last value."""
        self.skip_space()
        if self.peek():
            raise Refusal(JSON, "more text after the end of the JSON; it is not read")

    def _more(self, size: int = _BLOCK) -> None:
        if not self._ended:
            self._feed(self._file.read(size))

    def _feed(self, data: bytes) -> None:
        self._ended = not data
        try:
            new = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise Refusal(ENCODING, f"not valid text near byte {self._bytes + error.start}") from error
        self._bytes += len(data)
        self._text = self._text[self._at :] + new
        self._at = 0


def _byte_lines(head: bytes, file: IO[bytes]) -> Iterator[bytes | None]:
    """Lines that end in LF; None for one that is too long."""
    held = head
    dropping = False
    while True:
        *lines, held = held.split(b"\n")
        for line in lines:
            yield None if dropping or len(line) > limits.RECORD else line
            dropping = False
        if len(held) > limits.RECORD:
            dropping, held = True, b""
        block = file.read(_BLOCK if len(held) < _BLOCK else len(held))
        if not block:
            break
        held += block
    if held or dropping:
        yield None if dropping else held


def _wide_lines(head: bytes, file: IO[bytes], encoding: str) -> Iterator[str | None]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    held = ""
    block = head
    while True:
        try:
            held += decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise Refusal(ENCODING, f"not valid {encoding}: {error.reason}") from error
        *lines, held = held.split("\n")
        for line in lines:
            yield line if len(line) <= limits.RECORD else None
        if not block:
            break
        if len(held) > limits.RECORD:
            raise Refusal(TOO_LARGE, f"a line is longer than {limits.RECORD:,} characters")
        block = file.read(_BLOCK)
    if held:
        yield held


def _decoded(line: bytes, encoding: str) -> str:
    try:
        return line.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        raise Refusal(ENCODING, f"not valid {encoding} at byte {error.start} of the line") from error
