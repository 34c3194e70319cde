"""What a question asks for: yes or no, a number, how many, a name, a moment or a colour; and about which noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from qa_gen.decompose.lexicon import Lexicon
from qa_gen.decompose.tokens import Token

_FRONT = 7
_ARTICLES = ("the", "s", "is", "was", "are", "were")
Asked = Literal["truth", "tally", "name", "value", "moment", "colour", "open"]


@dataclass(frozen=True, slots=True)
class Asking:
    """`noun` is the stem of what is asked for or counted ("" if it is not said); `times`: "how many times"; `shows`: a
    word like "represent" is there; `apart`: "how many more"; `plural`: the noun is; `relative`: "by what percent"."""

    asked: Asked
    noun: str = ""
    times: bool = False
    shows: bool = False
    apart: bool = False
    plural: bool = False
    relative: bool = False


def asking_of(tokens: Sequence[Token], words: Lexicon, key: str = "") -> Asking:
    """Reads the frame of a question. `key` is the header of the table's names: what it says is no measure."""
    stems = [token.stem for token in tokens]
    shows = any(words.is_in("represent", word) for word in stems)
    if _is_truth(tokens, stems, words):
        return Asking("truth", shows=shows)
    place = next((i for i in range(len(stems)) if words.starts("asks_number", stems[i:])), -1)
    if place >= 0:
        return _number(stems, place + words.starts("asks_number", stems[place:]), words)
    if "when" in stems and not any(word in ("what", "which") for word in stems) and stems[0] != "who":
        return Asking("moment", shows=shows)
    place = next((i for i, word in enumerate(stems) if word in ("which", "what")), -1)
    noun = _noun(stems, place + 1, words) if place >= 0 else _noun_of_order(stems, words)
    if words.is_in("colour_word", noun) or _asks_colour(stems, words):
        return Asking("colour", shows=shows, noun=noun)
    named = _named(stems, noun, words, key.casefold(), shows=shows)
    many = any(token.stem == noun != token.text for token in tokens)
    return replace(named, plural=many, relative=_is_relative(stems))


def _is_relative(stems: Sequence[str]) -> bool:
    """As in "by what percentage", "by how many percent"."""
    return "by" in stems[:-2] and "point" not in stems and any(word in ("percent", "percentage", "%")
                                      for word in stems[stems.index("by") + 1 : stems.index("by") + 4])  # fmt: skip


def _named(stems: Sequence[str], noun: str, words: Lexicon, key: str, *, shows: bool) -> Asking:
    if words.is_in("time_noun", noun):
        return Asking("moment", noun=noun, shows=shows)
    if words.is_in("value", noun) or words.is_in("people", noun):
        return Asking("value", noun=noun, shows=shows)
    if _asks_topic(stems) or any(word in ("name", "title") for word in stems[1:4]):
        return Asking("name", noun=noun, shows=shows)
    noun = noun or _ranked_noun(stems, words, key)
    if noun or stems[0] == "who":
        return Asking("name", noun=noun, shows=shows)
    return Asking("open", shows=shows)


def _asks_topic(stems: Sequence[str]) -> bool:
    """As in "about what are people worried"."""
    return any(pair == ("about", "what") for pair in pairwise(stems))


def _ranked_noun(stems: Sequence[str], words: Lexicon, key: str) -> str:
    """The thing that a superlative ranks: "the least popular game" asks for a game. A noun that the lexicon knows, as
    of a value or a mark, settles nothing."""
    for i in range(1, min(len(stems), _FRONT)):
        before = stems[i - 1]
        if words.is_in("value", before):
            break
        for size in (3, 2, 1) if before in _ARTICLES or before[0].isdigit() or before in words.data["ordinal"] else ():
            phrase = tuple(stems[i : i + size])
            if len(phrase) == size and any(kind == "Sup" for kind, _ in words.senses.get(phrase, ())):
                return _plain_noun(
                    stems[i + size : i + size + 3], words, key, of_amounts=words.is_in("extreme", phrase[0])
                )
    return ""


