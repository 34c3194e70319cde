"use strict";
// All texts of the data are set as text nodes and attributes of known elements; no markup is made from them.
const UNIT = 16;
const FINE = ["words", "characters"];
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const head = read("head");
const cards = read("cards");
const find = (id) => document.getElementById(id);
const shown = { domain: "", list: cards, at: -1, labels: null, pinned: null, pointer: [0.5, 0] };
const layers = new Set();

function make(tag, options = {}, ...children) {
  const { text, on = {}, attributes = {}, ...properties } = options;
  const node = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const [event, action] of Object.entries(on)) node.addEventListener(event, action);
  node.append(...children);
  return node;
}

const words = (name) => name.replaceAll("_", " ");
const titled = (name) => words(name).replace(/^./, (first) => first.toUpperCase());

/* ---- the wall of pictures ---- */

function thumbnail(card) {
  const picture = make("img", { src: card.thumbnail, alt: "", loading: "lazy", decoding: "async" });
  const name = card.generator.split("/")[1];
  const notes = [card.language, card.pages > 1 ? `${card.pages} pages` : ""].filter(Boolean).join(" · ");
  return make("button", { type: "button", className: "thumb", on: { click: () => open(card.id) },
    attributes: { "data-id": card.id, "aria-label": `${words(name)}, ${card.id}` } },
    make("div", {}, picture), make("span", {}, make("b", { text: words(name) }), notes));
}

function showWall() {
  const names = Object.keys(head.counts).filter((name) => !shown.domain || name === shown.domain);
  shown.list = cards.filter((card) => names.includes(card.domain));
  find("domains").replaceChildren(...names.map((name) => {
    const some = shown.list.filter((card) => card.domain === name);
    const count = some.length < head.counts[name] ? `${some.length} of ${head.counts[name]}` : `${some.length}`;
    return make("section", { className: "domain" },
      make("h2", { text: titled(name) }, make("span", { text: count })),
      make("div", { className: "grid" }, ...some.map(thumbnail)));
  }));
  for (const button of find("filters").children) button.ariaPressed = String(button.value === shown.domain);
}

function showHead() {
  const total = Object.values(head.counts).reduce((sum, count) => sum + count, 0);
  document.title = `${head.name} · Proofpress gallery`;
  find("name").textContent = head.name;
  const some = cards.length < total ? `${cards.length} of ${total} samples` : `${total} samples`;
  find("about").textContent = `${some}, plan ${head.plan.slice(0, 12)}`;
  find("filters").append(...["", ...Object.keys(head.counts)].map((name) =>
    make("button", { type: "button", value: name, text: name ? titled(name) : "All",
      on: { click: () => { shown.domain = name; showWall(); } } })));
}

function table(names, rows) {
  const cell = (value) => make("td", { text: value, className: typeof value === "number" ? "number" : "" });
  return make("table", {}, make("tr", {}, ...names.map((name) => make("th", { text: name }))),
    ...rows.map((row) => make("tr", {}, ...row.map(cell))));
}

function showRejects() {
  const total = head.lost.reduce((sum, row) => sum + row[3], 0);
  find("rejects").append(make("h2", { text: "Rejects" }));
  if (!total) {
    find("rejects").append(make("p", { className: "quiet", text: "No attempt was rejected." }));
    return;
  }
  const many = total === 1 ? "1 attempt was" : `${total} attempts were`;
  find("rejects").append(make("p", { className: "quiet", text: `${many} rejected.` }),
    table(["Generator", "Stage", "Reason", "Attempts"], head.lost),
    table(["First rejects", "Stage", "Reason", "Detail"],
      head.rejects.map((reject) => [reject.id ?? "", reject.stage, reject.reason, reject.detail])));
}

/* ---- one sample ---- */

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

async function open(id) {
  const at = shown.list.findIndex((card) => card.id === id);
  if (at < 0) return;
  const card = shown.list[at];
  delete find("sample").dataset.ready;
  Object.assign(shown, { at, pinned: null, labels: await unpacked(card.labels) });
  if (shown.list[shown.at] !== card) return;
  if (!find("sample").open) find("sample").showModal();
  find("title").textContent = card.id;
  find("facts").textContent = `${card.generator} version ${card.version} · ${card.split} · ${card.language}`;
  find("place").textContent = `${at + 1} of ${shown.list.length}`;
  showPages(card);
  showLayers();
  find("questions").replaceChildren(...shown.labels.questions.map(question));
  showMore(card);
  history.replaceState(null, "", `#${id}`);
  await Promise.all([...find("pages").querySelectorAll("img")].map((picture) => picture.decode()));
  find("sample").dataset.ready = id;
}

