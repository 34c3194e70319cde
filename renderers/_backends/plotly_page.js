// Drawn into the page once: draws a figure, names its parts, and reports where plotly put them.
window.proofpress = (() => {
  const part = (list, make) => [...list].map(make);

  // Every character gets a tspan of its own, hidden or not, so that hiding one moves nothing.
  function splitText(name, element, hidden) {
    const text = element.textContent;
    element.textContent = "";
    [...text].forEach((char, k) => {
      const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
      span.textContent = char;
      if (hidden.has(name) || hidden.has(`${name}#${k}`)) span.style.fillOpacity = 0;
      element.appendChild(span);
    });
    const matrix = element.getScreenCTM();
    let at = 0;
    const pens = [...text].map((char) => {
      const pen = element.getStartPositionOfChar(at).matrixTransform(matrix);
      at += char.length;
      return [pen.x, pen.y];
    });
    return { text, pens };
  }

  function markBox(name, element, hidden) {
    const box = element.getBoundingClientRect();
    if (hidden.has(name)) element.style.opacity = 0;
    return [box.left, box.top, box.right, box.bottom];
  }

  function nameParts(root, annotations, perSeries) {
    const texts = [], marks = [];
    part(root.querySelectorAll(".annotation-text"), (e, k) => texts.push([annotations[k], e]));
    for (const axis of ["x", "y"]) {
      const ticks = root.querySelectorAll(`.${axis}tick text`);
      part(ticks, (e, k) => texts.push([`axis/${axis}/tick/${k}`, e]));
    }
    part(root.querySelectorAll(".legend .traces"), (e, k) => {
      texts.push([`legend/${k}`, e.querySelector(".legendtext")]);
      marks.push([`legend/${k}/key`, e.querySelector(".legendpoints path")]);
    });
    for (const trace of root.querySelectorAll(".barlayer .trace")) {
      const first = trace.__data__[0].trace.index * perSeries;
      for (const point of trace.querySelectorAll(".point")) {
        const row = first + point.__data__.i;
        marks.push([`row/${row}`, point.querySelector("path")]);
        const label = point.querySelector("text");
        if (label) texts.push([`row/${row}/label`, label]);
      }
    }
    return { texts, marks };
  }

  async function draw(figure, annotations, perSeries, hide) {
    const root = document.getElementById("chart"), hidden = new Set(hide);
    await Plotly.newPlot(root, figure.data, figure.layout, { staticPlot: true });
    const named = nameParts(root, annotations, perSeries);
    const { xaxis, yaxis } = root._fullLayout;
    return {
      texts: Object.fromEntries(named.texts.map(([name, e]) => [name, splitText(name, e, hidden)])),
      marks: Object.fromEntries(named.marks.map(([name, e]) => [name, markBox(name, e, hidden)])),
      plot: [xaxis._offset, yaxis._offset, xaxis._offset + xaxis._length, yaxis._offset + yaxis._length],
    };
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
