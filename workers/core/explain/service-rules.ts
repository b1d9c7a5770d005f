import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding, Reason } from './alarm-rule.ts';
import { coversNothing } from './covers-nothing.ts';
import { failoverWaits } from './monitor-rules.ts';
import { cannotRunHere, groupDown, resourceFailed, resourcePending } from './resource-rules.ts';
import { failedOverNotServing, scriptDidNothing, scriptFailed } from './script-rules.ts';
import { begins, hasOption, latestEvent, latestLine, missing, setBy } from './typed-lines.ts';
import { whyOrdersLost } from './why-orders-lost.ts';
import { whyTakenOver } from './why-taken-over.ts';
import { numberText } from '../workload/ledger.ts';
import { servedBy } from '../workload/served.ts';
import type { World } from '../world.ts';

/** After this a failover to SECOND would have been done, and any move within a cluster, virtual ms. */
const OUTAGE_LONG_MS = 60_000;

export const SERVICE_RULES: readonly AlarmRule[] = [
  rule('no-service', noService, { holdMs: OUTAGE_LONG_MS }),
  rule('unprotected', unprotected, { holdMs: 5000, lasts: true }),
  rule('mixed-systems', mixedSystems),
  rule('orders-lost', ordersLost, { lasts: true }),
  rule('orders-diverged', ordersDiverged, { lasts: true }),
];

function noService(world: World): Finding | null {
  if (!world.workload.running || servedBy(world) !== 'none') return null;
  return {
    text: 'clients find nobody who serves them',
    event: () =>
      latestEvent(world, (each) => each.kind === 'application' && each.text.includes(' stops on '))
        ?.sequence ?? null,
    why: () => whyNobodyServes(world),
  };
}

function whyNobodyServes(world: World): readonly Reason[] {
  for (const look of [
    failoverWaits,
    scriptFailed,
    scriptDidNothing,
    failedOverNotServing,
    coversNothing,
    groupDown,
    cannotRunHere,
    resourceFailed,
    resourcePending,
  ]) {
    const finding = look(world);
    if (finding !== null) return finding.why();
  }
  const isHome = world.workload.ledger !== null && world.clusters.first.quorumOwner !== null;
  if (isHome)
    return [
      missing("FIRST's group is not online yet: clients wait for the restoration", 'G11', 'FB-14'),
    ];
  const offline = latestLine(world, (line) => begins(line, 'cluster') && hasOption(line, '/off'));
  return offline === null ? [] : [setBy(offline, 'what clients need was taken offline')];
}

/** Protection was lost, and what was written meanwhile had no second copy: no later state takes that back. */
function unprotected(world: World): Finding | null {
  const { node } = world.workload.applications.second;
  if (node === null) return null;
  for (const connection of world.connections)
    if (connection.source.clusterId === 'second') return null;
  return {
    text: `${world.clusters.second.name} went into service without protection: nothing replicates what is written there`,
    event: () =>
      latestEvent(world, (each) => each.kind === 'application' && each.cluster === 'second')
        ?.sequence ?? null,
    why: () => [missing("SECOND's group has no Double-Take Source Connection", 'G6')],
  };
}

function mixedSystems(world: World): Finding | null {
  const [first] = world.nodes;
  if (world.connections.length === 0 || world.nodes.every((node) => node.os === first?.os))
    return null;
  return {
    text: `a connection runs between different operating systems: ${world.nodes.map((node) => `${node.name} ${node.os}`).join(', ')}`,
    event: () => latestEvent(world, (each) => / opened$/.test(each.text))?.sequence ?? null,
    why: () => [
      setBy(
        latestLine(world, (line) => begins(line, 'host') && line.words.includes('os')),
        'one node runs another operating system',
        'M34',
        'R2',
      ),
    ],
  };
}

function ordersLost(world: World): Finding | null {
  const lost = world.workload.ledger?.lostOrders ?? [];
  if (lost.length === 0) return null;
  return {
    text: `orders that clients hold an acknowledgement for are lost: ${numberText(lost)}`,
    event: () =>
      latestEvent(world, (each) => / orders were lost: /.test(each.text))?.sequence ?? null,
    why: () => whyOrdersLost(world),
  };
}

function ordersDiverged(world: World): Finding | null {
  const diverged = world.workload.ledger?.divergedOrders ?? [];
  if (diverged.length === 0) return null;
  const begun = latestEvent(world, (each) => each.text.includes('failover begins'));
  return {
    text: 'FIRST took orders after SECOND had taken over: two books, each without the other',
    event: () => begun?.sequence ?? null,
    why: () => whyTakenOver(world, begun?.sequence ?? null),
  };
}
