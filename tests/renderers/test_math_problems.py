"""Math problems: every family solves, every printed step holds, figures are true, pages are the same each time."""

from __future__ import annotations

import ast
import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from proofpress_core import jsonio
from proofpress_core.content import Language, MathProblem
from proofpress_core.errors import ConfigError, Reject
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Knobs
from renderers.math_problems._algebra import polynomial, symbol
from renderers.math_problems._markup import parse, plain
from renderers.math_problems._solving import Worked, equal, move, prove, roots
from renderers.math_problems._triangle import measured
from renderers.math_problems.equations import FAMILIES, Equations, EquationSpec
from renderers.math_problems.triangle import QUESTIONS, Triangle, TriangleSpec
from templates import math_words

LANGUAGES: tuple[Language, ...] = ("en", "zh")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def streams(generator: str, index: int) -> Streams:
    return Streams(Key(seed=11, split="train", generator=generator, version=1, index=index, attempt=0))


def equation_spec(index: int, language: Language = "en", **settings: str) -> EquationSpec:
    return Equations().sample(streams("math_problems/equations", index), Knobs(language=language, settings=settings))


def triangle_spec(index: int, language: Language = "en", **settings: str) -> TriangleSpec:
    return Triangle().sample(streams("math_problems/triangle", index), Knobs(language=language, settings=settings))


# --- an evaluator of printed mathematics that shares no code with the generators ---------------------------------


def python_of(text: str, variable: str) -> str:
    """The printed expression as Python arithmetic over the name `unknown` (checked by `value` before it is run)."""
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: f"**({m.group().translate(_RAISED)})", text)
    text = re.sub(r"log([₀-₉]+) ?(\w+|(?=\())", lambda m: f"log{m.group(1).translate(_LOWERED)}_({m.group(2)})"
                  if m.group(2) else f"log{m.group(1).translate(_LOWERED)}_", text)  # fmt: skip
    text = re.sub(r"\|(.+)\|", r"abs_(\1)", text)
    text = re.sub(r"√(\d+)", r"sqrt_(\1)", text).replace("√(", "sqrt_(")
    text = re.sub(rf"√{re.escape(variable)}", f"sqrt_({variable})", text)
    text = re.sub(rf"(sin|cos) ({re.escape(variable)}|[\d.]+°)", r"\1_(\2)", text)
    text = text.replace("−", "-").replace("×", "*").replace("^", "**").replace("°", "")
    text = re.sub(rf"(?<![A-Za-z_∠]){re.escape(variable)}(?![A-Za-z_])", "unknown", text)
    return re.sub(r"(?<=[\d)])\s*(?=unknown|\(|sqrt_)|(?<=unknown)(?=\()", "*", text)


def value(text: str, variable: str, unknown: float) -> float:
    """The value of a printed expression at a value of its variable."""
    return number(ast.parse(python_of(text, variable), mode="eval").body, unknown)


def number(node: ast.expr, unknown: float) -> float:
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        assert node.id == "unknown", node.id
        return unknown
    if isinstance(node, ast.UnaryOp):
        return -number(node.operand, unknown)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        return function(node.func.id.rstrip("_"), number(node.args[0], unknown))
    assert isinstance(node, ast.BinOp), ast.dump(node)
    left, right = number(node.left, unknown), number(node.right, unknown)
    return {ast.Add: lambda: left + right, ast.Sub: lambda: left - right, ast.Mult: lambda: left * right,
            ast.Div: lambda: left / right, ast.Pow: lambda: left**right}[type(node.op)]()  # fmt: skip


def function(name: str, argument: float) -> float:
    if name.startswith("log"):
        return math.log(argument, float(name[3:]))
    radians = math.radians(argument)
    return {"sqrt": lambda: math.sqrt(argument), "abs": lambda: abs(argument), "sin": lambda: math.sin(radians),
            "cos": lambda: math.cos(radians)}[name]()  # fmt: skip


def holds(equation: str, variable: str, unknown: float) -> bool:
    """Whether a printed equation is true (an approximate one: to half a unit of its last digit)."""
    left, right = re.split(" [=≈] ", equation)
    digits = right.rpartition(".")[2] if "≈" in equation else ""
    slack = 0.5 * 10.0 ** -len(digits) + 1e-9 if digits else 1e-7
    signs = (("±", "+"), ("±", "-"))
    gaps = [value(left, variable, unknown) - value(right.replace(*sign), variable, unknown) for sign in signs]
    return min(abs(gap) for gap in gaps) <= slack * max(1.0, abs(value(left, variable, unknown)) if not digits else 1.0)


