"""Walk through questions with a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.corrections import Correction
from kg.review.questions import Question


def ask(
    questions: Sequence[Question],
    say: Callable[[str], None],
    answer: Callable[[], str],
    keep: Callable[[Correction], None],
) -> int:
    """Ask one question after the other until all are asked or the person has had enough.

    Args:
        questions: the one that tells most first.
        say: shows a piece of text.
        answer: waits for a line; EOFError ends the review.
        keep: takes a correction as soon as it is made.

    Returns:
        How many questions were settled.
    """
    settled = 0
    for number, question in enumerate(questions, 1):
        say(_show(question, f"{number}/{len(questions)}"))
        try:
            chosen = _choice(question, say, answer)
        except EOFError:
            break
        if chosen is None:
            break
        for correction in chosen:
            keep(correction)
        settled += bool(chosen)
    return settled


def _choice(question: Question, say: Callable[[str], None], answer: Callable[[], str]) -> Iterable[Correction] | None:
    """The corrections of the chosen answer; none to skip; None to end."""
    while True:
        given = answer().strip().lower()
        if given in ("q", "quit"):
            return None
        if given in ("", "s", "skip"):
            return ()
        if given.isdecimal() and 1 <= int(given) <= len(question.choices):
            return question.choices[int(given) - 1].corrections
        say(f"A number from 1 to {len(question.choices)}, Enter to skip, q to stop.\n")


def _show(question: Question, position: str) -> str:
    lines = [f"\n[{position}] {question.text}  ({question.information:.2f} bits)"]
    lines += [f"  {article}: {passage}" for article, passage in question.passages]
    lines += [f"    {number}  {choice.text}" for number, choice in enumerate(question.choices, 1)]
    return "\n".join(lines) + "\n"
