// Which events, actors and contacts are shown under what the user has chosen.

/** For a list of terms and the chosen keys: is a position chosen? Null where all are. */
function chosenPositions(terms, keys) {
  return keys.length ? new Set(terms.flatMap((term, n) => (keys.includes(term.key ?? term) ? [n] : []))) : null;
}

function selectEvents() {
  const types = chosenPositions(CORE.types, state.type);
  const statuses = chosenPositions(CORE.statuses, state.status);
  const topics = chosenPositions(CORE.topics, state.topic);
  const outlets = chosenPositions(CORE.outlets, state.outlet);
  const from = state.from ? toDay(state.from) : -Infinity;
  const to = state.to ? toDay(state.to) : Infinity;
  const timed = Boolean(state.from || state.to);
  const shown = new Uint8Array(EVENTS.length);
  for (const event of EVENTS) {
    shown[event.index] =
      (!types || types.has(event.type)) &&
      (!statuses || statuses.has(event.status)) &&
      (!topics || event.topics.some((topic) => topics.has(topic))) &&
      (!outlets || event.outlets.some((outlet) => outlets.has(outlet))) &&
      (!timed || (event.first !== null && event.last >= from && event.first <= to)) ? 1 : 0;
  }
  return shown;
}

const FEW_ALONE = 12;
const ALONE = ACTORS.filter((actor) => actor.events.length && !actor.contacts.length).length;

/** Actors that are in contact with no one stay away unless they are few or asked for: they would bury the network. */
const hidesAlone = () => ALONE > FEW_ALONE && !state.alone && (state.view === "network" || state.view === "groups");

/** Everything that is shown: events, actors in order of strength, contacts with their shown events. */
function select() {
  const shown = selectEvents();
  const kinds = chosenPositions(CORE.kinds, state.kind);
  const strength = new Int32Array(ACTORS.length);
  for (const event of EVENTS) if (shown[event.index]) for (const part of event.parts) strength[part.actor] += 1;
  const candidates = new Uint8Array(ACTORS.length);
  for (const actor of ACTORS) {
    const n = strength[actor.index];
    candidates[actor.index] = n >= Math.max(1, state.min) && (!kinds || kinds.has(actor.kind)) ? 1 : 0;
  }
  let contacts = [];
  for (const contact of CONTACTS) {
    if (!candidates[contact.a] || !candidates[contact.b]) continue;
    const events = contact.events.filter((e) => shown[e]);
    if (events.length) contacts.push({ index: contact.index, a: contact.a, b: contact.b, events });
  }
  const result = { shown, strength, contacts, way: null };
  let kept = candidates;
  if (state.path.includes(">") && !state.path.endsWith(">")) {
    const [a, b] = state.path.split(">").map((key) => ACTOR_BY_KEY.get(key));
    result.way = shortestWay(contacts, a, b);
    kept = membersOf(result.way ?? [a, b]);
    const next = new Set((result.way ?? []).slice(1).map((n, i) => pairKey(result.way[i], n)));
    contacts = contacts.filter((contact) => next.has(pairKey(contact.a, contact.b)));
  } else if (state.focus) {
    result.rings = ringsAround(contacts, ACTOR_BY_KEY.get(state.focus), state.steps);
    kept = membersOf(result.rings.flat());
  }
  let order = ACTORS.map((actor) => actor.index).filter((n) => kept[n]);
  result.total = order.length;
  if (hidesAlone()) order = order.filter((n) => ACTORS[n].contacts.length || ACTORS[n].key === state.focus);
  result.alone = result.total - order.length;
  order.sort((p, q) => strength[q] - strength[p] || p - q);
  result.linked = order.length;
  result.actors = state.view === "groups" ? order : order.slice(0, state.limit);
  const drawn = membersOf(result.actors);
  result.contacts = contacts.filter((contact) => drawn[contact.a] && drawn[contact.b]);
  const among = state.focus || result.way ? eventsAmong(contacts, kept) : null;
  result.events = EVENTS.filter((event) => shown[event.index] && (among ? among.has(event.index) : event.parts.some((part) => kept[part.actor])));
  return result;
}

/** The events between actors that are kept, and all of the one in focus. */
function eventsAmong(contacts, kept) {
  const among = new Set(state.focus && !state.path ? ACTORS[ACTOR_BY_KEY.get(state.focus)].events : []);
  for (const contact of contacts) if (kept[contact.a] && kept[contact.b]) for (const e of contact.events) among.add(e);
  return among;
}

const pairKey = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);

function membersOf(indices) {
  const member = new Uint8Array(ACTORS.length);
  for (const n of indices) member[n] = 1;
  return member;
}

function neighbours(contacts) {
  const next = new Map();
  const add = (a, b, n) => (next.get(a) ?? next.set(a, []).get(a)).push([b, n]);
  for (const { a, b, events } of contacts) { add(a, b, events.length); add(b, a, events.length); }
  for (const list of next.values()) list.sort((p, q) => q[1] - p[1] || p[0] - q[0]);
  return next;
}

function ringsAround(contacts, centre, steps) {
  const next = neighbours(contacts);
  const seen = new Set([centre]);
  const rings = [[centre]];
  for (let step = 0; step < steps; step += 1) {
    const ring = [];
    for (const n of rings[step]) for (const [m] of next.get(n) ?? []) if (!seen.has(m)) { seen.add(m); ring.push(m); }
    rings.push(ring);
  }
  return rings;
}

/** The way with the fewest steps; of equal ones, that over the strongest contacts. */
function shortestWay(contacts, from, to) {
  if (from === to) return [from];
  const next = neighbours(contacts);
  const before = new Map([[from, null]]);
  let front = [from];
  while (front.length && !before.has(to)) {
    const reached = [];
    for (const n of front) for (const [m] of next.get(n) ?? []) if (!before.has(m)) { before.set(m, n); reached.push(m); }
    front = reached;
  }
  if (!before.has(to)) return null;
  const way = [];
  for (let n = to; n !== null; n = before.get(n)) way.unshift(n);
  return way;
}
