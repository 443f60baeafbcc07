// Positions for what has none of its own: small views are arranged here, always in the same way.

const GAP = 120;

/** Forces on up to a few hundred points: all repel, lines attract. Nodes have x and y to start from. */
function arrange(nodes, edges, rounds = 120) {
  const n = nodes.length;
  if (n < 2) return;
  const x = new Float64Array(n), y = new Float64Array(n), dx = new Float64Array(n), dy = new Float64Array(n);
  const at = new Map(nodes.map((node, i) => [node.id, i]));
  const pull = edges.filter((e) => at.has(e.from) && at.has(e.to)).map((e) => [at.get(e.from), at.get(e.to)]);
  nodes.forEach((node, i) => {
    const turn = i * 2.399963229728653;
    x[i] = node.x ?? Math.cos(turn) * GAP * Math.sqrt(i + 1);
    y[i] = node.y ?? Math.sin(turn) * GAP * Math.sqrt(i + 1);
    x[i] += Math.cos(turn);
    y[i] += Math.sin(turn);
  });
  const area = GAP * GAP;
  const total = n > 350 ? Math.min(rounds, 60) : rounds;
  for (let round = 0; round < total; round += 1) {
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < n; i += 1) {
      for (let j = i + 1; j < n; j += 1) {
        const ax = x[i] - x[j], ay = y[i] - y[j];
        const force = (0.2 * area) / (ax * ax + ay * ay + 1);
        dx[i] += ax * force; dy[i] += ay * force;
        dx[j] -= ax * force; dy[j] -= ay * force;
      }
      dx[i] -= x[i] * 0.16;
      dy[i] -= y[i] * 0.22;
    }
    for (const [i, j] of pull) {
      const ax = x[i] - x[j], ay = y[i] - y[j];
      const force = Math.sqrt(ax * ax + ay * ay) / (GAP * 1.4);
      dx[i] -= ax * force; dy[i] -= ay * force;
      dx[j] += ax * force; dy[j] += ay * force;
    }
    const most = GAP * (1 - round / total) + 2;
    for (let i = 0; i < n; i += 1) {
      const length = Math.sqrt(dx[i] * dx[i] + dy[i] * dy[i]) || 1;
      const step = Math.min(most, length) / length;
      x[i] += dx[i] * step;
      y[i] += dy[i] * step;
    }
  }
  const radius = Array.from(x, (_, i) => Math.hypot(x[i], y[i]) || 1);
  const order = radius.map((_, i) => i).sort((p, q) => radius[p] - radius[q] || p - q);
  const reach = radius[order[Math.floor(n * 0.9)]];
  order.forEach((i, rank) => {
    const even = Math.sqrt((rank + 0.5) / n) * reach;
    const part = (0.35 * radius[i] + 0.65 * even) / radius[i];
    x[i] *= part;
    y[i] *= part;
  });
  const room = n > 60 ? 26 : 64;
  for (let round = 0; round < 40; round += 1) {
    for (let i = 0; i < n; i += 1) {
      for (let j = i + 1; j < n; j += 1) {
        const ax = x[i] - x[j], ay = (y[i] - y[j]) || 0.1;
        const near = Math.sqrt(ax * ax + ay * ay), need = nodes[i].size + nodes[j].size + room;
        if (near >= need) continue;
        const push = ((need - near) / near) * 0.5;
        x[i] += ax * push; y[i] += ay * push;
        x[j] -= ax * push; y[j] -= ay * push;
      }
    }
  }
  nodes.forEach((node, i) => { node.x = Math.round(x[i]); node.y = Math.round(y[i]); });
}

/** One actor in the middle, its contacts round it, theirs further out. */
function arrangeRings(nodes, rings) {
  const byActor = new Map(nodes.map((node) => [node.actor, node]));
  let inner = 0;
  rings.forEach((ring, step) => {
    const present = ring.map((n) => byActor.get(n)).filter(Boolean);
    if (step > 0) present.sort((p, q) => Math.atan2(p.y, p.x) - Math.atan2(q.y, q.x) || p.actor - q.actor);
    if (step === 0) { for (const node of present) { node.x = 0; node.y = 0; } return; }
    const lanes = Math.max(1, Math.ceil(present.length / (16 * step + 12)));
    const start = Math.max(inner + 170, (present.length / lanes) * 13);
    present.forEach((node, i) => {
      const turn = (i / present.length) * 2 * Math.PI - Math.PI / 2;
      const radius = start + (i % lanes) * 95;
      node.x = Math.round(Math.cos(turn) * radius * 1.3);
      node.y = Math.round(Math.sin(turn) * radius);
    });
    if (present.length) inner = start + (lanes - 1) * 95;
  });
}

/** Actors of a way side by side, in reading direction. */
function arrangeWay(nodes, way) {
  const byActor = new Map(nodes.map((node) => [node.actor, node]));
  const direction = speech.words.dir === "rtl" ? -1 : 1;
  way.forEach((n, i) => {
    const node = byActor.get(n);
    if (node) { node.x = Math.round(direction * (i - (way.length - 1) / 2) * 240); node.y = i % 2 ? 36 : -36; }
  });
}
