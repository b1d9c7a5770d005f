import type { ClusterId, NodeSnapshot, Snapshot } from '../../../workers/api.ts';
import { CLUSTER_IDS } from '../stage/virtual-server.ts';

/** One thing that a person may do to the lab: what it says, and the line that it runs. */
export interface FaultChoice {
  readonly words: string;
  readonly line: string;
}

/** Power of one node. */
export function nodeFaults(node: NodeSnapshot): readonly FaultChoice[] {
  return node.powered
    ? [{ words: `Cut the power of ${node.name}`, line: `fault power ${node.name} off` }]
    : [{ words: `Power ${node.name} on`, line: `fault power ${node.name} on` }];
}

/** Power of a whole site: off while a node has it, on while one lacks it. */
export function siteFaults(snapshot: Snapshot, id: ClusterId): readonly FaultChoice[] {
  const { name, nodes } = snapshot.clusters[id];
  const choices: FaultChoice[] = [];
  if (nodes.some((node) => node.powered)) {
    choices.push({ words: `Pull the plug on ${name}`, line: `fault site ${id} off` });
  }
  if (nodes.some((node) => !node.powered)) {
    choices.push({ words: `Power ${name} on`, line: `fault site ${id} on` });
  }
  return choices;
}

/** The line between the sites. */
export function linkFaults(snapshot: Snapshot): readonly FaultChoice[] {
  return snapshot.link.up
    ? [{ words: 'Cut the link between the sites', line: 'fault link replication cut' }]
    : [{ words: 'Restore the link', line: 'fault link replication restore' }];
}

/** What concerns no single node: both sites, the link, the replies to monitors. */
export function stageFaults(snapshot: Snapshot): readonly FaultChoice[] {
  const monitorCut = snapshot.faults.some(({ line }) => line === 'fault monitor cut');
  return [
    ...CLUSTER_IDS.flatMap((id) => siteFaults(snapshot, id)),
    ...linkFaults(snapshot),
    monitorCut
      ? { words: 'Let monitors hear replies', line: 'fault monitor restore' }
      : { words: 'Keep replies from monitors', line: 'fault monitor cut' },
  ];
}
