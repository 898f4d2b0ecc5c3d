// What is better read than drawn: what happened, and what was turned away.
import { h, number, clock } from "/dom.js";
import { kind } from "/marks.js";

function panel(id, title, note) {
  const body = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title });
  const element = h("section", { class: "panel", id: `panel-${id}`, "aria-label": title },
    h("header", {}, h("h2", {}, title)), h("p", { class: "note" }, note), body);
  return { element, body };
}

// Fills a table only when its content is another, so that scrolling and selections stay.
function fill(body, rows, head, empty) {
  const now = JSON.stringify(rows);
  if (body.dataset.shown === now) {
    return;
  }
  body.dataset.shown = now;
  body.replaceChildren(rows.length === 0
    ? h("p", { class: "nothing" }, empty)
    : h("table", {}, h("thead", {}, h("tr", {}, ...head.map((text, i) => h("th", { scope: "col", class: rows.some((row) => typeof row[i] === "number") ? "number" : "text" }, text)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((value) => h("td", { class: typeof value === "number" ? "number" : "text" },
        typeof value === "number" ? number(value) : value)))))));
}

export function turnedAway() {
  const { element, body } = panel("turned", "Turned away, by reason", "Counts since the pipeline's first start.");
  return {
    element,
    show: (report, figures) => {
      const stability = report?.stability ?? {};
      const rows = [
        ...figures.between("rejected/", "").map((reason) => [`rejected: ${reason}`, figures.last(`rejected/${reason}`), ""]),
        ...Object.entries(stability.quarantined ?? {}).map(([column, count]) => [`quarantined: ${column}`, count, stability.recent_quarantined?.[column] ?? 0]),
        ["rows refused after decoding", report?.refused_rows ?? 0, stability.recent_refused ?? 0],
        ["refused steps", report?.refused_batches ?? 0, ""],
        ["rollbacks", stability.rollbacks ?? report?.rollbacks ?? 0, ""],
        ...Object.entries(stability.guards ?? {}).map(([guard, count]) => [`guard acted: ${guard.replaceAll("_", " ")}`, count, stability.recent_guards?.[guard] ?? 0]),
      ];
      fill(body, report ? rows : [], ["reason", "all", "lately"], "No report yet.");
    },
  };
}

export function findings() {
  const { element, body } = panel("findings", "Findings", "What is wrong now, the likeliest cause first.");
  return {
    element,
    show: (report) => fill(body, (report?.stability?.findings ?? []).map((f) => [[f.subject, f.name].filter(Boolean).join(" "), f.text]),
      ["with", "what"], "Nothing is wrong."),
  };
}

export function happenings() {
  const { element, body } = panel("events", "Drift alarms and events", "Newest first; snapshots have a table of their own.");
  element.classList.add("wide");
  return {
    element,
    show: (figures) => {
      const marks = (figures?.marks ?? []).filter((mark) => mark.kind !== "snapshot").sort((a, b) => b.atMs - a.atMs).slice(0, 100);
      fill(body, marks.map((mark) => [clock(mark.atMs), `${kind(mark).sign} ${kind(mark).name}`, mark.text, mark.examples]),
        ["time", "what", "", "examples"], "Nothing has happened yet.");
    },
  };
}
