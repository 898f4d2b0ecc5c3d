// The page: asks for what there is, follows what comes, shows both.
import { h, at, say, number, duration, clock } from "/dom.js";
import { ask, follow, Refused } from "/connection.js";
import { view, change, onView, read, theme, axis, SPANS } from "/view.js";
import { Figures } from "/figures.js";
import { ChartPanel } from "/charts.js";
import { PANELS, metric, metricName, baseline } from "/panels.js";
import { turnedAway, findings, happenings } from "/tables.js";
import { Snapshots } from "/snapshots.js";

const WORDS = { stable: "● STABLE", degraded: "▲ DEGRADED", halted: "■ HALTED" };
// Rows that came since are finer than what was asked for: beyond so many the whole is asked for anew.
const MOST_ADDED = 1_000;

let state = { models: [], feeds: [], trouble: "" };
let figures = null;
let others = [];
let offset = 0; // of the server's clock to ours
let online = false;
let failure = "";
let due = false;
let loading = 0;

const charts = PANELS.map((definition) => {
  const panel = new ChartPanel(definition);
  panel.choose = definition.choice?.(panel);
  return panel;
});
const turned = turnedAway();
const wrong = findings();
const events = happenings();
const snapshots = new Snapshots();

const model = () => state.models.find((m) => m.id === view.id);
const newest = (m) => [...(m?.runs ?? [])].sort((a, b) => b.last - a.last)[0]?.run ?? "";
const run = () => model()?.runs.some((r) => r.run === view.run) ? view.run : newest(model());
const now = () => Date.now() + offset;

function draw() {
  if (!due) {
    due = true;
    requestAnimationFrame(() => {
      due = false;
      strip();
      choices();
      if (!view.paused) {
        panels();
      }
    });
  }
}

function panels() {
  const m = model();
  at("panels").hidden = !figures;
  if (!figures) {
    return;
  }
  for (const chart of charts) {
    chart.show(figures, others);
    chart.choose?.(figures);
  }
  turned.show(m?.report, figures);
  wrong.show(m?.report);
  events.show(figures);
  snapshots.show(view.id, m?.report?.sequence);
}

// Reports come about as often as they came lately; three that are missing, and at least ten seconds, are too many.
function staleness() {
  const t = figures?.t ?? [];
  const n = Math.min(10, t.length - 1);
  const usual = n > 0 ? (t[t.length - 1] - t[t.length - 1 - n]) / n : 1000;
  const last = Math.max(...(model()?.runs ?? []).map((r) => r.last), -Infinity);
  const age = now() - last;
  return { age: age / 1000, stale: age > Math.max(10_000, 3 * Math.min(usual, 60_000)) };
}

function strip() {
  const m = model();
  const box = at("verdict");
  const { age, stale } = staleness();
  const old = Boolean(m) && (!online || stale);
  box.dataset.state = m?.verdict && !old ? m.verdict : "waiting";
  box.classList.toggle("old", old);
  const word = m?.verdict ? WORDS[m.verdict] ?? m.verdict.toUpperCase() : "… WAITING";
  say(at("word"), old ? `${word}?` : word);
  say(at("sentence"), m ? m.reason || "No verdict yet." : "No report has come yet. A job reports about once a second as soon as it learns.");
  document.title = m ? `${word} ${m.id} – Evenkeel` : "Evenkeel";
  const lost = (state.feeds ?? []).filter((f) => f.state === "failed");
  const texts = [];
  if (!online) {
    texts.push(`Disconnected: the page's server does not answer${failure ? ` (${failure})` : ""}. What is shown is old; trying again.`);
  } else if (lost.length > 0 || state.trouble) {
    texts.push(`The broker does not answer: ${lost[0]?.message ?? state.trouble} Trying again.`);
  } else if (m && stale) {
    texts.push(`Stale: the last report is ${duration(age)} old. The job may have stopped, or reads nothing.`);
  } else if (!m) {
    texts.push(state.feeds?.length ? `Following ${state.feeds.map((f) => `${f.metrics} at ${f.bootstrap}`).join(", ")}.` : "No topic of reports has been found yet.");
  }
  if (view.paused) {
    texts.push("Paused: charts stand still, the verdict does not.");
  }
  at("notice").hidden = texts.length === 0;
  say(at("notice"), texts.join(" "));
  numbers(m);
}

