// The figures of a run over time, as the server gave them, and what came since.
export class Figures {
  constructor(history) {
    this.run = history.run;
    this.t = history.t;
    this.columns = new Map(Object.entries(history.figures));
    this.marks = history.marks;
    this.cached = new Map();
    this.added = 0;
  }

  append(t, figures, marks) {
    this.t.push(t);
    for (const [name, value] of Object.entries(figures)) {
      if (!this.columns.has(name)) {
        this.columns.set(name, new Array(this.t.length - 1).fill(null));
      }
      this.columns.get(name).push(value);
    }
    for (const column of this.columns.values()) {
      if (column.length < this.t.length) {
        column.push(null);
      }
    }
    this.marks.push(...marks);
    this.added++;
    this.cached.clear();
  }

  mark(mark) {
    this.marks.push(mark);
  }

  last(name) {
    const column = this.columns.get(name);
    for (let i = (column?.length ?? 0) - 1; i >= 0; i--) {
      if (column[i] !== null) {
        return column[i];
      }
    }
    return null;
  }

  column(name) {
    return this.columns.get(name);
  }

  // The names that lie between a prefix and a suffix, in order: layers, mostly.
  between(prefix, suffix) {
    const names = [];
    for (const name of this.columns.keys()) {
      if (name.startsWith(prefix) && name.endsWith(suffix) && name.length > prefix.length + suffix.length) {
        names.push(name.slice(prefix.length, name.length - suffix.length));
      }
    }
    return names;
  }

  // Places on the axis: seconds, or examples. Examples may fall when a good state returns; places may not.
  places(axis) {
    if (!this.cached.has(axis)) {
      this.cached.set(axis, axis === "time" ? this.t.map((t) => t / 1000) : this.rising("examples"));
    }
    return this.cached.get(axis);
  }

  rising(name) {
    let highest = 0;
    return (this.columns.get(name) ?? []).map((value) => {
      highest = Math.max(highest, value ?? 0);
      return highest;
    });
  }

  // The first row of the last so many milliseconds.
  since(ms) {
    const from = this.t.length ? this.t[this.t.length - 1] - ms : 0;
    let low = 0;
    let high = this.t.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.t[middle] < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // Where a mark lies on the axis.
  place(mark, axis) {
    return axis === "time" ? mark.atMs / 1000 : mark.examples;
  }
}