def parts(statement: str) -> list[str]:
    return re.split(" or | 或 |，", re.sub(r"\b([a-z])[₁₂](?= [=≈])", r"\1", statement))


def exact(content: MathProblem) -> list[float]:
    return [float(Fraction(answer)) for answer in content.answers]


# --- equations ---------------------------------------------------------------------------------------------------


def test_there_are_enough_families() -> None:
    assert len(FAMILIES) >= 12
    assert len(QUESTIONS) >= 6


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "word_problem"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_satisfy_the_printed_equation_and_steps(family: str, language: Language) -> None:
    for index in range(30):
        content = equation_spec(index, language, family=family).content
        equation = content.statement.split("\n")[1]
        rounded = content.steps[-1].result.count("≈") > 0
        for answer in exact(content):
            if not rounded:
                assert holds(equation, content.target, answer), (equation, answer)
            for step in content.steps:
                if not rounded or "≈" in step.result:
                    assert any(holds(part, content.target, answer) for part in parts(step.result)), step


@pytest.mark.parametrize("family", ["quadratic_factoring", "quadratic_formula", "absolute_value"])
def test_two_roots_are_numbered_in_chinese_alone(family: str) -> None:
    for index in range(6):
        chinese, english = (equation_spec(index, language, family=family).texts.answer for language in ("zh", "en"))
        assert re.search(r"`[a-z]_\{1\} [=≈] .*`，`[a-z]_\{2\} [=≈] ", chinese), chinese
        assert " or " in english
        assert "_{" not in english


@pytest.mark.parametrize("family", [name for name in FAMILIES if name.startswith("quadratic")])
def test_quadratics_list_all_roots(family: str) -> None:
    for index in range(30):
        content = equation_spec(index, family=family).content
        equation = content.statement.split("\n")[1]
        left, right = equation.split(" = ")
        assert len(content.answers) == 2
        middle = sum(exact(content)) / 2
        gap = [value(left, content.target, x) - value(right, content.target, x) for x in (middle - 1, middle + 1)]
        assert gap[0] == pytest.approx(gap[1], abs=0.2 if "≈" in content.steps[-1].result else 1e-6)


@pytest.mark.parametrize("story", list(math_words.table("word_problems")))
@pytest.mark.parametrize("language", LANGUAGES)
def test_stories_have_true_equations_and_every_number_is_told(story: str, language: Language) -> None:
    found = [spec.content for spec in (equation_spec(i, language, family="word_problem") for i in range(160))
             if spec.content.family == f"word_problem/{story}"]  # fmt: skip
    assert found
    for content in found:
        (answer,) = exact(content)
        assert answer > 0
        assert answer == int(answer)
        assert all(holds(step.result, content.target, answer) for step in content.steps)
        assert all(str(given.value) in content.statement for given in content.givens)
        assert "{" not in content.statement + content.steps[0].action


def test_the_proof_refuses_a_wrong_step() -> None:
    x = symbol("x")
    wrong = move("subtract", equal(polynomial(x, 3, 0), 14), n=7)
    right = move("divide", roots(x, Fraction(14, 3)), n=3)
    with pytest.raises(ArithmeticError, match="step 0"):
        prove(Worked(variable="x", claim=equal(polynomial(x, 3, 7), 22), moves=(wrong, right)))


def test_the_proof_refuses_a_lost_root() -> None:
    x = symbol("x")
    lost = move("take_roots", roots(x, 3))
    with pytest.raises(ArithmeticError):
        prove(Worked(variable="x", claim=equal(x**2, 9), moves=(lost,)))


# --- triangles ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", list(QUESTIONS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_triangle_steps_hold_at_the_answer(family: str, language: Language) -> None:
    for index in range(30):
        content = triangle_spec(index, language, family=family).content
        rounded = "≈" in content.steps[-1].result
        (answer,) = exact(content)
        for step in content.steps:
            if not rounded or "≈" in step.result:
                assert holds(step.result, content.target, answer), step
        assert "{" not in content.statement + "".join(step.action for step in content.steps)