function numbers(m) {
  const facts = [];
  const report = m?.report;
  if (report && figures) {
    const key = metric(figures);
    const base = baseline(figures, key);
    facts.push([metricName(key), number(figures.last(`window/${key}`)), base && base.value !== null ? `${base.text} ${number(base.value)}` : ""]);
    const published = figures.marks.filter((mark) => mark.kind === "snapshot").pop();
    facts.push(["model version", number(report.version), `snapshot ${report.sequence}${published ? `, ${duration(Math.max(0, (now() - published.atMs) / 1000))} old` : ""}`]);
    facts.push(["rate", report.rate === null ? "–" : `${number(report.rate)}/s`, `${number(report.examples)} learned`]);
    const lag = figures.last("flink/lag");
    if (lag !== null) {
      facts.push(["lag", number(lag), "rows"]);
    }
  }
  const list = at("numbers");
  const text = JSON.stringify(facts);
  if (list.dataset.shown !== text) {
    list.dataset.shown = text;
    list.replaceChildren(...facts.map(([name, value, more]) => h("div", {}, h("dt", {}, name), h("dd", {}, value, " ", h("small", {}, more)))));
  }
}

function choices() {
  const shown = JSON.stringify([state.models.map((m) => [m.id, m.verdict, m.runs.map((r) => r.run)]), view.id, view.run, view.overlay]);
  const box = at("choices");
  if (box.dataset.shown === shown) {
    return;
  }
  box.dataset.shown = shown;
  const m = model();
  const parts = [];
  if (m) {
    const select = h("select", { id: "model", onchange: () => change({ id: select.value, run: "", overlay: [], zoom: null }) },
      ...state.models.map((one) => h("option", { value: one.id }, `${one.id} ${(WORDS[one.verdict] ?? "…").slice(0, 1)}`)));
    select.value = m.id;
    parts.push(h("label", {}, "Pipeline ", select));
  }
  if (m && m.runs.length > 1) {
    const runs = [...m.runs].sort((a, b) => b.last - a.last);
    const name = (r) => `${r.run.slice(0, 8)}, ${clock(r.first)}`;
    const select = h("select", { onchange: () => change({ run: select.value, overlay: [], zoom: null }) },
      h("option", { value: "" }, `newest run (${runs[0].run.slice(0, 8)})`), ...runs.map((r) => h("option", { value: r.run }, name(r))));
    select.value = m.runs.some((r) => r.run === view.run) ? view.run : "";
    parts.push(h("label", {}, "Run ", select));
    const beside = h("select", { onchange: () => change({ overlay: beside.value === "all" ? runs.map((r) => r.run).filter((r) => r !== run()) : beside.value ? [beside.value] : [], zoom: null }) },
      h("option", { value: "" }, "nothing"), ...runs.filter((r) => r.run !== run()).map((r) => h("option", { value: r.run }, name(r))), h("option", { value: "all" }, "all other runs"));
    beside.value = view.overlay.length > 1 ? "all" : view.overlay[0] ?? "";
    parts.push(h("label", {}, "Beside it ", beside));
  }
  box.replaceChildren(...parts);
}

const pressed = [];
function button(text, label, act, isPressed) {
  const element = h("button", { type: "button", onclick: act, "aria-label": label, "aria-pressed": isPressed ? "false" : undefined }, text);
  if (isPressed) {
    pressed.push(() => element.setAttribute("aria-pressed", String(isPressed())));
  }
  return element;
}

function controls() {
  const copy = button("Link", "Copy a link to this view", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(at("spoken"), "The link is copied.");
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "See address";
    }
    setTimeout(() => { copy.textContent = "Link"; }, 2_000);
  });
  const out = button("Zoom out", "Zoom out", () => change({ zoom: null }));
  const dark = button("", "Theme", () => change({ theme: theme() === "dark" ? "light" : "dark" }));
  pressed.push(() => { out.hidden = !view.zoom; }, () => { dark.textContent = theme() === "dark" ? "Light" : "Dark"; });
  at("controls").append(
    h("span", { class: "group", role: "group", "aria-label": "Span" },
      ...Object.keys(SPANS).map((span) => button(span, `Last ${span}`, () => change({ span, zoom: null }), () => view.span === span))),
    h("span", { class: "group", role: "group", "aria-label": "Axis" },
      button("Time", "Over time", () => change({ axis: "time", overlay: [], zoom: null }), () => axis() === "time"),
      button("Examples", "Over examples", () => change({ axis: "examples", zoom: null }), () => axis() === "examples")),
    out, button("Pause", "Pause", () => change({ paused: !view.paused }), () => view.paused), dark, copy);
}

