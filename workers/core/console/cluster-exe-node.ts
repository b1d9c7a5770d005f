import type { ClusterLine } from './cluster-exe-line.ts';

import { readNodeProperties, setNodeProperties } from './cluster-exe-properties.ts';
import { done, refuse, table, unexpected } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { isSameName, raiseCase } from '../text.ts';
import type { ClusterNode } from '../world.ts';

/** `cluster node [NAME] …` */
export function runNodeVerb(line: ClusterLine): Outcome {
  const { world, cluster, name, options, begin } = line;
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
  return runRareVerb(line, node, verb);
}

function runRareVerb(line: ClusterLine, node: ClusterNode, verb: string): Outcome {
  switch (verb) {
    case 'evict':
      return evict(line, node);
    case 'properties':
      return line.options.pairs.length === 0
        ? done(readNodeProperties(node))
        : setNodeProperties(line, node);
    case 'privproperties':
      return line.options.pairs.length === 0
        ? done('A node has no private properties.')
        : refuse(87, 'A node has no private properties.');
    default:
      return unexpected(`/${verb}`, '/STATUS, /PAUSE, /RESUME, /EVICT, /PROP or /PRIV');
  }
}

/** Takes a node whose cluster service is down out of the cluster, for good. */
function evict({ world, cluster, begin }: ClusterLine, node: ClusterNode): Outcome {
  if (node.isEvicted) return refuse(5042, `${node.name} is no node of ${cluster.name} any more.`);
  if (node.state !== 'Down') {
    return refuse(
      5023,
      `The cluster service of ${node.name} runs; stop it before evicting the node.`,
    );
  }
  begin();
  node.isEvicted = true;
  for (const group of cluster.groups) {
    group.preferredOwners = group.preferredOwners.filter((each) => each !== node);
    for (const resource of group.resources) {
      resource.possibleOwners = resource.possibleOwners.filter((each) => each !== node);
    }
  }
  report(world, 'node', node, `${node.name} is evicted from ${cluster.name}`);
  return done(`Evicting node "${node.name}".`);
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
