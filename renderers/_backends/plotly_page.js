// Drawn into the page once: draws a figure, names its parts, and reports where plotly put them.
//
// A trace says by its `meta` what its parts are called: `marks` and `texts` by the number of the point (a text of several
// lines has a list of names), `line` the stroke through its points (brought above them), `outlined` that marks are told by their outlines,
// `parts` what the strokes of a shape are called that shows several numbers.
window.proofpress = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MARKS = ".points > path, .point > path, .slice path.surface, path.box, path.violin, .sankey-link";
  const TEXTS = ".point text, .textpoint text, text.slicetext";
  const CHORD = 6, FEWEST = 8, FLAT = 0.01;

  // Every character gets a tspan of its own, hidden or not, so that hiding one moves nothing.
  function splitText(names, element, hidden, found) {
    const lines = element.querySelectorAll(":scope > tspan.line");
    const parts = lines.length ? [...lines] : [element];
    const texts = parts.map((part) => part.textContent);
    parts.forEach((part, k) => {
      part.textContent = "";
      [...texts[k]].forEach((char, at) => {
        const span = document.createElementNS(SVG, "tspan");
        span.textContent = char;
        if (hidden.has(names[k]) || hidden.has(`${names[k]}#${at}`)) span.style.fillOpacity = 0;
        part.appendChild(span);
      });
    });
    // a text that plotly found no room for has no characters on the page
    if (element.getNumberOfChars() < texts.join("").length) return;
    const matrix = element.getScreenCTM(), style = getComputedStyle(element);
    let at = 0;
    texts.forEach((text, k) => {
      const pens = [...text].map((char) => {
        const pen = element.getStartPositionOfChar(at).matrixTransform(matrix);
        at += char.length;
        return [pen.x, pen.y];
      });
      found[names[k] ?? `?${k}`] = {
        text, pens, size: parseFloat(style.fontSize), family: style.fontFamily, turn: [matrix.a, matrix.b],
      };
    });
  }

  // The box of what a shape paints: that of its fill, and half its stroke beyond.
  function inkBox(element) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const inked = style.stroke !== "none" && parseFloat(style.strokeOpacity) > 0;
    const half = inked ? parseFloat(style.strokeWidth) / 2 : 0;
    const across = box.height < FLAT ? 0 : half, down = box.width < FLAT ? 0 : half;
    return [box.left - across, box.top - down, box.right + across, box.bottom + down];
  }

  function isInked(element) {
    const { fill, stroke, fillOpacity, strokeOpacity, strokeWidth } = getComputedStyle(element);
    const filled = fill !== "none" && parseFloat(fillOpacity) > 0;
    return filled || (stroke !== "none" && parseFloat(strokeOpacity) > 0 && parseFloat(strokeWidth) > 0);
  }

  const around = (boxes) => [
    Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])),
    Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3])),
  ];

  // Corners of a path on the page, curves as chords.
  function outline(path) {
    const points = [], matrix = path.getScreenCTM();
    let at = [0, 0], start = at;
    for (const [, kind, rest] of path.getAttribute("d").matchAll(/([mlhvacqstz])([^mlhvacqstz]*)/gi)) {
      const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
      const count = { M: 2, L: 2, H: 1, V: 1, A: 7, C: 6, Q: 4, S: 4, T: 2, Z: 0 }[kind.toUpperCase()];
      for (let first = 0; first < Math.max(numbers.length, 1); first += count || 1) {
        const piece = numbers.slice(first, first + count);
        const end = piece.slice(-2), own = kind === kind.toLowerCase();
        if (/[zZ]/.test(kind)) at = start;
        else if (/[hH]/.test(kind)) at = [piece[0] + (own ? at[0] : 0), at[1]];
        else if (/[vV]/.test(kind)) at = [at[0], piece[0] + (own ? at[1] : 0)];
        else {
          if (/[acqACQ]/.test(kind)) points.push(...chords(`M${at}${kind}${piece}`));
          at = own ? [at[0] + end[0], at[1] + end[1]] : end;
          if (/[mM]/.test(kind)) start = at;
        }
        if (!/[zZ]/.test(kind)) points.push(at);
      }
    }
    return points.map(([x, y]) => {
      const point = new DOMPoint(x, y).matrixTransform(matrix);
      return [point.x, point.y];
    });
  }

  function chords(d) {
    const curve = document.createElementNS(SVG, "path");
    curve.setAttribute("d", d);
    const length = curve.getTotalLength(), count = Math.max(Math.ceil(length / CHORD), FEWEST);
    return Array.from({ length: count - 1 }, (_, k) => {
      const point = curve.getPointAtLength((length * (k + 1)) / count);
      return [point.x, point.y];
    });
  }

  function mark(name, elements, hidden, found, outlined) {
    const inked = elements.filter((e) => e && isInked(e));
    if (!inked.length) return;
    const matrix = inked[0].getScreenCTM();
    found[name] = { box: around(inked.map(inkBox)), at: [matrix.e, matrix.f] };
    if (outlined) found[name].points = outline(inked[0]);
    if (hidden.has(name)) for (const element of inked) element.style.opacity = 0;
  }

  // The two halves of a body on both sides of the first stroke, that of the lower values first.
  function halves(path, strokes, k) {
    const probe = path.cloneNode();
    path.parentNode.insertBefore(probe, path);
    const [line, body] = [strokes[0], strokes[k]].map((d) => {
      probe.setAttribute("d", d);
      return probe.getBBox();
    });
    probe.remove();
    const pen = parseFloat(getComputedStyle(path).strokeWidth) / 2;
    const box = (x0, y0, x1, y1) => `M${x0},${y0}H${x1}V${y1}H${x0}Z`;
    const { x, y } = body, right = x + body.width, bottom = y + body.height;
    return line.width > line.height
      ? [box(x, line.y + pen, right, bottom), box(x, y, right, line.y - pen)]
      : [box(x, y, line.x - pen, bottom), box(line.x + pen, y, right, bottom)];
  }

  // A shape of several strokes becomes one shape for each name; `names` are those of its strokes in order, `a|b` those of
  // the halves of a body. A name with a `*` is filled only. Edges stand on whole pixels, as those of plotly's axes do.
  function splitShape(path, names) {
    const strokes = path.getAttribute("d").split(/(?=M)/), made = new Map();
    const add = (name, d) => made.set(name, (made.get(name) ?? "") + d);
    strokes.forEach((d, k) => {
      const both = names[k].split("|");
      if (both.length > 1) halves(path, strokes, k).forEach((half, side) => add(both[side], half));
      else add(names[k], d);
    });
    const shapes = [...made].map(([name, d]) => {
      const shape = path.cloneNode();
      shape.setAttribute("d", d);
      if (name.endsWith("*")) shape.style.strokeWidth = 0;
      shape.style.shapeRendering = "crispEdges";
      path.parentNode.insertBefore(shape, path);
      return [name, shape];
    });
    path.remove();
    return shapes;
  }

  // Number of the point that an element, or what it stands in, was made for.
  function numberOf(element) {
    for (let e = element; e && !e.classList.contains("trace"); e = e.parentElement) {
      const datum = e.__data__ ?? {};
      const number = datum.i ?? datum.data?.data?.i ?? datum.pos ?? datum.pointNumber;
      if (number !== undefined) return number;
    }
    return undefined;
  }

  function readTrace(trace, meta, hidden, texts, marks) {
    for (const e of trace.querySelectorAll(TEXTS)) {
      const names = meta.texts?.[numberOf(e)];
      if (names && e.textContent) splitText([names].flat(), e, hidden, texts);
    }
    for (const e of trace.querySelectorAll(MARKS)) {
      const name = meta.marks?.[numberOf(e)], parts = meta.parts?.[numberOf(e)];
      if (name) mark(name, [e], hidden, marks, meta.outlined);
      if (parts) for (const [part, shape] of splitShape(e, parts)) mark(part, [shape], hidden, marks, false);
    }
    const line = trace.querySelector(".lines");
    if (meta.line && line) {
      trace.appendChild(line);
      mark(meta.line, [line.querySelector("path.js-line")], hidden, marks, true);
    }
  }

  // Cells are one image: those to be held back are cleared from it.
  async function readCells(image, meta, layout, hidden, marks) {
    const { xaxis, yaxis } = layout, edge = (axis, at) => axis._offset + Math.round(axis.c2p(at));
    const boxes = {};
    meta.cells.forEach((row, i) => row.forEach((name, j) => {
      const xs = [edge(xaxis, j - 0.5), edge(xaxis, j + 0.5)], ys = [edge(yaxis, i - 0.5), edge(yaxis, i + 0.5)];
      const [before, after] = [Math.floor(meta.gap / 2), Math.ceil(meta.gap / 2)];
      boxes[name] = [Math.min(...xs) + before, Math.min(...ys) + before, Math.max(...xs) - after, Math.max(...ys) - after];
      marks[name] = { box: boxes[name] };
    }));
    const gone = Object.keys(boxes).filter((name) => hidden.has(name));
    if (!gone.length) return;
    const box = image.getBoundingClientRect(), canvas = document.createElement("canvas"), picture = new Image();
    picture.src = image.getAttribute("href") ?? image.getAttribute("xlink:href");
    await picture.decode();
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    for (const [x0, y0, x1, y1] of gone.map((name) => boxes[name])) {
      pen.clearRect(x0 - box.left - 1, y0 - box.top - 1, x1 - x0 + 2, y1 - y0 + 2);
    }
    image.setAttribute("href", canvas.toDataURL());
    const shown = new Image();
    shown.src = canvas.toDataURL();
    await shown.decode();
  }

  function readLegend(root, hidden, texts, marks) {
    root.querySelectorAll(".legend .traces").forEach((e, k) => {
      splitText([`legend/${k}`], e.querySelector(".legendtext"), hidden, texts);
      mark(`legend/${k}/key`, [...e.querySelectorAll(".layers path")], hidden, marks, false);
    });
    const title = root.querySelector(".legendtitletext");
    if (title) splitText(["legend/title"], title, hidden, texts);
  }

  function readWords(root, words, hidden, texts) {
    root.querySelectorAll(".annotation-text").forEach((e, k) => splitText([words[k]].flat(), e, hidden, texts));
    for (const axis of ["x", "y"]) {
      root.querySelectorAll(`.cartesianlayer .${axis}tick text`).forEach((e, k) => {
        splitText([`axis/${axis}/tick/${k}`], e, hidden, texts);
      });
    }
    root.querySelectorAll(".polar .angularaxistick text").forEach((e, k) => splitText([`node/${k}`], e, hidden, texts));
    root.querySelectorAll(".polar .radial-axis text").forEach((e, k) => {
      splitText([`axis/r/0/tick/${k}`], e, hidden, texts);
    });
  }

  function plotBox({ xaxis, yaxis, polar, _size: size }) {
    if (polar) {
      const { cx, cy, radius } = polar._subplot;
      return [cx - radius, cy - radius, cx + radius, cy + radius];
    }
    if (xaxis?._length && yaxis?._length) {
      return [xaxis._offset, yaxis._offset, xaxis._offset + xaxis._length, yaxis._offset + yaxis._length];
    }
    return [size.l, size.t, size.l + size.w, size.t + size.h];
  }

  async function draw(figure, words, hide) {
    const root = document.getElementById("chart"), hidden = new Set(hide), texts = {}, marks = {};
    await Plotly.newPlot(root, figure.data, figure.layout, { staticPlot: true });
    readWords(root, words, hidden, texts);
    readLegend(root, hidden, texts, marks);
    for (const trace of root.querySelectorAll(".trace")) {
      const place = trace.__data__?.[0]?.trace?.index;
      if (place !== undefined) readTrace(trace, figure.data[place].meta ?? {}, hidden, texts, marks);
    }
    for (const image of root.querySelectorAll(".heatmaplayer image")) {
      await readCells(image, figure.data[0].meta, root._fullLayout, hidden, marks);
    }
    return { texts, marks, plot: plotBox(root._fullLayout) };
  }

  // Makes a face known from its source; false where the system does not have it.
  async function load(family, source) {
    try {
      document.fonts.add(await new FontFace(family, source, { weight: "400" }).load());
      return true;
    } catch {
      return false;
    }
  }

  return { draw, load };
})();