async function load() {
  const turn = ++loading;
  state = await ask("/api/state");
  offset = state.now - Date.now();
  online = true;
  failure = "";
  if (!model() && state.models.length > 0) {
    change({ id: state.models[0].id, run: "", overlay: [] });
  }
  if (model() && run()) {
    const span = SPANS[view.span];
    const all = await Promise.all([run(), ...view.overlay].map((r, i) =>
      ask("/api/history", { id: view.id, run: r, span: i === 0 ? span : SPANS.all }).catch((e) => { if (i === 0) { throw e; } return null; })));
    if (turn !== loading) {
      return;
    }
    const [first, ...rest] = all.map((history) => history && new Figures(history));
    figures = first;
    others = rest.filter(Boolean);
  }
  draw();
}

function heard(update) {
  const m = state.models.find((one) => one.id === update.id);
  const known = m?.runs.find((r) => r.run === update.run);
  if (update.type === "reload" || !known) {
    load().catch(lost);
    return;
  }
  if (update.type === "report") {
    known.last = update.t;
    m.report = update.report;
    m.verdict = update.report.verdict;
    m.reason = update.report.reason;
  } else if (update.type === "event") {
    m.verdict = update.verdict;
    m.reason = update.reason;
    snapshots.heard(update.mark);
  }
  if (figures && update.id === view.id && update.run === figures.run) {
    if (update.type === "report") {
      figures.append(update.t, update.figures, update.marks);
    } else {
      figures.mark(update.mark);
    }
    if (figures.added > MOST_ADDED) {
      load().catch(lost);
    }
  }
  draw();
}

function lost(error) {
  online = false;
  failure = error.message;
  at("ask").hidden = !(error instanceof Refused);
  draw();
}

async function stay() {
  let wait = 500;
  for (;;) {
    try {
      await load();
      await follow({ message: heard, now: (ms) => { offset = ms - Date.now(); draw(); } }, () => {
        wait = 500;
        if (!online) {
          online = true;
          failure = "";
          at("ask").hidden = true;
          draw();
        }
      });
      lost(new Error("the stream has ended"));
    } catch (error) {
      lost(error);
    }
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(10_000, 2 * wait);
  }
}

function dress() {
  document.documentElement.dataset.theme = theme();
  pressed.forEach((update) => update());
  draw();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, dialog")) {
    return;
  }
  const spans = Object.keys(SPANS);
  if (event.key >= "1" && event.key <= String(spans.length)) {
    change({ span: spans[event.key - 1], zoom: null });
  } else if (event.key === "p") {
    change({ paused: !view.paused });
  } else if (event.key === "t") {
    change({ theme: theme() === "dark" ? "light" : "dark" });
  } else if (event.key === "Escape" && view.zoom) {
    change({ zoom: null });
  }
}

read();
controls();
const place = (...ids) => ids.map((id) => charts[PANELS.findIndex((p) => p.id === id)].element);
at("panels").append(
  ...place("metric", "loss", "update", "gradient", "clip", "step", "evenness", "ranges", "activation", "dead", "refused", "rejected"), turned.element, wrong.element,
  events.element, ...place("rate", "lag", "wait", "checkpoint"), snapshots.element);
onView((changes) => {
  dress();
  if (["id", "run", "span", "overlay"].some((name) => name in changes)) {
    load().catch(lost);
  }
  if (!view.paused) {
    draw();
  } else if (!("paused" in changes)) {
    panels();
  }
});
addEventListener("keydown", keys);
addEventListener("hashchange", () => { read(); dress(); load().catch(lost); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("evenkeel-token", at("token").value);
  load().then(() => { at("ask").hidden = true; }).catch(lost);
});
dress();
stay();
