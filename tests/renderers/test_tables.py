"""Tables: every look lays its grid out exactly, and what the cells say adds up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpress_core import jsonio, markup
from proofpress_core.content import Grid, Language
from proofpress_core.rng import Key, Streams
from renderers.base import Canvas, Drawing, Knobs, generators
from renderers.tables._spec import LEAST_WIDTH, MOST_WIDTH, TableSpec
from renderers.tables._wrap import units, width, wrap
from templates.fonts import families, font
from templates.table_data import STRUCTURES, TableContent, is_flat, sample_table
from templates.table_numbers import NumberStyle, shares, show
from templates.table_themes import theme_ids
from templates.table_topics import all_topics, supports

LOOKS = ("tables/ruled", "tables/three_line", "tables/borderless", "tables/banded")
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def _streams(index: int, generator: str = "tables/ruled") -> Streams:
    return Streams(Key(seed=11, split="test", generator=generator, version=1, index=index, attempt=0))


def _content(index: int, language: Language, structure: str = "", topic: str = "") -> TableContent:
    streams = _streams(index)
    return sample_table(streams("data"), streams("style"), language, structure, topic)


def _drawn(look: str, index: int, language: Language, structure: str) -> tuple[TableSpec, Drawing]:
    generator = generators[look]()
    knobs = Knobs(language=language, settings={"structure": structure})
    spec = generator.sample(_streams(index, look), knobs)
    return spec, generator.draw(spec, Canvas())


@pytest.fixture(scope="module", params=[*product(LOOKS, STRUCTURES)], ids="-".join)
def drawn(request: pytest.FixtureRequest) -> tuple[TableSpec, Drawing]:
    look, structure = request.param
    language = LANGUAGES[(LOOKS.index(look) + STRUCTURES.index(structure)) % 2]
    return _drawn(look, 3, language, structure)


def test_a_spec_survives_json(drawn: tuple[TableSpec, Drawing]) -> None:
    spec, _ = drawn
    assert jsonio.decode(TableSpec, jsonio.encode(spec)) == spec


def test_pages_have_the_promised_width(drawn: tuple[TableSpec, Drawing]) -> None:
    assert LEAST_WIDTH <= drawn[1].pages[0].shape[1] <= MOST_WIDTH


def test_cells_tile_the_table(drawn: tuple[TableSpec, Drawing]) -> None:
    regions = drawn[1].scene.regions
    boxes = regions.boxes() // 16
    left, top, right, bottom = boxes[regions.having("table")[0]]
    painted = np.zeros((bottom - top, right - left), dtype=np.int64)
    for x0, y0, x1, y1 in boxes[regions.having("cell")]:
        painted[y0 - top : y1 - top, x0 - left : x1 - left] += 1
    assert painted.min() == painted.max() == 1


def test_every_cell_region_holds_its_text(drawn: tuple[TableSpec, Drawing]) -> None:
    spec, drawing = drawn
    scene = drawing.scene
    boxes = scene.regions.boxes()
    for number, cell in enumerate(spec.grid.cells):
        (row,) = scene.regions.find(0, f"cell/{number}")
        assert "".join(scene.text_of(scene.regions[int(row)]).split()) == "".join(cell.text.split())
        for line in np.flatnonzero(scene.regions.parent == row):
            assert np.all(boxes[line][:2] >= boxes[row][:2])
            assert np.all(boxes[line][2:] <= boxes[row][2:])


def test_the_caption_region_holds_the_caption(drawn: tuple[TableSpec, Drawing]) -> None:
    spec, drawing = drawn
    (row,) = drawing.scene.regions.find(0, "caption")
    text = drawing.scene.text_of(drawing.scene.regions[int(row)])
    assert "".join(text.split()) == "".join(spec.grid.caption.split())


def test_a_hidden_word_changes_only_its_own_box(drawn: tuple[TableSpec, Drawing]) -> None:
    spec, drawing = drawn
    look = next(name for name in LOOKS if generators[name].look == _look_of(spec))
    rows = drawing.scene.regions.having("line")[::25]
    for row in rows:
        bare = generators[look]().draw(spec, Canvas(frozenset([drawing.paints[row]]))).pages[0]
        changed = np.argwhere((bare != drawing.pages[0]).any(axis=2)) * 16
        left, top, right, bottom = drawing.scene.regions.boxes()[row]
        assert changed.size
        assert changed.min(axis=0)[0] + 8 >= top - 16
        assert changed.min(axis=0)[1] + 8 >= left - 16
        assert changed.max(axis=0)[0] + 8 <= bottom + 16
        assert changed.max(axis=0)[1] + 8 <= right + 16


def _look_of(spec: TableSpec) -> str:
    """A look that can draw the spec: one that has its variant."""
    return next(generators[name].look for name in LOOKS if spec.style.variant in generators[name].variants)


def test_a_changed_value_is_drawn() -> None:
    spec, drawing = _drawn("tables/ruled", 5, "en", "flat")
    place, cell = next((n, c) for n, c in enumerate(spec.grid.cells) if c.value is not None)
    cells = list(spec.grid.cells)
    cells[place] = replace(cell, text="87,654", value=Decimal(87654))
    other = generators["tables/ruled"]().draw(replace(spec, grid=replace(spec.grid, cells=tuple(cells))), Canvas())
    (row,) = other.scene.regions.find(0, f"cell/{place}")
    assert other.scene.text_of(other.scene.regions[int(row)]) == "87,654"
    assert other.pages[0].shape != drawing.pages[0].shape or (other.pages[0] != drawing.pages[0]).any()


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_has_several_themes_and_variants(look: str) -> None:
    assert len(theme_ids(generators[look].look)) >= 4
    assert len(generators[look].variants) >= 3


def test_most_tables_are_flat_and_of_the_promised_size() -> None:
    grids = [_content(index, LANGUAGES[index % 2]).grid for index in range(300)]
    assert sum(is_flat(grid) for grid in grids) >= 180
    assert all(4 <= grid.rows <= 15 and 3 <= grid.cols <= 9 for grid in grids)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", list(all_topics()))
def test_every_topic_fills_every_structure_it_supports(topic: str, language: Language) -> None:
    for index, structure in product(range(3), sorted(supports(all_topics()[topic]))):
        content = _content(index, language, structure, topic)
        assert content.topic == topic
        assert "{" not in content.grid.caption + content.note
        assert all("|" not in cell.text and cell.text == cell.text.strip() for cell in content.grid.cells)
        if structure == "flat":
            assert is_flat(content.grid)
            _assert_relational(content.grid)


def _assert_relational(grid: Grid) -> None:
    """Column headers, and keys of rows, name one column and one row each."""
    heads = [cell.text for cell in grid.cells if cell.row == 0]
    keys = [cell.text for cell in grid.cells if cell.col == 0]
    assert len(set(heads)) == len(heads)
    assert len(set(keys)) == len(keys)
    assert markup.to_markdown(grid).count("\n") == grid.rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", [name for name, raw in all_topics().items() if "total_row" in raw])
def test_totals_of_matrices_are_sums_of_the_values_shown(topic: str, language: Language) -> None:
    seen = 0
    for index in range(6):
        content = _content(index, language, "flat", topic)
        for total in (cell for cell in content.grid.cells if content.roles[cell.row] == "total" and cell.value):
            parts = [c.value for c in content.grid.cells if c.col == total.col and content.roles[c.row] == "body"]
            assert sum(part for part in parts if part is not None) == total.value
            seen += 1
    assert seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("structure", ["flat", "levels", "groups", "both"])
def test_every_cell_of_a_row_of_totals_and_no_other_is_marked_as_total(structure: str, language: Language) -> None:
    seen = 0
    for index in range(40):
        content = _content(index, language, structure)
        for cell in content.grid.cells:
            assert (cell.header == "total") == (content.roles[cell.row] == "total")
            seen += cell.header == "total"
    assert seen


@pytest.mark.parametrize("topic", ["budget", "inventory", "medals", "defects", "trade_balance"])
def test_totals_of_records_are_sums_where_the_topic_says_so(topic: str) -> None:
    columns = all_topics()[topic]["columns"]
    summed = {c["label"].split(" | ")[0] for c in columns if c.get("total")}
    seen = 0
    for index in range(8):
        content = _content(index, "en", "flat", topic)
        heads = {c.col: c.text.split(" (")[0] for c in content.grid.cells if c.row == 0}
        for total in (c for c in content.grid.cells if content.roles[c.row] == "total" and heads[c.col] in summed):
            parts = [c.value for c in content.grid.cells if c.col == total.col and content.roles[c.row] == "body"]
            assert sum(part for part in parts if part is not None) == total.value
            seen += 1
    assert seen


@pytest.mark.parametrize("topic", ["income_statement", "balance_sheet", "cash_flow"])
@pytest.mark.parametrize("structure", ["flat", "levels"])
def test_statements_add_up(topic: str, structure: str) -> None:
    lines = [line for line in all_topics()[topic]["lines"] if "id" in line]
    for index in range(6):
        content = _content(index, "en", structure, topic)
        rows = {c.text: c.row for c in content.grid.cells if c.col == 0}
        row_of = {line["id"]: rows[line["label"].split(" | ")[0]] for line in lines}
        at = {(c.row, c.col): c.value for c in content.grid.cells if c.unit != "%"}
        for line, col in product((line for line in lines if "total" in line), range(1, content.grid.cols)):
            whole = at.get((row_of[line["id"]], col))
            parts = [at.get((row_of[part], col)) for part in line["total"]]
            assert whole is None or sum(part for part in parts if part is not None) == whole


def test_the_balance_sheet_balances() -> None:
    for index in range(8):
        content = _content(index, "en", "flat", "balance_sheet")
        rows = {c.text: c.row for c in content.grid.cells if c.col == 0}
        pick = [rows["Total assets"], rows["Total equity and liabilities"]]
        sides = [[c.value for c in content.grid.cells if c.row == row and c.unit != "%"] for row in pick]
        assert sides[0] == sides[1]


@pytest.mark.parametrize("index", range(4))
def test_a_league_is_played_out(index: int) -> None:
    grid = _content(index, "en", "levels", "league").grid
    heads = {c.text: c.col for c in grid.cells if c.header == "column"}
    sums = {name: sum(c.value or 0 for c in grid.cells if c.col == col) for name, col in heads.items()}
    assert sums["Wins"] == sums["Losses"]
    assert sums["Goals scored"] == sums["Goals conceded"]
    assert sums["Points"] == 3 * sums["Wins"] + sums["Draws"]


STYLES = st.builds(
    NumberStyle,
    commas=st.booleans(),
    negative=st.sampled_from(("minus", "hyphen", "brackets")),
    missing=st.just("–"),
    percent_in_cell=st.booleans(),
    currency_in_cell=st.booleans(),
)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(("", "%", "$", "kg")), STYLES)
def test_a_number_reads_back_from_its_text(value: Decimal, unit: str, style: NumberStyle) -> None:
    text = show(value, unit, style)
    negative = text[0] in "−-("
    assert Decimal(text.strip("−-()").strip("$%").replace(",", "")) * (-1 if negative else 1) == value


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12), st.integers(0, 2))
def test_shares_add_up_and_stay_within_a_step(parts: list[int], places: int) -> None:
    found = shares([Decimal(part) for part in parts], places)
    assert sum(found) == 100
    exact = [Decimal(part) * 100 / sum(parts) for part in parts]
    assert all(abs(a - b) <= Decimal(1).scaleb(-places) for a, b in zip(found, exact, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abcdefgh 表格数据，（）()"), min_size=1, max_size=40), st.integers(20, 300))
def test_wrapping_keeps_the_text_and_the_room(text: str, room: int) -> None:
    text = " ".join(text.split())
    face = font(families("zh", ("sans",))[0])
    lines = wrap(text, face, 16, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    widest = max(width(unit.rstrip(), face, 16) for unit in units(text or "a"))
    assert all(width(line, face, 16) <= max(room, widest) for line in lines)


@given(st.text(st.sampled_from("ab 表格，。（"), max_size=20))
def test_units_are_the_text_and_keep_punctuation_in_place(text: str) -> None:
    found = units(text.strip())
    assert "".join(found) == text.strip()
    assert all(unit[0] not in "，。" for unit in found[1:])
