// The panel: what happened, in order of time, with the passages that say so.

const PAGE = 40;
const LEAST_SURE = 0.6;

const actorButton = (index, extra) =>
  button("", () => goTo(index), { class: "who" }, mark(lookOf(ACTORS[index]).shape, lookOf(ACTORS[index]).tone), name(nameOf(index)), extra);

const pairName = (a, b) => h("span", {}, name(nameOf(a)), " – ", name(nameOf(b)));

const tag = (text, tone) => h("span", { class: `tag ${tone ?? ""}` }, name(text));

function quoteItem({ article, text, lang }) {
  const source = readTexts().articles[article];
  const told = [source.outlet ? name(source.outlet) : say("no_outlet"), source.date ? dateText(source.date) : null].filter(Boolean);
  return h("li", {},
    h("blockquote", { dir: "auto", lang: lang || source.lang || null }, text || "…"),
    h("cite", {}, told.map((part, i) => [i ? " · " : null, part]),
      source.title ? [" · ", source.url ? link(source.url, name(source.title)) : name(source.title)]
        : source.url ? [" · ", link(source.url, say("open_article"))] : null));
}

/** The office that a participant held then, or for whom it acted. */
function asWhom({ actor, behalf, office }) {
  const held = label(office);
  return held || (behalf >= 0 && behalf !== actor ? say("acts_for", { name: isolate(nameOf(behalf)) }) : "");
}

function eventItem(event) {
  const quotes = readTexts().quotes[event.index];
  const agents = event.parts.filter((part) => part.role !== "counterpart");
  const others = event.parts.filter((part) => part.role === "counterpart");
  const who = (part) => h("li", {}, actorButton(part.actor), asWhom(part) ? h("small", {}, " ", name(asWhom(part))) : null);
  const status = CORE.statuses[event.status];
  const first = quotes.slice(0, 2), rest = quotes.slice(2);
  const list = h("ol", { class: "quotes", "aria-label": say("says") }, first.map(quoteItem));
  if (rest.length) {
    const more = h("li", {}, button(say("show_more", { n: speech.number.format(rest.length) }), () => more.replaceWith(...rest.map(quoteItem)), { class: "text" }));
    list.append(more);
  }
  return h("li", { class: `event ${toneOf(event.family)}`, "data-event": event.index },
    h("header", {},
      h("time", { datetime: event.date || null }, eventDate(event) || say("no_date")),
      h("strong", {}, label(CORE.types[event.type].labels)),
      status && status.key !== "occurred" ? tag(label(status.labels), `status ${happened(event) ? "" : "open"}`) : null),
    h("ul", { class: "parts" }, agents.map(who), others.length ? [h("li", { class: "arrow", "aria-hidden": "true" }, "⟶"), others.map(who)] : null),
    event.place >= 0 ? h("p", { class: "where" }, mark("triangle", "place"), actorButtonPlain(event.place)) : null,
    event.topics.length ? h("p", { class: "topics" }, event.topics.map((topic) => tag(label(CORE.topics[topic].labels), "topic"))) : null,
    event.sure < LEAST_SURE ? h("p", { class: "meta" }, say("confidence", { n: speech.share.format(event.sure) })) : null,
    event.disputed ? h("p", { class: "warn" }, say("disputed")) : null,
    list);
}

const actorButtonPlain = (index) => button("", () => goTo(index), { class: "text" }, name(nameOf(index)));

/** Events in order of time, a page at a time. */
function eventList(indices) {
  const list = h("ol", { class: "events" });
  const grow = (from) => {
    list.append(...indices.slice(from, from + PAGE).map((e) => eventItem(EVENTS[e])));
    const left = indices.length - from - PAGE;
    if (left > 0) {
      const more = h("li", {}, button(say("show_more", { n: speech.number.format(left) }), () => { more.remove(); grow(from + PAGE); }, { class: "text" }));
      list.append(more);
    }
  };
  grow(0);
  return list;
}

const section = (title, ...children) => h("section", {}, h("h3", {}, title), ...children);

