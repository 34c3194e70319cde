"""The check `values` on real charts: they pass, and fail with the row named when the record says something else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from faults import UNITS, Sheet
from shipped import shipped

from proofpress_core.sample import Verdict
from verify.checks import verify_sample

KINDS = ("bar", "bar_stacked", "line", "area", "scatter", "pie", "donut", "heatmap", "correlation", "dumbbell",
         "funnel", "box", "histogram", "lollipop")  # fmt: skip


def judged(members: Any) -> Verdict:
    return verify_sample(members, ocr=None, only=("values",))[1]


def opened(kind: str, index: int = 0) -> Sheet:
    return Sheet(shipped(f"charts/{kind}", "en", index))


def column(sheet: Sheet) -> list[str]:
    """Values of the chart's numbers, to be changed."""
    columns = sheet.content("ChartData")["relations"][0]["columns"]
    return next(column["values"] for column in columns if column["name"] == "value")


def value_axis(sheet: Sheet) -> dict[str, Any]:
    """The linear axis that the values stand on."""
    shown = {e["channel"] for e in sheet.content("ChartData")["encodings"] if e["column"] == "value"}
    return next(axis for axis in sheet.scene["axes"] if axis["scale"] == "linear" and axis["name"] in shown)


def measured(kind: str) -> Sheet:
    """The first of some charts of which most marks can be measured."""
    for index in range(8):
        if dict(judged(shipped(f"charts/{kind}", "en", index)).measured)["charts_remeasured"]:
            return opened(kind, index)
    raise AssertionError(f"no {kind} is measured")


def moved(sheet: Sheet, row: int, pixels: Decimal) -> None:
    """Change a value by what pixels are on its axis, and with it the anchor of its mark (of a marker, all of
    it), but no pixel."""
    axis = value_axis(sheet)
    place = 0 if axis["start"][1] == axis["end"][1] else 1
    length = Decimal(axis["end"][place] - axis["start"][place]) / UNITS
    per_pixel = (Decimal(axis["high"]) - Decimal(axis["low"])) / length
    values = column(sheet)
    values[row] = str(Decimal(values[row]) + pixels * per_pixel)
    region = next(r for r in sheet.rows("mark") if sheet.ref(r) == f"row/{row}")
    off = int(pixels * UNITS)
    sheet.regions["anchor"][2 * region + place] += off
    if sheet.rows("series_line"):
        sheet.move(region, *((0, off) if place else (off, 0)))


@pytest.mark.parametrize("kind", KINDS)
def test_clean_charts_are_measured_and_pass(kind: str) -> None:
    verdict = judged(shipped(f"charts/{kind}"))
    counts = dict(verdict.measured)
    assert verdict.status == "pass", verdict.reason
    assert counts["charts"] == 1
    assert counts["chart_texts"] > 0


@pytest.mark.parametrize("kind", ["bar", "line", "scatter", "pie", "funnel", "correlation", "dumbbell"])
def test_most_marks_are_measured(kind: str) -> None:
    counts = dict(judged(measured(kind).members()).measured)
    assert counts["remeasured"] >= 4 * counts["unmeasured"]


@pytest.mark.parametrize("kind", ["bar", "line", "histogram"])
@pytest.mark.parametrize("pixels", [Decimal(2), Decimal(-2)])
def test_a_value_that_is_two_pixels_off_is_found(kind: str, pixels: Decimal) -> None:
    sheet = measured(kind)
    moved(sheet, 1, pixels)
    verdict = judged(sheet.members())
    assert verdict.status == "fail"
    assert "row/1)" in verdict.reason


def test_a_value_that_is_a_quarter_of_a_pixel_off_passes() -> None:
    sheet = measured("line")
    moved(sheet, 1, Decimal("0.25"))
    assert judged(sheet.members()).status == "pass"


def test_values_of_two_wedges_exchanged_are_found() -> None:
    sheet = opened("pie")
    values = column(sheet)
    values[0], values[-1] = values[-1], values[0]
    verdict = judged(sheet.members())
    assert verdict.status == "fail"
    assert "% of all" in verdict.reason


def test_a_shade_of_another_value_is_found() -> None:
    sheet = opened("correlation")
    values = column(sheet)
    values[0] = str(-Decimal(values[0]))
    verdict = judged(sheet.members())
    assert verdict.status == "fail"
    assert "shade" in verdict.reason


def test_keys_of_one_colour_are_found() -> None:
    sheet = opened("bar_stacked")
    pixels = sheet.pixels()
    one, other = (tuple(value // UNITS for value in sheet.box(row)) for row in sheet.rows("legend_key")[:2])
    colour = pixels[(one[1] + one[3]) // 2, (one[0] + one[2]) // 2].copy()
    pixels[other[1] : other[3], other[0] : other[2]] = colour
    sheet.paint(pixels)
    verdict = judged(sheet.members())
    assert verdict.status == "fail"
    assert "apart in colour" in verdict.reason


def test_labels_that_touch_or_are_cut_off_are_found() -> None:
    sheet = opened("bar")
    ticks = [row for row in sheet.rows("tick_label") if "/x/" in sheet.ref(row)]
    one, other = (sheet.children(row)[0] for row in ticks[:2])
    sheet.move(other, *(a - b for a, b in zip(sheet.box(one)[:2], sheet.box(other)[:2], strict=True)))
    assert "touch" in judged(sheet.members()).reason
    sheet = opened("bar")
    row = sheet.rows("tick_label")[0]
    sheet.move(row, -sheet.box(row)[0] + UNITS // 2)
    assert "border" in judged(sheet.members()).reason


def test_pictures_with_effects_are_left_out() -> None:
    verdict = judged(shipped("charts/bar", "en", 0, (("blur", 0.5),)))
    assert (verdict.status, verdict.measured) == ("pass", ())
