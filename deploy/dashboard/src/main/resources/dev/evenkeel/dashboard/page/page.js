"use strict";
// Draws every chart of the page from the figures beside it. Nothing is fetched.
(() => {
  // Okabe and Ito's colours, which colour-blind people tell apart, moved in lightness for contrast on each ground.
  const COLOURS = {
    light: ["#0072b2", "#c24e00", "#00795a", "#a8488a", "#946200", "#2b86b8", "#5b4ca8", "#333333"],
    dark: ["#56b4e9", "#f08a3c", "#2fc79b", "#e08fc3", "#f0c042", "#9fb4ff", "#f0e442", "#d0d0d0"],
  };
  // From the ninth line on the colours come again, dashed.
  const DASHES = [undefined, [8, 4], [2, 3]];
  const root = document.documentElement;
  const preferred = matchMedia("(prefers-color-scheme: dark)");
  const drawings = [];

  const style = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const number = (v) => v == null ? "–" :
    v !== 0 && (Math.abs(v) < 1e-4 || Math.abs(v) >= 1e7) ? v.toExponential(3) :
    v.toLocaleString("en", Math.abs(v) >= 1000 ? { maximumFractionDigits: 1 } : { maximumSignificantDigits: 5 });
  const tick = (v) => v == null ? "" :
    v !== 0 && (Math.abs(v) < 1e-4 || Math.abs(v) >= 1e9) ? v.toExponential(0) : v.toLocaleString("en", { maximumFractionDigits: 6 });

  function series(lines) {
    const colours = COLOURS[root.dataset.theme];
    let subject = 0;
    let baseline = 0;
    return lines.map((line) => {
      const k = line.baseline ? baseline++ : subject++;
      const dash = line.baseline ? [[6, 5], [1.5, 4], [10, 4, 2, 4]][k % 3] : DASHES[Math.floor(k / colours.length) % 3];
      return {
        label: line.name,
        stroke: line.baseline ? style("--quiet") : colours[k % colours.length],
        width: line.baseline ? 1.4 : 2,
        dash,
        points: { show: line.x.length < 2 },
        value: (u, v) => number(v),
      };
    });
  }

  function axis(given, scale) {
    return {
      scale,
      label: given.label,
      labelSize: 26,
      size: scale === "x" ? 30 : (u, values) => 22 + 7 * Math.max(2, ...(values || []).map((v) => String(v).length)),
      stroke: style("--quiet"),
      font: "12px system-ui, sans-serif",
      labelFont: "12px system-ui, sans-serif",
      grid: { stroke: style("--grid"), width: 1 },
      ticks: { show: false },
      values: (u, splits) => splits.map(tick),
    };
  }

  // Marks under the lines: what lies between two places shaded, one place as an upright line with its number.
  function drawMarkers(u, markers) {
    const { left, top, width, height } = u.bbox;
    const c = u.ctx;
    const px = devicePixelRatio;
    let free = -Infinity;
    c.save();
    c.beginPath();
    c.rect(left, top, width, height);
    c.clip();
    c.font = `${11 * px}px system-ui, sans-serif`;
    c.textBaseline = "top";
    markers.forEach((marker, i) => {
      const from = u.valToPos(marker.from, "x", true);
      const to = u.valToPos(marker.to, "x", true);
      c.fillStyle = style("--shade");
      c.fillRect(from, top, Math.max(to - from, 1), height);
      c.fillStyle = style("--quiet");
      if (marker.to === marker.from) {
        c.fillRect(from, top, px, height);
      }
      if (from > free) {
        c.fillText(String(i + 1), from + 4 * px, top + 3 * px);
        free = from + 18 * px;
      }
    });
    c.restore();
  }

  const log10 = (on) => on ? { distr: 3, log: 10 } : { distr: 1 };
  // One digit is enough for the ends of a logarithmic axis, which are written there.
  const digit = (v, round) => { const unit = 10 ** Math.floor(Math.log10(v)); return Number((round(v / unit) * unit).toPrecision(1)); };
  const logRange = (u, low, high) => low == null ? [.1, 1] : [digit(low * .99, Math.floor), digit(high * 1.01, Math.ceil)];
  // Space above and below, so that lines don't run along the frame; a flat line gets room as well.
  const range = (u, low, high) => {
    if (low == null || high == null) { return [0, 1]; }
    const room = high > low ? .06 * (high - low) : Math.abs(high) * .1 || 1;
    return [low >= 0 && low < room ? 0 : low - room, high + room];
  };

  function drawing(figure) {
    const plot = figure.querySelector(".plot");
    const chart = JSON.parse(figure.querySelector("script").textContent);
    const values = chart.lines.flatMap((l) => l.y).filter((v) => v != null);
    let log = chart.y.log;
    let shown;

    function draw() {
      if (!chart.lines.length) { return; }
      const visible = shown && shown.series.map((s) => s.show);
      if (shown) { shown.destroy(); }
      const data = uPlot.join(chart.lines.map((l) => [l.x, l.y.map((v) => log && v <= 0 ? null : v)]));
      const lines = series(chart.lines);
      lines.forEach((s, i) => { s.show = visible ? visible[i + 1] : true; });
      shown = new uPlot({
        width: plot.clientWidth,
        height: 320,
        scales: {
          x: { time: false, ...log10(chart.x.log) },
          y: log ? { ...log10(true), range: logRange } : { ...log10(false), range },
        },
        axes: [axis(chart.x, "x"), axis(chart.y, "y")],
        series: [{ label: chart.x.label, value: (u, v) => number(v) }, ...lines],
        cursor: { sync: { key: chart.x.label }, points: { size: 7 } },
        hooks: { drawAxes: [(u) => drawMarkers(u, chart.markers)] },
      }, data, plot);
      plot.querySelectorAll(".u-marker").forEach((mark, i) => {
        if (i > 0) {
          mark.style.border = "0";
          mark.style.borderTop = `${lines[i - 1].width + .6}px ${!lines[i - 1].dash ? "solid" : lines[i - 1].dash[0] < 4 ? "dotted" : "dashed"} ${lines[i - 1].stroke}`;
        }
      });
    }

    if (values.some((v) => v > 0)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "scale";
      const name = () => { button.textContent = log ? "Log" : "Linear"; button.setAttribute("aria-label", `Scale of ${chart.y.label}: ${button.textContent}`); };
      button.addEventListener("click", () => { log = !log; name(); draw(); });
      name();
      figure.prepend(button);
    }
    return { draw, resize: () => shown && shown.setSize({ width: plot.clientWidth, height: 320 }) };
  }

  function theme(name) {
    root.dataset.theme = name;
    const button = document.getElementById("theme");
    button.hidden = false;
    button.textContent = name === "dark" ? "Light" : "Dark";
    drawings.forEach((d) => d.draw());
  }

  document.querySelectorAll(".chart").forEach((figure) => drawings.push(drawing(figure)));
  theme(preferred.matches ? "dark" : "light");
  preferred.addEventListener("change", (e) => theme(e.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () => theme(root.dataset.theme === "dark" ? "light" : "dark"));
  addEventListener("resize", () => drawings.forEach((d) => d.resize()));
})();
