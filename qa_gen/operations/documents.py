"""Fields, headings and pages of documents."""

from __future__ import annotations

from fractions import Fraction

from proofpress_core.content import DocumentNode, DocumentTree
from qa_gen.operations import means
from qa_gen.values import Env, Num, Texts, Undefined, exact


@means("field_number")
def field_number(env: Env, document: DocumentTree, key: str) -> Num:
    value = _field(document, key).value
    if value is None:
        raise Undefined(f"field {key!r} holds no number")
    return Num(Fraction(value))


@means("field_text")
def field_text(env: Env, document: DocumentTree, key: str) -> str:
    return _field(document, key).text


@means("fields")
def fields(env: Env, document: DocumentTree) -> Texts:
    return tuple(node.key for node in document.nodes if node.role == "field")


@means("node_count")
def node_count(env: Env, document: DocumentTree, role: str) -> Num:
    return exact(sum(node.role == role for node in document.nodes))


@means("headings")
def headings(env: Env, document: DocumentTree, level: str) -> Texts:
    return tuple(node.text for node in _headings(document) if node.level == int(level))


@means("heading_after")
def heading_after(env: Env, document: DocumentTree, text: str) -> str:
    nodes = _headings(document)
    place = _place(nodes, text)
    if place + 1 == len(nodes):
        raise Undefined("no heading follows the last")
    return nodes[place + 1].text


@means("heading_level")
def heading_level(env: Env, document: DocumentTree, text: str) -> Num:
    nodes = _headings(document)
    return exact(nodes[_place(nodes, text)].level)


@means("heading_parent")
def heading_parent(env: Env, document: DocumentTree, text: str) -> str:
    nodes = _headings(document)
    place = _place(nodes, text)
    for node in reversed(nodes[:place]):
        if node.level < nodes[place].level:
            return node.text
    raise Undefined(f"{text!r} stands under no other heading")


@means("heading_page")
def heading_page(env: Env, document: DocumentTree, text: str) -> Num:
    nodes = _headings(document)
    return exact(nodes[_place(nodes, text)].page + 1)


@means("page_count")
def page_count(env: Env, document: DocumentTree) -> Num:
    return exact(document.page_count)


def _field(document: DocumentTree, key: str) -> DocumentNode:
    found = [node for node in document.nodes if node.role == "field" and node.key == key]
    if len(found) != 1:
        raise Undefined(f"{len(found)} fields named {key!r}")
    return found[0]


def _headings(document: DocumentTree) -> list[DocumentNode]:
    return [node for node in document.nodes if node.role == "heading"]


def _place(nodes: list[DocumentNode], text: str) -> int:
    places = [place for place, node in enumerate(nodes) if node.text == text]
    if len(places) != 1:
        raise Undefined(f"{len(places)} headings read {text!r}")
    return places[0]
