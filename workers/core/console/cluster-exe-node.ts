import type { ClusterLine } from './cluster-exe-line.ts';

import { done, notBuilt, refuse, table } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { isSameName, raiseCase } from '../text.ts';
import type { ClusterNode } from '../world.ts';

/** `cluster node [NAME] …` */
export function runNodeVerb({ world, cluster, name, options, begin }: ClusterLine): Outcome {
  const nodes: readonly ClusterNode[] =
    name === null ? cluster.nodes : cluster.nodes.filter((each) => isSameName(each.name, name));
  const [node] = nodes;
  if (node === undefined)
    return refuse(
      5042,
      `There is no node "${name ?? ''}" in ${cluster.name}; expected ${cluster.nodes.map((each) => each.name).join(' or ')}.`,
    );
  const [verb = 'status'] = options.switches.keys();
  if (verb === 'status') return done(listing(nodes));
  if (name === null) return refuse(87, `/${raiseCase(verb)} needs the name of a node.`);
  if (verb === 'pause' || verb === 'resume') {
    if (node.state !== 'Up' && node.state !== 'Paused')
      return refuse(5050, `${node.name} is down.`);
    const state = verb === 'pause' ? 'Paused' : 'Up';
    if (node.state !== state) {
      begin();
      node.state = state;
      report(world, 'node', node, `${node.name} is ${state}`);
    }
    return done(listing([node]));
  }
  return notBuilt(`"cluster node /${verb}"`);
}

function listing(nodes: readonly ClusterNode[]): string {
  return [
    'Listing status for all available nodes:',
    '',
    table(
      [14, 7, 21],
      [
        ['Node', 'Node ID', 'Status'],
        ['-'.repeat(14), '-'.repeat(7), '-'.repeat(21)],
        ...nodes.map((node) => [node.name, String(node.id).padStart(7), node.state]),
      ],
    ),
  ].join('\n');
}
