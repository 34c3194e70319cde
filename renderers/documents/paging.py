"""The document as it was drawn: nodes in the order of drawing, each with the page on which it starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from proofpress_core.content import DocumentNode, DocumentTree


def paged(
    form: DocumentTree,
    drawn: Sequence[tuple[str, int]],
    added: Sequence[DocumentNode],
    pages: int,
    worded: Mapping[str, str] = MappingProxyType({}),
) -> DocumentTree:
    """`form` with the pages of its nodes set from `drawn` (node id and page, in reading order; only the first mention
    counts), with the texts of `worded`, and with the nodes that came about while drawing. Nodes that were not drawn are
    left out; a list stands where its first item does."""
    known = {node.id: node for node in (*form.nodes, *added)}
    parent = {child: node.id for node in form.nodes[1:] for child in node.children}
    first: dict[str, int] = {}
    for name, page in drawn:
        if name in parent:
            first.setdefault(parent[name], page)
        first.setdefault(name, page)
    nodes = [
        dataclasses.replace(known[name], page=page, text=worded.get(name, known[name].text))
        for name, page in first.items()
    ]
    root = dataclasses.replace(form.nodes[0], children=tuple(name for name in first if name not in parent))
    return dataclasses.replace(form, page_count=pages, nodes=(root, *nodes))
