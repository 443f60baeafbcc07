// The keyboard: everything that a pointer can do.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest drawn actor in a direction, seen from the one that is picked. */
function nextInDirection([right, down]) {
  const nodes = scene.nodes;
  if (!nodes.length) return null;
  const here = nodes.find((node) => node.id === state.pick);
  if (!here) return nodes[0].id;
  const at = network.getPositions();
  const from = at[here.id];
  let best = null, least = Infinity;
  for (const node of nodes) {
    if (node === here) continue;
    const dx = at[node.id].x - from.x, dy = at[node.id].y - from.y;
    const along = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (along <= 0 || aside > along * 1.5) continue;
    const cost = along + aside * 2;
    if (cost < least) { least = cost; best = node.id; }
  }
  return best;
}

function stepBack() {
  if (document.body.dataset.drawer) openDrawer(document.body.dataset.drawer);
  else if (!$("menu").hidden) closeMenu();
  else if (state.pick) choose({ pick: "" });
  else if (state.path || state.focus) choose({ path: "", focus: "" });
}

function startKeys() {
  $("canvas").addEventListener("keydown", (event) => {
    if (event.key in ARROWS) {
      const id = nextInDirection(ARROWS[event.key]);
      if (id) { choose({ pick: id }); bringIntoView(id); }
    } else if (event.key === "Enter" && state.pick) readPanel();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    if (event.key === "Escape") return stepBack();
    if (event.target.closest("input:not([type=range]), select, textarea")) return;
    const act = { "/": () => $("search").focus(), "?": showHelp, 0: () => fit(), "+": () => zoom(1.35), "=": () => zoom(1.35), "-": () => zoom(1 / 1.35), t: () => choose({ view: state.view === "table" ? "network" : "table" }) }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
}

function readPanel() {
  if (isNarrow()) document.body.dataset.drawer = "panel";
  $("panel-body").querySelector("h2")?.focus();
}

function bringIntoView(id) {
  const { x, y } = network.canvasToDOM(network.getPositions([id])[id]);
  const box = $("canvas");
  if (x < 40 || y < 40 || x > box.clientWidth - 40 || y > box.clientHeight - 40) network.focus(id, { animation: false, scale: network.getScale() });
}
