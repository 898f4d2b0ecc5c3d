// What the page shows: what people chose, kept in the address, so that the address is a link to the view.
export const SPANS = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000, all: Number.MAX_SAFE_INTEGER };

const listeners = [];

export const view = {
  id: "",
  run: "", // empty: the newest
  overlay: [],
  span: "5m",
  axis: "time", // or examples
  metric: "",
  column: "",
  zoom: null, // [from, to] on the axis
  paused: false,
  theme: "",
};

export function onView(listener) {
  listeners.push(listener);
}

export function change(changes) {
  Object.assign(view, changes);
  write();
  listeners.forEach((listener) => listener(changes));
}

// Other runs lie beside this one by what they have learned: they were at other times.
export const axis = () => view.overlay.length > 0 ? "examples" : view.axis;

function write() {
  const link = new URLSearchParams();
  for (const name of ["id", "run", "span", "axis", "metric", "column", "theme"]) {
    if (view[name]) {
      link.set(name, view[name]);
    }
  }
  view.overlay.forEach((run) => link.append("overlay", run));
  if (view.zoom) {
    link.set("zoom", view.zoom.map((v) => v.toPrecision(12)).join(","));
  }
  history.replaceState(null, "", `#${link}`);
}

export function read() {
  const link = new URLSearchParams(location.hash.slice(1));
  for (const name of ["id", "run", "metric", "column"]) {
    view[name] = link.get(name) ?? "";
  }
  view.span = link.get("span") in SPANS ? link.get("span") : "5m";
  view.axis = link.get("axis") === "examples" ? "examples" : "time";
  view.theme = ["light", "dark"].includes(link.get("theme")) ? link.get("theme") : "";
  view.overlay = link.getAll("overlay").slice(0, 7);
  const zoom = (link.get("zoom") ?? "").split(",").map(Number);
  view.zoom = zoom.length === 2 && zoom.every(Number.isFinite) && zoom[0] < zoom[1] ? zoom : null;
  const token = link.get("token");
  if (token) {
    sessionStorage.setItem("evenkeel-token", token);
  }
  write(); // without the token: it must not stay in the address
}

export const theme = () => view.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
