"""What a person could settle: doubtful links and merges as questions, those that tell most first."""

from __future__ import annotations

from kg.review.ask import ask
from kg.review.files import FILE_NAME, read_questions, write_questions
from kg.review.questions import Choice, Question, doubtful

__all__ = ["FILE_NAME", "Choice", "Question", "ask", "doubtful", "read_questions", "write_questions"]
