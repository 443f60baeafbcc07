// From choices to what is seen.

let current = { shown: new Uint8Array(EVENTS.length), strength: new Int32Array(ACTORS.length), actors: [], contacts: [], events: [], total: 0 };
let framed = "";

const isNarrow = () => matchMedia("(max-width: 860px)").matches;
const announce = (text) => { $("live").textContent = text; };

const summary = () => say("subtitle", { actors: count("actors", current.total), events: count("events", current.events.length), articles: count("articles", CORE.articles) });
const headline = () => CORE.title || say("title");

/** Go on to an actor: pick it where it is drawn, or bring in what hides it. */
function goTo(index, centre) {
  const key = ACTORS[index].key;
  if (state.path.endsWith(">")) { if (state.path !== `${key}>`) choose({ path: state.path + key, pick: "", view: "network" }); return; }
  const changes = { pick: `a${index}` };
  if (state.focus && !current.actors.includes(index)) changes.focus = key;
  if (state.path && !current.actors.includes(index)) changes.path = "";
  if (hidesAlone() && !ACTORS[index].contacts.length) changes.alone = "yes";
  choose(changes);
  if (state.view !== "table" && centre && drawnNodes.has(`a${index}`)) network.focus(`a${index}`, { scale: Math.max(0.9, network.getScale()), animation: calm() ? false : { duration: 300 } });
  readPanelIfNarrow();
}

const readPanelIfNarrow = () => { if (isNarrow()) document.body.dataset.drawer = "panel"; };

function pickDrawn(id) {
  const node = scene.nodes.find((one) => one.id === id);
  if (node && node.actor !== undefined) { goTo(node.actor); return; }
  choose({ pick: id });
  if (id) readPanelIfNarrow();
}

function openDrawn(id) {
  const node = scene.nodes.find((one) => one.id === id);
  if (node?.group !== undefined) choose({ open: [...state.open, String(node.group)], pick: "" });
  else if (node?.actor !== undefined) focusOn(node.actor);
}

const pickLine = (id) => { choose({ pick: id }); readPanelIfNarrow(); };
const focusOn = (n) => choose(state.focus === ACTORS[n].key ? { focus: "" } : { focus: ACTORS[n].key, path: "", view: state.view === "table" ? "table" : "network" });

function drawFocus() {
  const bar = $("focus");
  const close = button("", () => choose({ focus: "", path: "" }), { class: "icon", "aria-label": say("close") }, sign("close"));
  if (state.path) {
    const [a, b] = state.path.split(">").map((key) => (key ? nameOf(ACTOR_BY_KEY.get(key)) : ""));
    const text = !b ? say("path_pick") : current.way ? say("path", { a: isolate(cut(a)), b: isolate(cut(b)) }) : say("path_none", { a: isolate(cut(a)), b: isolate(cut(b)) });
    replace(bar, h("span", {}, text), close);
  } else if (state.focus) {
    const step = (n) => button(say(`step_${n}`), () => choose({ steps: n }), { class: "tab", "aria-pressed": String(state.steps === n) });
    replace(bar, h("span", {}, say("focus", { name: isolate(cut(nameOf(ACTOR_BY_KEY.get(state.focus)))) })), step(1), step(2), close);
  }
  bar.hidden = !state.path && !state.focus;
}

function drawNotes() {
  const notes = [];
  if (state.view !== "table" && scene.hidden > 0) notes.push([say("hidden", { n: speech.number.format(scene.hidden) }), state.view === "network" && (() => choose({ limit: state.limit + Math.min(1000, Math.max(250, state.limit)) }))]);
  if (current.alone > 0) notes.push([say("alone", { n: speech.number.format(current.alone) }), () => choose({ alone: "yes" })]);
  if (scene.hiddenEvents > 0) notes.push([say("hidden_events", { n: speech.number.format(scene.hiddenEvents) }), null]);
  if (state.view === "groups") notes.push([say("groups_hint"), null]);
  replace($("notes"), notes.map(([text, act]) => h("p", {}, text, act ? button(say("bring"), act, { class: "text" }) : null)));
}

