// The same data as tables, for screen readers, for keyboards and for those who prefer rows.

const ROWS = 100;
const table = { which: "events", sort: "", down: true, rows: ROWS };

const partNames = (event, counterpart) =>
  event.parts.filter((part) => (part.role === "counterpart") === counterpart).map((part) => part.actor);

const whoCell = (indices) => h("td", {}, h("ul", { class: "inline" }, indices.map((n) => h("li", {}, actorButtonPlain(n)))));
const outletsOf = (event) => event.outlets.map((n) => CORE.outlets[n]).filter(Boolean);

const TABLES = {
  events: {
    rows: () => current.events,
    columns: [
      ["col_date", (e) => (e.first ?? Infinity), (e) => h("td", { class: "date" }, eventDate(e) || "—")],
      ["col_type", (e) => label(CORE.types[e.type].labels), (e) => h("td", {}, button("", () => showEvent(e), { class: "text" }, label(CORE.types[e.type].labels)))],
      ["col_agents", (e) => partNames(e, false).map(nameOf).join(), (e) => whoCell(partNames(e, false))],
      ["col_others", (e) => partNames(e, true).map(nameOf).join(), (e) => whoCell(partNames(e, true))],
      ["col_place", (e) => (e.place >= 0 ? nameOf(e.place) : ""), (e) => h("td", {}, e.place >= 0 ? name(nameOf(e.place)) : "")],
      ["col_topics", (e) => e.topics.map((n) => label(CORE.topics[n].labels)).join(), (e) => h("td", {}, e.topics.map((n, i) => [i ? say("comma") : null, name(label(CORE.topics[n].labels))]))],
      ["col_status", (e) => e.status, (e) => h("td", {}, CORE.statuses[e.status] ? label(CORE.statuses[e.status].labels) : "")],
      ["col_outlets", (e) => outletsOf(e).join(), (e) => h("td", {}, outletsOf(e).map((text, i) => [i ? say("comma") : null, name(text)]))],
    ],
  },
  contacts: {
    rows: () => current.contacts,
    columns: [
      ["col_name", (c) => nameOf(c.a), (c) => whoCell([c.a])],
      ["col_with", (c) => nameOf(c.b), (c) => whoCell([c.b])],
      ["col_count", (c) => c.events.length, (c) => h("td", { class: "n" }, button("", () => pickLine(`c${c.index}`), { class: "text" }, speech.number.format(c.events.length)))],
      ["col_topics", () => "", (c) => h("td", {}, name(contactLine("", "", "", c.events).text))],
    ],
  },
  actors: {
    rows: () => current.actors,
    columns: [
      ["col_name", (n) => nameOf(n), (n) => whoCell([n])],
      ["col_kind", (n) => label(CORE.kinds[ACTORS[n].kind].labels), (n) => h("td", {}, label(CORE.kinds[ACTORS[n].kind].labels))],
      ["col_count", (n) => current.strength[n], (n) => h("td", { class: "n" }, speech.number.format(current.strength[n]))],
      ["wikidata", (n) => ACTORS[n].link, (n) => h("td", {}, ACTORS[n].link ? link(ACTORS[n].link, ACTORS[n].key) : "")],
    ],
  },
};

function sortedRows() {
  const { rows, columns } = TABLES[table.which];
  const column = columns.find(([key]) => key === table.sort);
  const list = [...rows()];
  if (!column) return list;
  const value = column[1];
  const sign = table.down ? -1 : 1;
  return list.map((row, i) => [value(row), i, row])
    .sort((p, q) => sign * (typeof p[0] === "string" ? speech.compare(p[0], q[0]) : (p[0] > q[0]) - (p[0] < q[0])) || p[1] - q[1])
    .map(([, , row]) => row);
}

function drawTable() {
  const { columns } = TABLES[table.which];
  const rows = sortedRows();
  const head = columns.map(([key]) => {
    const on = table.sort === key;
    return h("th", { scope: "col", "aria-sort": on ? (table.down ? "descending" : "ascending") : null },
      button("", () => { table.down = on ? !table.down : false; table.sort = key; drawTable(); }, { class: "text", title: say("sort", { name: say(key) }) }, say(key), on ? (table.down ? " ▾" : " ▴") : ""));
  });
  const tabs = Object.keys(TABLES).map((which) =>
    button(say(`table_${which}`), () => { Object.assign(table, { which, sort: "", rows: ROWS }); drawTable(); }, { class: "tab", "aria-pressed": String(table.which === which) },
      say(`table_${which}`), " ", h("span", { class: "n" }, speech.number.format(TABLES[which].rows().length))));
  const left = rows.length - table.rows;
  replace($("table-body"),
    h("div", { class: "tabs", role: "group" }, tabs),
    h("div", { class: "rows", tabindex: "0", role: "region", "aria-label": say(`table_${table.which}`) },
      h("table", {}, h("thead", {}, h("tr", {}, head)),
        h("tbody", {}, rows.slice(0, table.rows).map((row) => h("tr", {}, columns.map(([, , cell]) => cell(row))))))),
    left > 0 ? button(say("show_more", { n: speech.number.format(left) }), () => { table.rows += 5 * ROWS; drawTable(); }, { class: "text" }) : null);
}

function showEvent(event) {
  replace($("panel-body"), eventList([event.index]));
  $("panel").scrollTop = 0;
  if (isNarrow()) document.body.dataset.drawer = "panel";
}
