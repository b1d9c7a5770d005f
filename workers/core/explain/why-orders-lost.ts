import type { Reason } from './alarm-rule.ts';
import { failedOverMonitor } from './pair-state.ts';
import { begins, latestEvent, latestLine, setBy } from './typed-lines.ts';
import { whyRulesDiffer } from './why-rules-differ.ts';
import { wasFirstLost } from './why-address-in-use.ts';
import { whyFailedOver } from './why-taken-over.ts';
import { findReplicationSet, isSelected, rulesInUse } from '../replication/replication-set.ts';
import { BOOK_PATH } from '../workload/order-book.ts';
import { DATA_DRIVE } from '../workload/served.ts';
import type { World } from '../world.ts';

/** Why SECOND's book lacks what FIRST had acknowledged. */
export function whyOrdersLost(world: World): readonly Reason[] {
  const left = whyBookLeftOut(world);
  if (left !== null) return [left];
  const begun = latestEvent(world, (each) => each.text.includes('failover begins'));
  const monitor = failedOverMonitor(world);
  const split =
    begun !== null && monitor !== null && !wasFirstLost(world, begun)
      ? whyFailedOver(world, monitor)
      : [];
  if (split.length > 0) return split;
  return [
    setBy(
      latestLine(world, (line) => begins(line, 'fault', 'link')),
      'what had not reached SECOND when it took over is not there: replication is asynchronous',
    ),
  ];
}

/** The node that was connected last leaves the order book out, and the other one's rules do not. */
function whyBookLeftOut(world: World): Reason | null {
  const book = DATA_DRIVE + BOOK_PATH;
  for (const [name, lastRules] of world.clusters.second.backupSets) {
    if (isSelected(lastRules, book)) continue;
    const [one, other] = world.clusters.first.nodes;
    const selects = [one, other].map((node) => {
      const set = findReplicationSet(node, name);
      return set !== null && isSelected(rulesInUse(set), book);
    });
    if (selects[0] !== selects[1]) return whyRulesDiffer(world, one, other, name);
  }
  return null;
}
