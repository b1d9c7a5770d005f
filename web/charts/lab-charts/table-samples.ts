import type { Sample } from '../../../workers/api.ts';
import type { TimeWindow } from '../time-axis/time-axis.layout.ts';

/** Rows that a table shows at most: one for each even step of the window. */
export const TABLE_ROWS_MAX = 25;

/** Samples for the table: the first of each even step of the window, ascending. */
export function tableSamples(samples: readonly Sample[], window: TimeWindow): Sample[] {
  const stepMs = (window.endMs - window.startMs) / (TABLE_ROWS_MAX - 1);
  const rows: Sample[] = [];
  let nextMs = window.startMs;
  for (const sample of samples) {
    if (sample.atMs < nextMs || sample.atMs > window.endMs) continue;
    rows.push(sample);
    nextMs = window.startMs + (Math.floor((sample.atMs - window.startMs) / stepMs) + 1) * stepMs;
  }
  return rows;
}
