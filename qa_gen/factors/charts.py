"""Titles, axis labels and colours of charts."""

from __future__ import annotations

from proofpress_core.content import ChartData
from qa_gen.factors.base import MenuView, Production
from qa_gen.session import Session


class ChartWords(MenuView):
    """Titles, axis labels and colours of a chart."""

    def __init__(self, session: Session, chart: ChartData) -> None:
        super().__init__(session)
        source = session.expr("chart", chart.id)
        refs = [label.ref for label in chart.labels if label.ref in ("title", "axis/x/label", "axis/y/label")]
        texts: list[tuple[float, Production]] = []
        if refs:
            texts += [(0.6, lambda d: session.expr("label", source, d.choice(refs)))]
        style = next((relation for relation in chart.relations if relation.name == "style"), None)
        if style is not None and len(style.columns[0].values) > 1:
            names = [str(value) for value in style.columns[0].values]
            colours = [str(value) for value in style.column("colour").values]
            texts += [(1.0, lambda d: session.expr("colour_of", source, d.choice(names)))]
            texts += [(1.0, lambda d: session.expr("named_by_colour", source, d.choice(colours)))]
        self.menu["text"] = texts
