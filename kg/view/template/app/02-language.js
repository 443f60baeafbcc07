// What the page says, in the language that is chosen.

const speech = { code: "", words: null, plural: null, formats: {}, number: null };

function speak(code) {
  const words = CORE.strings[code] ?? CORE.strings[CORE.lang];
  const day = (options) => new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", ...options });
  speech.code = words.code;
  speech.words = words;
  speech.plural = new Intl.PluralRules(words.locale);
  speech.number = new Intl.NumberFormat(words.locale);
  speech.share = new Intl.NumberFormat(words.locale, { style: "percent" });
  speech.compare = new Intl.Collator(words.locale, { numeric: true }).compare;
  speech.formats = {
    4: day({ year: "numeric" }),
    7: day({ year: "numeric", month: "long" }),
    10: day({ year: "numeric", month: "long", day: "numeric" }),
    short: day({ year: "numeric", month: "short", day: "numeric" }),
    month: day({ year: "numeric", month: "short" }),
  };
  document.documentElement.lang = words.code;
  document.documentElement.dir = words.dir;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

const isolate = (text) => `\u2068${text}\u2069`;
const say = (key, values) => fill(speech.words.text[key] ?? key, values ?? {});

function count(what, n) {
  const forms = speech.words.count[what];
  return fill(forms[speech.plural.select(n)] ?? forms.other, { n: speech.number.format(n) });
}

/** The label of a thing in the chosen language, else in any. */
function label(labels) {
  return labels[speech.code] ?? labels[""] ?? labels[CORE.lang] ?? Object.values(labels)[0] ?? "";
}

function asDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, (month || 1) - 1, day || 1);
  return date;
}

const DAY = 86400000;
const toDay = (iso) => Math.floor(asDate(iso).getTime() / DAY);
const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dateText = (iso) => (speech.formats[iso.length] ?? speech.formats[10]).format(asDate(iso));

/** The date of an event as told: a day, month or year, or a range. */
function eventDate(event) {
  if (event.date) return dateText(event.date);
  if (event.first === null) return "";
  if (event.first === event.last) return dateText(toIso(event.first));
  return speech.formats.short.formatRange(new Date(event.first * DAY), new Date(event.last * DAY));
}

/** Put the words of the chosen language into the page's fixed parts. */
function translatePage() {
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
}