function drawLegend() {
  const row = (sample, text) => h("li", {}, sample, h("span", {}, text));
  const line = (tone, dashed) => svg("svg", { class: `mark wide ${tone}`, viewBox: "0 0 26 16", "aria-hidden": "true" }, svg("path", { d: "M1 8H25", class: dashed ? "dashed" : "" }));
  const families = [...new Set(CORE.types.map((type) => toneOf(type.family)))];
  const familyText = (tone) => { const known = CORE.families[tone]; return known ? label(known) : label(CORE.types.find((type) => toneOf(type.family) === tone).labels); };
  replace($("legend-body"),
    h("ul", {}, CORE.kinds.map((kind) => { const look = KIND_LOOK[kind.key] ?? OTHER_LOOK; return row(mark(look.shape, look.tone), label(kind.labels)); }),
      state.view === "topics" ? [row(mark("diamond", "contact"), say("legend_event")), row(mark("star", "topic"), say("legend_topic"))] : null),
    h("ul", {}, families.map((tone) => row(line(tone, false), familyText(tone)))),
    h("ul", {}, row(line("contact", true), say("legend_dashed")), h("li", {}, say("legend_size")), h("li", {}, say("legend_width"))));
}

function drawFrame() {
  speak(state.lang);
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  translatePage();
  if (CORE.title) { document.title = CORE.title; $("title").textContent = CORE.title; $("title").dir = "auto"; }
  for (const tab of document.querySelectorAll("button[data-lang]")) tab.setAttribute("aria-pressed", String(tab.dataset.lang === state.lang));
  readPalette();
  drawChips();
  showPlaying(Boolean(time.playing));
}

function drawAll(changes) {
  const all = !changes;
  const touched = (...keys) => all || keys.some((key) => key in changes);
  if (touched("lang", "theme")) drawFrame();
  if (!all && Object.keys(changes).every((key) => key === "pick")) { drawPick(); return; }
  current = select();
  const empty = !EVENTS.length || !current.events.length || !current.actors.length;
  $("nothing").hidden = !empty;
  $("nothing-title").textContent = say(EVENTS.length ? "nothing_title" : "empty_title");
  $("nothing-text").textContent = say(EVENTS.length ? "nothing_text" : "empty_text");
  $("start-over").hidden = !EVENTS.length;
  document.body.dataset.shown = state.view;
  const next = (SCENES[state.view] ?? networkScene)(current);
  scene = next;
  light(state.pick);
  drawScene(next);
  if (touched("view")) clearHidden();
  for (const tab of document.querySelectorAll("button[data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
  $("subtitle").textContent = summary();
  $("canvas").setAttribute("aria-label", say("canvas", { actors: count("actors", scene.nodes.length), contacts: count("contacts", scene.edges.length) }));
  const frame = [state.view, state.focus, state.steps, state.path, state.open, state.limit, state.alone].join();
  if (frame !== framed) { framed = frame; fit(true); }
  drawNotes();
  drawFocus();
  if (touched("lang", "theme", "view")) drawLegend();
  markChips();
  if (touched("topic", "outlet")) drawChips();
  drawNumbers();
  drawTime();
  if (state.view === "table") drawTable();
  drawPanel();
  showPick();
  if (!all && !touched("lang", "theme")) announce(summary());
}

function drawPick() {
  light(state.pick);
  drawScene(scene);
  drawPanel();
  showPick();
  const node = scene.nodes.find((one) => one.id === state.pick);
  if (node) announce(say("selected", { name: node.text, events: count("events", node.weight) }));
}

function showPick() {
  document.body.dataset.picked = state.pick ? "yes" : "";
  if (drawnNodes.has(state.pick)) network.selectNodes([state.pick], false);
  else if (drawnEdges.has(state.pick)) network.setSelection({ nodes: [], edges: [state.pick] });
  else if (network.getSelectedNodes().length || network.getSelectedEdges().length) network.unselectAll();
}

/** What is drawn and where on the screen: for those who embed or test the page. */
const drawing = Object.freeze({
  nodes: () => scene.nodes.map(({ id, text, shape, tone, size }) => ({ id, text, shape, tone, size })),
  edges: () => scene.edges.map(({ id, from, to, events, tone, width, dashed, text }) => ({ id, from, to, events: [...events], tone, width, dashed, text })),
  names: () => [...named],
  at: (id) => {
    const { left, top } = $("canvas").getBoundingClientRect();
    const { x, y } = network.canvasToDOM(network.getPositions([id])[id]);
    return { x: left + x, y: top + y };
  },
});

function start() {
  loadAddress();
  startCanvas();
  startSearch();
  startControls();
  startTime();
  startKeys();
  Object.defineProperty($("canvas"), "drawing", { value: drawing });
  network.once("afterDrawing", () => performance.mark("drawn"));
  drawAll();
  onChange(drawAll);
  addEventListener("hashchange", () => { loadAddress(); drawAll(); });
  addEventListener("beforeprint", preparePrint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!state.theme) drawAll({ theme: "" }); });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    performance.mark("ready");
    document.documentElement.dataset.ready = "yes";
  }));
}

start();
