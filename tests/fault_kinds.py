"""The faults themselves, filed in `faults.FAULTS`: places, text, pixels, contents, answers, bytes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from faults import PAIRED, UNITS, Cannot, Sheet, fault, first

from proofpress_core.roles import ROLES

DOCUMENT, TABLE, LINE, BAR, PIE = "documents/invoice", "tables/ruled", "charts/line", "charts/bar", "charts/pie"
SIGN, FORMULA, PROBLEM = "scene_text/sign", "formulas/algebra", "math_problems/equations"
PIXELS = ("charts/bar", "tables/ruled", "documents/invoice", "math_problems/equations")


def _big_char(sheet: Sheet) -> int:
    """The largest legible char of the first page that begins a word of several."""
    regions = sheet.regions
    rows = [
        row for row in sheet.rows("char")
        if regions["page"][row] == 0 and regions["order"][row] == 0 and regions["legible"][row]
        and len(sheet.children(regions["parent"][row])) > 1 and sheet.text(row).isalnum()
    ]  # fmt: skip
    return int(first(sorted(rows, key=lambda row: -_size(sheet, row)), "a char"))


def _size(sheet: Sheet, row: int) -> int:
    left, top, right, bottom = sheet.box(row)
    return (right - left) * (bottom - top)


@fault("geometry")
def char_out_of_its_word(sheet: Sheet, *, above: bool) -> None:
    """Half a pixel is seen, an eighth is rounding."""
    row = _big_char(sheet)
    corners = np.array([sheet.regions["points"][p : p + 2] for p in sheet.points(row)], dtype=float)
    along = corners[1] - corners[0] if len(corners) == 4 else np.array([1.0, 0.0])
    dx, dy = -(10 if above else 2) * along / np.hypot(*along)
    sheet.move(row, round(dx), round(dy))


@fault("geometry", DOCUMENT, BAR, TABLE)
def words_overlap(sheet: Sheet, *, above: bool) -> None:
    """A word that runs into the next by a quarter of the smaller one; a seventh is what swashes do."""
    regions = sheet.regions
    for line in sheet.rows("line"):
        words = sheet.children(line)
        if len(words) > 1 and all(len(sheet.points(word)) == 2 for word in words[:2]):
            one, other = sheet.box(words[0]), sheet.box(words[1])
            shared = min(one[3], other[3]) - max(one[1], other[1])
            smaller = min(_size(sheet, words[1]), _size(sheet, words[0]))
            if shared * 2 > other[3] - other[1] and one[2] <= other[0] and one[3] - one[1] == shared:
                wanted = (0.3 if above else 0.12) * smaller / shared
                regions["points"][sheet.points(words[0])[1]] = other[0] + round(wanted)
                return
    raise Cannot("two words side by side")


@fault("geometry", TABLE)
def cells_overlap(sheet: Sheet, *, above: bool) -> None:
    """A cell that covers a twentieth of the next; a hundredth is the rule between them."""
    row = first([r for r in sheet.rows("row") if len(sheet.children(r)) > 1], "a row of cells")
    one, other = sheet.children(row)[:2]
    left, _, right, _ = sheet.box(other)
    width = min(right - left, sheet.box(one)[2] - sheet.box(one)[0])
    sheet.regions["points"][sheet.points(one)[1]] += round((0.06 if above else 0.01) * width)


@fault("geometry")
def order_repeated(sheet: Sheet, *, above: bool) -> None:
    row = first([r for r in sheet.rows("char") if sheet.regions["order"][r] == 1], "a second char")
    sheet.regions["order"][row] = 0 if above else 1


@fault("geometry", graded=False)
def region_dropped(sheet: Sheet, *, above: bool) -> None:
    """The last char has no region."""
    regions = sheet.regions
    for name, column in regions.items():
        if name not in ("refs", "start", "points"):
            del column[-(2 if name in PAIRED else 1) :]
    regions["start"].pop()
    del regions["points"][2 * regions["start"][-1] :]


@fault("geometry", graded=False)
def span_truncated(sheet: Sheet, *, above: bool) -> None:
    row = first([r for r in sheet.rows("word", "token") if len(sheet.text(r)) > 1], "a long word")
    sheet.regions["text"][2 * row + 1] -= 1


@fault("geometry", graded=False)
def chars_swapped(sheet: Sheet, *, above: bool) -> None:
    """Two neighbours read each other's letter."""
    text = sheet.regions["text"]
    row = first([r for r in sheet.rows("char") if sheet.regions["order"][r] == 1], "a second char")
    text[2 * row - 2 : 2 * row], text[2 * row : 2 * row + 2] = text[2 * row : 2 * row + 2], text[2 * row - 2 : 2 * row]


