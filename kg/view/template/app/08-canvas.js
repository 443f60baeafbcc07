// The drawing itself: a scene is compared with what is drawn, and only what differs is touched.

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
let network = null;
let palette = {};
let scene = { nodes: [], edges: [] };
let lit = null;
let bodyFace = "sans-serif";

const TONES = ["person", "state", "organization", "place", "actor", "group", "topic", "contact", "speech", "cooperation", "conflict", "other", "ink", "paper", "muted"];

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  palette = Object.fromEntries(TONES.map((tone) => [tone, style.getPropertyValue(`--${tone}`).trim()]));
}

/** The node as the drawing library wants it; names are drawn by `drawNames`. */
function drawnNode(node) {
  const dim = lit && !lit.has(node.id);
  const colour = palette[node.tone] ?? palette.other;
  const fills = (border) => ({ background: colour, border });
  return {
    id: node.id, shape: node.shape, size: node.size, x: node.x, y: node.y, opacity: dim ? 0.16 : 1,
    color: { ...fills(palette.paper), highlight: fills(palette.ink), hover: fills(palette.ink) },
  };
}

function drawnEdge(edge) {
  const near = lit && (edge.id === lit.edge || edge.from === lit.centre || edge.to === lit.centre);
  const colour = palette[edge.tone] ?? palette.other;
  return {
    id: edge.id, from: edge.from, to: edge.to, width: edge.width, dashes: edge.dashed ? [7, 6] : false,
    color: { color: colour, highlight: colour, hover: colour, opacity: near ? 0.9 : lit ? 0.07 : edge.tone === "conflict" ? 0.8 : 0.58 },
  };
}

function sameLook(p, q) {
  for (const key in q) {
    const a = p[key], b = q[key];
    if (a !== b && (typeof b !== "object" || JSON.stringify(a) !== JSON.stringify(b))) return false;
  }
  return true;
}

/**
 * Bring one of the sets to what it should hold. What goes is only hidden and what changes is told to the drawing
 * directly: that is several times faster than taking it out of the set and putting it back at the next filter.
 */
function bring(set, bodies, drawn, wanted) {
  const fresh = [];
  const next = new Map();
  for (const item of wanted) {
    next.set(item.id, item);
    const body = bodies()[item.id];
    if (!body) fresh.push(item);
    else {
      if (!sameLook(drawn.get(item.id) ?? {}, item)) restyle(body, item);
      body.options.hidden = false;
    }
  }
  for (const id of drawn.keys()) if (!next.has(id)) bodies()[id].options.hidden = true;
  if (fresh.length) set.add(fresh);
  return next;
}

/** A line changes only its colour, width and dashes; a node may change its shape. */
function restyle(body, { width, dashes, color, ...rest }) {
  if (width === undefined) body.setOptions({ color, ...rest });
  else Object.assign(body.options, { width, dashes, color: { ...color, inherit: false } });
}

let drawnNodes = new Map(), drawnEdges = new Map();

function drawScene(next) {
  scene = next;
  const { body } = network;
  drawnNodes = bring(nodeSet, () => body.nodes, drawnNodes, scene.nodes.map(drawnNode));
  drawnEdges = bring(edgeSet, () => body.edges, drawnEdges, scene.edges.map(drawnEdge));
  body.nodeIndices = [...drawnNodes.keys()];
  body.edgeIndices = [...drawnEdges.keys()];
  body.emitter.emit("_requestRedraw");
}

/** Take out what a view has left hidden. */
function clearHidden() {
  edgeSet.remove(edgeSet.getIds().filter((id) => !drawnEdges.has(id)));
  nodeSet.remove(nodeSet.getIds().filter((id) => !drawnNodes.has(id)));
}

/** Light up what is picked and dim the rest. */
function light(pick) {
  lit = null;
  const edge = scene.edges.find((one) => one.id === pick);
  if (edge) lit = Object.assign(new Set([edge.from, edge.to]), { edge: edge.id });
  else if (scene.nodes.some((one) => one.id === pick)) {
    lit = Object.assign(new Set([pick]), { centre: pick });
    for (const one of scene.edges) {
      if (one.from === pick) lit.add(one.to);
      if (one.to === pick) lit.add(one.from);
    }
  }
}

function startCanvas() {
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 200, hideEdgesOnDrag: false, selectConnectedEdges: false },
    nodes: { borderWidth: 1.5, borderWidthSelected: 3 },
    edges: { smooth: false, selectionWidth: 1.6, hoverWidth: 0.8 },
  });
  bodyFace = getComputedStyle(document.body).fontFamily;
  network.on("afterDrawing", drawNames);
  network.on("hoverNode", ({ node }) => { hovered = node; });
  network.on("blurNode", () => { hovered = ""; });
  network.on("click", ({ nodes, edges }) => pickDrawn(nodes[0] ?? edges[0] ?? ""));
  network.on("doubleClick", ({ nodes }) => openDrawn(nodes[0]));
}

function fit(quick) {
  if (!scene.nodes.length) return;
  network.fit({ maxZoomLevel: 1.6, animation: quick || calm() ? false : { duration: 350 } });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches || scene.nodes.length > 400;

function zoom(factor) {
  network.moveTo({ scale: Math.max(0.03, Math.min(5, network.getScale() * factor)), animation: calm() ? false : { duration: 150 } });
}
