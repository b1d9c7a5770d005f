import { html, type TemplateResult } from 'lit';

import type { ClusterId, GroupSnapshot } from '../../../workers/api.ts';
import { groupLook, resourceLook, stateWord } from '../shape/state-look.ts';
import { resourceRows, type ResourceRow } from './resource-rows.ts';

/** A group below its owner: name, state, resources in dependency order. */
export function groupBox(group: GroupSnapshot, powered: boolean, atMs: number): TemplateResult {
  return html`<div
    class="group"
    role="group"
    data-group=${group.name}
    aria-label="Group ${group.name}"
  >
    <header>
      <b>${group.name}</b><span class="muted">${ownerWords(group, powered)}</span>
      ${stateWord(groupLook(group.state, powered), atMs)}
    </header>
    ${
      group.resources.length === 0
        ? html`<p class="group-hint">
            No resources yet: an address, a name and a disk belong here.
          </p>`
        : html`<ul>
            ${resourceRows(group.resources).map((row) => resourceRow(row, powered, atMs))}
          </ul>`
    }
  </div>`;
}

function ownerWords(group: GroupSnapshot, powered: boolean): string {
  if (group.owner === null) return 'no owner';
  return powered ? `on ${group.owner}` : `last on ${group.owner}`;
}

function resourceRow(row: ResourceRow, powered: boolean, atMs: number): TemplateResult {
  const { resource, elbow, value } = row;
  const quiet = resource.state === 'Offline' || !powered;
  return html`<li
    class="res ${elbow ? 'res--dep' : ''} ${quiet ? 'is-quiet' : ''}"
    data-resource=${resource.name}
    data-state=${resource.state}
  >
    <span class="res-name">${resource.name}</span><span class="res-val">${value}</span>
    ${stateWord(resourceLook(resource.state, powered), atMs)}
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
