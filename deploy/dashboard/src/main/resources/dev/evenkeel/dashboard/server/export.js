// What is shown, as files.
function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[^A-Za-z0-9._-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export { save };

// A cell as spreadsheets read it; one that begins like a formula is made a text.
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function saveCsv(name, drawn) {
  const { axis, lines, data } = drawn;
  const rows = [[axis === "time" ? "time" : "examples", ...lines.map((line) => line.name)].map(cell).join(",")];
  for (let i = 0; i < data[0].length; i++) {
    const place = axis === "time" ? new Date(data[0][i] * 1000).toISOString() : data[0][i];
    rows.push([place, ...lines.map((line, k) => data[k + 1][i])].map(cell).join(","));
  }
  save(`${name}.csv`, new Blob([`${rows.join("\n")}\n`], { type: "text/csv" }));
}

// The chart as it is drawn, with its title above and its lines' names below.
export function savePng(name, u, drawn) {
  const px = devicePixelRatio;
  const drawing = u.ctx.canvas;
  const style = getComputedStyle(document.documentElement);
  const lines = drawn.lines.map((line, i) => ({ line, stroke: u.series[i + 1].stroke })).filter(({ line }) => line.role !== "edge");
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width;
  canvas.height = drawing.height + (34 + 16 * lines.length) * px;
  const c = canvas.getContext("2d");
  c.fillStyle = style.getPropertyValue("--panel");
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.font = `600 ${13 * px}px system-ui, sans-serif`;
  c.fillStyle = style.getPropertyValue("--ink");
  c.fillText(name, 10 * px, 18 * px);
  c.drawImage(drawing, 0, 26 * px);
  c.font = `${12 * px}px system-ui, sans-serif`;
  lines.forEach(({ line, stroke }, i) => {
    const y = drawing.height + (40 + 16 * i) * px;
    c.fillStyle = typeof stroke === "function" ? stroke(u, i + 1) : stroke;
    c.fillRect(10 * px, y - 5 * px, 18 * px, 2 * px);
    c.fillStyle = style.getPropertyValue("--ink");
    c.fillText(line.name, 34 * px, y);
  });
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
}
