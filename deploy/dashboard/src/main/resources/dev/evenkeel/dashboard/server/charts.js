// A chart: lines over the shared axis, with marks, legend, text alternative and export.
import uPlot from "/uplot.js";
import { h, number, clock, say } from "/dom.js";
import { drawMarks, trouble, sentence, kind } from "/marks.js";
import { view, change, axis, SPANS } from "/view.js";
import { saveCsv, savePng } from "/export.js";

// Okabe and Ito's colours, which colour-blind people tell apart, moved in lightness for contrast on each ground.
const COLOURS = {
  light: ["#0072b2", "#c24e00", "#00795a", "#a8488a", "#946200", "#2b86b8", "#5b4ca8", "#333333"],
  dark: ["#56b4e9", "#f08a3c", "#2fc79b", "#e08fc3", "#f0c042", "#9fb4ff", "#f0e442", "#d0d0d0"],
};
// From the ninth line on the colours come again, dashed.
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const BASELINES = [[6, 5], [1.5, 4], [10, 4, 2, 4]];
const ROWS = 40;
const sync = uPlot.sync("evenkeel");

// The theme that the page wears already: a wish for another one may be a moment ahead of it.
const theme = () => document.documentElement.dataset.theme;
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look(line, index) {
  const colours = COLOURS[theme()];
  const k = line.colour ?? index;
  if (line.role === "baseline") {
    return { stroke: style("--quiet"), width: 1.4, dash: BASELINES[k % BASELINES.length] };
  }
  if (line.role === "edge") {
    return { stroke: "transparent", width: 0, dash: [] };
  }
  return {
    stroke: colours[k % colours.length],
    width: line.thin ? 1.2 : 2,
    dash: line.dash ?? DASHES[Math.floor(k / colours.length) % DASHES.length],
  };
}

const tick = (v) => v === null ? "" :
  v !== 0 && (Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6) ? v.toExponential(0) : v.toLocaleString("en", { maximumFractionDigits: 4 });

// Seconds between the times on an axis: narrow charts of short spans have several, too.
const STEPS = [1, 2, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map((m) => 60 * m), ...[1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 192].map((h) => 3600 * h)];

// Times to the second where they are close, to the minute else, with the day where it changes.
function moments(step) {
  const close = step < 60;
  let day = new Date().toDateString();
  return (seconds) => {
    const date = new Date(seconds * 1000);
    const said = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: close ? "2-digit" : undefined });
    const another = date.toDateString() !== day;
    day = date.toDateString();
    return another ? `${date.getDate()}/${date.getMonth() + 1} ${said}` : said;
  };
}

// Room above and below, so that lines don't run along the frame; a flat line gets room as well.
function evenRange(least, greatest) {
  if (least === null || greatest === null) {
    return [0, 1];
  }
  const room = greatest > least ? .07 * (greatest - least) : Math.abs(greatest) * .1 || 1;
  return [least >= 0 && least < room ? 0 : least - room, greatest + room];
}

function logRange(least, greatest) {
  if (!(least > 0)) {
    return [.1, 1];
  }
  const unit = (v) => 10 ** Math.floor(Math.log10(v));
  const low = Math.floor(least * .95 / unit(least * .95)) * unit(least * .95);
  const high = Math.ceil(greatest * 1.05 / unit(greatest * 1.05)) * unit(greatest * 1.05);
  return low < high ? [low, high] : [low / 2, high * 2];
}

