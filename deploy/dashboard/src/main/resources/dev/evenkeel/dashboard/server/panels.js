// Which charts there are, in the order of glance.
import { view, change } from "/view.js";
import { h } from "/dom.js";

const METRICS = {
  accuracy: { name: "accuracy", baselines: { majority: "majority", no_change: "no change" } },
  log_loss: { name: "log loss", baselines: { log_loss: "class rates" } },
  auc: { name: "AUC", baselines: {} },
  kappa: { name: "kappa", baselines: {} },
  f1: { name: "F1", baselines: {} },
  brier: { name: "Brier score", baselines: { brier: "class rates" } },
  calibration_error: { name: "calibration error", baselines: {} },
  rmse: { name: "RMSE", baselines: { mean: "mean", no_change: "no change" } },
  mae: { name: "MAE", baselines: { mean_mae: "mean", no_change_mae: "no change" } },
  r2: { name: "R²", baselines: {} },
};

const present = (figures) => Object.keys(METRICS).filter((key) => figures.last(`window/${key}`) !== null);

export const metric = (figures) => {
  const known = present(figures);
  return known.includes(view.metric) ? view.metric : known[0] ?? "accuracy";
};

export const metricName = (key) => METRICS[key].name;

// The baseline to name beside the metric: the first one.
export function baseline(figures, key) {
  const [name, text] = Object.entries(METRICS[key].baselines)[0] ?? [];
  return name ? { text, value: figures.last(`window/baseline/${name}`) } : null;
}

const line = (figures, name, label, more = {}) => ({ name: label, y: figures.column(name) ?? [], ...more });

// 95 of 100 windows of so many examples would lie in it if nothing but chance were at work.
function chance(figures, key) {
  if (key !== "accuracy") {
    return [];
  }
  const values = figures.column("window/accuracy") ?? [];
  const counts = figures.column("window/examples") ?? [];
  const edge = (sign) => values.map((p, i) =>
    p === null || !(counts[i] > 0) ? null : Math.min(1, Math.max(0, p + sign * 1.96 * Math.sqrt(p * (1 - p) / counts[i]))));
  return [{ name: "lower edge", role: "edge", y: edge(-1) }, { name: "upper edge", role: "edge", y: edge(1) }];
}

// The same figure of other runs.
const overlaid = (others, name, label) => others.map((other, k) => ({
  name: `${label}, run ${other.run.slice(0, 8)}`,
  colour: 2 + k,
  thin: true,
  y: other.column(name) ?? [],
  places: other.places("examples"),
}));

function metricLines(figures, others) {
  const key = metric(figures);
  const { name, baselines } = METRICS[key];
  return [
    ...chance(figures, key),
    line(figures, `window/${key}`, `${name}, last examples`, { colour: 0 }),
    line(figures, `fading/${key}`, `${name}, fading`, { colour: 1, thin: true }),
    ...Object.entries(baselines).map(([base, text], k) => line(figures, `window/baseline/${base}`, `baseline: ${text}`, { role: "baseline", colour: k })),
    ...overlaid(others, `window/${key}`, name),
  ];
}

const perLayer = (prefix, figure) => (figures) => figures.between(prefix, `/${figure}`)
  .map((layer, k) => line(figures, `${prefix}${layer}/${figure}`, layer, { colour: k }));

function gradients(figures) {
  return figures.between("layer/", "/gradient_norm").flatMap((layer, k) => {
    const before = figures.column(`layer/${layer}/gradient_norm`) ?? [];
    const after = figures.column(`layer/${layer}/bounded_gradient_norm`) ?? [];
    const touched = after.some((v, i) => v !== null && before[i] !== null && Math.abs(v - before[i]) > 1e-6 * Math.abs(before[i]));
    const lines = [{ name: layer, y: before, colour: k }];
    return touched ? [...lines, { name: `${layer}, after the guards`, y: after, colour: k, dash: [3, 3], thin: true }] : lines;
  });
}

