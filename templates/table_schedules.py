"""Fills the table topics that are plans rather than statistics: league standings, timetables, rosters."""

from __future__ import annotations

from decimal import Decimal

from templates.table_topics import Frame, Head, Line, Merge, Structure, Topic, Value


def league(topic: Topic, structure: Structure) -> Frame:
    """Standings after a double round robin that is played out, so that wins equal losses and goals balance."""
    raw, draw = topic.raw, topic.draw
    clubs = draw.sample(raw["clubs"], draw.integer(6, 12))
    rows = sorted(_played(topic, len(clubs)), key=lambda row: (-row[1]["points"], -row[1]["diff"], row[0]))
    names = ["played", "won", "drawn", "lost", "scored", "conceded", "diff", "points"]
    if structure == "flat" and draw.chance(0.4):
        names = [name for name in names if name not in ("scored", "conceded")]
    groups = raw["groups"]
    heads = tuple(Head(label=topic.text(raw["labels"][n]), group=topic.text(groups.get(n, ""))) for n in names)
    lines = tuple(
        Line(key=topic.text(clubs[club]), values=tuple(Decimal(record[name]) for name in names))
        for club, record in rows
    )
    return Frame(caption=topic.written("caption"), key=topic.text(raw["key"]), heads=heads, lines=lines)


def _played(topic: Topic, count: int) -> list[tuple[int, dict[str, int]]]:
    draw = topic.draw
    strength = [draw.uniform(0.7, 1.9) for _ in range(count)]
    names = ("played", "won", "drawn", "lost", "scored", "conceded")
    records = [dict.fromkeys(names, 0) for _ in range(count)]
    for home in range(count):
        for away in range(count):
            if home != away:
                goals = _goals(topic, strength[home] * 1.15), _goals(topic, strength[away])
                _enter(records[home], *goals)
                _enter(records[away], *reversed(goals))
    for record in records:
        record["diff"] = record["scored"] - record["conceded"]
        record["points"] = 3 * record["won"] + record["drawn"]
    return list(enumerate(records))


def _goals(topic: Topic, mean: float) -> int:
    """A count near a Poisson draw: eight chances to score."""
    return sum(topic.draw.chance(mean / 8) for _ in range(8))


def _enter(record: dict[str, int], scored: int, conceded: int) -> None:
    record["played"] += 1
    record["scored"] += scored
    record["conceded"] += conceded
    record["won" if scored > conceded else "lost" if scored < conceded else "drawn"] += 1


def train(topic: Topic, structure: Structure) -> Frame:
    """Stops by trains; some trains pass stops by."""
    raw, draw = topic.raw, topic.draw
    pool = raw["stations"]
    stops = [pool[p] for p in sorted(draw.sample(range(len(pool)), draw.integer(5, 11)))]
    minutes = [draw.integer(3, 9) for _ in stops]
    count = draw.integer(2, 3) * 2 if structure == "levels" else draw.integer(3, 7)
    heads, columns = [], []
    start, number = draw.integer(5 * 60, 7 * 60), draw.integer(11, 40)
    for train_number in range(count):
        late = structure == "levels" and train_number >= count // 2
        begin = start + train_number * draw.integer(25, 55) + (8 * 60 if late else 0)
        group = topic.text(raw["groups"][late]) if structure == "levels" else ""
        number += draw.integer(1, 4)
        heads.append(Head(label=f"{topic.text(draw.choice(raw['trains']))} {number}", group=group, kind="centre"))
        columns.append(_stops(topic, begin, minutes))
    lines = tuple(
        Line(key=topic.text(stop), values=tuple(column[row] for column in columns)) for row, stop in enumerate(stops)
    )
    if structure == "flat" and draw.chance(0.5):
        heads, lines = _with_distance(topic, heads, lines, minutes)
    return Frame(
        caption=topic.written("caption"),
        key=topic.text(raw["key"]),
        heads=tuple(heads),
        lines=lines,
        missing=topic.text(raw["missing"]),
    )


def _with_distance(
    topic: Topic, heads: list[Head], lines: tuple[Line, ...], minutes: list[int]
) -> tuple[list[Head], tuple[Line, ...]]:
    label, run, found = topic.text(topic.raw["distance"]), Decimal("0.0"), []
    for row, line in enumerate(lines):
        if row:
            run += topic.draw.decimal(0.7, 1.1, 1) * minutes[row]
        found.append(Line(key=line.key, values=(run, *line.values)))
    unit = "km" if topic.language == "en" else "千米"
    return [Head(label=label, unit=unit), *heads], tuple(found)


def _stops(topic: Topic, begin: int, minutes: list[int]) -> list[Value]:
    skips = topic.draw.chance(0.4)
    times: list[Value] = []
    clock = begin
    for row, leg in enumerate(minutes):
        clock += leg if row else 0
        inner = 0 < row < len(minutes) - 1
        passed = skips and inner and topic.draw.chance(0.3)
        times.append(None if passed else f"{clock // 60}:{clock % 60:02d}")
    return times


def lessons(topic: Topic, structure: Structure) -> Frame:
    """Lessons by weekday; with spans: double lessons in one cell, and a lunch break across the week."""
    raw, draw = topic.raw, topic.draw
    days, count = raw["days"], draw.integer(5, 8)
    spans = structure == "groups"
    table = [[topic.text(subject) for subject in draw.sample(raw["subjects"], count)] for _ in days]
    merges: list[Merge] = []
    for head, column in enumerate(table):
        start = draw.choice((0, 2, 3)) if spans and draw.chance(0.5) else -1
        if start >= 0 and start + 1 < min(count, 5):
            column[start + 1] = column[start]
            merges.append(Merge(line=start, head=head, lines=2, heads=1))
    lines = [Line(key=t, values=tuple(column[row] for column in table)) for row, t in enumerate(raw["times"][:count])]
    if spans and count > 5:
        pause = topic.text(draw.choice(raw["pause"]))
        lines.insert(5, Line(key=raw["pause_time"], values=(pause,) * len(days)))
        merges.append(Merge(line=5, head=0, lines=1, heads=len(days)))
    heads = tuple(Head(label=label, kind="centre") for label in topic.texts(days))
    return Frame(
        caption=topic.written("caption"), key=topic.text(raw["key"]), heads=heads, lines=tuple(lines),
        merges=tuple(sorted(merges, key=lambda merge: (merge.line, merge.head))),
    )  # fmt: skip


def roster(topic: Topic, structure: Structure) -> Frame:
    """Shifts by person and day; with spans: leave of several days in one cell."""
    raw, draw = topic.raw, topic.draw
    places = sorted(draw.sample(range(len(raw["people"])), draw.integer(4, 9)))
    days = raw["days"] if draw.chance(0.6) else raw["days"][:5]
    lines, merges = [], []
    for row, place in enumerate(places):
        shifts = [topic.text(draw.choice(raw["shifts"], (4, 3, 2, 2))) for _ in days]
        if structure == "groups" and (row == 1 or draw.chance(0.3)):
            length = draw.integer(2, len(days) - 1)
            start = draw.integer(0, len(days) - length)
            shifts[start : start + length] = [topic.text(draw.choice(raw["leave"]))] * length
            merges.append(Merge(line=row, head=start, lines=1, heads=length))
        lines.append(Line(key=topic.text(raw["people"][place]), values=tuple(shifts)))
    heads = tuple(Head(label=label, kind="centre") for label in topic.texts(days))
    return Frame(
        caption=topic.written("caption"), key=topic.text(raw["key"]), heads=heads, lines=tuple(lines),
        merges=tuple(merges),
    )  # fmt: skip