const svg = (tag, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

function showPages(card) {
  find("pages").replaceChildren(...shown.labels.sizes.map(([width, height], number) => {
    const page = make("div", { className: "page", on: { mousemove: inspect, mouseleave: leave, click: zoom } },
      make("img", { src: card.pictures[number], alt: `Page ${number + 1}` }),
      svg("svg", { viewBox: `0 0 ${width * UNIT} ${height * UNIT}`, "data-page": number }));
    page.style.aspectRatio = `${width} / ${height}`;
    page.style.setProperty("--width", `${width}px`);
    page.style.setProperty("--fit", shown.labels.sizes.length > 1
      ? `min(${Math.max(width, 700)}px, 100%)`
      : `min(${2 * width}px, 100%, calc((100vh - 110px) * ${width / height}))`);
    return page;
  }));
  find("pages").scrollTop = 0;
}

function points(row) {
  const { start, points: flat } = shown.labels.regions;
  const pairs = [];
  for (let at = start[row]; at < start[row + 1]; at += 1) pairs.push([flat[2 * at], flat[2 * at + 1]]);
  return pairs;
}

const shapeOf = (row) => head.shapes[shown.labels.regions.shape[row]];

function outline(row) {
  const pairs = points(row);
  if (shapeOf(row) === "box") {
    const [[left, top], [right, bottom]] = pairs;
    return `M${left} ${top}H${right}V${bottom}H${left}Z`;
  }
  return `M${pairs.map((pair) => pair.join(" ")).join("L")}${shapeOf(row) === "polyline" ? "" : "Z"}`;
}

function paint(group, rows, colour) {
  for (const old of find("pages").querySelectorAll(`[data-group="${group}"]`)) old.remove();
  for (const canvas of find("pages").querySelectorAll("svg")) {
    for (const isOpen of [false, true]) {
      const mine = rows.filter((row) => shown.labels.regions.page[row] === Number(canvas.dataset.page)
        && (shapeOf(row) === "polyline") === isOpen);
      if (!mine.length) continue;
      const path = svg("path", { d: mine.map(outline).join(""), "data-group": group });
      path.classList.add(group, ...(isOpen ? ["open"] : []), ...(FINE.includes(group) ? ["fine"] : []));
      path.style.setProperty("--colour", `var(--${colour})`);
      canvas.append(path);
    }
  }
}

function rowsOf(layer) {
  const codes = new Set(layer.roles.map((role) => head.roles.indexOf(role)));
  return [...shown.labels.regions.role.keys()].filter((row) => codes.has(shown.labels.regions.role[row]));
}

function showLayers() {
  const switches = head.layers.map((layer, number) => [layer.name, rowsOf(layer), String(number + 1)])
    .filter(([, rows]) => rows.length);
  const all = [...new Set(shown.labels.questions.flatMap(evidenceOf))];
  if (all.length) switches.push(["evidence", all, "e"]);
  find("layers").replaceChildren(...switches.map(([name, rows, key]) => {
    const box = make("input", { type: "checkbox", name: "layer", value: name, checked: layers.has(name) });
    box.addEventListener("change", () => {
      layers[box.checked ? "add" : "delete"](name);
      paint(name, box.checked ? rows : [], name);
      if (name === "evidence") light(null);
    });
    if (box.checked) paint(name, rows, name);
    const label = make("label", { title: `Key ${key}`, attributes: { "data-key": key } }, box, titled(name),
      make("small", { text: rows.length }));
    label.style.setProperty("--colour", `var(--${name})`);
    return label;
  }));
}

/* ---- questions ---- */

const evidenceOf = (asked) => asked.factors.flatMap((factor) => factor.evidence);

function light(rows) {
  const kept = layers.has("evidence") ? [...new Set(shown.labels.questions.flatMap(evidenceOf))] : [];
  paint("evidence", rows ?? shown.pinned ?? kept, "evidence");
}

function said(answer) {
  const tolerance = answer.tolerance !== "0" ? `± ${answer.tolerance}` : "";
  const also = answer.aliases.length ? `also ${answer.aliases.join(", ")}` : "";
  return [[answer.value, answer.unit].filter(Boolean).join(" "), [tolerance, also].filter(Boolean).join(" · ")];
}

function question(asked) {
  const [value, notes] = said(asked.answer);
  const box = make("article", { className: "question" });
  const steps = asked.program.nodes.map((node) =>
    make("li", { text: [node.op, ...node.inputs.map((place) => `#${place + 1}`), ...node.params].join(" ") }));
  box.append(
    ...(asked.turns ?? []).map((turn) => make("p", { className: "turn", text: `${turn.text}\n${said(turn.answer)[0]}` })),
    make("p", { className: "text", text: asked.text }),
    make("p", { className: "answer" }, make("strong", { text: value }), make("small", { text: notes })),
    ...asked.factors.map((factor) => oneFactor(factor, box)),
    make("details", {}, make("summary", { text: `${words(asked.form)} · program of ${steps.length} steps` }),
      make("ol", {}, ...steps)));
  return box;
}

function bringIntoView() {
  const path = find("pages").querySelector('[data-group="evidence"]');
  if (!path) return;
  const [mine, stage] = [path.getBoundingClientRect(), find("pages").getBoundingClientRect()];
  if (mine.bottom < stage.top || mine.top > stage.bottom) path.scrollIntoView({ block: "center" });
}

function oneFactor(factor, box) {
  const enter = () => { light(factor.evidence); bringIntoView(); box.classList.add("chosen"); };
  const exit = () => { light(null); box.classList.remove("chosen"); };
  const pin = () => { shown.pinned = shown.pinned === factor.evidence ? null : factor.evidence; light(null); };
  return make("button", { type: "button", className: "factor",
    attributes: { "data-evidence": factor.evidence.join(" ") },
    on: { mouseenter: enter, mouseleave: exit, focus: enter, blur: exit, click: pin } },
    make("em", { text: `step ${factor.node + 1} · ${factor.category}` }), `${factor.sub_question} `,
    make("b", { text: said(factor.answer)[0] }));
}

function showMore(card) {
  const { verdicts, provenance } = shown.labels;
  const quoted = /^[\w./-]+$/.test(head.folder) ? head.folder : `'${head.folder.replaceAll("'", "'\\''")}'`;
  const command = `proofpress replay ${card.id} --from ${quoted} --out replay`;
  const copy = make("button", { type: "button", text: "Copy" });
  copy.addEventListener("click", () => navigator.clipboard.writeText(command).then(() => { copy.textContent = "Copied"; }));
  const checks = verdicts.map((verdict) => make("li", { className: verdict.status },
    make("span", { text: [verdict.check, verdict.reason].filter(Boolean).join(": ") }),
    make("small", { text: verdict.measured.map(([name, number]) => `${words(name)} ${number}`).join(", ") })));
  const effects = provenance.effects.length ? provenance.effects.join(", ") : "none";
  find("more").replaceChildren(
    make("h3", { text: "Make it again" }), make("div", { className: "command" }, make("code", { text: command }), copy),
    make("h3", { text: "Checks" }), make("ul", { className: "checks" }, ...checks),
    make("h3", { text: "Drawn with" }),
    make("p", { className: "quiet", text: `Effects: ${effects}` }),
    make("p", { className: "quiet", text: `Fonts: ${provenance.fonts.join(", ") || "none named"}` }));
}

/* ---- what lies under the pointer ---- */

function inspect(event) {
  const canvas = event.currentTarget.querySelector("svg");
  const frame = canvas.getBoundingClientRect();
  const { width, height } = canvas.viewBox.baseVal;
  shown.pointer = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  const [x, y] = [shown.pointer[0] * width, shown.pointer[1] * height];
  const { page, role, text, ref, refs } = shown.labels.regions;
  const visible = new Set(head.layers.filter((layer) => layers.has(layer.name)).flatMap((layer) => layer.roles));
  const row = [...role.keys()].findLast((at) => page[at] === Number(canvas.dataset.page)
    && visible.has(head.roles[role[at]]) && covers(at, x, y));
  paint("under", row === undefined ? [] : [row], "accent");
  find("tip").hidden = row === undefined;
  if (row === undefined) return;
  const content = shown.labels.texts[page[row]].slice(text[2 * row], text[2 * row + 1]);
  find("tip").replaceChildren(make("b", { text: words(head.roles[role[row]]) }),
    [content.length > 120 ? `${content.slice(0, 120)}…` : content, refs[ref[row]]].filter(Boolean).join("  ·  "));
}

function covers(row, x, y) {
  const pairs = points(row);
  if (shapeOf(row) === "polyline") return false;
  if (shapeOf(row) === "box") return pairs[0][0] <= x && x <= pairs[1][0] && pairs[0][1] <= y && y <= pairs[1][1];
  let inside = false;
  pairs.forEach(([ax, ay], at) => {
    const [bx, by] = pairs[(at + pairs.length - 1) % pairs.length];
    if ((ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function leave() {
  find("tip").hidden = true;
  paint("under", [], "accent");
}

/* ---- keys ---- */

function step(by) {
  const next = shown.list[shown.at + by];
  if (next) open(next.id);
}

function zoom(event) {
  const large = find("pages").classList.toggle("large");
  find("zoom").ariaPressed = String(large);
  const page = event?.currentTarget?.closest?.(".page");
  if (!large || !page) return;
  const frame = page.getBoundingClientRect();
  const stage = find("pages").getBoundingClientRect();
  const [x, y] = shown.pointer;
  find("pages").scrollBy(frame.left + x * frame.width - stage.left - stage.width / 2,
    frame.top + y * frame.height - stage.top - stage.height / 2);
}

function close() {
  find("sample").close();
}

find("before").addEventListener("click", () => step(-1));
find("after").addEventListener("click", () => step(1));
find("zoom").addEventListener("click", zoom);
find("close").addEventListener("click", close);
find("sample").addEventListener("close", () => {
  history.replaceState(null, "", location.pathname + location.search);
  const card = shown.list[shown.at];
  if (card) document.querySelector(`[data-id="${CSS.escape(card.id)}"]`)?.focus();
});
document.addEventListener("keydown", (event) => {
  if (!find("sample").open || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "z") zoom();
  else document.querySelector(`[data-key="${CSS.escape(event.key)}"] input`)?.click();
});

showHead();
showWall();
showRejects();
if (location.hash) open(decodeURIComponent(location.hash.slice(1)));