function topicSummary(indices) {
  const tally = new Map();
  for (const e of indices) for (const topic of EVENTS[e].topics) tally.set(topic, (tally.get(topic) ?? 0) + 1);
  const top = [...tally].sort((p, q) => q[1] - p[1] || p[0] - q[0]).slice(0, 5);
  return top.length ? h("p", { class: "topics" }, top.map(([topic, n]) => tag(`${label(CORE.topics[topic].labels)} ${speech.number.format(n)}`, "topic"))) : null;
}

/** The events of an actor that are shown, and with whom they are: [other, number of events, what to pick]. */
function dealingsOf(index) {
  const actor = ACTORS[index];
  if (state.view === "states") {
    const id = `a${index}`;
    const events = current.events.filter((event) => event.place === index || event.parts.some((part) => foldIn(part.actor, event) === index));
    const lines = scene.edges.filter((edge) => edge.from === id || edge.to === id);
    const partners = lines.map((edge) => [Number((edge.from === id ? edge.to : edge.from).slice(1)), edge.events.length, edge.id]);
    return { events: events.map((event) => event.index), partners };
  }
  const events = [...new Set(actor.events.concat(actor.placed))].filter((e) => current.shown[e]).sort((p, q) => p - q);
  const partners = actor.contacts.map((c) => {
    const { a, b, events: all } = CONTACTS[c];
    return [a === index ? b : a, all.filter((e) => current.shown[e]).length, `c${c}`];
  });
  return { events, partners: partners.filter(([, n]) => n) };
}

function actorPanel(index) {
  const actor = ACTORS[index];
  const { events, partners } = dealingsOf(index);
  partners.sort((p, q) => q[1] - p[1] || p[0] - q[0]);
  const otherNames = [...Object.entries(actor.labels).filter(([code]) => code !== speech.code).map(([, text]) => text), ...actor.aliases];
  const names = [...new Set(otherNames)].filter((text) => text !== nameOf(index));
  return [
    h("h2", { tabindex: "-1" }, mark(lookOf(actor).shape, lookOf(actor).tone), name(nameOf(index))),
    h("p", { class: "meta" }, label(CORE.kinds[actor.kind].labels), " · ", count("events", events.length),
      actor.link ? [" · ", link(actor.link, say("wikidata"))] : null),
    names.length ? h("p", { class: "meta" }, say("aliases"), " ", names.slice(0, 6).map((text, i) => [i ? say("comma") : null, name(text)])) : null,
    topicSummary(events),
    h("p", { class: "actions" },
      button(say("focus_on"), () => focusOn(index), { "aria-pressed": String(state.focus === actor.key) }),
      button(say("path_from"), () => choose({ path: `${actor.key}>`, focus: "" }), {})),
    partners.length ? section(`${say("with")} (${speech.number.format(partners.length)})`, partnerList(partners)) : null,
    section(say("events_of"), eventList(events)),
  ];
}

function partnerList(partners) {
  const list = h("ul", { class: "partners" });
  const item = ([other, n, pick]) => h("li", {},
    button("", () => pickLine(pick), { class: "who" }, mark(lookOf(ACTORS[other]).shape, lookOf(ACTORS[other]).tone), name(nameOf(other)), h("span", { class: "n" }, speech.number.format(n))));
  list.append(...partners.slice(0, 8).map(item));
  if (partners.length > 8) {
    const more = h("li", {}, button(say("show_more", { n: speech.number.format(partners.length - 8) }), () => more.replaceWith(...partners.slice(8, 300).map(item)), { class: "text" }));
    list.append(more);
  }
  return list;
}

function linePanel(ends, events) {
  return [
    h("h2", { tabindex: "-1", class: "pair" }, ends),
    h("p", { class: "meta" }, count("events", events.length)),
    topicSummary(events),
    eventList(events),
  ];
}

function groupPanel(node) {
  const key = String(node.group);
  return [
    h("h2", { tabindex: "-1" }, mark("dot", "group"), name(node.text)),
    h("p", { class: "actions" }, button(say("open_group"), () => choose({ open: [...state.open, key], pick: "" }), {})),
    section(say("members"), h("ul", { class: "partners" }, node.actors.slice(0, 200).map((n) => h("li", {}, actorButton(n, h("span", { class: "n" }, speech.number.format(current.strength[n]))))))),
  ];
}

