import { html, nothing, type TemplateResult } from 'lit';

import type {
  ClusterSnapshot,
  GroupSnapshot,
  ResourceSnapshot,
  Snapshot,
} from '../../../workers/api.ts';
import '../console-menu/console-menu.ts';
import type { MenuChoice } from '../console-menu/console-menu.ts';
import { groupLook, nodeLook, resourceLook, stateWord } from '../shape/state-look.ts';
import { groupActions, nodeActions, resourceActions } from './actions.ts';
import { groupNamed, isAnswering, type Place } from './places.ts';
import { RESOURCE_TYPES } from './resource-parameters.ts';

/** What a row of the table is about; it can be acted upon. */
export interface RowSubject {
  readonly object: 'group' | 'resource' | 'node';
  readonly name: string;
}

interface Row {
  readonly subject: RowSubject | null;
  readonly name: string;
  /** Second line under the name where there is no room for all columns. */
  readonly detail?: string;
  readonly choices: readonly MenuChoice[];
  readonly cells: readonly (string | TemplateResult)[];
}

interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** Said where there is no row. */
  readonly empty: string;
}

const GROUP_HEADINGS = ['Name', 'State', 'Owner'];
const RESOURCE_HEADINGS = ['Name', 'State', 'Owner', 'Type'];
const NODE_HEADINGS = ['Name', 'State'];

/**
 * What a place of the tree lists; the name of each row opens its menu.
 *
 * @param pick  called with the row's subject and the id of what was picked
 */
