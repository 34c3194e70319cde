"""One seed question: its best meaning, the program, the factors, and how the program fares against the gold answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proofpress_core.program import Program
from qa_gen.decompose.asking import Asking, asking_of
from qa_gen.decompose.gold import agrees, said_by
from qa_gen.decompose.lexicon import Atom, Lexicon, lexicon
from qa_gen.decompose.linking import Linker
from qa_gen.decompose.meanings import Named
from qa_gen.decompose.parser import parse
from qa_gen.decompose.programs import Lowering
from qa_gen.decompose.readings import Read, readings
from qa_gen.decompose.rules import RULES
from qa_gen.decompose.seeds import RawTable, Seed
from qa_gen.decompose.tables import SeedChart, chart_of
from qa_gen.decompose.terms import Evaluator, NoOperation, Term, program_of, run
from qa_gen.decompose.tokens import Token, tokens_of
from qa_gen.pool import FactorUse, factors_of
from qa_gen.values import Undefined, Value

NO_READING = "no_reading"
NO_PROGRAM = "no_program"
NO_OPERATION = "no_operation"
_MOST_READINGS = 24
_MOST_TOKENS = 90
_DEFINED = 1.0
"""What it is worth to a reading that its program has a value."""
_EMPTY = -1.0
"""And that it names nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """What a seed question is made of. `answer` is what the program gives ("" where only a picture tells),
    `agrees` whether that is the gold answer (None: not comparable); `needs_picture`: the program names colours or
    places that the table lacks and was not run; `assumes_order`: it takes the table's order for the picture's."""

    program: Program
    factors: tuple[FactorUse, ...]
    answer: str
    agrees: bool | None
    needs_picture: bool
    assumes_order: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """A program with its value (None: it was not run, or has none)."""

    program: Program
    value: Value | None
    pictured: bool
    assumed: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    made: _Made | None


def decompose(seed: Seed) -> Decomposition | str:
    """The decomposition of a seed, or the reason why there is none."""
    words, tokens = lexicon(), tokens_of(seed.question)[:_MOST_TOKENS]
    if not tokens:
        return NO_READING
    table = chart_of(seed.table or _spoken_table(tokens))
    asking = asking_of(tokens, words, table.key)
    found = readings(parse(_atoms(tokens, table, words, asking), RULES), asking, table, words)
    candidates = _candidates(found[:_MOST_READINGS], table, words, runs=seed.table is not None)
    best = max(candidates, key=lambda c: c.score, default=None)
    made = best.made if best else None
    if made is not None and not _leaves_unsaid(tokens, made.program, words):
        return _result(made, seed)
    if best or any(words.is_in("unsaid", token.stem) for token in tokens):
        return NO_OPERATION
    return NO_PROGRAM if found else NO_READING


def _leaves_unsaid(tokens: Sequence[Token], program: Program, words: Lexicon) -> bool:
    """Whether a question asks for what no operation finds ("which two have the same value"), and the program for
    something else."""
    if any(words.is_in("no_chart", token.stem) and not token.loud for token in tokens):
        return True
    says = {node.op for node in program.nodes} & {"same_number", "same_text", "where_between", "crossing"}
    return not says and any(words.is_in("unsaid", token.stem) and not token.loud for token in tokens)


def recheck(program: Program, seed: Seed) -> Decomposition:
    """A program from elsewhere over the same seed; raises Undefined where it has no value."""
    value = run(program, chart_of(seed.table)) if seed.table else None
    return _result(_Made(program, value, pictured=False, assumed=False), seed)


def _result(best: _Made, seed: Seed) -> Decomposition:
    comparable = best.value is not None and seed.answer is not None
    return Decomposition(
        program=best.program, factors=factors_of(best.program),
        answer="" if best.value is None else said_by(best.value),
        agrees=agrees(best.value, seed.answer) if comparable else None,  # type: ignore[arg-type]
        needs_picture=best.pictured, assumes_order=best.assumed,
    )  # fmt: skip


