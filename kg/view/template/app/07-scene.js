// What is drawn in each view: nodes and lines, with everything that their look depends on.

const FAMILY_TONE = { contact: "contact", speech: "speech", cooperation: "cooperation", conflict: "conflict" };
const toneOf = (family) => FAMILY_TONE[family] ?? "other";
const HAPPENED = new Set(["occurred", "ongoing", ""]);
const MOST_EVENTS_DRAWN = 60;
const MOST_GROUPS = 60;
const LONGEST_ON_CANVAS = 32;

const cut = (text, longest = LONGEST_ON_CANVAS) => {
  const chars = Array.from(text);
  return chars.length > longest ? `${chars.slice(0, longest - 1).join("").trimEnd()}…` : text;
};
const happened = (event) => HAPPENED.has(CORE.statuses[event.status]?.key ?? "");

const MOST_STRENGTH = ACTORS.reduce((most, actor) => Math.max(most, actor.events.length), 1);

/** Areas tell strength; the strongest of all actors is the yardstick, so that filters do not resize what stays. */
const sizeOf = (n, most = MOST_STRENGTH) => Math.round(7 + 23 * Math.sqrt(n / Math.max(most, 12)));
const widthOf = (n) => 1.5 + 1.5 * Math.log2(Math.min(n, 256));

function actorNode(index, n, place, most) {
  const actor = ACTORS[index];
  const look = lookOf(actor);
  return {
    id: `a${index}`, actor: index, shape: look.shape, tone: look.tone, size: sizeOf(n, most), weight: n,
    text: nameOf(index), ...(place ? { x: actor.x, y: actor.y } : {}),
  };
}

/** The look of a line from the events behind it: family of most, dashed where none is known to have happened. */
function contactLine(id, from, to, events) {
  const tally = new Map();
  const topics = new Map();
  let real = false;
  for (const e of events) {
    const event = EVENTS[e];
    tally.set(event.family, (tally.get(event.family) ?? 0) + 1);
    for (const topic of event.topics) topics.set(topic, (topics.get(topic) ?? 0) + 1);
    real ||= happened(event);
  }
  const conflict = tally.get("conflict") ?? 0;
  const [family, most] = [...tally].sort((p, q) => q[1] - p[1] || (p[0] < q[0] ? -1 : 1))[0];
  const tone = toneOf(conflict && conflict >= most ? "conflict" : family);
  const top = [...topics].sort((p, q) => q[1] - p[1] || p[0] - q[0]).slice(0, 2);
  return {
    id, from, to, events, tone, width: widthOf(events.length), dashed: !real,
    text: top.map(([topic]) => cut(label(CORE.topics[topic].labels), 24)).join(" · "),
  };
}

/** Large networks are seen from further away, so that what they are drawn with is larger. */
const FAR = Math.min(1.9, Math.max(1, Math.sqrt(ACTORS.length / 90)));

function networkScene(chosen) {
  const nodes = chosen.actors.map((n) => actorNode(n, chosen.strength[n], true));
  const edges = chosen.contacts.map((c) => contactLine(`c${c.index}`, `a${c.a}`, `a${c.b}`, c.events));
  if (!chosen.way && !chosen.rings) {
    for (const node of nodes) node.size *= Math.sqrt(FAR);
    for (const edge of edges) edge.width *= FAR;
  }
  if (chosen.way) arrangeWay(nodes, chosen.way);
  else if (chosen.rings) arrangeRings(nodes, chosen.rings);
  return { nodes, edges, hidden: chosen.linked - chosen.actors.length };
}

/** Lines between groups of actors: pairs are folded by `groupOf(actor, event)` and lines within a group left out. */
function foldedLines(contacts, groupOf, idOf) {
  const between = new Map();
  for (const { a, b, events } of contacts) {
    for (const e of events) {
      const p = groupOf(a, EVENTS[e]), q = groupOf(b, EVENTS[e]);
      if (p === q) continue;
      const [first, second] = p < q ? [p, q] : [q, p];
      const key = `${first}|${second}`;
      const line = between.get(key) ?? between.set(key, { first, second, events: new Set() }).get(key);
      line.events.add(e);
    }
  }
  return [...between.entries()].map(([key, { first, second, events }]) =>
    contactLine(`f${key}`, idOf(first), idOf(second), [...events].sort((p, q) => p - q)));
}