export class ChartPanel {
  constructor(definition) {
    this.definition = definition;
    this.hidden = new Set();
    this.visible = false;
    this.plot = h("div", { class: "plot", role: "img", tabindex: "0", "aria-label": definition.title });
    this.legend = h("ul", { class: "legend", "aria-label": `Lines of ${definition.title}` });
    this.table = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `${definition.title} as a table` });
    this.details = h("details", { ontoggle: () => this.fillTable() }, h("summary", {}, "As a table"), this.table);
    this.tools = h("div", { class: "tools" },
      h("button", { type: "button", onclick: () => saveCsv(this.title(), this.drawn), "aria-label": `Save ${definition.title} as CSV` }, "CSV"),
      h("button", { type: "button", onclick: () => savePng(this.title(), this.u, this.drawn), "aria-label": `Save ${definition.title} as an image` }, "PNG"));
    this.heading = h("h2", {}, definition.title);
    this.noteLine = h("p", { class: "note" }, definition.note ?? "");
    this.nothing = h("p", { class: "nothing", hidden: true }, definition.empty ?? "Nothing yet.");
    this.element = h("section", { class: `panel${definition.wide ? " wide" : ""}`, id: `panel-${definition.id}`, "aria-label": definition.title },
      h("header", {}, this.heading, this.tools), this.noteLine, this.plot, this.nothing, this.legend, this.details);
    this.plot.addEventListener("keydown", (event) => this.key(event));
    new IntersectionObserver((entries) => {
      this.visible = entries.some((entry) => entry.isIntersecting);
      if (this.visible && this.waiting) {
        this.show(...this.waiting);
      }
    }, { rootMargin: "200px" }).observe(this.element);
    new ResizeObserver(() => {
      if (this.u && this.plot.clientWidth > 0 && this.plot.clientWidth !== this.u.width) {
        this.u.setSize({ width: this.plot.clientWidth, height: this.height() });
      }
    }).observe(this.plot);
  }

  title() {
    return `${view.id} ${this.definition.id}`;
  }

  height() {
    return 224;
  }

  // Shows figures; a chart out of sight waits until it is seen.
  show(figures, others) {
    this.waiting = [figures, others];
    if (!this.visible) {
      return;
    }
    this.waiting = null;
    if (this.definition.noteOf) {
      say(this.noteLine, this.definition.noteOf(figures));
    }
    const from = figures.since(SPANS[view.span]);
    const lines = this.definition.lines(figures, others).filter((line) => line.y.some((v, i) => i >= from && v !== null));
    const any = lines.some((line) => line.role !== "baseline");
    this.nothing.hidden = any;
    this.plot.hidden = this.legend.hidden = this.details.hidden = this.tools.hidden = !any;
    if (any) {
      this.draw(figures, lines, from);
    }
  }

  draw(figures, lines, from) {
    const on = axis();
    this.marks = figures.marks.map((mark) => ({ ...mark, x: figures.place(mark, on) }));
    this.trouble = trouble(figures, on, from);
    const value = (v) => v === null || (this.definition.log && !(v > 0)) ? null : v;
    const tables = [[figures.places(on).slice(from)]];
    const ordered = [];
    for (const line of lines) {
      const places = line.places ?? null;
      if (places) {
        tables.push([places, line.y.map(value)]);
      } else {
        tables[0].push(line.y.slice(from).map(value));
      }
      ordered.push(line);
    }
    ordered.sort((a, b) => Boolean(a.places) - Boolean(b.places));
    const data = tables.length > 1 ? uPlot.join(tables) : tables[0];
    this.drawn = { axis: on, lines: ordered, data };
    const shape = JSON.stringify([on, theme(), ordered.map((l) => [l.name, l.role, l.colour])]);
    if (!this.u || this.shape !== shape) {
      this.shape = shape;
      this.build(ordered, data, on);
    } else {
      this.u.setData(data, false);
    }
    this.u.batch(() => this.u.setScale("x", this.range(data[0])));
    this.speak(ordered, data);
    this.values(data[0].length - 1);
  }

  range(places) {
    const last = places[places.length - 1] ?? 1;
    const first = places[0] ?? 0;
    if (view.zoom) {
      return { min: view.zoom[0], max: view.zoom[1] };
    }
    if (axis() === "time" && view.span !== "all") {
      return { min: Math.min(last - 10, Math.max(first, last - SPANS[view.span] / 1000)), max: last };
    }
    return { min: first, max: last > first ? last : first + 1 };
  }

  build(lines, data, on) {
    if (this.u) {
      sync.unsub(this.u);
      this.u.destroy();
    }
    const definition = this.definition;
    const edges = lines.map((l, i) => l.role === "edge" ? i + 1 : 0).filter(Boolean);
    this.u = new uPlot({
      width: Math.max(100, this.plot.clientWidth),
      height: this.height(),
      legend: { show: false },
      padding: [8, 30, 0, 0],
      scales: {
        x: { time: on === "time", auto: false },
        y: definition.log
          ? { distr: 3, log: 10, range: (u, a, b) => logRange(a, b) }
          : { range: (u, a, b) => definition.range ? definition.range(a, b) : evenRange(a, b) },
      },
      axes: [
        on === "time"
          ? { ...this.axisLook(), size: 28, space: 70, incrs: STEPS, values: (u, splits, axis, space, step) => splits.map(moments(step)) }
          : { ...this.axisLook(), size: 28, space: 70, values: (u, splits) => splits.map(tick) },
        { ...this.axisLook(), size: (u, values) => 16 + 6.5 * Math.max(2, ...(values ?? []).map((v) => String(v).length)),
          values: (u, splits) => splits.map(tick) },
      ],
      series: [{}, ...lines.map((line, i) => ({
        label: line.name, ...look(line, i), spanGaps: true, show: !this.hidden.has(line.name),
        points: { show: data[0].length < 3 && line.role !== "edge" },
      }))],
      bands: edges.length === 2 ? [{ series: [edges[1], edges[0]], fill: COLOURS[theme()][0] + "22" }] : [],
      cursor: { sync: { key: sync.key, setSeries: false }, points: { size: 6 }, drag: { x: true, y: false, setScale: false }, y: false },
      hooks: {
        drawClear: [(u) => this.background(u)],
        drawAxes: [(u) => drawMarks(u, this.marks, this.trouble,
          { quiet: style("--quiet"), ink: style("--ink"), halted: style("--halted"), degraded: style("--degraded") })],
        setCursor: [(u) => { this.values(u.cursor.idx); this.tip(u); }],
        setSelect: [(u) => this.zoom(u)],
        ready: [(u) => u.over.addEventListener("dblclick", () => change({ zoom: null }))],
      },
    }, data, this.plot);
    sync.sub(this.u);
    this.hint = h("div", { class: "tip", hidden: true });
    this.u.over.append(this.hint);
    this.fillLegend(lines);
  }

  axisLook() {
    return { stroke: style("--quiet"), font: "11px system-ui, sans-serif", grid: { stroke: style("--grid"), width: 1 }, ticks: { show: false } };
  }

  // The healthy band behind the lines.
  background(u) {
    const band = this.definition.band;
    if (!band) {
      return;
    }
    const { left, top, width, height } = u.bbox;
    const y = (v) => Math.min(top + height, Math.max(top, u.valToPos(v, "y", true)));
    u.ctx.fillStyle = style("--healthy");
    u.ctx.fillRect(left, y(band[1]), width, y(band[0]) - y(band[1]));
  }

  zoom(u) {
    if (u.select.width > 5) {
      const zoom = [u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")];
      u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      change({ zoom });
    }
  }

  tip(u) {
    const near = u.cursor.left < 0 ? undefined
      : this.marks.filter((mark) => Math.abs(u.valToPos(mark.x, "x") - u.cursor.left) < 5).pop();
    this.hint.hidden = !near;
    if (near) {
      say(this.hint, `${clock(near.atMs)} ${sentence(near)}`);
      const right = u.cursor.left > u.over.clientWidth / 2;
      this.hint.style.left = right ? "" : `${u.cursor.left + 8}px`;
      this.hint.style.right = right ? `${u.over.clientWidth - u.cursor.left + 8}px` : "";
    }
  }

  fillLegend(lines) {
    this.legend.replaceChildren(...lines.map((line, i) => {
      const { stroke, width, dash } = look(line, i);
      if (line.role === "edge") {
        return null;
      }
      const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      sample.setAttribute("width", "22");
      sample.setAttribute("height", "8");
      sample.setAttribute("aria-hidden", "true");
      const stripe = document.createElementNS("http://www.w3.org/2000/svg", "line");
      const attributes = { x1: 0, x2: 22, y1: 4, y2: 4, stroke, "stroke-width": width + .5, "stroke-dasharray": dash.join(" ") };
      Object.entries(attributes).forEach(([name, value]) => stripe.setAttribute(name, value));
      sample.append(stripe);
      const button = h("button", { type: "button", "aria-pressed": String(!this.hidden.has(line.name)) }, sample, line.name, h("span", { class: "value" }));
      button.addEventListener("click", () => this.toggle(line.name, button));
      return h("li", {}, button);
    }).filter(Boolean));
  }

  toggle(name, button) {
    const hide = !this.hidden.delete(name);
    if (hide) {
      this.hidden.add(name);
    }
    button.setAttribute("aria-pressed", String(!hide));
    this.drawn.lines.forEach((line, i) => {
      if (line.name === name) {
        this.u.setSeries(i + 1, { show: !hide });
      }
    });
  }

  // The values at the crosshair, or the last ones, in the legend.
  values(index) {
    const spans = this.legend.querySelectorAll(".value");
    let k = 0;
    this.drawn.lines.forEach((line, i) => {
      if (line.role !== "edge" && spans[k]) {
        say(spans[k++], number(this.valueAt(this.drawn.data[i + 1], index)));
      }
    });
  }

  // The last known value at or before a row.
  valueAt(column, index) {
    let i = Math.min(index ?? column.length - 1, column.length - 1);
    while (i >= 0 && (column[i] === null || column[i] === undefined)) {
      i--;
    }
    return i < 0 ? null : column[i];
  }

  // The chart in a sentence, for whoever hears the page.
  speak(lines, data) {
    const parts = lines.filter((line) => line.role !== "edge")
      .map((line) => `${line.name} ${number(this.valueAt(data[lines.indexOf(line) + 1]))}`);
    const shown = parts.length > 8 ? [...parts.slice(0, 8), `and ${parts.length - 8} more`] : parts;
    this.plot.setAttribute("aria-label", `${this.definition.title}, line chart. Now: ${shown.join(", ")}.`);
  }

  key(event) {
    if (!this.u || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      return;
    }
    event.preventDefault();
    const places = this.u.data[0];
    const [low, high] = [this.u.scales.x.min, this.u.scales.x.max];
    const first = places.findIndex((x) => x >= low);
    const last = places.findLastIndex((x) => x <= high);
    const now = this.u.cursor.idx ?? last;
    const wanted = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: first, End: last }[event.key];
    const index = Math.max(first, Math.min(last, wanted));
    this.u.setCursor({ left: this.u.valToPos(places[index], "x"), top: 10 });
    this.values(index);
    const said = this.drawn.lines.filter((line) => line.role !== "edge")
      .map((line) => `${line.name} ${number(this.valueAt(this.drawn.data[this.drawn.lines.indexOf(line) + 1], index))}`);
    const place = this.drawn.axis === "time" ? clock(places[index] * 1000) : `${number(places[index])} examples`;
    const near = this.marks.filter((mark) => !kind(mark).faint && places[index - 1] < mark.x && mark.x <= places[index]).map(sentence);
    say(document.getElementById("spoken"), `${place}: ${[...said, ...near].join(", ")}`);
    this.fillTable();
  }

  fillTable() {
    if (!this.details.open || !this.drawn) {
      return;
    }
    const { lines, data } = this.drawn;
    const shown = lines.map((line, i) => [line, data[i + 1]]).filter(([line]) => line.role !== "edge");
    const count = data[0].length;
    const step = Math.max(1, Math.ceil(count / ROWS));
    const rows = [];
    for (let i = count - 1; i >= 0; i -= step) {
      const place = this.drawn.axis === "time" ? clock(data[0][i] * 1000) : number(data[0][i]);
      rows.push(h("tr", {}, h("th", { scope: "row" }, place), ...shown.map(([, column]) => h("td", { class: "number" }, number(column[i])))));
    }
    this.table.replaceChildren(h("table", {},
      h("caption", {}, step > 1 ? `Newest first, one row of ${step}.` : "Newest first."),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, this.drawn.axis === "time" ? "time" : "examples"),
        ...shown.map(([line]) => h("th", { scope: "col", class: "number" }, line.name)))),
      h("tbody", {}, ...rows)));
  }
}
