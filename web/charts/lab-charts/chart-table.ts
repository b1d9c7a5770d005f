import { html, type TemplateResult } from 'lit';

import type { Sample, Snapshot } from '../../../workers/api.ts';
import { bytesText } from '../../words/amounts.ts';
import { clockText, spanText } from '../../words/clock.ts';
import { ratesOf } from '../lag-chart/throughput.ts';
import { serviceSpans } from '../service-ribbon/service-ribbon.layout.ts';
import type { ServiceNames } from '../service-ribbon/service-ribbon.ts';
import type { TimeWindow } from '../time-axis/time-axis.layout.ts';
import { countdownText, rateText } from './chart-reading.ts';
import {
  countdownSentence,
  lagSentence,
  serviceSentence,
  throughputSentence,
} from './chart-sentences.ts';
import { tableSamples, TABLE_ROWS_MAX } from './table-samples.ts';

type Row = readonly string[];

/** Each chart as a sentence and a table: the same samples, fewer of them. */
export function chartTable(
  samples: readonly Sample[],
  window: TimeWindow,
  snapshot: Snapshot | null,
  monitorIndex: number,
  names: ServiceNames,
): TemplateResult {
  const nowMs = snapshot?.atMs ?? 0;
  const monitor = snapshot?.monitors[monitorIndex];
  const shown = samples.filter(
    ({ atMs }) => atMs >= window.startMs && atMs <= Math.min(window.endMs, nowMs),
  );
  const rates = ratesOf(samples);
  const applied = ratesOf(samples, 'appliedWireBytes');
  const rows = tableSamples(shown, window);
  const rowsOf = (cells: (sample: Sample) => Row): Row[] =>
    rows.map((sample) => [clockText(sample.atMs), ...cells(sample)]);
  const spans = serviceSpans(shown, Math.min(window.endMs, nowMs)).slice(-TABLE_ROWS_MAX);
  return html`${part(
    'Replication lag',
    lagSentence(shown),
    ['Time', 'Operations', 'Bytes', 'Oldest'],
    rowsOf(({ lag }) =>
      lag === null
        ? ['no link', '–', '–']
        : [String(lag.operations), bytesText(lag.bytes), spanText(lag.ms)],
    ),
  )}
  ${part(
    'Throughput',
    throughputSentence(shown, limitOf(snapshot)),
    ['Time', 'Crossed the line', 'Applied at the target'],
    rowsOf((sample) => [rateText(rates.get(sample) ?? 0), rateText(applied.get(sample) ?? 0)]),
  )}
  ${part(
    `Time to fail${monitor === undefined ? '' : ` on ${monitor.node}`}`,
    countdownSentence(shown, monitorIndex, monitor?.timeoutMs ?? 1),
    ['Time', 'Left, bullet'],
    rowsOf((sample) => [countdownText(sample, monitor, monitorIndex)]),
  )}
  ${part(
    'Who serves',
    serviceSentence(shown, Math.min(window.endMs, nowMs), names),
    ['From', 'To', 'Who'],
    spans.map(({ startMs, endMs, servedBy }) => [
      clockText(startMs),
      clockText(endMs),
      names[servedBy],
    ]),
  )}`;
}

/** What the line lets through now, kbit/s; null while it is cut. */
export function limitOf(snapshot: Snapshot | null): number | null {
  if (snapshot === null || !snapshot.link.up) return null;
  const { kbps, limitKbps } = snapshot.link;
  return limitKbps === null ? kbps : Math.min(kbps, limitKbps);
}

function part(title: string, sentence: string, heads: Row, rows: readonly Row[]): TemplateResult {
  return html`<section>
    <p>${sentence}</p>
    <table>
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([time, ...cells]) =>
            html`<tr>
              <th scope="row">${time}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