function statesScene(chosen) {
  const strength = new Map();
  for (const event of chosen.events) {
    const folded = new Set(event.parts.map((part) => foldIn(part.actor, event)));
    for (const n of folded) strength.set(n, (strength.get(n) ?? 0) + 1);
  }
  const edges = foldedLines(chosen.contacts, foldIn, (n) => `a${n}`);
  const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const nodes = [...strength].sort((p, q) => q[1] - p[1] || p[0] - q[0])
    .filter(([n]) => linked.has(`a${n}`)).slice(0, 300)
    .map(([n, weight], _, all) => actorNode(n, weight, false, all[0][1]));
  const drawn = new Set(nodes.map((node) => node.id));
  const kept = edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to));
  arrange(nodes, kept);
  return { nodes, edges: kept, hidden: linked.size - nodes.length };
}

function topicsScene(chosen) {
  const drawn = membersOf(chosen.actors);
  const events = chosen.events.filter((event) => event.parts.some((part) => drawn[part.actor]));
  const kept = events.slice(-MOST_EVENTS_DRAWN);
  const nodes = [], edges = [], actors = new Map(), topics = new Map();
  for (const event of kept) {
    const id = `e${event.index}`;
    const tone = toneOf(event.family);
    nodes.push({ id, event: event.index, shape: "diamond", tone, size: 11, weight: 1, text: label(CORE.types[event.type].labels) });
    for (const { actor } of event.parts) {
      if (!drawn[actor]) continue;
      actors.set(actor, (actors.get(actor) ?? 0) + 1);
      edges.push({ id: `${id}a${actor}`, from: `a${actor}`, to: id, events: [event.index], tone, width: 1.5, dashed: !happened(event), text: "" });
    }
    for (const topic of event.topics) {
      topics.set(topic, (topics.get(topic) ?? 0) + 1);
      edges.push({ id: `${id}t${topic}`, from: id, to: `t${topic}`, events: [event.index], tone: "other", width: 1, dashed: !happened(event), text: "" });
    }
  }
  const things = [...topics].sort((p, q) => p[0] - q[0]).map(([topic, weight]) => (
    { id: `t${topic}`, topic, shape: "star", tone: "topic", size: 12 + Math.min(10, weight), weight, text: label(CORE.topics[topic].labels) }));
  const people = [...actors].sort((p, q) => q[1] - p[1] || p[0] - q[0]).map(([n, weight]) => actorNode(n, weight, false));
  nodes.unshift(...things, ...people);
  arrange(nodes, edges, 100);
  return { nodes, edges, hidden: 0, hiddenEvents: events.length - kept.length };
}

/** Communities as one node each; those that are open show their strongest members. */
function groupsScene(chosen) {
  const members = new Map();
  for (const n of chosen.actors) (members.get(ACTORS[n].community) ?? members.set(ACTORS[n].community, []).get(ACTORS[n].community)).push(n);
  const groupOf = new Map();
  const nodes = [];
  let hidden = 0;
  const biggest = [...members].sort((p, q) => q[1].length - p[1].length || p[0] - q[0]);
  const large = biggest.filter(([, actors]) => actors.length > 2).length;
  const most = large > 2 ? Math.min(MOST_GROUPS, large) : MOST_GROUPS;
  for (const [group, actors] of biggest.slice(0, most)) {
    const open = state.open.includes(String(group)) || actors.length === 1;
    if (open) {
      const shown = actors.slice(0, state.limit);
      hidden += actors.length - shown.length;
      for (const n of shown) { groupOf.set(n, `a${n}`); nodes.push(actorNode(n, chosen.strength[n], false)); }
    } else {
      const weight = actors.reduce((sum, n) => sum + chosen.strength[n], 0);
      for (const n of actors) groupOf.set(n, `g${group}`);
      nodes.push({
        id: `g${group}`, group, actors, shape: "dot", tone: "group", size: 10 + 26 * Math.sqrt(actors.length / biggest[0][1].length), weight,
        text: `${say("community", { name: isolate(cut(nameOf(actors[0]), 24)) })} (${speech.number.format(actors.length)})`,
      });
    }
  }
  for (const [, actors] of biggest.slice(most)) hidden += actors.length;
  const lines = chosen.contacts.filter((c) => groupOf.has(c.a) && groupOf.has(c.b));
  const edges = foldedLines(lines, (n) => groupOf.get(n), (id) => id);
  arrange(nodes, edges);
  return { nodes, edges, hidden };
}

const SCENES = { network: networkScene, states: statesScene, topics: topicsScene, groups: groupsScene };