function activations(figures) {
  return figures.between("activation/", "/mean").flatMap((layer, k) => {
    const mean = figures.column(`activation/${layer}/mean`) ?? [];
    const deviation = figures.column(`activation/${layer}/deviation`) ?? [];
    const edge = (sign) => mean.map((m, i) => m === null || deviation[i] === null || deviation[i] === undefined ? null : m + sign * 2 * deviation[i]);
    return [
      { name: layer, y: mean, colour: k },
      { name: `${layer} + 2σ`, y: edge(1), colour: k, dash: [2, 3], thin: true },
      { name: `${layer} − 2σ`, y: edge(-1), colour: k, dash: [2, 3], thin: true },
    ];
  });
}

// The column that people chose, else the one whose mean has moved the most, measured in its deviations.
function column(figures) {
  const columns = figures.between("input/", "/mean");
  if (columns.includes(view.column)) {
    return view.column;
  }
  const moved = (name) => {
    const known = (figures.column(`input/${name}/mean`) ?? []).filter((v) => v !== null);
    const deviation = figures.last(`input/${name}/deviation`);
    return deviation > 0 ? Math.abs(known[known.length - 1] - known[0]) / deviation : 0;
  };
  return columns.reduce((best, name) => moved(name) > moved(best) ? name : best, columns[0]);
}

function ranges(figures) {
  const name = column(figures);
  const mean = figures.column(`input/${name}/mean`) ?? [];
  const deviation = figures.column(`input/${name}/deviation`) ?? [];
  const edge = (sign) => mean.map((m, i) => m === null || (deviation[i] ?? null) === null ? null : m + sign * 2 * deviation[i]);
  return [
    { name: `${name} − 2σ`, role: "edge", y: edge(-1) }, { name: `${name} + 2σ`, role: "edge", y: edge(1) },
    { name: `${name}, mean`, y: mean, colour: 0 }, { name: `${name}, deviation`, y: deviation, role: "baseline", colour: 1 },
  ];
}

const share = (least, greatest) => [0, Math.max(.05, (greatest ?? 0) * 1.1)];
const counts = (least, greatest) => [0, Math.max(1, (greatest ?? 0) * 1.1)];

const recently = (figures, names) => names.map(([name, label], k) => line(figures, name, label, { colour: k }));

function guards(figures) {
  return figures.between("recent_guard/", "")
    .filter((guard) => (figures.column(`recent_guard/${guard}`) ?? []).some((v) => v > 0))
    .map((guard, k) => line(figures, `recent_guard/${guard}`, `guard: ${guard.replaceAll("_", " ")}`, { colour: k + 2 }));
}

