"""The kind, titles, axis labels and colours of charts."""

from __future__ import annotations

from proofpress_core.chart_names import names_of, other_names
from proofpress_core.content import ChartData
from proofpress_core.rng import Draw
from qa_gen.factors.base import MenuView, unevaluated
from qa_gen.session import Expr, Session
from qa_gen.values import Undefined
from templates.phrasing import Phrasing

_LABELS = ("title", "axis/x/label", "axis/y/label")


class ChartWords(MenuView):
    """The kind, titles, axis labels and colours of a chart."""

    def __init__(self, session: Session, chart: ChartData) -> None:
        super().__init__(session)
        self.chart = chart
        self.source = source = session.expr("chart", chart.id)
        # beside other charts only the title is one that a question can name
        alone = sum(isinstance(content, ChartData) for content in session.contents.values()) == 1
        refs = [label.ref for label in chart.labels if label.ref in (_LABELS if alone else _LABELS[:1])]
        texts = self.menu["text"]
        if refs:
            texts += [(0.6, lambda d: session.expr("label", source, d.choice(refs)))]
        if names_of(chart.chart_type, chart.language):
            texts += [(0.5, lambda d: session.expr("chart_type", source))]
            self.truth_menu += [(0.5, self._kind)]
        style = next((relation for relation in chart.relations if relation.name == "style"), None)
        if style is not None and len(style.columns[0].values) > 1:
            names = [str(value) for value in style.columns[0].values]
            colours = [str(value) for value in style.column("colour").values]
            texts += [(1.0, lambda d: session.expr("colour_of", source, d.choice(names)))]
            texts += [(2.0, lambda d: session.expr("named_by_colour", source, d.choice(colours)))]
            self.missing_menu += [self._absent_colour]
            if len(set(colours)) > 1:
                self.truth_menu += [(1.0, self._coloured)]
        channels = {encoding.channel for encoding in chart.encodings}
        self._unlabelled = [f"axis/{name}/label" for name in ("x", "y") if name in channels]
        self._unlabelled = [ref for ref in self._unlabelled if not chart.label(ref)]
        if self._unlabelled and alone:
            self.missing_menu += [self._absent_label]

    def _kind(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """Whether the chart is of a kind: its own, or one that no name of its own says."""
        own = names_of(self.chart.chart_type, self.chart.language)
        others = other_names(self.chart.chart_type, self.chart.language)
        kind = self.session.expr("chart_type", self.source)
        return self.session.expr("reads", kind, own[0] if wanted else draw.choice(others))

    def _coloured(self, draw: Draw, wanted: bool) -> Expr:  # noqa: FBT001 - a truth value
        """Whether something has a colour: its own, or that of something else."""
        colours = self.session.expr("colours", self.source)
        names = next(r for r in self.chart.relations if r.name == "style").columns[0].values
        shown = self.session.expr("colour_of", self.source, str(draw.choice(names)))
        assert isinstance(colours.value, tuple)
        others = [str(colour) for colour in dict.fromkeys(colours.value) if colour != shown.value]
        return self.session.expr("reads", shown, str(shown.value) if wanted else draw.choice(others))

    def _absent_colour(self, draw: Draw) -> tuple[Expr, Expr]:
        """A colour that nothing has, nor anything like it."""
        colours = self.session.expr("colours", self.source)
        assert isinstance(colours.value, tuple)
        likes: dict[str, list[str]] = Phrasing(self.chart.language).words("colours")
        free = [name for name, like in likes.items() if not {name, *like} & set(map(str, colours.value))]
        if not free:
            raise Undefined("all colours are taken")
        name = draw.choice(free)
        return unevaluated("named_by_colour", self.source, name), self.session.expr("has_text", colours, name)

    def _absent_label(self, draw: Draw) -> tuple[Expr, Expr]:
        """The label of an axis that has none."""
        ref = draw.choice(self._unlabelled)
        return unevaluated("label", self.source, ref), self.session.expr("has_label", self.source, ref)
