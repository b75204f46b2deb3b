/**
 * Things that are due at instants of their own, gathered in order of row and put in order of time.
 *
 * For what a sweep finds: where nobody looks in between, a pass over the rows and one sort by counting take the place of an event each
 * (docs/performance.md, "Ten years of the economy").
 */
export interface Due {
  count: number;
  /** Instants and rows of the first `count`; after `sortDue` the soonest first, of one instant the first noted. [µs] */
  times: Float64Array;
  rows: Uint32Array;
  /** Scratch of the sort: what is sorted goes there, and the two change places. */
  spareTimes: Float64Array;
  spareRows: Uint32Array;
}

export function createDue(capacity = 256): Due {
  return {
    count: 0,
    times: new Float64Array(capacity),
    rows: new Uint32Array(capacity),
    spareTimes: new Float64Array(capacity),
    spareRows: new Uint32Array(capacity),
  };
}

/** @param time  finite */
export function noteDue(due: Due, time: number, row: number): void {
  if (due.count === due.times.length) grow(due);
  due.times[due.count] = time;
  due.rows[due.count++] = row;
}

/** By counting into as many parts of the time as there are instants; within a part by insertion. Expected time: linear. */
export function sortDue(due: Due): void {
  const { count, times, rows, spareTimes, spareRows } = due;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    if (times[i] < first) first = times[i];
    if (times[i] > last) last = times[i];
  }
  if (count < 2 || first === last) return;
  const scale = (count - 1) / (last - first);
  const next = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) next[Math.floor((times[i] - first) * scale) + 1]++;
  for (let part = 1; part < count; part++) next[part] += next[part - 1];
  for (let i = 0; i < count; i++) {
    const at = next[Math.floor((times[i] - first) * scale)]++;
    spareTimes[at] = times[i];
    spareRows[at] = rows[i];
  }
  insert(spareTimes, spareRows, count);
  due.times = spareTimes;
  due.rows = spareRows;
  due.spareTimes = times;
  due.spareRows = rows;
}

function insert(times: Float64Array, rows: Uint32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const time = times[i];
    if (times[i - 1] <= time) continue;
    const row = rows[i];
    let to = i;
    for (; to > 0 && times[to - 1] > time; to--) {
      times[to] = times[to - 1];
      rows[to] = rows[to - 1];
    }
    times[to] = time;
    rows[to] = row;
  }
}

function grow(due: Due): void {
  const { times, rows } = due;
  Object.assign(due, createDue(2 * times.length), { count: due.count });
  due.times.set(times);
  due.rows.set(rows);
}
