// Taking the view along: as a picture, as a table, on paper, as an address.

function save(blob, ending) {
  const url = URL.createObjectURL(blob);
  const anchor = h("a", { href: url, download: `${say("file")}.${ending}` });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The drawing as it is seen, under a headline, over a line that says what it is. */
function pictureOf() {
  const drawing = $("canvas").querySelector("canvas");
  const ratio = drawing.width / drawing.clientWidth || 1;
  const head = 56 * ratio, foot = 34 * ratio, edge = 18 * ratio;
  const canvas = h("canvas", { width: drawing.width, height: drawing.height + head + foot });
  const pen = canvas.getContext("2d");
  const rtl = speech.words.dir === "rtl";
  const face = getComputedStyle(document.body).fontFamily;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawing, 0, head);
  pen.direction = speech.words.dir;
  pen.textAlign = "start";
  pen.textBaseline = "middle";
  pen.fillStyle = palette.ink;
  pen.font = `600 ${20 * ratio}px ${face}`;
  pen.fillText(headline(), rtl ? canvas.width - edge : edge, head / 2);
  pen.fillStyle = palette.muted;
  pen.font = `${12 * ratio}px ${face}`;
  pen.fillText(`${summary()} · ${$("time-range").textContent}`, rtl ? canvas.width - edge : edge, canvas.height - foot / 2);
  return canvas;
}

const savePicture = () => pictureOf().toBlob((blob) => save(blob, "png"), "image/png");

/** A cell that a spreadsheet takes as text: what would start a formula gets an apostrophe before it. */
function cell(value) {
  const text = String(value ?? "").replace(/\u0000/g, "");
  const safe = /^[\s\u00a0\u200e\u200f]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

function tableOf(events) {
  const { articles, quotes } = readTexts();
  const head = ["col_date", "col_type", "col_agents", "col_others", "col_place", "col_topics", "col_status", "col_outlets", "col_quote", "col_url"];
  const names = (indices) => indices.map(nameOf).join("; ");
  const rows = events.map((event) => {
    const told = quotes[event.index];
    const range = event.first === null ? "" : `${toIso(event.first)}/${toIso(event.last)}`;
    return [
      event.date || range, label(CORE.types[event.type].labels), names(partNames(event, false)), names(partNames(event, true)),
      event.place >= 0 ? nameOf(event.place) : "", event.topics.map((n) => label(CORE.topics[n].labels)).join("; "),
      CORE.statuses[event.status] ? label(CORE.statuses[event.status].labels) : "", outletsOf(event).join("; "),
      told.map((quote) => quote.text).join(" | "), [...new Set(told.map((quote) => articles[quote.article].url).filter(Boolean))].join(" "),
    ];
  });
  return `\ufeff${[head.map((key) => say(key)), ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const saveTable = () => save(new Blob([tableOf(current.events)], { type: "text/csv;charset=utf-8" }), "csv");

/** Paper gets the drawing as a picture that fits it, and the events that it shows. */
function preparePrint() {
  if (state.view === "table" || !scene.nodes.length) { replace($("on-paper")); return; }
  const shown = current.events.slice(-60);
  const dark = isDark();
  if (dark) paint("light");
  replace($("on-paper"),
    h("img", { src: pictureOf().toDataURL("image/png"), alt: headline() }),
    h("table", {}, h("tbody", {}, shown.map((event) => h("tr", {},
      h("td", {}, eventDate(event) || "—"), h("td", {}, label(CORE.types[event.type].labels)),
      h("td", {}, event.parts.map((part, i) => [i ? say("comma") : null, name(nameOf(part.actor))])),
      h("td", {}, event.topics.map((n, i) => [i ? say("comma") : null, label(CORE.topics[n].labels)])))))));
  if (dark) paint("dark");
}

/** Draw what is seen in the colours of a theme. */
function paint(theme) {
  document.documentElement.dataset.theme = theme;
  readPalette();
  drawScene(scene);
  network.redraw();
}

function copyAddress() {
  const done = () => announce(say("copied"));
  const box = h("textarea", { readonly: true, class: "offscreen" });
  box.value = location.href;
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  if (copied) done();
  else navigator.clipboard?.writeText(location.href).then(done, () => {});
}
