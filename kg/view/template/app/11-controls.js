// The filters: what is chosen of one kind widens, of several kinds narrows. Nothing chosen means everything.

const FIRST_SHOWN = { topic: 8, outlet: 6, type: 20, status: 8, kind: 8 };
const grown = new Set();

function tally() {
  const counts = { kind: new Map(), type: new Map(), topic: new Map(), status: new Map(), outlet: new Map() };
  const add = (list, n) => counts[list].set(n, (counts[list].get(n) ?? 0) + 1);
  for (const event of EVENTS) {
    add("type", event.type);
    add("status", event.status);
    for (const n of event.topics) add("topic", n);
    for (const n of event.outlets) add("outlet", n);
  }
  for (const actor of ACTORS) if (actor.events.length) add("kind", actor.kind);
  return counts;
}

const CHIP_MARKS = {
  kind: (term) => { const look = KIND_LOOK[term.key] ?? OTHER_LOOK; return mark(look.shape, look.tone); },
  type: (term) => h("i", { class: `dot ${toneOf(term.family)}` }),
};

function chip(list, term, n, counts) {
  const key = term.key ?? term;
  const text = term.labels ? label(term.labels) : term;
  return button("", () => toggle(list, key), { class: "chip", "aria-pressed": String(state[list].includes(key)), "data-key": key },
    CHIP_MARKS[list]?.(term), name(text || say("no_outlet")), h("span", { class: "n" }, speech.number.format(counts.get(n) ?? 0)));
}

const FAMILY_ORDER = ["contact", "cooperation", "speech", "conflict"];
let allCounts = null;

function drawChips() {
  allCounts ??= tally();
  const terms = { kind: CORE.kinds, type: CORE.types, topic: CORE.topics, status: CORE.statuses, outlet: CORE.outlets };
  for (const [list, known] of Object.entries(terms)) {
    const counts = allCounts[list];
    const present = known.map((term, n) => [term, n]).filter(([term, n]) => counts.get(n) || state[list].includes(term.key ?? term));
    const byFamily = (term) => (FAMILY_ORDER.indexOf(term.family) + 9) % 9;
    present.sort((p, q) => (list === "type" ? byFamily(p[0]) - byFamily(q[0]) : 0) || (counts.get(q[1]) ?? 0) - (counts.get(p[1]) ?? 0) || p[1] - q[1]);
    const most = grown.has(list) ? Infinity : FIRST_SHOWN[list];
    const shown = present.filter(([term], i) => i < most || state[list].includes(term.key ?? term));
    const rest = present.length - shown.length;
    replace($(`chips-${list}`), shown.map(([term, n]) => chip(list, term, n, counts)),
      rest > 0 || grown.has(list) ? button(rest > 0 ? say("more", { n: speech.number.format(rest) }) : say("less"), () => {
        if (!grown.delete(list)) grown.add(list);
        drawChips();
      }, { class: "text" }) : null);
    $(`group-${list}`).hidden = present.length < 2 && !state[list].length;
  }
}

function markChips() {
  for (const list of LISTS)
    for (const element of $(`chips-${list}`).querySelectorAll("[data-key]"))
      element.setAttribute("aria-pressed", String(state[list].includes(element.dataset.key)));
}

const LIMITS = [25, 50, 100, 250, 500, 1000, 2000];

function drawNumbers() {
  const most = ACTORS.reduce((top, actor) => Math.max(top, actor.events.length), 1);
  $("minimum").max = Math.min(30, Math.max(2, most));
  $("minimum").value = state.min;
  $("minimum-value").textContent = speech.number.format(state.min);
  const limits = [...new Set([...LIMITS, state.limit])].sort((p, q) => p - q);
  replace($("limit"), limits.map((n) => h("option", { value: n, selected: n === state.limit }, speech.number.format(n))));
  $("reset").disabled = !isNarrowed();
}

function startControls() {
  $("minimum").addEventListener("input", (event) => choose({ min: Number(event.target.value) }));
  $("limit").addEventListener("change", (event) => choose({ limit: Number(event.target.value) }));
  $("reset").addEventListener("click", resetAll);
  $("start-over").addEventListener("click", resetAll);
  for (const tab of document.querySelectorAll("button[data-view]")) tab.addEventListener("click", () => choose({ view: tab.dataset.view, pick: "" }));
  for (const tab of document.querySelectorAll("button[data-lang]")) tab.addEventListener("click", () => choose({ lang: tab.dataset.lang }));
  $("theme").addEventListener("click", () => choose({ theme: isDark() ? "light" : "dark" }));
  $("zoom-in").addEventListener("click", () => zoom(1.35));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  $("zoom-fit").addEventListener("click", () => fit());
  $("open-filters").addEventListener("click", () => openDrawer("filters"));
  $("open-panel").addEventListener("click", () => openDrawer("panel"));
  for (const closer of document.querySelectorAll("[data-close]")) closer.addEventListener("click", () => closePart(closer.dataset.close));
  $("menu-button").addEventListener("click", () => { $("menu").hidden = !$("menu").hidden; $("menu-button").setAttribute("aria-expanded", String(!$("menu").hidden)); });
  document.addEventListener("click", (event) => { if (!event.target.closest("#menu-box")) closeMenu(); });
  $("help-button").addEventListener("click", () => showHelp());
  $("do-png").addEventListener("click", () => { closeMenu(); savePicture(); });
  $("do-csv").addEventListener("click", () => { closeMenu(); saveTable(); });
  $("do-print").addEventListener("click", () => { closeMenu(); preparePrint(); print(); });
  $("do-theme").addEventListener("click", () => { closeMenu(); $("theme").click(); });
  $("do-help").addEventListener("click", () => { closeMenu(); showHelp(); });
  $("do-copy").addEventListener("click", () => { closeMenu(); copyAddress(); });
}

function closeMenu() {
  $("menu").hidden = true;
  $("menu-button").setAttribute("aria-expanded", "false");
}

const isDark = () => (state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

function openDrawer(which) {
  const open = document.body.dataset.drawer === which ? "" : which;
  document.body.dataset.drawer = open;
  $("open-filters").setAttribute("aria-expanded", String(open === "filters"));
  $("open-panel").setAttribute("aria-expanded", String(open === "panel"));
}

function closePart(which) {
  if (document.body.dataset.drawer === which) openDrawer(which);
  else if (which === "panel") choose({ pick: "" });
}

function showHelp() {
  const keys = [["/", "key_search"], ["← ↑ → ↓", "key_arrows"], ["Enter", "key_enter"], ["Esc", "key_escape"], ["+ −", "key_zoom"], ["0", "key_fit"], ["T", "key_table"], ["?", "key_help"]];
  replace($("help-body"),
    ["help_1", "help_2", "help_3", "help_4", "help_5"].map((key) => h("p", {}, say(key))),
    h("h3", {}, say("keys")),
    h("dl", {}, keys.map(([key, what]) => h("div", {}, h("dt", {}, h("kbd", { dir: "ltr" }, key)), h("dd", {}, say(what))))));
  $("help").showModal();
}