@fault("geometry")
def anchor_outside(sheet: Sheet, *, above: bool) -> None:
    """The point that carries a value stands two pixels beside its mark; half a pixel is the edge's own width."""
    row = first(sheet.rows("mark", "line"), "a mark")
    sheet.regions["anchor"][2 * row] = sheet.box(row)[2] + (2 * UNITS if above else UNITS // 2)


@fault("geometry", graded=False)
def parent_exchanged(sheet: Sheet, *, above: bool) -> None:
    """A word hangs on another line."""
    lines = sheet.rows("line")
    words = [r for r in sheet.rows("word", "token") if sheet.regions["parent"][r] == lines[0]]
    if len(lines) < 2:
        raise Cannot("two lines")
    sheet.regions["parent"][words[-1]] = lines[-1]


@fault("ink", *PIXELS, graded=False)
def ink_erased(sheet: Sheet, *, above: bool) -> None:
    """The paper is clean where a char stands."""
    row = _big_char(sheet)
    left, top, right, bottom = (value // UNITS for value in sheet.box(row))
    pixels = sheet.pixels()
    patch = pixels[top - 1 : bottom + 2, left - 1 : right + 2]
    patch[:] = np.median(pixels[top - 3 : bottom + 4, left - 3 : right + 4].reshape(-1, 3), axis=0)
    sheet.paint(pixels)


def _contrast(patch: Any, paper: Any) -> float:
    """Greatest contrast ratio in a patch against a paper colour (WCAG 2.2)."""

    def light(colours: Any) -> Any:
        level = np.asarray(colours, dtype=float) / 255
        linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
        return linear @ np.array([0.2126, 0.7152, 0.0722]) + 0.05

    ink, ground = light(patch.reshape(-1, 3)), float(light(paper))
    dark, bright = np.percentile(ink, [5, 95])
    return float(max(ground / dark, bright / ground))


@fault("ink", *PIXELS)
def ink_faded(sheet: Sheet, *, above: bool) -> None:
    """A char that is called legible has faded below three to one; at three and a half it stands."""
    row = _big_char(sheet)
    left, top, right, bottom = sheet.box(row)
    box = np.s_[top // UNITS - 1 : -(-bottom // UNITS) + 1, left // UNITS - 1 : -(-right // UNITS) + 1]
    tight = np.s_[top // UNITS : -(-bottom // UNITS), left // UNITS : -(-right // UNITS)]
    pixels = sheet.pixels()
    paper = np.median(pixels[box].reshape(-1, 3), axis=0)
    for share in np.arange(0.98, 0.0, -0.01):
        faded = np.array(pixels)
        faded[box] = np.rint(paper + share * (pixels[box].astype(float) - paper)).astype(np.uint8)
        if _contrast(faded[tight], paper) < (2.6 if above else 3.6):
            sheet.paint(faded)
            return
    raise Cannot("ink that fades")


@fault("measure", *PIXELS)
def contrast_overstated(sheet: Sheet, *, above: bool) -> None:
    """A fifth more than the pixels show; three hundredths are two ways to round."""
    contrast = sheet.regions["contrast"]
    for word in sheet.rows("word"):
        chars = [r for r in sheet.children(word) if sheet.text(r).isalnum()]
        strong = sorted(chars, key=lambda r: -contrast[r])
        if len(strong) > 1 and 400 < contrast[strong[0]] < 1700 and contrast[strong[0]] > contrast[strong[-1]]:
            contrast[strong[0]] = round(contrast[strong[0]] * (1.2 if above else 1.03))
            return
    raise Cannot("a word of uneven letters")


@fault("measure", *PIXELS)
def legible_overstated(sheet: Sheet, *, above: bool) -> None:
    """Type of four pixels is called legible; five would be."""
    row = first(
        [r for r in sheet.rows("line") if sheet.regions["legible"][r] and sheet.regions["x_height"][r]], "a line"
    )
    sheet.regions["x_height"][row] = (4 if above else 5) * UNITS


@fault("ink", *PIXELS)
def line_shifted(sheet: Sheet, *, above: bool) -> None:
    """Chars stand a third of their height beside their ink; a sixteenth of a pixel is rounding."""
    line = sheet.regions["parent"][sheet.regions["parent"][_big_char(sheet)]]
    shift = (sheet.box(line)[3] - sheet.box(line)[1]) // 3 if above else 1
    for row in range(sheet.count):
        above_row = row
        while above_row >= 0 and above_row != line:
            above_row = sheet.regions["parent"][above_row]
        if above_row == line:
            sheet.move(row, 0, shift)
            sheet.regions["anchor"][2 * row + 1] += shift


@fault("text", BAR, graded=False)
def title_altered(sheet: Sheet, *, above: bool) -> None:
    label = first([label for label in sheet.content("ChartData")["labels"] if label["ref"] == "title"], "a title")
    label["text"] = label["text"][::-1]


@fault("text", TABLE, graded=False)
def cell_text_altered(sheet: Sheet, *, above: bool) -> None:
    cell = first([cell for cell in sheet.content("Grid")["cells"] if len(cell["text"]) > 1], "a cell")
    cell["text"] = cell["text"][:-1]


@fault("text", SIGN)
def scene_line_altered(sheet: Sheet, *, above: bool) -> None:
    """Another letter is wrong, another blank is not."""
    lines = sheet.content("SceneText")["lines"]
    lines[0] = lines[0] + ("e" if above else " ")


@fault("text", PROBLEM, graded=False)
def statement_altered(sheet: Sheet, *, above: bool) -> None:
    problem = sheet.content("MathProblem")
    problem["statement"] = problem["statement"].replace("x", "y", 1) + "?"


@fault("arithmetic", TABLE, DOCUMENT)
def cell_value_changed(sheet: Sheet, *, above: bool) -> None:
    """A value that is not the printed one; the same value with another zero is."""
    grid = sheet.content("Grid")
    cell = first([cell for cell in grid["cells"] if cell["value"] and "." in cell["value"]], "a decimal")
    cell["value"] = str(Decimal(cell["value"]) + 1) if above else f"{cell['value']}0"


def _axis(sheet: Sheet) -> dict[str, Any]:
    axes = [a for a in sheet.scene["axes"] if a["name"] == "y" and a["scale"] == "linear"]
    return dict(first(axes, "a linear axis"))


def _per_pixel(axis: dict[str, Any]) -> Decimal:
    length = abs(axis["end"][1] - axis["start"][1]) + abs(axis["end"][0] - axis["start"][0])
    return abs(Decimal(axis["high"]) - Decimal(axis["low"])) * UNITS / length


@fault("arithmetic", LINE)
def mark_value_changed(sheet: Sheet, *, above: bool) -> None:
    """A value 0.9 px from where its mark stands; 0.3 px is what a reader cannot tell."""
    chart = sheet.content("ChartData")
    column = first([c for c in chart["relations"][0]["columns"] if c["name"] == "value"], "values")
    place = first([n for n, value in enumerate(column["values"]) if value is not None], "a value")
    pixels = Decimal("0.9") if above else Decimal("0.3")
    column["values"][place] = str(
        (Decimal(column["values"][place]) + pixels * _per_pixel(_axis(sheet))).quantize(Decimal("1e-9"))
    )
    chart["printed"] = []


@fault("arithmetic", LINE, BAR)
def axis_shifted(sheet: Sheet, *, above: bool) -> None:
    axis = first([a for a in sheet.scene["axes"] if a["scale"] == "linear"], "a linear axis")
    place = 0 if axis["start"][1] == axis["end"][1] else 1
    for end in ("start", "end"):
        axis[end][place] += round((1.2 if above else 0.25) * UNITS)


@fault("arithmetic", LINE, BAR)
def warp_wrong(sheet: Sheet, *, above: bool) -> None:
    """A page is said to have moved a pixel and a half down and right when it has not; a quarter does not show."""
    matrix = sheet.scene["pages"][0]["warp"]["matrix"]
    for place in (2, 5):
        matrix[place] += int((1.5 if above else 0.25) * (1 << 44))


@fault("arithmetic", LINE, BAR, graded=False)
def mark_of_another_row(sheet: Sheet, *, above: bool) -> None:
    """Two marks of different categories carry each other's row."""
    ref, marks = sheet.regions["ref"], [r for r in sheet.rows("mark") if sheet.ref(r).startswith("row/")]
    one, other = marks[0], marks[1]
    ref[one], ref[other] = ref[other], ref[one]


@fault("arithmetic", PIE)
def wedge_value_changed(sheet: Sheet, *, above: bool) -> None:
    """A wedge that is drawn a hundredth of the circle too small; two thousandths are its chords."""
    chart = sheet.content("ChartData")
    column = first([c for c in chart["relations"][0]["columns"] if c["name"] == "value"], "values")
    total = sum(Decimal(value) for value in column["values"])
    for place, sign in ((0, 1), (1, -1)):
        share = total * Decimal("0.01" if above else "0.002")
        column["values"][place] = str(Decimal(column["values"][place]) + sign * share)
    chart["printed"] = []


@fault("arithmetic", DOCUMENT)
def invoice_total_wrong(sheet: Sheet, *, above: bool) -> None:
    """A cent too much, in digits and in value."""
    nodes = sheet.content("DocumentTree")["nodes"]
    node = first([n for n in nodes if n["id"] == "total"], "a total")
    old = Decimal(node["value"])
    new = old + (Decimal("0.01") if above else 0)
    node["text"] = node["text"].replace(f"{old:,.2f}", f"{new:,.2f}")
    node["value"] = str(new)


@fault("arithmetic", FORMULA, graded=False)
def formula_child_lost(sheet: Sheet, *, above: bool) -> None:
    nodes = sheet.content("FormulaTree")["nodes"]
    node = first(
        [n for n in nodes if n["kind"] in ("frac", "sup", "sub", "root", "row") and n["children"]], "a tall node"
    )
    node["children"] = node["children"][:-1]


@fault("arithmetic", PROBLEM, graded=False)
def answers_not_a_number(sheet: Sheet, *, above: bool) -> None:
    problem = sheet.content("MathProblem")
    problem["answers"] = [*problem["answers"], problem["answers"][0]] if problem["answers"] else ["two"]


@fault("replay")
def answer_wrong(sheet: Sheet, *, above: bool) -> None:
    """One more than the program gives; the same number with a zero behind the point is the same."""
    for question in sheet.record["questions"]:
        answer = question["answer"]
        if answer["kind"] in ("integer", "number") and "/" not in answer["value"]:
            step = Decimal(1).scaleb(-len(answer["value"].partition(".")[2]))
            if above:
                answer["value"] = str(Decimal(answer["value"]) + step)
            else:
                answer["kind"], answer["value"] = "number", str(Decimal(answer["value"]))
            sheet.flat["answer"] = sheet.record["questions"][0]["answer"]["value"]
            sheet.flat["answer_kind"] = sheet.record["questions"][0]["answer"]["kind"]
            return
    raise Cannot("a number as answer")


@fault("replay", graded=False)
def truth_turned(sheet: Sheet, *, above: bool) -> None:
    for question in sheet.record["questions"]:
        if question["answer"]["kind"] == "bool":
            question["answer"]["value"] = "no" if question["answer"]["value"] == "yes" else "yes"
            sheet.flat["answer"] = sheet.record["questions"][0]["answer"]["value"]
            return
    raise Cannot("a truth as answer")


@fault("replay", BAR, TABLE, graded=False)
def letter_wrong(sheet: Sheet, *, above: bool) -> None:
    for question in sheet.record["questions"]:
        if question["choices"]:
            question["answer"]["value"] = "A" if question["answer"]["value"] != "A" else "B"
            sheet.flat["answer"] = sheet.record["questions"][0]["answer"]["value"]
            return
    raise Cannot("choices")


@fault("replay", graded=False)
def step_wrong(sheet: Sheet, *, above: bool) -> None:
    """An intermediate answer is wrong under a right final one."""
    for question in sheet.record["questions"]:
        for factor in question["factors"][:-1]:
            factor["answer"]["value"] += "1"
            return
    raise Cannot("a question of two steps")


@fault("replay")
def evidence_wrong(sheet: Sheet, *, above: bool) -> None:
    """Evidence beyond the last region; one region less is a matter of taste."""
    for question in sheet.record["questions"]:
        for factor in question["factors"]:
            if len(factor["evidence"]) > 1:
                factor["evidence"] = [*factor["evidence"], sheet.count] if above else factor["evidence"][:-1]
                return
    raise Cannot("evidence")


@fault("replay", graded=False)
def operation_unknown(sheet: Sheet, *, above: bool) -> None:
    sheet.record["questions"][0]["program"]["nodes"][-1]["op"] = "guess"


@fault("record", graded=False)
def picture_damaged(sheet: Sheet, *, above: bool) -> None:
    ending = ".png" if sheet.flat["pages"] == 1 else ".page0.png"
    data = bytearray(sheet.raw(ending))
    data[len(data) // 2] ^= 4
    sheet.put(ending, bytes(data))


@fault("record", graded=False)
def role_unknown(sheet: Sheet, *, above: bool) -> None:
    sheet.regions["role"][-1] = len(ROLES)


@fault("record", graded=False)
def flat_answer_differs(sheet: Sheet, *, above: bool) -> None:
    sheet.flat["answer"] += "?"


@fault("record", graded=False)
def text_member_differs(sheet: Sheet, *, above: bool) -> None:
    sheet.put(".txt", sheet.raw(".txt") + b" ")


@fault("record", graded=False)
def span_outside_the_text(sheet: Sheet, *, above: bool) -> None:
    sheet.regions["text"][-1] = len(sheet.scene["pages"][-1]["text"]) + 1


def _flat_mark(sheet: Sheet) -> tuple[int, tuple[int, int, int, int]]:
    """A bar that is not small, and its box in whole pixels."""
    for row in sheet.rows("mark"):
        left, top, right, bottom = (value // UNITS for value in sheet.box(row))
        if min(right - left, bottom - top) > 12:
            return row, (left, top, right, bottom)
    raise Cannot("a bar")


@fault("values", BAR)
def mark_pixels_moved(sheet: Sheet, *, above: bool) -> None:
    """A bar's end is painted two pixels too short; nothing is repainted below."""
    row, (left, top, right, bottom) = _flat_mark(sheet)
    x, y = (value / UNITS for value in sheet.regions["anchor"][2 * row : 2 * row + 2])
    pixels = sheet.pixels()
    off = 2 if above else 0
    upright = min(abs(y - top), abs(y - bottom)) < min(abs(x - left), abs(x - right))
    if upright and abs(y - top) < abs(y - bottom):
        pixels[top : top + off, left:right] = pixels[top - 2, left:right]
    elif upright:
        pixels[bottom - off : bottom, left:right] = pixels[bottom + 1, left:right]
    elif abs(x - right) < abs(x - left):
        pixels[top:bottom, right - off : right] = pixels[top:bottom, right + 1 : right + 2]
    else:
        pixels[top:bottom, left : left + off] = pixels[top:bottom, left - 2 : left - 1]
    sheet.paint(pixels)


@fault("values", "charts/correlation")
def shade_changed(sheet: Sheet, *, above: bool) -> None:
    """A cell is forty levels darker than the colour bar says; one level is rounding."""
    _, (left, top, right, bottom) = _flat_mark(sheet)
    pixels = sheet.pixels()
    cell = pixels[top:bottom, left:right]
    cell[:] = np.maximum(cell.astype(int) - (40 if above else 1), 0).astype(np.uint8)
    sheet.paint(pixels)


@fault("values", "charts/bar_stacked")
def key_recoloured(sheet: Sheet, *, above: bool) -> None:
    """Two legend keys have one colour; one level more does not matter."""
    keys = sheet.rows("legend_key")
    if len(keys) < 2:
        raise Cannot("two keys")
    one, other = (tuple(value // UNITS for value in sheet.box(row)) for row in keys[:2])
    pixels = sheet.pixels()
    patch = pixels[other[1] : other[3], other[0] : other[2]]
    if above:
        patch[:] = pixels[(one[1] + one[3]) // 2, (one[0] + one[2]) // 2]
    else:
        patch[:] = np.maximum(patch.astype(int) - 1, 0).astype(np.uint8)
    sheet.paint(pixels)