function overviewPanel() {
  const top = current.actors.slice(0, 8);
  const close = [...current.contacts].sort((p, q) => q.events.length - p.events.length || p.index - q.index).slice(0, 8);
  const dated = current.events.filter((event) => event.first !== null).slice(-4).reverse();
  return [
    h("h2", { tabindex: "-1" }, say("overview")),
    h("p", { class: "meta" }, say("hint")),
    state.open.length ? h("p", { class: "actions" }, state.open.map((group) => button(say("close_group"), () => choose({ open: state.open.filter((one) => one !== group) }), {}))) : null,
    top.length ? section(say("strongest"), h("ul", { class: "partners bars" }, top.map((n) => h("li", {}, actorButton(n, h("span", { class: "n" }, speech.number.format(current.strength[n]))))))) : null,
    close.length ? section(say("closest"), h("ul", { class: "partners" }, close.map((c) => h("li", {},
      button("", () => pickLine(`c${c.index}`), { class: "who" }, pairName(c.a, c.b), h("span", { class: "n" }, speech.number.format(c.events.length))))))) : null,
    dated.length ? section(say("latest"), eventList(dated.map((event) => event.index))) : null,
    CORE.crowded ? h("p", { class: "meta" }, say("crowded", { n: speech.number.format(CORE.crowded) })) : null,
    h("p", { class: "meta" }, say("sources")),
  ];
}

/** The steps of a way, each a contact to read. */
function wayPanel(way) {
  const steps = way.slice(1).map((n, i) => current.contacts.find((c) => pairKey(c.a, c.b) === pairKey(way[i], n)));
  return [
    h("h2", { tabindex: "-1" }, say("path_steps")),
    h("ul", { class: "partners" }, steps.map((c, i) => h("li", {},
      button("", () => pickLine(`c${c.index}`), { class: "who" }, pairName(way[i], way[i + 1]), h("span", { class: "n" }, speech.number.format(c.events.length)))))),
    steps.map((c) => section([name(nameOf(c.a)), " — ", name(nameOf(c.b))], eventList(c.events))),
  ];
}

/** What to show for what is picked: a node or line of the drawing, or an actor that is not drawn. */
function drawPanel() {
  const pick = state.pick;
  const body = $("panel-body");
  const node = scene.nodes.find((one) => one.id === pick);
  const edge = scene.edges.find((one) => one.id === pick);
  if (node && node.group !== undefined) replace(body, groupPanel(node));
  else if (node && node.event !== undefined) replace(body, h("h2", { tabindex: "-1" }, name(node.text)), eventList([node.event]));
  else if (node && node.topic !== undefined) {
    const events = current.events.filter((event) => event.topics.includes(node.topic)).map((event) => event.index);
    replace(body, h("h2", { tabindex: "-1" }, mark("star", "topic"), name(node.text)), h("p", { class: "meta" }, count("events", events.length)), eventList(events));
  } else if (/^a\d+$/.test(pick) && ACTORS[Number(pick.slice(1))]) replace(body, actorPanel(Number(pick.slice(1))));
  else if (edge) replace(body, linePanel(endsOf(edge), edge.events));
  else if (/^c\d+$/.test(pick) && CONTACTS[Number(pick.slice(1))]) {
    const contact = CONTACTS[Number(pick.slice(1))];
    replace(body, linePanel([actorButton(contact.a), actorButton(contact.b)], contact.events.filter((e) => current.shown[e])));
  } else replace(body, current.way ? wayPanel(current.way) : overviewPanel());
  $("panel").scrollTop = 0;
}

function endsOf(edge) {
  return [edge.from, edge.to].map((id) => {
    if (/^a\d+$/.test(id)) return actorButton(Number(id.slice(1)));
    const node = scene.nodes.find((one) => one.id === id);
    return button("", () => pickDrawn(id), { class: "who" }, mark(node.shape, node.tone), name(node.text));
  });
}