def _atoms(tokens: Sequence[Token], table: SeedChart, words: Lexicon, asking: Asking) -> list[Atom]:
    """Words, names of the table, and the words of its header as nouns for values. What is asked for names nothing:
    "the most popular opinion" is not the one that is called "no opinion"."""
    measure = {token.stem for token in tokens_of(table.measure) if not words.is_in("function", token.stem)}
    nouns = [Atom(i, i + 1, "ValueNoun", "value", 0.5) for i, token in enumerate(tokens) if token.stem in measure]
    links = Linker(table, words).atoms(tokens)
    links = [link for link in links if not _is_key(link, tokens, table)]
    if asking.asked == "name":
        links = [link for link in links if not _is_asked(link, tokens, asking)]
    return [*(atom for atom in words.atoms(tokens) if _counts(atom, tokens, table, asking)), *links, *nouns]


def _counts(atom: Atom, tokens: Sequence[Token], table: SeedChart, asking: Asking) -> bool:
    """Whether a word means what the lexicon says: a "when" that asks opens no clause, and what the table's header calls
    gold is no colour."""
    if atom.type == "When":
        return atom.start > 0 or asking.asked != "moment" or asking.noun != ""
    if atom.type == "Place" and tokens[atom.start].stem == "oldest":
        return bool(atom.value == ("right" if "age" in table.key.casefold() else "left"))
    said = {token.stem for token in tokens_of(f"{table.key} {table.measure}")}
    return atom.type != "Colour" or not said & {token.stem for token in tokens[atom.start : atom.end]}


def _is_key(link: Atom, tokens: Sequence[Token], table: SeedChart) -> bool:
    """Whether a link says no more of a name than the header of all names does: a "city" is not Mexico City."""
    key = {token.stem for token in tokens_of(table.key)}
    said = tokens[link.start : link.end]
    names = [f.name for f in link.value.filters if isinstance(f, Named)]
    whole = any(len(tokens_of(name)) == len(said) for name in names)
    return not whole and all(token.stem in key and not token.loud for token in said)


def _is_asked(link: Atom, tokens: Sequence[Token], asking: Asking) -> bool:
    """Whether a link is a part of a longer name only and is the word that is asked for."""
    token = tokens[link.start]
    if link.end - link.start > 1 or token.stem != asking.noun or token.loud:
        return False
    return any(isinstance(f, Named) and len(tokens_of(f.name)) > 1 for f in link.value.filters)


def _candidates(found: Sequence[Read], table: SeedChart, words: Lexicon, *, runs: bool) -> list[_Candidate]:
    """The readings that have a program, and those that fail only for want of an operation."""
    out = []
    evaluator = Evaluator(table)
    for score, meaning in found:
        lowering = Lowering(table, words, evaluator)
        try:
            made = lowering.lower(meaning)
            program = program_of(made)
        except NoOperation:
            out.append(_Candidate(score, None))
        except Undefined:
            continue
        else:
            value = _value(lowering.evaluator, made) if runs and not lowering.pictured else None
            worth = 0.0 if value is None else _DEFINED if value != () else _EMPTY
            out.append(
                _Candidate(
                    score + worth, _Made(program, None if value == () else value, lowering.pictured, lowering.assumed)
                )
            )
    return out


def _value(evaluator: Evaluator, made: Term) -> Value | None:
    """The value of a term; None where it has none."""
    try:
        return evaluator.value(made)
    except Undefined:
        return None


def _spoken_table(tokens: Sequence[Token]) -> RawTable:
    """Where no table is known: the names that the question itself gives, as a table without numbers."""
    names: list[str] = []
    for i, token in enumerate(tokens):
        if token.loud and i and tokens[i - 1].loud and names:
            names[-1] += f" {token.text}"
        elif token.loud or (token.number is not None and len(token.text) == 4):
            names.append(token.text)
    rows = tuple((name, "") for name in dict.fromkeys(names)) or (("", ""),)
    return RawTable(columns=("", "value"), rows=rows)
