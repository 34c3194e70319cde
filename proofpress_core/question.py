"""Questions: a text, the program that answers it, and the reasoning factors it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from proofpress_core.answer import Answer
from proofpress_core.content import Language
from proofpress_core.program import Category, Program

Form = Literal["short", "choice", "yesno", "factcheck", "hypothetical", "conversation", "list", "grounded", "refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One reasoning step: node number `node` of the question's own program.

    `evidence` holds rows of the scene's region table that show what this step needs, in ascending order.
    """

    node: int
    category: Category
    sub_question: str
    answer: Answer
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier turn of a conversation: what was asked, the node of the question's program that answers it, and the
    answer. Later turns refer back to it ("that country")."""

    node: int
    text: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about one picture.

    `choices` is empty unless the form offers some; with choices the answer's value is the letter (A, B, ...) of the
    right one and its text is an alias. `program` computes the answer before it is turned into the wanted form; for a
    refusal it computes whether the thing that is asked for is there, and gives no. `turns` holds the earlier turns of
    a conversation, whose last turn is `text`; else it is empty. A grounded question asks for the bounding box of the
    last factor's evidence beside the answer. The last factor belongs to the program's last node."""

    text: str
    language: Language
    form: Form
    program: Program
    answer: Answer
    choices: tuple[str, ...]
    factors: tuple[Factor, ...]
    turns: tuple[Turn, ...] = ()
