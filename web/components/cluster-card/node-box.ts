import { html, nothing, type TemplateResult } from 'lit';

import type { ClusterSnapshot, NodeSnapshot, Snapshot } from '../../../workers/api.ts';
import { nodeFaults } from '../fault-menu/fault-lines.ts';
import '../fault-menu/fault-menu.ts';
import { eye } from '../shape/marks.ts';
import { shape, type ShapeName } from '../shape/shape.ts';
import { nodeLook, stateWord, type Tone } from '../shape/state-look.ts';
import { applicationGroups, virtualServerOf, watchersOf } from '../stage/virtual-server.ts';
import { nodeWhy } from '../why/why-states.ts';

/** A node of the card: name, state, what it owns, its two services. One press opens its faults. */
export function nodeBox(
  snapshot: Snapshot,
  cluster: ClusterSnapshot,
  node: NodeSnapshot,
  atMs: number,
): TemplateResult {
  const owned = applicationGroups(cluster).filter((group) => group.owner === node.name);
  const classes = `node ${owned.length > 0 ? 'is-owner' : ''} ${node.powered ? '' : 'is-down'}`;
  const look = nodeLook(node.state);
  const services = [
    { name: 'Cluster', full: 'cluster service', ...clusterService(node) },
    { name: 'DT', full: 'Double-Take', ...replicationService(snapshot, node) },
  ];
  const owns = ownsWords(node, owned);
  const watching = watches(snapshot, node);
  const [one] = services;
  const alike = services.every(({ words }) => words === one?.words);
  const run = alike
    ? `services ${one?.words === 'runs' ? 'run' : (one?.words ?? '')}`
    : services.map(({ full, words }) => `${full} ${words}`).join(', ');
  // What is seen comes first, as it is seen; the shapes follow in words.
  const seen = [node.name, look.word, owns, ...services.map(({ name }) => name)].join(', ');
  const spoken = `${seen}: ${run}${watching ? ', watches the address' : ''}`;
  return html`<div class=${classes} data-node=${node.name}>
    <lab-fault-menu
      label="Faults of ${node.name}"
      name=${spoken}
      .choices=${nodeFaults(snapshot, node)}
      .why=${nodeWhy(snapshot, node)}
    >
      <span class="node-face">
        <span class="node-top"
          ><b>${node.name}${watching ? html`<span class="watch">${eye()}</span>` : nothing}</b>
          ${stateWord(look, atMs)}</span
        >
        <span class="node-owns">${owns}</span>
        <span class="node-svc"
          >${services.map(
            (service) =>
              html`<span class="state--${service.tone}"
                >${shape(service.shape)}${service.name}</span
              >`,
          )}</span
        >
      </span>
    </lab-fault-menu>
  </div>`;
}

function ownsWords(node: NodeSnapshot, owned: readonly { readonly name: string }[]): string {
  if (!node.powered) return 'no power';
  const loose = node.cards.filter(({ linked }) => !linked).map(({ network }) => network);
  const off = loose.length === 0 ? '' : `off ${loose.join(', ')}, `;
  if (owned.length > 0) return `${off}owns ${owned.map(({ name }) => name).join(', ')}`;
  if (off !== '' && node.state === 'Up') return `${off}standing by`;
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

function watches(snapshot: Snapshot, node: NodeSnapshot): boolean {
  const server = virtualServerOf(snapshot);
  return (
    server !== null &&
    watchersOf(snapshot, server.address).some((monitor) => monitor.node === node.name)
  );
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

const RUNS: ServiceLook = { shape: 'disc', tone: 'ok', words: 'runs' };
const STOPPED: ServiceLook = { shape: 'slash', tone: 'off', words: 'stopped' };
const MISSING: ServiceLook = { shape: 'unknown', tone: 'off', words: 'not installed' };
