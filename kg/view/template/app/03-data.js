// The graph as it came with the page, made handy: actors, events and contacts by position.

const CORE = JSON.parse($("core").textContent);

const KIND_LOOK = {
  person: { shape: "dot", tone: "person" },
  state: { shape: "square", tone: "state" },
  organization: { shape: "hexagon", tone: "organization" },
  place: { shape: "triangle", tone: "place" },
};
const OTHER_LOOK = { shape: "dot", tone: "actor" };
const lookOf = (actor) => KIND_LOOK[CORE.kinds[actor.kind].key] ?? OTHER_LOOK;

const ACTORS = CORE.actors.map(([key, kind, labels, aliases, folded, linked, x, y, community], index) => ({
  index, key, kind, labels, aliases, folded, x, y, community,
  link: linked ? `https://www.wikidata.org/wiki/${key}` : "",
  events: [],
  placed: [],
  contacts: [],
}));

const ROLE_NAMES = ["agent", "counterpart", "participant"];

const EVENTS = CORE.events.map(([type, date, first, last, status, topics, place, sure, disputed, outlets, ...parts], index) => ({
  index, type, date, first, last, status, topics, place, sure, disputed, outlets,
  family: CORE.types[type].family,
  parts: parts.map(([actor, role, behalf, office]) => ({ actor, role: ROLE_NAMES[role], behalf, office })),
}));

const CONTACTS = CORE.contacts.map(([a, b, events], index) => ({ index, a, b, events }));

const ACTOR_BY_KEY = new Map(ACTORS.map((actor) => [actor.key, actor.index]));

for (const event of EVENTS) {
  for (const part of event.parts) ACTORS[part.actor].events.push(event.index);
  if (event.place >= 0) ACTORS[event.place].placed.push(event.index);
}
for (const contact of CONTACTS) {
  ACTORS[contact.a].contacts.push(contact.index);
  ACTORS[contact.b].contacts.push(contact.index);
}

/** Whom an actor mostly acts for, or itself; what the view by states folds into. */
function foldOf(actor) {
  if (actor.fold === undefined) {
    const tally = new Map();
    for (const e of actor.events)
      for (const part of EVENTS[e].parts)
        if (part.actor === actor.index && part.behalf >= 0) tally.set(part.behalf, (tally.get(part.behalf) ?? 0) + 1);
    actor.fold = [...tally].sort((p, q) => q[1] - p[1] || p[0] - q[0])[0]?.[0] ?? actor.index;
  }
  return actor.fold;
}

function foldIn(actor, event) {
  const part = event.parts.find((one) => one.actor === actor);
  return part && part.behalf >= 0 ? part.behalf : foldOf(ACTORS[actor]);
}

const nameOf = (index) => label(ACTORS[index].labels);

let texts = null;

/** Articles and passages: read when something is first opened, so that the page draws sooner. */
function readTexts() {
  if (!texts) {
    const { articles, quotes } = JSON.parse($("texts").textContent);
    texts = {
      articles: articles.map(([title, lang, date, outlet, url]) => ({ title, lang, date, outlet, url })),
      quotes: quotes.map((list) => list.map(([article, text, lang]) => ({ article, text, lang }))),
    };
  }
  return texts;
}

/** A text without marks and letter variants, as the engine folds names. */
function fold(text) {
  let folded = "";
  for (const char of text.normalize("NFKC").toLowerCase()) folded += CORE.folding[char] ?? char;
  return folded.replace(/\s+/g, " ").trim();
}
