import type { Reason } from './alarm-rule.ts';
import { begins, latestLine, setBy } from './typed-lines.ts';
import { findReplicationSet, isSelected, rulesInUse } from '../replication/replication-set.ts';
import type { ClusterNode, World } from '../world.ts';

/** The other node of a cluster whose rules of a set judge one of these paths otherwise; null when they agree. */
export function differingNode(
  world: World,
  node: ClusterNode,
  name: string,
  paths: readonly string[],
): ClusterNode | null {
  const set = findReplicationSet(node, name);
  for (const other of world.clusters[node.clusterId].nodes) {
    const twin = findReplicationSet(other, name);
    if (other === node || set === null || twin === null) continue;
    const [rules, theirs] = [rulesInUse(set), rulesInUse(twin)];
    if (paths.some((path) => isSelected(rules, path) !== isSelected(theirs, path))) return other;
  }
  return null;
}

/** The line that last changed one of two sets that were to be alike. */
export function whyRulesDiffer(
  world: World,
  node: ClusterNode,
  other: ClusterNode,
  name: string,
): Reason {
  const line = latestLine(
    world,
    (each) =>
      (each.node === node.name || each.node === other.name) &&
      begins(each, 'dt', 'repset', 'rule') &&
      each.event.text.includes(name),
  );
  const unsaved = [node, other].find((each) => findReplicationSet(each, name)?.saved === false);
  const what = `the rules of ${name} in use are not the same on ${node.name} and ${other.name}: what one of them leaves out goes stale when that node owns the group`;
  return unsaved === undefined
    ? setBy(line, what, 'M2', 'RS-14', 'RS-16')
    : setBy(line, `${what}; those typed on ${unsaved.name} are not saved`, 'M2', 'M4', 'RS-17');
}
