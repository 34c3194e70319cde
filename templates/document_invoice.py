"""Invoices: who sells what to whom, with sums that hold on the printed figures.

Arithmetic, all in the currency's hundredths, halves rounded up: amount = quantity x unit price (exact by the choice of
steps); subtotal = sum of the amounts; discount = rate x subtotal; tax = rate x (subtotal - discount + shipping);
total = subtotal - discount + shipping + tax.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Cell, DocumentNode, DocumentTree, Grid, Language
from proofpress_core.rng import Draw
from templates.entities import Company, buyer, company, person

CENT = Decimal("0.01")
DOCUMENT_ID, GRID_ID = "document", "items"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of an invoice; amount = quantity x price exactly."""

    name: str
    unit: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """The contents of an invoice, pages not yet known (all nodes on page 0), and the word that its logo may carry."""

    document: DocumentTree
    items: Grid
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The figures under the items; a rate is in percent."""

    subtotal: Decimal
    discount_rate: Decimal
    discount: Decimal
    shipping: Decimal
    tax_rate: Decimal
    tax: Decimal
    total: Decimal


@functools.cache
def lexicon() -> dict[str, Any]:
    """The invoice file: currencies, words, terms, trades, themes, layouts."""
    loaded: dict[str, Any] = yaml.safe_load(files("templates").joinpath("invoice.yaml").read_text(encoding="utf-8"))
    return loaded


def sample_invoice(draw: Draw, language: Language) -> Invoice:
    """Draw an invoice; about two in five are long enough for a second page."""
    book = lexicon()
    kinds = book["currencies"][language]
    currency = draw.choice(kinds, [kind["weight"] for kind in kinds])
    trade = draw.choice(book["trades"][language])
    items = _items(draw, trade["goods"])
    sums = add_up(items, _discount_rate(draw), _shipping(draw, items), Decimal(draw.choice(currency["rates"])))
    words = {key: draw.choice(options) for key, options in book["words"][language].items() if key != "columns"}
    seller = company(draw, language, trade["trade"], currency["code"])
    nodes = _nodes(draw, language, words, currency, seller, sums)
    grid = _grid(items, [draw.choice(options) for options in book["words"][language]["columns"]], language)
    root = DocumentNode(id="root", role="document", page=0, children=tuple(node.id for node in nodes))
    document = DocumentTree(
        id=DOCUMENT_ID, language=language, genre="invoice", page_count=1, nodes=(root, *nodes)
    )  # fmt: skip
    return Invoice(document=document, items=grid, short=seller.short)


def add_up(items: Sequence[Item], discount_rate: Decimal, shipping: Decimal, tax_rate: Decimal) -> Sums:
    """The figures that follow from the items, the rates and the shipping."""
    subtotal = sum((item.amount for item in items), Decimal("0.00"))
    discount = _cents(subtotal * discount_rate / 100)
    tax = _cents((subtotal - discount + shipping) * tax_rate / 100)
    return Sums(
        subtotal=subtotal, discount_rate=discount_rate, discount=discount, shipping=shipping, tax_rate=tax_rate,
        tax=tax, total=subtotal - discount + shipping + tax,
    )  # fmt: skip


def money(value: Decimal, sign: str) -> str:
    """A sum as printed: sign, grouped thousands, two decimals, and a minus before the sign."""
    return f"{'-' if value < 0 else ''}{sign}{abs(value):,.2f}"


def _items(draw: Draw, goods: Sequence[Sequence[Any]]) -> list[Item]:
    choices = [
        (good, number, variant) for good in goods for number, variant in enumerate(good[4] or [""])
    ]  # fmt: skip
    wanted = draw.integer(18, 30) if draw.chance(0.5) else draw.integer(4, 11)
    places = sorted(draw.sample(range(len(choices)), min(wanted, len(choices))))
    return [_item(draw, *choices[place]) for place in places]


def _item(draw: Draw, good: Sequence[Any], number: int, variant: str) -> Item:
    name, unit, low, high = good[:4]
    hours = unit in ("hour", "工时")
    price = _price(draw.uniform(low, high) * (1 + 0.4 * number), hours=hours)
    most = 3 if unit in ("trip", "次") else 6 if price > 150 else 18 if price > 25 else 60
    quantity = Decimal(draw.integer(2, 30)) / 2 if hours else Decimal(draw.integer(1 if most < 18 else 2, most))
    title = f"{name}, {variant}" if variant and name.isascii() else f"{name} {variant}".strip()
    return Item(name=title, unit=unit, quantity=quantity, price=price, amount=(quantity * price).quantize(CENT))


def _price(amount: float, *, hours: bool) -> Decimal:
    """A price on a step that keeps half hours exact: 0.50 for hours and beyond 25, whole beyond 150, else 0.05."""
    step = Decimal(1) if amount > 150 else Decimal("0.5") if hours or amount > 25 else Decimal("0.05")
    return (Decimal(round(amount / float(step))) * step).quantize(CENT)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def _discount_rate(draw: Draw) -> Decimal:
    return Decimal(draw.choice(("2", "3", "5", "7.5", "10"))) if draw.chance(0.45) else Decimal(0)


def _shipping(draw: Draw, items: Sequence[Item]) -> Decimal:
    usual = max(10.0, float(sum(item.amount for item in items)) * 0.01)
    return _price(draw.uniform(usual, usual * 2.5), hours=True) if draw.chance(0.6) else Decimal("0.00")


def _nodes(
    draw: Draw, language: Language, words: Mapping[str, str], currency: Mapping[str, Any], seller: Company, sums: Sums
) -> list[DocumentNode]:  # fmt: skip
    """All parts but the table's grid, in the usual order."""
    days = draw.choice((14, 21, 30, 45))
    customer = buyer(draw, language, currency["code"])
    terms = draw.choice(lexicon()["terms"][language]).format(days=days)
    return [
        _text("title", "title", words["title"]),
        _text("seller", "paragraph", seller.name),
        _text("address", "paragraph", "\n".join((*seller.address, seller.web))),
        *_facts(draw, language, words, days),
        _field("buyer", words["buyer"], "\n".join((customer.name, *customer.address))),
        *_ship(draw, language, words, customer, currency["code"]),
        DocumentNode(id="table", role="table", page=0, content=GRID_ID),
        *_sum_fields(words, currency, sums),
        _field("terms", words["terms"], terms),
        *([_text("thanks", "paragraph", draw.choice(lexicon()["thanks"][language]))] if draw.chance(0.6) else []),
        _text("footer", "footer", f"{seller.name} · {seller.web}"),
        _text("page", "footer", words["page"]),
        _field("carried", words["carried"], currency["sign"]),
        _field("brought", words["brought"], currency["sign"]),
    ]


