import type { Reason } from './alarm-rule.ts';
import { addressOf, failedOverMonitor } from './pair-state.ts';
import { begins, faultLine, hasOption, latestLine, missing, setBy } from './typed-lines.ts';
import { CLIENT_ADDRESS } from '../workload/served.ts';
import type { ClusterNode, Group, World } from '../world.ts';

/** Why a group finds its node's PUBLIC card without link: a fault, or the way home with a step left out. */
export function whyUnlinked(world: World, group: Group, node: ClusterNode): Reason {
  const isProtected =
    group.clusterId === 'first' &&
    group.resources.some((each) => addressOf(each) === CLIENT_ADDRESS);
  if (isProtected && failedOverMonitor(world) !== null)
    return missing(
      'FIRST is off the network to come home, and its group was not taken offline',
      'M22',
      'FB-3',
    );
  const line =
    faultLine(world, `nic ${node.name} PUBLIC`, 'network public') ??
    latestLine(
      world,
      (each) =>
        (begins(each, 'fault', 'nic') || begins(each, 'fault', 'network')) &&
        hasOption(each, 'cut'),
    );
  return setBy(line, `the PUBLIC card of ${node.name} had no link`);
}
