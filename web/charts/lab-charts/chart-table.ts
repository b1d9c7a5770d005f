import { html, type TemplateResult } from 'lit';

import type { Sample, Snapshot } from '../../../workers/api.ts';
import { clockText, spanText } from '../../words/clock.ts';
import type { ServiceNames } from '../service-ribbon/service-ribbon.ts';
import type { TimeWindow } from '../time-axis/time-axis.layout.ts';
import { tableSamples, TABLE_ROWS_MAX } from './table-samples.ts';

/** The charts as a table: the same samples, fewer of them. */
export function chartTable(
  samples: readonly Sample[],
  window: TimeWindow,
  snapshot: Snapshot | null,
  monitorIndex: number,
  names: ServiceNames,
): TemplateResult {
  const node = snapshot?.monitors[monitorIndex]?.node ?? '';
  const nowMs = snapshot?.atMs ?? 0;
  const rows = tableSamples(samples, window).filter((sample) => sample.atMs <= nowMs);
  return html`<table>
    <caption>
      Every ${spanText((window.endMs - window.startMs) / (TABLE_ROWS_MAX - 1))} of what the charts
      draw
    </caption>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">Replication lag</th>
        <th scope="col">Operations queued</th>
        <th scope="col">Time to fail on ${node}</th>
        <th scope="col">Who serves</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (sample) =>
          html`<tr>
            <th scope="row">${clockText(sample.atMs)}</th>
            <td>${sample.lag === null ? 'no link' : spanText(sample.lag.ms)}</td>
            <td>${sample.lag?.operations ?? '–'}</td>
            <td>${countdownCell(sample, monitorIndex)}</td>
            <td>${names[sample.servedBy]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function countdownCell(sample: Sample, monitorIndex: number): string {
  const monitor = sample.monitors[monitorIndex];
  if (monitor === undefined || monitor.state === 'Idle') return '–';
  return monitor.state === 'Monitoring' ? spanText(monitor.timeToFailMs) : monitor.state;
}
