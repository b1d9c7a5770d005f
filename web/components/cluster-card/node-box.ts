import { html, nothing, type TemplateResult } from 'lit';

import type { ClusterSnapshot, NodeSnapshot, Snapshot } from '../../../workers/api.ts';
import { nodeFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { eye } from '../shape/marks.ts';
import { shape, type ShapeName } from '../shape/shape.ts';
import { nodeLook, stateWord, type Tone } from '../shape/state-look.ts';
import { applicationGroups, virtualServerOf, watchersOf } from '../stage/virtual-server.ts';

/** A node of the card: name, state, what it owns, its two services. One press opens its faults. */
export function nodeBox(
  snapshot: Snapshot,
  cluster: ClusterSnapshot,
  node: NodeSnapshot,
  side: 'start' | 'end',
  atMs: number,
): TemplateResult {
  const owned = applicationGroups(cluster).filter((group) => group.owner === node.name);
  const classes = `node ${owned.length > 0 ? 'is-owner' : ''} ${node.powered ? '' : 'is-down'}`;
  return html`<div class=${classes} data-node=${node.name}>
    <lab-fault-menu label="Faults of ${node.name}" side=${side} .choices=${nodeFaults(node)}>
      <span class="node-face">
        <span class="node-top"
          ><b>${node.name}${watch(snapshot, node)}</b
          >${PAUSE}${stateWord(nodeLook(node.state), atMs)}</span
        >${PAUSE} <span class="node-owns">${ownsWords(node, owned)}</span>${PAUSE}
        <span class="node-svc"
          >${service('Cluster', clusterService(node))}${PAUSE}
          ${service('DT', replicationService(snapshot, node))}</span
        >
      </span>
    </lab-fault-menu>
  </div>`;
}

/** Between two things that are read out one after the other. */
const PAUSE = html`<span class="visually-hidden">, </span>`;

function ownsWords(node: NodeSnapshot, owned: readonly { readonly name: string }[]): string {
  if (!node.powered) return 'no power';
  if (owned.length > 0) return `owns ${owned.map(({ name }) => name).join(', ')}`;
  switch (node.state) {
    case 'Up':
      return 'standing by';
    case 'Joining':
      return 'joining the cluster';
    case 'Paused':
      return 'takes no more';
    case 'Down':
      return 'not in the cluster';
  }
}

function watch(snapshot: Snapshot, node: NodeSnapshot): TemplateResult | typeof nothing {
  const server = virtualServerOf(snapshot);
  const watches =
    server && watchersOf(snapshot, server.address).some((monitor) => monitor.node === node.name);
  return watches
    ? html`<span class="watch"
        >${eye()}<span class="visually-hidden">, watches the address</span></span
      >`
    : nothing;
}

interface ServiceLook {
  readonly shape: ShapeName;
  readonly tone: Tone;
  readonly words: string;
}

function clusterService(node: NodeSnapshot): ServiceLook {
  return node.powered && node.state !== 'Down' ? RUNS : STOPPED;
}

function replicationService(snapshot: Snapshot, node: NodeSnapshot): ServiceLook {
  const state = snapshot.services[node.name];
  if (!state?.installed) return MISSING;
  return node.powered && state.running ? RUNS : STOPPED;
}

const RUNS: ServiceLook = { shape: 'disc', tone: 'ok', words: 'service runs' };
const STOPPED: ServiceLook = { shape: 'slash', tone: 'off', words: 'service stopped' };
const MISSING: ServiceLook = { shape: 'unknown', tone: 'off', words: 'not installed' };

function service(name: string, look: ServiceLook): TemplateResult {
  return html`<span class="state--${look.tone}"
    >${shape(look.shape)}${name}<span class="visually-hidden"> ${look.words}</span></span
  >`;
}