def _plain_noun(rest: Sequence[str], words: Lexicon, key: str, *, of_amounts: bool) -> str:
    if rest and words.is_in("name_noun", rest[0]):
        return rest[0]
    known = bool(rest) and ((rest[0],) in words.senses or any(words.is_in(g, rest[0]) for g in ("function", "people")))
    later = any(words.is_in("value", word) for word in rest)
    measured = of_amounts and len(rest) > 1 and rest[1] == "of" and rest[0] not in key
    return "" if not rest or known or later or measured else rest[0]


def _is_truth(tokens: Sequence[Token], stems: Sequence[str], words: Lexicon) -> bool:
    """An auxiliary at the front or after a comma, or a claim to be judged."""
    starts = [0, *(i + 1 for i, token in enumerate(tokens[:-1]) if token.text in (",", "and", "then", ";"))]
    if any(words.is_in("auxiliary", stems[i]) for i in starts if i == 0 or _clause(stems, i)):
        return not any(word in ("which", "what") for word in stems[1:3])
    return ("true" in stems or "statement" in stems) and any(words.is_in("auxiliary", word) for word in stems)


def _clause(stems: Sequence[str], place: int) -> bool:
    """Whether a clause of a question starts there: an auxiliary and a subject, and no question word before."""
    return place + 1 < len(stems) and not any(word in ("which", "what", "how", "when", "who") for word in stems)


def _number(stems: Sequence[str], after: int, words: Lexicon) -> Asking:
    rest = stems[after:]
    apart = bool(rest) and rest[0] in ("more", "fewer", "less", "higher", "lower", "larger", "greater")
    if rest and rest[0] == "time":
        return Asking("value", noun="time", times=True)
    noun = "" if not rest else rest[1] if apart and len(rest) > 1 else rest[0]
    asked: Asked = "value" if stems[after - 1] == "much" or noun in ("percent", "percentage") else "tally"
    return Asking(asked, noun=_head(rest, noun, words), apart=apart, relative=_is_relative(stems))


def _head(rest: Sequence[str], noun: str, words: Lexicon) -> str:
    """The counted noun: of "different coloured bars" it is bars."""
    for word, following in zip(rest[:4], [*rest[1:5], ""], strict=False):
        if words.is_in("colour_word", word) and words.is_in("mark", following):
            continue
        known = words.is_in("mark", word) or words.is_in("line", word) or words.is_in("time_noun", word)
        if known or words.is_in("colour_word", word):
            return word
        if words.is_in("auxiliary", word):
            break
    return noun


def _noun(stems: Sequence[str], place: int, words: Lexicon) -> str:
    """The noun after a question word: its last word before a verb or preposition."""
    noun = ""
    for word in stems[place : place + 5]:
        if words.is_in("auxiliary", word) or words.is_in("represent", word) or word in ("s", "the"):
            break
        if noun and words.is_in("function", word) and word not in ("of", "people"):
            break
        if word == "of" and (words.is_in("value", noun) or words.is_in("people", noun)):
            return noun
        if word in ("of", "type", "kind"):
            noun = ""
            continue
        if (word,) in words.senses and any(kind in ("Sup", "Cmp", "Ord", "Card") for kind, _ in words.senses[(word,)]):
            continue
        if noun and not (words.is_in("mark", word) or words.is_in("colour_word", word) or len(noun) < 3):
            return noun
        noun = word
    return noun


def _noun_of_order(stems: Sequence[str], words: Lexicon) -> str:
    """The noun of an order: "find the year in which ..."."""
    for i, word in enumerate(stems[:3]):
        if words.is_in("asks_name", word) and word not in ("which", "what"):
            rest = [w for w in stems[i + 1 : i + 4] if w not in ("the", "a", "out", "s")]
            return rest[0] if rest and (rest[0],) not in words.senses else rest[0] if rest[:1] == ["value"] else ""
    return ""


def _asks_colour(stems: Sequence[str], words: Lexicon) -> bool:
    return any(words.is_in("colour_word", word) and (i == 0 or stems[i - 1] in ("the", "what", "which", "s", "is"))
               for i, word in enumerate(stems[:6]))  # fmt: skip
