"""Whole transcriptions as conversations: each picture with a request and what it asks for, in the form of `messages`.

A chart is written as CSV, Markdown, OTSL, a JSON dictionary and captions at three lengths; a table as HTML, Markdown
(where no cell is merged), OTSL, CSV and LaTeX; a formula as LaTeX; text in scenes and problems as plain text. All of
them follow from the content, so none can disagree with the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from proofpress import members
from proofpress.exporting import messages
from proofpress.stored import Shard, Stored
from proofpress_core.chart_markup import data_grid, to_json
from proofpress_core.content import ChartData, Content, FormulaTree, Grid, Language
from proofpress_core.latex import latex
from proofpress_core.markup import has_spans, to_csv, to_html, to_latex, to_markdown, to_otsl
from proofpress_core.rng import Draw
from proofpress_core.sample import Sample
from qa_gen.captions import captions
from templates.phrasing import Phrasing


def write_split(shards: Iterable[Shard], target: Path, split: str) -> list[Path]:
    """Write `<split>.jsonl` with its pictures below `images/`, and add it to `dataset_info.json`."""
    return messages.write_conversations(shards, target, split, conversations)


def conversations(stored: Stored, folder: str) -> list[dict[str, Any]]:
    """One conversation for every transcription of a sample whose pictures lie in `folder`."""
    sample = members.read(stored.members)
    images = [f"{folder}/{name}" for name in stored.pictures]
    draw = Draw(sample.record.key.stream("request"))
    return [
        {"messages": messages.exchange(_asked(draw, language, form), text, len(images), stored.slug), "images": images}
        for form, language, text in transcriptions(sample, draw)
    ]


def transcriptions(sample: Sample, draw: Draw) -> Iterator[tuple[str, Language, str]]:
    """(form, language, text) of everything that a sample's picture can be transcribed to. A picture with several
    contents, such as a page with a table, is transcribed as text only."""
    contents = sample.record.scene.contents
    if len(contents) == 1:
        for form, text in _own(contents[0], draw):
            yield form, contents[0].language, text
    if len(contents) > 1 or not isinstance(contents[0], ChartData | Grid | FormulaTree):
        yield "text", contents[0].language, "\n\n".join(page.text for page in sample.record.scene.pages)


def _own(content: Content, draw: Draw) -> Iterator[tuple[str, str]]:
    if isinstance(content, ChartData):
        grid = data_grid(content)
        yield from (("csv", to_csv(grid)), ("markdown", to_markdown(grid)), ("otsl", to_otsl(grid)))
        yield "dictionary", to_json(content)
        said = captions(content, draw)
        yield from (("short", said.short), ("medium", said.medium), ("long", said.long))
    elif isinstance(content, Grid):
        yield from (("html", to_html(content)), ("otsl", to_otsl(content)), ("table_csv", to_csv(content)))
        yield "latex_table", to_latex(content)
        if not has_spans(content):
            yield "markdown", to_markdown(content)
    elif isinstance(content, FormulaTree):
        yield "latex", latex(content)


def _asked(draw: Draw, language: Language, form: str) -> str:
    return Phrasing(language).say(draw, "request", form)
