import { html, nothing, type TemplateResult } from 'lit';

import type { ConnectionSnapshot, JobSnapshot, Snapshot } from '../../../workers/api.ts';
import { bytesText } from '../../words/amounts.ts';
import { spanText } from '../../words/clock.ts';
import '../console-menu/console-menu.ts';
import type { MenuPickDetail } from '../console-menu/console-menu.ts';
import { connectionMenus } from './server-actions.ts';
import { connectionsOf } from './servers.ts';

/** Picked from a connection's menus. */
export type PickOfConnection = (connection: ConnectionSnapshot, id: string) => void;

/** The connections of a node, each with its menus and statistics. */
export function connectionsView(
  snapshot: Snapshot,
  node: string,
  pick: PickOfConnection,
): TemplateResult {
  const connections = connectionsOf(snapshot, node);
  if (connections.length === 0) {
    return html`<p class="empty">Nothing is connected from ${node}.</p>`;
  }
  return html`${connections.map((each) => connectionView(snapshot, each, pick))}`;
}

function connectionView(
  snapshot: Snapshot,
  connection: ConnectionSnapshot,
  pick: PickOfConnection,
): TemplateResult {
  const name = `Connection ${String(connection.id)}`;
  const jobs = snapshot.jobs.filter(
    (job) =>
      job.kind === 'verify' &&
      job.node === connection.source &&
      job.replicationSet === connection.replicationSet,
  );
  return html`<section aria-label=${name}>
    <h4>
      ${name} <span class="muted">${connection.replicationSet} to ${connection.address}</span>
    </h4>
    <div class="menus">
      ${connectionMenus(connection).map(
        ({ words, choices }) =>
          html`<lab-console-menu
            framed
            label="${words} of connection ${connection.id}"
            .choices=${choices}
            @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
              pick(connection, event.detail.id);
            }}
            >${words}</lab-console-menu
          >`,
      )}
    </div>
    ${jobs.length === 0 ? nothing : verifications(jobs)}
    <dl class="facts">
      ${columnsOf(connection).map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

/** Columns of the console in the product's words. */
function columnsOf(connection: ConnectionSnapshot): (readonly [label: string, value: string])[] {
  const { queue, mirror, sent } = connection;
  return [
    ['Target Name', connection.target ?? 'none'],
    ['Target Status', connection.targetStatus],
    ['Transmit Mode', connection.transmitMode],
    ['Mirror Status', connection.mirrorStatus],
    ['Replication Status', connection.replicationStatus],
    ['Target Data State', connection.dataState],
    ['Queued (Ops)', String(queue.operations)],
    ['Sent (Ops)', String(sent.operations)],
    ['Acknowledged (Ops)', String(connection.acknowledgedOperations)],
    ['Oldest not acknowledged', spanText(queue.lagMs)],
    ['Intermediate Queue', bytesText(queue.memoryBytes)],
    ['Disk Queue', bytesText(queue.diskBytes)],
    ['Sent', bytesText(sent.bytes)],
    ['On the wire', bytesText(sent.wireBytes)],
    ['Sent Mirror', bytesText(mirror.sentBytes)],
    ['Skipped Mirror', bytesText(mirror.skippedBytes)],
    ['Remaining Mirror', bytesText(mirror.remainingBytes)],
  ];
}

function verifications(jobs: readonly JobSnapshot[]): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Verification</th>
        <th scope="col">State</th>
        <th scope="col">Different</th>
        <th scope="col">Missing</th>
        <th scope="col">Out of sync</th>
      </tr>
    </thead>
    <tbody>
      ${jobs.map(
        (job) =>
          html`<tr>
            <th scope="row">${job.id}</th>
            <td>${job.state === 'Running' ? `${String(job.percent)} %` : job.state}</td>
            <td>${job.differentFiles}</td>
            <td>${job.missingFiles}</td>
            <td>${bytesText(job.outOfSyncBytes)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
