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
          const cluster = world.clusters[node.clusterId];
          cluster.isRestoreRequired = true;
          cluster.stoodInSinceMs ??= world.nowMs;
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
      giveBack(world, node, source, []);
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

/** Undoes what Double-Take itself did on this node for a source, apart from the items that are kept. */
export function giveBack(
  world: World,
  node: ClusterNode,
  source: MonitoredSource,
  keptItems: readonly string[],
  keepsShares = false,
): void {
  if (source.hasOpenShares && !keepsShares) {
    source.hasOpenShares = false;
    report(world, 'failover', node, `${node.name} closes the shares of its share mapping file`);
  }
  if (keptItems.includes('ip')) return;
  for (const monitor of node.monitors)
    if (monitor.source === source) giveBackAddress(world, node, monitor.address);
}

/** Takes an address off this node's own card again, where Double-Take has added it. */
export function giveBackAddress(world: World, node: ClusterNode, address: string): void {
  const index = node.takenAddresses.indexOf(address);
  if (index < 0) return;
  node.takenAddresses.splice(index, 1);
  report(world, 'failover', node, `${node.name} takes ${address} off its own card`);
}
