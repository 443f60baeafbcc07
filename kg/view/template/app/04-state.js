// What the user has chosen: one object, kept in the address so that a view can be shared.

const LISTS = ["kind", "type", "topic", "status", "outlet"];
const VIEWS = ["network", "states", "topics", "groups", "table"];
const FRESH = {
  view: "network", lang: CORE.lang, theme: "",
  kind: [], type: [], topic: [], status: [], outlet: [],
  from: "", to: "", min: 1, alone: "", limit: CORE.limit,
  pick: "", focus: "", steps: 1, path: "", open: [],
};

const state = structuredClone(FRESH);
const listeners = [];
let saving = 0;

const onChange = (listener) => listeners.push(listener);

/** Change some choices and let the page follow. */
function choose(changes) {
  Object.assign(state, changes);
  clearTimeout(saving);
  saving = setTimeout(saveAddress, 60);
  for (const listener of listeners) listener(changes);
}

function toggle(list, value) {
  const chosen = state[list];
  choose({ [list]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
}

function resetAll() {
  const { lang, theme, view } = state;
  choose({ ...structuredClone(FRESH), lang, theme, view });
}

const isNarrowed = () =>
  LISTS.some((list) => state[list].length) || state.from || state.to || state.min > 1 || state.focus || state.path;

/** What is picked, named by keys, which stay the same when a graph is built again. */
function pickToKeys(pick) {
  if (/^a\d+$/.test(pick)) return `@${ACTORS[Number(pick.slice(1))].key}`;
  if (!/^c\d+$/.test(pick)) return pick;
  const { a, b } = CONTACTS[Number(pick.slice(1))];
  return `@${ACTORS[a].key}>${ACTORS[b].key}`;
}

function pickFromKeys(text) {
  if (!text.startsWith("@")) return /^[etgf]\S{1,40}$/.test(text) ? text : "";
  const [a, b] = text.slice(1).split(">").map((key) => ACTOR_BY_KEY.get(key));
  if (a === undefined) return "";
  if (b === undefined) return `a${a}`;
  const contact = ACTORS[a].contacts.find((c) => CONTACTS[c].a === b || CONTACTS[c].b === b);
  return contact === undefined ? "" : `c${contact}`;
}

function saveAddress() {
  const parts = new URLSearchParams();
  for (const [key, fresh] of Object.entries(FRESH)) {
    const value = key === "pick" ? pickToKeys(state.pick) : state[key];
    if (Array.isArray(value)) for (const one of value) parts.append(key, one);
    else if (value !== fresh && value !== "") parts.set(key, value);
  }
  const fragment = `#${parts}`;
  if (fragment !== (location.hash || "#")) history.replaceState(null, "", fragment === "#" ? location.href.split("#")[0] : fragment);
}

/** Read the address; what is not known is left out, so that an old or foreign address does no harm. */
function loadAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const next = structuredClone(FRESH);
  for (const key of Object.keys(FRESH)) {
    const value = parts.get(key);
    if (value === null) continue;
    if (Array.isArray(FRESH[key])) next[key] = parts.getAll(key);
    else if (typeof FRESH[key] === "number") next[key] = Math.max(1, Math.min(100000, parseInt(value, 10) || FRESH[key]));
    else next[key] = value;
  }
  next.pick = pickFromKeys(next.pick);
  if (!VIEWS.includes(next.view)) next.view = FRESH.view;
  if (!(next.lang in CORE.strings)) next.lang = FRESH.lang;
  if (!["", "dark", "light"].includes(next.theme)) next.theme = "";
  if (next.alone !== "yes") next.alone = "";
  for (const key of ["from", "to"]) if (!/^\d{4}-\d{2}-\d{2}$/.test(next[key])) next[key] = "";
  if (next.focus && !ACTOR_BY_KEY.has(next.focus)) next.focus = "";
  if (next.path && !next.path.split(">").every((key) => key === "" || ACTOR_BY_KEY.has(key))) next.path = "";
  const terms = { kind: CORE.kinds, type: CORE.types, topic: CORE.topics, status: CORE.statuses };
  for (const [list, known] of Object.entries(terms)) {
    next[list] = next[list].filter((key) => known.some((term) => term.key === key));
  }
  next.outlet = next.outlet.filter((one) => CORE.outlets.includes(one));
  next.steps = Math.min(2, next.steps);
  Object.assign(state, next);
}