export function detailTable(
  place: Place,
  snapshot: Snapshot,
  pick: (subject: RowSubject, id: string) => void,
): TemplateResult {
  const { headings, rows, empty } = tableOf(place, snapshot);
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table class=${headings.length > RESOURCE_HEADINGS.length ? 'is-narrow' : ''}>
    <thead>
      <tr>
        ${headings.map(
          (heading) => html`<th scope="col" class=${columnClass(heading)}>${heading}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${nameCell(row, pick)}</th>
            ${row.cells.map((cell, index) => html`<td class=${columnClass(headings[index + 1])}>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Columns left out where there is no room: the type stands under the name then. */
function columnClass(heading: string | undefined): string {
  return heading === 'Type' ? 'wide-only' : '';
}

function nameCell(
  { subject, name, detail, choices }: Row,
  pick: (subject: RowSubject, id: string) => void,
): TemplateResult {
  return subject === null
    ? html`<span class="name">${name}</span>`
    : html`<lab-console-menu
        label=${name}
        .choices=${choices}
        @lab-pick=${(event: CustomEvent<{ id: string }>) => {
          pick(subject, event.detail.id);
        }}
        ><span class="words"
          >${name}${
            detail === undefined ? nothing : html`<small class="narrow-only">${detail}</small>`
          }</span
        ></lab-console-menu
      >`;
}

function tableOf(place: Place, snapshot: Snapshot): Table {
  const cluster = snapshot.clusters[place.clusterId];
  if (!isAnswering(cluster)) {
    return { headings: [], rows: [], empty: `No cluster service answers in ${cluster.name}.` };
  }
  switch (place.kind) {
    case 'cluster':
      return { headings: NODE_HEADINGS, rows: nodeRows(cluster), empty: '' };
    case 'groups':
      return { headings: GROUP_HEADINGS, rows: groupRows(cluster, cluster.groups), empty: '' };
    case 'group':
      return groupTable(cluster, place.name, snapshot.atMs);
    case 'resources':
      return {
        headings: [...RESOURCE_HEADINGS, 'Group'],
        rows: cluster.groups.flatMap((group) =>
          group.resources.map((each) => {
            const row = resourceRow(cluster, group, each, snapshot.atMs);
            return { ...row, cells: [...row.cells, group.name] };
          }),
        ),
        empty: 'No resources.',
      };
    case 'node':
      return nodeTable(cluster, place.name);
    case 'types':
      return typesTable(cluster, snapshot);
    case 'networks':
      return networksTable(cluster);
    case 'configuration':
      return { headings: [], rows: [], empty: 'Resource types and networks of the cluster.' };
  }
}

function groupTable(cluster: ClusterSnapshot, name: string, atMs: number): Table {
  const group = groupNamed(cluster, name);
  return {
    headings: RESOURCE_HEADINGS,
    rows: group?.resources.map((each) => resourceRow(cluster, group, each, atMs)) ?? [],
    empty:
      group === undefined
        ? `There is no group ${name} any more.`
        : 'No resources yet. New Resource makes one.',
  };
}

function groupRows(cluster: ClusterSnapshot, groups: readonly GroupSnapshot[]): Row[] {
  return groups.map((group) => ({
    subject: { object: 'group', name: group.name },
    name: group.name,
    choices: groupActions(cluster, group),
    cells: [stateWord(groupLook(group.state)), group.owner ?? ''],
  }));
}

function resourceRow(
  cluster: ClusterSnapshot,
  group: GroupSnapshot,
  resource: ResourceSnapshot,
  atMs: number,
): Row {
  return {
    subject: { object: 'resource', name: resource.name },
    name: resource.name,
    detail: resource.type,
    choices: resourceActions(cluster, group, resource),
    cells: [stateWord(resourceLook(resource.state), atMs), group.owner ?? '', resource.type],
  };
}

function nodeRows(cluster: ClusterSnapshot): Row[] {
  return cluster.nodes.map((node) => ({
    subject: { object: 'node', name: node.name },
    name: node.name,
    choices: nodeActions(node),
    cells: [stateWord(nodeLook(node.state))],
  }));
}

/** A node: the groups that it owns, and its cards. */
function nodeTable(cluster: ClusterSnapshot, name: string): Table {
  const node = cluster.nodes.find((each) => each.name === name);
  const owned = cluster.groups.filter(({ owner }) => owner === name);
  const cards = node?.cards ?? [];
  return {
    headings: ['Name', 'State', 'Address'],
    rows: [
      ...groupRows(cluster, owned).map((row) => ({ ...row, cells: [row.cells[0] ?? '', ''] })),
      ...cards.map(({ network, address, linked }) => ({
        subject: null,
        name: network,
        choices: [],
        cells: [linked ? 'Up' : 'No link', html`<code>${address}</code>`],
      })),
    ],
    empty: '',
  };
}

function typesTable(cluster: ClusterSnapshot, { services }: Snapshot): Table {
  const hasService = cluster.nodes.some(({ name }) => services[name]?.installed === true);
  return {
    headings: ['Name', 'State'],
    rows: RESOURCE_TYPES.map((type) => ({
      subject: null,
      name: type,
      choices: [],
      cells: [
        type === 'Double-Take Source Connection' && !hasService ? 'Not installed' : 'Available',
      ],
    })),
    empty: '',
  };
}

const NETWORK_ROLES: Readonly<Record<string, string>> = {
  PUBLIC: 'All communications (mixed)',
  PRIVATE: 'Internal cluster communications',
};

function networksTable({ nodes }: ClusterSnapshot): Table {
  const cards = nodes.flatMap((node) => node.cards.map((card) => ({ node: node.name, ...card })));
  const networks = [...new Set(cards.map(({ network }) => network))];
  return {
    headings: ['Name', 'Role', 'Cards'],
    rows: networks.map((network) => ({
      subject: null,
      name: network,
      choices: [],
      cells: [
        NETWORK_ROLES[network] ?? '',
        html`${cards
          .filter((card) => card.network === network)
          .map(
            ({ node, address, linked }) =>
              html`<span class="card"
                >${node} <code>${address}</code>${linked ? nothing : ' no link'}</span
              >`,
          )}`,
      ],
    })),
    empty: '',
  };
}