@pytest.mark.parametrize("family", list(QUESTIONS))
def test_figures_are_triangles_drawn_to_scale(family: str) -> None:
    for index in range(20):
        spec = triangle_spec(index, family=family)
        corners = [measured(spec.figure, places) for places in ((1, 0, 2), (0, 1, 2), (0, 2, 1))]
        assert sum(corners) == pytest.approx(180.0)
        assert min(corners) > 9.0
        for stroke in spec.figure.strokes:
            if stroke.given >= 0:
                length = measured(spec.figure, (stroke.start, stroke.end))
                assert length == pytest.approx(float(spec.content.givens[stroke.given].value))
        for angle in spec.figure.angles:
            opening = measured(spec.figure, (angle.first, angle.vertex, angle.second))
            if angle.right:
                assert opening == pytest.approx(90.0)
            elif angle.given >= 0:
                assert opening == pytest.approx(float(spec.content.givens[angle.given].value))


def test_the_law_of_cosines_rounds_the_true_length() -> None:
    for index in range(30):
        content = triangle_spec(index, family="law_of_cosines_side").content
        b, c, turn = (float(given.value) for given in content.givens)
        truth = math.sqrt(b * b + c * c - 2 * b * c * math.cos(math.radians(turn)))
        assert abs(truth - float(content.answers[0])) <= 0.05 + 1e-9
        assert Decimal(content.answers[0]).as_tuple().exponent == -1


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["equations", "triangle"])
def test_specs_round_trip_and_draw_the_same_page(kind: str, language: Language) -> None:
    generator = Equations() if kind == "equations" else Triangle()
    for index in range(4):
        spec = equation_spec(index, language) if kind == "equations" else triangle_spec(index, language)
        again = jsonio.decode(type(spec), jsonio.loads(jsonio.dumps(jsonio.encode(spec))))
        assert again == spec
        one, other = (generator.draw(item, Canvas()) for item in (spec, again))  # type: ignore[arg-type]
        assert np.array_equal(one.pages[0], other.pages[0])
        assert one.scene == other.scene


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_spells_the_content(language: Language) -> None:
    for index in range(8):
        spec = equation_spec(index, language, solution="shown")
        scene = Equations().draw(spec, Canvas()).scene
        lines = scene.pages[0].text.split("\n")
        refs = {scene.regions[row].ref for row in range(len(scene.regions))}
        for number, step in enumerate(spec.content.steps):
            assert step.result in lines
            assert f"step/{number}" in refs
        assert {"statement", "answer"} <= refs


def test_a_hidden_solution_leaves_no_step_on_the_page() -> None:
    for index in range(6):
        drawing = Triangle().draw(triangle_spec(index, solution="hidden"), Canvas())
        refs = {drawing.scene.regions[row].ref for row in range(len(drawing.scene.regions))}
        assert {"statement", "figure"} <= refs
        assert not any(ref.startswith("step/") or ref == "answer" for ref in refs)


def test_about_half_of_the_pages_show_the_solution() -> None:
    shown = sum(equation_spec(index).page.shown for index in range(80))
    assert 26 <= shown <= 54


def test_every_given_length_and_angle_of_the_figure_has_its_regions() -> None:
    spec = triangle_spec(3, family="law_of_sines")
    regions = Triangle().draw(spec, Canvas()).scene.regions
    marked = {(regions[row].role, regions[row].ref) for row in range(len(regions)) if regions[row].ref}
    assert {("angle", "given/0"), ("angle", "given/1"), ("side", "given/2"), ("value_label", "given/2")} <= marked
    assert sum(regions[row].role == "vertex" for row in range(len(regions))) == 3


def test_rejects_are_rare() -> None:
    rejected = 0
    for index in range(40):
        try:
            Triangle().draw(triangle_spec(index, LANGUAGES[index % 2]), Canvas())
        except Reject:
            rejected += 1
    assert rejected <= 1


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(ConfigError, match="family"):
        equation_spec(0, family="cubic")
    with pytest.raises(ConfigError, match="colour"):
        triangle_spec(0, colour="red")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"`\frac{3x + 4}{5} = 7`", "(3x + 4)/5 = 7"),
        (r"`\frac{3}{4}x`", "(3/4)x"),
        (r"`\frac{1}{2a}`", "1/(2a)"),
        (r"`x^{2} − 2^{x + 1}`", "x² − 2^(x + 1)"),
        (r"`\sqrt{2x + 3} + \sqrt{41}`", "√(2x + 3) + √41"),
        (r"Find `\log_{2} x`.", "Find log₂ x."),
        (r"`AB = 5\text{ cm}`", "AB = 5 cm"),
    ],
)
def test_linear_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize("markup", ["`x", r"`\frac{1}`", r"`\sqrt{x`", r"`\wrong`"])
def test_broken_markup_is_refused(markup: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(markup)