def _facts(draw: Draw, language: Language, words: Mapping[str, str], days: int) -> list[DocumentNode]:
    issued = date(2023, 1, 1) + timedelta(days=draw.integer(0, 1300))
    written = draw.choice(("long", "iso"))
    serial = f"{words['prefix']}{issued.year if draw.chance(0.5) else ''}{draw.integer(1000, 99999):05d}"
    facts = [
        _field("number", words["number"], serial),
        _field("issued", words["issued"], _date(issued, language, written)),
        _field("due", words["due"], _date(issued + timedelta(days=days), language, written)),
    ]
    if draw.chance(0.7):
        facts.append(_field("order", words["order"], f"{words['order_prefix']}{draw.integer(10000, 99999)}"))
    if draw.chance(0.4):
        facts.append(_field("contact", words["contact"], person(draw, language)))
    return facts


def _ship(
    draw: Draw, language: Language, words: Mapping[str, str], customer: Company, currency: str
) -> list[DocumentNode]:
    if not draw.chance(0.45):
        return []
    place = buyer(draw, language, currency).address
    return [_field("ship", words["ship"], "\n".join((customer.name, *place)))]


def _sum_fields(words: Mapping[str, str], currency: Mapping[str, Any], sums: Sums) -> list[DocumentNode]:
    sign, code, tax = currency["sign"], currency["code"], currency["tax"]
    rate = f"{sums.discount_rate.normalize():f}"

    def figure(name: str, key: str, value: Decimal) -> DocumentNode:
        return _field(name, key, money(value, sign), value, code)

    rows = [figure("subtotal", words["subtotal"], sums.subtotal)]
    if sums.discount_rate:
        rows.append(figure("discount", words["discount"].format(rate=rate), -sums.discount))
    if sums.shipping:
        rows.append(figure("shipping", words["shipping"], sums.shipping))
    percent = sums.tax_rate
    rows.append(_field("rate", words["rate"].format(tax=tax), f"{percent.normalize():f}%", percent, "%"))
    rows.append(figure("tax", words["tax"].format(tax=tax), sums.tax))
    return [*rows, figure("total", words["total"], sums.total)]


def _grid(items: Sequence[Item], heads: Sequence[str], language: Language) -> Grid:
    cells = [Cell(row=0, col=col, rowspan=1, colspan=1, text=text, header="column") for col, text in enumerate(heads)]
    for row, item in enumerate(items, start=1):
        texts = (item.name, f"{item.quantity.normalize():f}", item.unit, f"{item.price:,.2f}", f"{item.amount:,.2f}")
        values = (None, item.quantity, None, item.price, item.amount)
        cells += [
            Cell(row=row, col=col, rowspan=1, colspan=1, text=text, header="none", value=value)
            for col, (text, value) in enumerate(zip(texts, values, strict=True))
        ]
    return Grid(
        id=GRID_ID, language=language, caption="", rows=len(items) + 1, cols=len(heads), header_rows=1, header_cols=0,
        cells=tuple(cells),
    )  # fmt: skip


def _date(day: date, language: Language, written: str) -> str:
    if written == "iso":
        return day.isoformat()
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _text(name: str, role: str, text: str) -> DocumentNode:
    return DocumentNode(id=name, role=role, page=0, text=text)


def _field(name: str, key: str, text: str, value: Decimal | None = None, unit: str = "") -> DocumentNode:
    return DocumentNode(id=name, role="field", page=0, key=key, text=text, value=value, unit=unit)
