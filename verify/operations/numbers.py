"""Operations on numbers, lists of numbers, truths and lists of texts."""

from __future__ import annotations

from fractions import Fraction

from verify.operations.values import Group, Undefined, exact, total

NUMBERS = Group()
Numbers = tuple[Fraction, ...]
Texts = tuple[str, ...]


def _present(numbers: Numbers) -> Numbers:
    if not numbers:
        raise Undefined("no numbers")
    return numbers


@NUMBERS.add
def maximum(numbers: Numbers) -> Fraction:
    return max(_present(numbers))


@NUMBERS.add
def minimum(numbers: Numbers) -> Fraction:
    return min(_present(numbers))


@NUMBERS.add
def sum_(numbers: Numbers) -> Fraction:
    return total(_present(numbers))


@NUMBERS.add
def mean(numbers: Numbers) -> Fraction:
    return total(_present(numbers)) / len(numbers)


@NUMBERS.add
def median(numbers: Numbers) -> Fraction:
    ordered = sorted(_present(numbers))
    half = len(ordered) // 2
    return (ordered[half] + ordered[-1 - half]) / 2


@NUMBERS.add
def spread(numbers: Numbers) -> Fraction:
    return max(_present(numbers)) - min(numbers)


@NUMBERS.add
def count_numbers(numbers: Numbers) -> Fraction:
    return Fraction(len(numbers))


@NUMBERS.add
def difference(first: Fraction, second: Fraction) -> Fraction:
    return first - second


@NUMBERS.add
def gap(first: Fraction, second: Fraction) -> Fraction:
    return abs(first - second)


@NUMBERS.add
def add(first: Fraction, second: Fraction) -> Fraction:
    return first + second


@NUMBERS.add
def multiply(first: Fraction, second: Fraction) -> Fraction:
    return first * second


@NUMBERS.add
def ratio(first: Fraction, second: Fraction) -> Fraction:
    if second == 0:
        raise Undefined("division by 0")
    return first / second


@NUMBERS.add
def percent_change(first: Fraction, second: Fraction) -> Fraction:
    return 100 * (second - _positive(first)) / first


@NUMBERS.add
def percent_of(first: Fraction, second: Fraction) -> Fraction:
    return 100 * first / _positive(second)


def _positive(number: Fraction) -> Fraction:
    if number <= 0:
        raise Undefined("percent of a number that is not positive")
    return number


@NUMBERS.add
def scaled(number: Fraction, factor: str) -> Fraction:
    return number * exact(factor)


@NUMBERS.add
def halfway(first: Fraction, second: Fraction) -> Fraction:
    return (first + second) / 2


@NUMBERS.add
def greater(first: Fraction, second: Fraction) -> bool:
    return first > second


@NUMBERS.add
def less(first: Fraction, second: Fraction) -> bool:
    return first < second


@NUMBERS.add
def above(number: Fraction, bound: str) -> bool:
    return number > exact(bound)


@NUMBERS.add
def below(number: Fraction, bound: str) -> bool:
    return number < exact(bound)


@NUMBERS.add
def same_number(first: Fraction, second: Fraction) -> bool:
    return first == second


@NUMBERS.add
def same_text(first: str, second: str) -> bool:
    return first == second


@NUMBERS.add
def reads(first: str, wanted: str) -> bool:
    return first == wanted


@NUMBERS.add
def both(first: bool, second: bool) -> bool:  # noqa: FBT001 - truths are values here
    return first and second


@NUMBERS.add
def either(first: bool, second: bool) -> bool:  # noqa: FBT001 - truths are values here
    return first or second


@NUMBERS.add
def negate(truth: bool) -> bool:  # noqa: FBT001 - truths are values here
    return not truth


@NUMBERS.add
def count_texts(texts: Texts) -> Fraction:
    return Fraction(len(texts))


@NUMBERS.add
def distinct(texts: Texts) -> Fraction:
    return Fraction(len(set(texts)))


@NUMBERS.add
def common(first: Texts, second: Texts) -> Texts:
    return tuple(text for text in dict.fromkeys(first) if text in second)


@NUMBERS.add
def only_first(first: Texts, second: Texts) -> Texts:
    return tuple(text for text in dict.fromkeys(first) if text not in second)


@NUMBERS.add
def united(first: Texts, second: Texts) -> Texts:
    return tuple(dict.fromkeys(first + second))


@NUMBERS.add
def has_text(texts: Texts, wanted: str) -> bool:
    return wanted in texts
