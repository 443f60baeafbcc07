// Finding by name: a list of suggestions that folds letters as the engine does.

const MOST_FOUND = 12;
let found = [];
let marked = -1;

/** Actors whose folded names hold all the words, best first: whole name, start of the name, start of a word. */
function search(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const hits = [];
  for (const actor of ACTORS) {
    let best = Infinity;
    for (const folded of actor.folded) {
      if (!words.every((word) => folded.includes(word))) continue;
      const rank = folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : words.every((word) => ` ${folded}`.includes(` ${word}`)) ? 2 : 3;
      best = Math.min(best, rank);
    }
    if (best < Infinity) hits.push([best, actor.index]);
  }
  hits.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  return hits.slice(0, MOST_FOUND).map(([, index]) => index);
}

function showFound() {
  const box = $("search"), list = $("found");
  found = search(box.value);
  marked = found.length ? 0 : -1;
  const open = Boolean(fold(box.value));
  replace(list, open && !found.length ? h("li", { class: "none" }, say("search_none")) : found.map((index, i) =>
    h("li", { id: `found-${i}`, role: "option", "aria-selected": "false", mousedown: (event) => { event.preventDefault(); takeFound(i); } },
      mark(lookOf(ACTORS[index]).shape, lookOf(ACTORS[index]).tone), name(nameOf(index)),
      h("span", { class: "n" }, speech.number.format(ACTORS[index].events.length)))));
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open && found.length > 0));
  markFound();
}

function markFound() {
  [...$("found").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
  if (marked >= 0) $("search").setAttribute("aria-activedescendant", `found-${marked}`);
  else $("search").removeAttribute("aria-activedescendant");
  $("found").children[marked]?.scrollIntoView({ block: "nearest" });
}

function closeFound() {
  $("found").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
}

function takeFound(i) {
  const index = found[i];
  if (index === undefined) return;
  $("search").value = "";
  closeFound();
  goTo(index, true);
}

function startSearch() {
  const box = $("search");
  box.addEventListener("input", showFound);
  box.addEventListener("focus", () => { if (box.value) showFound(); });
  box.addEventListener("blur", closeFound);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.length) marked = (marked + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      markFound();
    } else if (event.key === "Enter") takeFound(marked);
    else if (event.key === "Escape") { box.value = ""; closeFound(); box.blur(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
