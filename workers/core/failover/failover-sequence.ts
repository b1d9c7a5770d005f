import { report } from '../happen.ts';
import { holdersOf } from '../network/reach.ts';
import type { ScriptSlot } from '../snapshot.ts';
import type { ClusterNode, Monitor, MonitoredSource, World } from '../world.ts';

/** Pre-failover script, items, post-failover script, done. Source: domain notes 6.2. */
export function beginFailover(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  monitors: readonly Monitor[],
): void {
  source.state = 'FailingOver';
  world.workload.failoverAtMs ??= world.nowMs;
  report(
    world,
    'failover',
    node,
    `${node.name}: time to fail of ${source.name} reached 0, failover begins`,
    () => {
      runSlot(world, node, source, 'preFailover', () => {
        takeItems(world, node, source, monitors);
        runSlot(world, node, source, 'postFailover', () => {
          source.state = 'FailedOver';
          world.clusters[node.clusterId].isRestoreRequired = true;
          report(world, 'failover', node, `${node.name}: ${source.name} failed over`);
        });
      });
    },
  );
}

/** Pre-failback script, items back, post-failback script, then the question whether to go on. */
export function beginFailback(world: World, node: ClusterNode, source: MonitoredSource): void {
  source.state = 'FailingBack';
  report(world, 'failover', node, `${node.name}: failback of ${source.name} begins`, () => {
    runSlot(world, node, source, 'preFailback', () => {
      node.takenAddresses.length = 0;
      source.hasOpenShares = false;
      runSlot(world, node, source, 'postFailback', () => {
        source.state = 'AwaitingDecision';
        report(
          world,
          'failover',
          node,
          `${node.name}: failback of ${source.name} done; continue monitoring or stop?`,
        );
      });
    });
  });
}

function runSlot(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  slot: ScriptSlot,
  done: () => void,
): void {
  const path = source.scripts[slot];
  if (path === '') {
    done();
    return;
  }
  world.signals.runScript(node, path, (exitCode, hasChanged) => {
    source.lastScript = { path, exitCode };
    source.scriptDidNothing = exitCode === 0 && !hasChanged;
    // The node may have been lost while its script waited.
    if (source.state === 'FailingOver' || source.state === 'FailingBack') done();
  });
}

/** Items that Double-Take itself takes over on this node. The second node to try finds the address in use and does without. */
function takeItems(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  monitors: readonly Monitor[],
): void {
  if (source.shr) {
    source.hasOpenShares = true;
    report(world, 'failover', node, `${node.name} opens the shares of its share mapping file`);
  }
  if (!source.items.includes('ip')) return;
  for (const { address } of monitors) {
    if (holdersOf(world, address).length > 0) continue;
    node.takenAddresses.push(address);
    report(world, 'failover', node, `${node.name} adds ${address} to its own card`);
  }
}
