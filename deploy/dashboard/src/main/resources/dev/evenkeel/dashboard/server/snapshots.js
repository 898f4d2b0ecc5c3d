// The published models: which there are, how two differ, and the way back to one.
import { h, number, clock, say } from "/dom.js";
import { ask, bytes, order, Refused } from "/connection.js";
import { save } from "/export.js";

const WORST = 300;
const RETRY_MS = 3_000;

export class Snapshots {
  constructor() {
    this.chosen = [];
    this.list = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Snapshots" });
    this.difference = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "How two snapshots differ" });
    this.message = h("p", { class: "note", role: "status" }, "Choose two to compare.");
    this.token = h("input", { type: "password", autocomplete: "off" });
    this.question = h("p");
    this.dialog = h("dialog", { "aria-label": "Roll back" }, h("form", { method: "dialog" }, this.question,
      h("label", {}, "Token, which the command printed when it started", this.token),
      h("div", { class: "bar" }, h("button", { value: "" }, "Leave it"), h("button", { value: "yes" }, "Roll back"))));
    this.element = h("section", { class: "panel full", id: "panel-snapshots", "aria-label": "Snapshots" },
      h("header", {}, h("h2", {}, "Snapshots")), this.message, this.list, this.difference, this.dialog);
  }

  // Asks for the list when there is another model, or another snapshot. A snapshot is seen when the job's transaction is committed, some
  // seconds after the report that tells of it: until then, now and then again.
  async show(id, sequence) {
    const known = this.id === id && this.newest >= sequence;
    if (!id || known || (this.id === id && Date.now() - this.askedMs < RETRY_MS)) {
      return;
    }
    this.askedMs = Date.now();
    if (this.id !== id) {
      this.chosen = [];
      this.difference.replaceChildren();
    }
    this.id = id;
    try {
      const entries = await ask("/api/snapshots", { id });
      if (this.id === id) {
        this.newest = entries.length > 0 ? entries[0].sequence : -1;
        this.fill(entries);
      }
    } catch (error) {
      this.newest = -1;
      this.list.replaceChildren(h("p", { class: "nothing" }, `The snapshots cannot be read: ${error.message}`));
    }
  }

  fill(entries) {
    const focused = document.activeElement?.dataset?.key;
    this.list.replaceChildren(entries.length === 0 ? h("p", { class: "nothing" }, "None yet.") : h("table", {},
      h("thead", {}, h("tr", {}, ...["", "number", "version", "last row of", "bytes", "SHA-256", ""].map((text) => h("th", { scope: "col", class: ["number", "version", "bytes"].includes(text) ? "number" : "" }, text || h("span", { class: "unseen" }, "actions"))))),
      h("tbody", {}, ...entries.map((entry) => this.row(entry)))));
    if (focused) {
      this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  row(entry) {
    const { sequence } = entry;
    const box = h("input", { type: "checkbox", "aria-label": `Compare snapshot ${sequence}`, "data-key": `c${sequence}`, onchange: () => this.choose(sequence, box) });
    box.checked = this.chosen.includes(sequence);
    return h("tr", {}, h("td", {}, box), h("td", { class: "number" }, String(sequence)), h("td", { class: "number" }, number(entry.version)),
      h("td", {}, entry.time > 0 ? `${new Date(entry.time).toISOString().slice(0, 10)} ${clock(entry.time)}` : "–"), h("td", { class: "number" }, number(entry.bytes)), h("td", {}, entry.sha256.slice(0, 12)),
      h("td", {},
        h("button", { type: "button", "data-key": `d${sequence}`, "aria-label": `Download snapshot ${sequence}`, onclick: () => this.download(sequence) }, "Download"),
        h("button", { type: "button", "data-key": `r${sequence}`, "aria-label": `Roll back to snapshot ${sequence}`, onclick: () => this.back(sequence) }, "Roll back …")));
  }

  choose(sequence, box) {
    this.chosen = box.checked ? [...this.chosen, sequence].slice(-2) : this.chosen.filter((s) => s !== sequence);
    this.list.querySelectorAll("input").forEach((input) => { input.checked = this.chosen.includes(Number(input.dataset.key.slice(1))); });
    if (this.chosen.length === 2) {
      this.compare(...[...this.chosen].sort((a, b) => a - b));
    }
  }

  async compare(a, b) {
    say(this.message, `Comparing ${a} with ${b} …`);
    try {
      const changes = await ask("/api/compare", { id: this.id, a, b });
      const size = (change) => change.changed < 0 ? Infinity : change.before > 0 ? change.change / change.before : change.change ?? 0;
      changes.sort((x, y) => size(y) - size(x));
      say(this.message, `From snapshot ${a} to ${b}: ${changes.filter((c) => c.changed !== 0).length} of ${changes.length} tensors differ.`);
      this.difference.replaceChildren(h("table", {}, h("caption", {}, "By relative change, the largest first."),
        h("thead", {}, h("tr", {}, ...["tensor", "shape", "norm before", "after", "change", "relative", "elements changed"].map((text, i) => h("th", { scope: "col", class: i > 1 ? "number" : "" }, text)))),
        h("tbody", {}, ...changes.slice(0, WORST).map((c) => h("tr", {}, h("th", { scope: "row", class: "text" }, c.name), h("td", {}, c.shape),
          ...[c.before, c.after, c.change, c.before > 0 && c.change !== null ? c.change / c.before : null, c.changed < 0 ? null : c.changed]
            .map((value) => h("td", { class: "number" }, number(value))))))));
    } catch (error) {
      say(this.message, `They cannot be compared: ${error.message}`);
    }
  }

  async download(sequence) {
    try {
      save(`${this.id}-${sequence}.safetensors`, await bytes("/api/download", { id: this.id, sequence }));
    } catch (error) {
      say(this.message, `It cannot be downloaded: ${error.message}`);
    }
  }

  back(sequence) {
    say(this.question, `Return the running job of ${this.id} to snapshot ${sequence}? What it has learned since is lost; it goes on learning from there.`);
    this.token.value = sessionStorage.getItem("evenkeel-token") ?? "";
    this.dialog.returnValue = "";
    this.dialog.onclose = () => this.dialog.returnValue === "yes" && this.order(sequence);
    this.dialog.showModal();
  }

  async order(sequence) {
    sessionStorage.setItem("evenkeel-token", this.token.value);
    try {
      const answer = await order("/api/rollback", { id: this.id, sequence });
      this.ordered = answer.order;
      say(this.message, `Ordered back to snapshot ${sequence} (order ${answer.order}); waiting for the job.`);
    } catch (error) {
      if (error instanceof Refused) {
        sessionStorage.removeItem("evenkeel-token");
      }
      say(this.message, `Not rolled back: ${error.message}`);
    }
  }

  // An event may answer our order.
  heard(mark) {
    if (this.ordered && mark.order === this.ordered) {
      say(this.message, `The job answers order ${mark.order}: ${mark.text}`);
    }
  }
}
