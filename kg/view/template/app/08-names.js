// Names on the drawing: of one size on the screen at every zoom, the strongest first, none over another.

const MOST_NAMES = 160, MOST_MARKS = 400;
const widths = new Map();
let hovered = "";
let named = [];

function widthOfText(pen, text, size, face) {
  const key = `${size}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    pen.font = `${size}px ${face}`;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

function drawNames(pen) {
  const scale = network.getScale();
  const { x: middleX, y: middleY } = network.getViewPosition();
  const box = $("canvas");
  const halfX = box.clientWidth / 2 / scale, halfY = box.clientHeight / 2 / scale;
  const face = bodyFace;
  const taken = [];
  named = [];
  const clear = (l, t, r, b) => (one) => r < one[0] || l > one[2] || b < one[1] || t > one[3];
  const free = (l, t, r, b, least) => taken.every(clear(l, t, r, b)) && covered.every((one) => one[4] <= least || clear(l, t, r, b)(one));
  const bodies = network.body.nodes;
  pen.save();
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.strokeStyle = palette.paper;

  /** Write where no name stands and no mark of a strength above `least`. */
  const write = (id, text, x, y, size, colour, least, must, bold) => {
    const wide = widthOfText(pen, text, size, face) / scale, tall = (size * 1.3) / scale;
    const l = x - wide / 2, t = y - tall / 2;
    if (!must && !free(l, t, l + wide, t + tall, least)) return false;
    taken.push([l, t, l + wide, t + tall]);
    pen.font = `${bold ? "600 " : ""}${size / scale}px ${face}`;
    pen.lineWidth = 3.5 / scale;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
    named.push(id);
    return true;
  };

  const inView = (at) => at && Math.abs(at.x - middleX) < halfX && Math.abs(at.y - middleY) < halfY;
  const covered = [];
  for (const node of scene.nodes) {
    const at = bodies[node.id], reach = node.size * 0.7;
    if (covered.length < MOST_MARKS && inView(at)) covered.push([at.x - reach, at.y - reach, at.x + reach, at.y + reach, node.weight]);
  }

  /** Below the mark where there is room, else above or beside it. */
  const writeNode = (node, must) => {
    const at = bodies[node.id];
    if (!inView(at)) return;
    if (!must && !lit && node.size * scale < 3.4 && named.length >= 24) return;
    const size = Math.round(11 + Math.min(5, Math.sqrt(node.weight) * 0.55));
    const text = isolate(node.group === undefined ? cut(node.text, must ? 60 : LONGEST_ON_CANVAS) : node.text);
    const bold = node.id === state.pick || node.tone === "topic";
    const colour = node.tone === "topic" ? palette.topic : palette.ink;
    const off = node.size + (size * 0.75 + 2) / scale;
    const aside = node.size + widthOfText(pen, text, size, face) / 2 / scale + 4 / scale;
    const places = must ? [[0, off]] : [[0, off], [0, -off], [aside, 0], [-aside, 0]].slice(0, lit || node.size * scale > 5 ? 4 : 1);
    const beside = (least) => places.some(([dx, dy]) => write(node.id, text, at.x + dx, at.y + dy, size, colour, least, must, bold));
    beside(0) || beside(node.weight / 2);
  };

  const first = new Set([state.pick, hovered]);
  for (const node of scene.nodes) if (first.has(node.id)) writeNode(node, true);
  const rest = scene.nodes.filter((node) => !first.has(node.id) && (!lit || lit.has(node.id)));
  for (const node of rest) {
    if (named.length >= MOST_NAMES) break;
    writeNode(node, false);
  }
  const near = (edge) => (lit ? edge.id === lit.edge || edge.from === lit.centre || edge.to === lit.centre : scene.edges.length < 60 && scale > 0.7 && edge.width > 2);
  for (const edge of scene.edges) {
    if (named.length >= MOST_NAMES) break;
    if (!edge.text || !near(edge)) continue;
    const a = bodies[edge.from], b = bodies[edge.to];
    if (!a || !b) continue;
    const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
    const text = isolate(edge.text);
    const long = Math.hypot(a.x - b.x, a.y - b.y);
    if (widthOfText(pen, text, 11, face) / scale > long * 1.1 && edge.id !== lit?.edge) continue;
    write(edge.id, text, x, y, 11, palette.muted, 0, edge.id === lit?.edge, false);
  }
  pen.restore();
}
