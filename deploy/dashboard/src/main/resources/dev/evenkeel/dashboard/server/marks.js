// What happened, and how it looks: each kind has a sign of its own, so that nobody needs the colour.
const KINDS = {
  start: { sign: "▷", name: "start" },
  restart: { sign: "⟳", name: "restart" },
  snapshot: { sign: "", name: "snapshot", faint: true },
  drift: { sign: "◆", name: "drift alarm" },
  "new-stream": { sign: "◇", name: "new stream" },
  "rolled-back": { sign: "↩", name: "rollback" },
  returned: { sign: "↩", name: "return to the better state" },
  learning: { sign: "▸", name: "learning again" },
  halted: { sign: "■", name: "halt" },
  paused: { sign: "‖", name: "pause" },
  resumed: { sign: "▸", name: "resumed" },
};

export const kind = (mark) => KINDS[mark.kind] ?? { sign: "•", name: String(mark.kind).replaceAll("-", " ") };

export const sentence = (mark) => `${kind(mark).name}${mark.text ? `: ${mark.text}` : ""}`;

// Draws marks and stretches of trouble behind a chart's lines.
export function drawMarks(u, marks, trouble, colours) {
  const { left, top, width, height } = u.bbox;
  const c = u.ctx;
  const px = devicePixelRatio;
  c.save();
  c.beginPath();
  c.rect(left, top, width, height);
  c.clip();
  for (const { from, to, verdict } of trouble) {
    const a = u.valToPos(from, "x", true);
    const b = Math.max(a + px, u.valToPos(to, "x", true));
    c.fillStyle = verdict === 2 ? colours.halted : colours.degraded;
    c.globalAlpha = .1;
    c.fillRect(a, top, b - a, height);
    c.globalAlpha = 1;
    c.fillRect(a, top, b - a, verdict === 2 ? 5 * px : 3 * px);
  }
  c.font = `${11 * px}px system-ui, sans-serif`;
  c.textBaseline = "top";
  let free = -Infinity;
  for (const mark of marks) {
    const x = u.valToPos(mark.x, "x", true);
    if (x < left || x > left + width) {
      continue;
    }
    const look = kind(mark);
    c.fillStyle = colours.quiet;
    if (look.faint) {
      c.fillRect(x, top + height - 6 * px, px, 6 * px);
    } else {
      c.globalAlpha = .4;
      c.fillRect(x, top, px, height);
      c.globalAlpha = 1;
      if (x > free) {
        c.fillStyle = colours.ink;
        c.fillText(look.sign, Math.min(x + 3 * px, left + width - 12 * px), top + 6 * px);
        free = x + 12 * px;
      }
    }
  }
  c.restore();
}

// The stretches in which the verdict was not stable.
export function trouble(figures, axis, from) {
  const verdicts = figures.column("verdict") ?? [];
  const places = figures.places(axis);
  const stretches = [];
  for (let i = from; i < verdicts.length; i++) {
    const verdict = verdicts[i];
    const open = stretches[stretches.length - 1];
    if (open && open.last === i - 1 && open.verdict === verdict) {
      open.to = places[i];
      open.last = i;
    } else {
      if (open && open.last === i - 1) {
        open.to = places[i];
      }
      if (verdict > 0) {
        stretches.push({ from: places[i], to: places[i], verdict, last: i });
      }
    }
  }
  return stretches;
}
