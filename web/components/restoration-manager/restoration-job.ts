import { html, nothing, type TemplateResult } from 'lit';

import type { JobSnapshot } from '../../../workers/api.ts';
import { bytesText } from '../../words/amounts.ts';
import { shape, type ShapeName } from '../shape/shape.ts';

const STATES: Readonly<
  Record<JobSnapshot['state'], { readonly shape: ShapeName; readonly tone: string; word: string }>
> = {
  Running: { shape: 'dashed', tone: 'pending', word: 'Restoring' },
  Done: { shape: 'disc', tone: 'ok', word: 'Restored' },
  Failed: { shape: 'square-x', tone: 'failed', word: 'Failed' },
  Stopped: { shape: 'slash', tone: 'off', word: 'Stopped' },
};

/** How far a restoration is: which way it goes, its share done, what it sent and found. */
export function restorationJob(
  job: JobSnapshot,
  clusterName: (node: string) => string,
): TemplateResult {
  const to = job.to ?? '';
  const { shape: mark, tone, word } = STATES[job.state];
  return html`<section class="job" aria-label="Restoration ${job.id}">
    <p class="way">
      <b>${job.from}</b> <span class="muted">${clusterName(job.from)}</span>
      <span class="arrow" aria-hidden="true">→</span>
      <span class="visually-hidden">to</span>
      <b>${to}</b> <span class="muted">${clusterName(to)}</span>
    </p>
    <p class="how-far">
      <span class="state state--${tone}">${shape(mark)}${word}</span>
      <span class="num">${job.percent} %</span>
    </p>
    <progress max="100" value=${job.percent} aria-label="Restored">${job.percent} %</progress>
    <dl class="facts">
      ${fact('Replication Set', job.replicationSet)} ${fact('Drives', job.map.replace(' ', ' to '))}
      ${fact('Overwrite', job.overwrite)} ${fact('Block checksum', job.checksum ? 'on' : 'off')}
      ${fact('Sent', bytesText(job.sentBytes))}
      ${fact('Different files', String(job.differentFiles))}
      ${fact('Missing files', String(job.missingFiles))}
      ${job.state === 'Running' ? nothing : fact('Job', String(job.id))}
    </dl>
  </section>`;
}

function fact(label: string, value: string): TemplateResult {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value === '' ? 'same letters' : value}</dd>
  </div>`;
}