export const PANELS = [
  {
    id: "metric", title: "How good, on rows not yet learned", wide: true,
    note: "Test, then train: each row is predicted before it is learned. The shaded band is what chance alone explains in the last window.",
    lines: metricLines, choice: metricChoice,
  },
  {
    id: "loss", title: "Loss", log: true, note: "Logarithmic: of the last examples the mean, what half of them and 95 of 100 do not exceed; fading; since the beginning.",
    lines: (figures, others) => [
      line(figures, "window/loss", "last examples", { colour: 0 }),
      line(figures, "fading/loss", "fading", { colour: 1, thin: true }),
      line(figures, "window/loss_p50", "p50 of them", { colour: 2, thin: true }),
      line(figures, "window/loss_p95", "p95 of them", { colour: 3, thin: true }),
      line(figures, "total/loss", "since the beginning", { role: "baseline", colour: 0 }),
      ...overlaid(others, "window/loss", "last examples"),
    ],
  },
  {
    id: "update", title: "Update over weights, by layer", note: "log10; healthy from −4 to −2, around −3 (shaded).", band: [-4, -2],
    range: (least, greatest) => [Math.min(-5, (least ?? -5) - .3), Math.max(-1, (greatest ?? -1) + .3)],
    lines: perLayer("layer/", "log10_update_ratio"), empty: "Known of networks only, once a layer has been sampled.",
  },
  {
    id: "gradient", title: "Gradient norm, by layer", log: true, note: "Before the guards; dotted after them, where they have shortened it.",
    lines: gradients, empty: "No layer has been sampled yet.",
  },
  {
    id: "clip", title: "Clip rate, by layer", note: "Share of the last 20 sampled steps that the guards have shortened; above 0.2 is suspicious.",
    range: share, lines: perLayer("layer/", "clip_rate"), empty: "No layer has been sampled yet.",
  },
  {
    id: "step", title: "Effective step size, by layer", log: true, note: "Update over gradient: the rate that plain gradient descent would have needed.",
    lines: perLayer("layer/", "step_size"), empty: "No layer has been sampled yet.",
  },
  {
    id: "ranges", title: "Normalizer range, by column", note: "What standardization takes to be usual: the mean, shaded two deviations to both sides.",
    lines: ranges, choice: columnChoice, empty: "This model takes numbers as they come.",
  },
  {
    id: "activation", title: "Activations", note: "Mean, dotted two standard deviations to both sides.",
    lines: activations, empty: "This model has no activations: it is linear.",
  },
  {
    id: "dead", title: "Dead units", note: "Share of units that gave nothing but 0 lately; above 0.3 is suspicious.", range: share,
    lines: perLayer("activation/", "dead"), empty: "This model has no units that can die: it is linear.",
  },
  {
    id: "evenness", title: "Evenness", log: true, note: "The largest over the smallest relative update among a network's layers: 1 where all learn at the same pace.",
    lines: (figures) => recently(figures, [["evenness", "largest over smallest"]]), empty: "No network of several layers is sampled.",
  },
  {
    id: "refused", title: "Refused and quarantined lately", range: counts,
    note: "Rows among the last 1,536 to 2,047, and what the guards did in their steps.",
    lines: (figures) => [
      ...recently(figures, [["recent_quarantined", "quarantined rows"], ["recent_refused", "rows refused by the model"]]),
      ...guards(figures),
    ],
  },
  {
    id: "rejected", title: "Rejected rows, by reason", range: counts, note: "Since the pipeline's first start, by the step that rejected them; each is in the topic of rejects.",
    lines: (figures) => figures.between("rejected/", "").map((reason, k) => line(figures, `rejected/${reason}`, reason, { colour: k })),
    empty: "No row has been rejected.",
  },
  {
    id: "rate", title: "Rate", range: counts, note: "Examples learned a second.",
    lines: (figures) => recently(figures, [["rate", "examples a second"]]),
  },
  {
    id: "lag", title: "Lag and waiting rows", range: counts,
    note: "Rows that wait in Kafka, as Flink counts them, and for their micro-batch.",
    lines: (figures) => recently(figures, [["flink/lag", "rows in Kafka"], ["waiting", "rows in the window"]]),
  },
  {
    id: "wait", title: "Wait in the window", range: counts, note: "Milliseconds that the first row of a window has waited for it to close, since the report before.",
    lines: (figures) => recently(figures, [["wait/mean", "mean"], ["wait/greatest", "greatest"]]),
    empty: "No window has closed since a report.",
  },
  {
    id: "checkpoint", title: "Checkpoints", range: counts, note: "Seconds since the last one, and how long it took.",
    lines: (figures) => recently(figures, [["flink/checkpoint_age_seconds", "age"], ["flink/checkpoint_duration_seconds", "duration"]]),
    empty: "Only Flink knows: start the page with --flink and the address of its REST interface.",
    noteOf: (figures) => {
      const restarts = figures.last("flink/restarts");
      const failed = figures.last("flink/checkpoints_failed");
      return `Seconds since the last one, and how long it took.${restarts === null ? "" : ` Restarts: ${restarts}.`}${failed ? ` Failed: ${failed}.` : ""}`;
    },
  },
];

// Lets people choose among names, which fill the list as they become known.
function choice(panel, label, known, chosen, text) {
  const select = h("select", { "aria-label": label, onchange: () => chosen.set(select.value) });
  panel.tools.prepend(select);
  return (figures) => {
    const names = known(figures);
    if (select.dataset.shown !== names.join()) {
      select.dataset.shown = names.join();
      select.replaceChildren(...names.map((name) => h("option", { value: name }, text(name))));
    }
    select.value = chosen.now(figures);
  };
}

function metricChoice(panel) {
  return choice(panel, "Metric", present, { now: metric, set: (name) => change({ metric: name }) }, metricName);
}

function columnChoice(panel) {
  return choice(panel, "Column", (figures) => figures.between("input/", "/mean"), { now: column, set: (name) => change({ column: name }) }, String);
}
