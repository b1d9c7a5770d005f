import { runGroupVerb } from './cluster-exe-group.ts';
import { systemError } from './cluster-exe-wait.ts';
import { parseOptions } from './cluster-exe-options.ts';
import type { ClusterLine } from './cluster-exe-line.ts';
import { runQuorum } from './cluster-exe-quorum.ts';
import { runNodeVerb } from './cluster-exe-node.ts';
import { runResourceVerb } from './cluster-exe-resource.ts';
import { done, NO_SERVICE, NOT_BUILT, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { isMember } from '../cluster/membership.ts';
import { RESOURCE_TYPES } from '../cluster/resource-types.ts';
import { onlineAddresses } from '../network/addresses.ts';
import { isReachable } from '../network/reach.ts';
import { foldCase, isSameName } from '../text.ts';
import type { Cluster, ClusterNode } from '../world.ts';

const OBJECTS: Readonly<Record<string, 'node' | 'group' | 'resource' | 'restype'>> = {
  node: 'node',
  group: 'group',
  resource: 'resource',
  res: 'resource',
  restype: 'restype',
};

/** `cluster [/cluster:NAME] node|group|resource …`: grammar of the domain notes, 4.1. */
export function runClusterExe(context: LineContext): Outcome {
  const outcome = runLine(context);
  // The tool prints every refusal of its own the same way.
  return 'exitCode' in outcome && outcome.exitCode !== 0 && outcome.exitCode !== NOT_BUILT
    ? refuse(outcome.exitCode, systemError(outcome.exitCode, outcome.output))
    : outcome;
}

function runLine(context: LineContext): Outcome {
  const words = [...context.words];
  const reference = takeReference(words);
  const cluster = findCluster(context, reference);
  if (cluster === null) {
    return refuse(
      NO_SERVICE,
      reference === null
        ? `No cluster service answers on ${context.node.name}.`
        : `No cluster service answers for ${reference}.`,
    );
  }
  const objectWord = words[0] ?? '';
  const object = OBJECTS[foldCase(objectWord)];
  if (object === undefined) return runClusterVerb({ ...context, words }, cluster);
  const hasName = words[1] !== undefined && !words[1].startsWith('/');
  const options = parseOptions(
    words.slice(hasName ? 2 : 1),
    context.words.length - words.length + (hasName ? 4 : 3),
  );
  if ('problem' in options) return refuse(87, options.problem);
  const line: ClusterLine = {
    ...context,
    cluster,
    name: hasName ? (words[1] ?? null) : null,
    options,
  };
  if (object === 'group') return runGroupVerb(line);
  if (object === 'resource') return runResourceVerb(line);
  if (object === 'node') return runNodeVerb(line);
  return done(['Resource types:', ...RESOURCE_TYPES.map((type) => type.name)].join('\n'));
}

/** The cluster's name in front, with or without `/cluster:`. */
function takeReference(words: string[]): string | null {
  const first = words[0];
  if (first === undefined) return null;
  if (foldCase(first).startsWith('/cluster:')) {
    words.shift();
    return first.slice('/cluster:'.length);
  }
  if (first.startsWith('/') || OBJECTS[foldCase(first)] !== undefined) return null;
  words.shift();
  return first;
}

/** The local node's cluster, or one whose name, node or address this node reaches. */
function findCluster({ world, node }: LineContext, reference: string | null): Cluster | null {
  const own = world.clusters[node.clusterId];
  if (reference === null) return isMember(node) ? own : null;
  for (const cluster of Object.values(world.clusters)) {
    const isMeant = (each: ClusterNode): boolean =>
      isSameName(cluster.name, reference) ||
      isSameName(each.name, reference) ||
      onlineAddresses(world, each).includes(reference);
    if (
      cluster.nodes.some(
        (each) => isMember(each) && isMeant(each) && isReachable(world, node, each),
      )
    )
      return cluster;
  }
  return null;
}

function runClusterVerb({ world, words, begin }: LineContext, cluster: Cluster): Outcome {
  const [word] = words;
  const option = foldCase(word ?? '');
  if (option === '/ver' || option === '/version')
    return done(`Cluster ${cluster.name}\nWindows 2000 Advanced Server cluster service`);
  if (option === '/list' || option.startsWith('/list:'))
    return done(
      Object.values(world.clusters)
        .map((each) => each.name)
        .join('\n'),
    );
  if (/^\/quorum(?:resource)?(?::|$)/.test(option))
    return runQuorum({ world, words, begin }, cluster);
  const rename = /^\/ren(?:ame)?:/.exec(option);
  if (rename !== null) {
    const to = (word ?? '').slice(rename[0].length);
    if (to === '') return unexpected(undefined, 'the new name');
    begin();
    cluster.name = to;
    return done(`Renamed to ${cluster.name}.`);
  }
  return unexpected(
    word,
    'node, group, resource, restype, or /VERSION, /LIST, /RENAME:name, /QUORUM',
  );
}
