import { html, type TemplateResult } from 'lit';

import type { ClusterId, GroupSnapshot, Snapshot } from '../../../workers/api.ts';
import { resourceFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { groupLook, resourceLook, stateWord } from '../shape/state-look.ts';
import { isDark } from '../stage/virtual-server.ts';
import { whyButton } from '../why/why-question.ts';
import { groupWhy, resourceWhy } from '../why/why-states.ts';
import { resourceRows, type ResourceRow } from './resource-rows.ts';

/** A group below its owner: name, state, resources in dependency order. One press of a resource opens its faults. */
export function groupBox(
  snapshot: Snapshot,
  id: ClusterId,
  group: GroupSnapshot,
  atMs: number,
): TemplateResult {
  const powered = !isDark(snapshot.clusters[id]);
  const look = groupLook(group.state, powered);
  const state = stateWord(look, atMs);
  const why = groupWhy(group, id);
  return html`<div
    class="group"
    role="group"
    data-group=${group.name}
    aria-label="Group ${group.name}"
  >
    <header>
      <b>${group.name}</b><span class="muted">${ownerWords(group, powered)}</span>
      ${why === null ? state : whyButton(why, state, look.word)}
    </header>
    ${
      group.resources.length === 0
        ? html`<p class="group-hint">
            No resources yet: an address, a name and a disk belong here.
          </p>`
        : html`<ul>
            ${resourceRows(group.resources).map((row) => resourceRow(snapshot, id, row, atMs))}
          </ul>`
    }
  </div>`;
}

function ownerWords(group: GroupSnapshot, powered: boolean): string {
  if (group.owner === null) return 'no owner';
  return powered ? `on ${group.owner}` : `last on ${group.owner}`;
}

function resourceRow(
  snapshot: Snapshot,
  id: ClusterId,
  row: ResourceRow,
  atMs: number,
): TemplateResult {
  const { resource, elbow, value } = row;
  const powered = !isDark(snapshot.clusters[id]);
  const quiet = resource.state === 'Offline' || !powered;
  const look = resourceLook(resource.state, powered);
  return html`<li
    class="res ${elbow ? 'res--dep' : ''} ${quiet ? 'is-quiet' : ''}"
    data-resource=${resource.name}
    data-state=${resource.state}
  >
    <lab-fault-menu
      label="Faults of ${resource.name}"
      name="${resource.name}, ${look.word}, ${value}"
      .choices=${resourceFaults(snapshot, id, resource)}
      .why=${resourceWhy(resource, id)}
      ><span class="res-face">
        <span class="res-name">${resource.name}</span> ${stateWord(look, atMs)}
        <span class="res-val">${value}</span>
      </span></lab-fault-menu
    >
  </li>`;
}

/** Where a group will be: what appears here, and what brings it. */
export function emptyGroup(id: ClusterId, clusterName: string): TemplateResult {
  return html`<div class="group group--empty">
    <p>
      <b>No application group</b>
      <span>
        ${
          id === 'first'
            ? 'Address, name and disk will hang here, below the node that owns them.'
            : `The same group as on the first cluster, waiting offline, will hang here.`
        }
      </span>
      <code>cluster /cluster:${clusterName} group "Application" /create</code>
    </p>
  </div>`;
}
