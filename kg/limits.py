"""Every bound on what a user or an article can make kg do, in one place.

Sizes are bytes unless the name says otherwise. They are far above what real articles need and far below what hurts.
"""

from __future__ import annotations

# Reading
TEXT_FILE = 5_000_000
"""A .txt or .md file: one article."""
HTML_FILE = 5_000_000
"""A web page: one article."""
RECORD = 5_000_000
"""One line of a .jsonl, or one element of a .json array. The files themselves are streamed and may be of any size."""
TEXT_CHARS = 1_000_000
"""Characters of one article's text as kept."""
PARAGRAPH_CHARS = 200_000
"""Characters of one line of an article's text."""
TITLE_CHARS = 1_000
FIELD_CHARS = 2_000
"""Characters of a source, an address, an id or a date."""
JSON_DIGITS = 400
"""Digits of one number."""
HTML_TAGS = 20_000
HTML_TAG_WORDS = 5_000
"""Attributes of one element, or words in their values."""
HTML_DEPTH = 1_000
"""Elements inside each other, as the tags count it."""
ARTICLE_WORDS = 8
"""What a web page, its boilerplate taken away, must hold to be an article."""
MARKS = 8
"""Combining marks on one letter; more are dropped."""
SENTENCE_TOKENS = 400
"""A longer sentence is cut."""
BOILERPLATE_TOKENS = 40
"""A longer line is never boilerplate."""

# Archives
ARCHIVE_MEMBERS = 100_000
ARCHIVE_RATIO = 200
"""Unpacked bytes for one packed byte, of members above `ARCHIVE_SMALL`."""
ARCHIVE_SMALL = 1_000_000
ARCHIVE_BYTES = 20_000_000_000
"""Unpacked bytes of all members that are read."""

# Building
KEPT_FILE = 100_000_000
"""A file of articles up to this size is not parsed again where it has not changed."""
CHUNK = 16
"""Articles that a worker takes at a time."""
SERIAL_ARTICLES = 64
"""With fewer than this, one process is faster than starting others."""
ARTICLE_SECONDS = 60
"""What one article may take in a worker, its start included."""
REPORT_ROWS = 100
"""Rows of one table of a report; the rest is counted."""
QUESTIONS = 1_000
"""The most questions of one kind that a build leaves for `kg review`: those that tell most."""
