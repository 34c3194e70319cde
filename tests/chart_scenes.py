"""A hand-made chart of two countries over six years, and questions about it."""

from __future__ import annotations

from decimal import Decimal

from proofpress_core.content import ChartData, Encoding, Language, NumberColumn, Relation, TextColumn
from proofpress_core.question import Question
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Axis, Scene
from proofpress_core.scene_builder import SceneBuilder
from qa_gen.compose import Options, compose

WORDS: dict[Language, tuple[str, str, str]] = {"en": ("Country", "Year", "Output"), "zh": ("国家", "年份", "产量")}
VALUES = "31 34 29 41 47 52 22 25 33 30 28 44"


def chart(language: Language = "en", *, values: str = VALUES) -> ChartData:
    """Two countries over six years."""
    series, category, measure = WORDS[language]
    numbers = tuple(Decimal(v) for v in values.split())
    columns = (
        TextColumn(name="series", label=series, values=("Peru",) * 6 + ("Chad",) * 6),
        TextColumn(name="category", label=category, values=tuple(map(str, range(2015, 2021))) * 2, ordered=True),
        NumberColumn(name="value", label=measure, unit="GWh", values=numbers),
    )
    return ChartData(
        id="c", language=language, chart_type="line", labels=(), relations=(Relation(name="data", columns=columns),),
        encodings=(Encoding(channel="y", column="value"),),
    )  # fmt: skip


def scene(data: ChartData, *, pixels: int = 400) -> Scene:
    """One mark a row, and an axis of 0 to 60 over `pixels`."""
    builder = SceneBuilder([(800, 500)])
    plot = builder.add("plot", builder.page(), (50, 20, 780, 470), content="c", ref="plot")
    for row in range(data.relations[0].height):
        builder.add("mark", plot, (60 + 30 * row, 50, 70 + 30 * row, 60), content="c", ref=f"row/{row}")
    axis = Axis(content="c", name="y", scale="linear", low=Decimal(0), high=Decimal(60), start=(800, 7200),
                end=(800, 7200 - 16 * pixels))  # fmt: skip
    return builder.build([data], [axis]).scene


def asked(
    language: Language = "en", *, count: int = 60, picture: Scene | None = None, **options: object
) -> list[Question]:
    """Questions of many pictures' worth of draws."""
    found: list[Question] = []
    for index in range(count // 4):
        key = Key(seed=5, split="train", generator="charts/line", version=1, index=index, attempt=0)
        draw = Streams(key)("question")
        found += compose(picture or scene(chart(language)), draw, Options(**options))
    return found
