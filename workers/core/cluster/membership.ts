import { FORM_RETRY_MS, HEARTBEAT_MS, LINK_LOST_BEATS, NODE_DEAD_BEATS } from './durations.ts';
import { giveGroup } from './groups.ts';
import { loseResource, runsCluster } from './resources.ts';
import { after, afterByItself, report } from '../happen.ts';
import { hearEachOther } from '../network/reach.ts';
import type { Cluster, ClusterNode, Group, World } from '../world.ts';

/** Lets a cluster's nodes hear each other, each 1.2 s from a phase that the seed gives. */
export function startHeartbeats(world: World, cluster: Cluster, phaseMs: number): void {
  afterByItself(world, phaseMs, () => {
    beat(world, cluster);
  });
}

/** Starts the cluster service: joins a running cluster, or forms it by gaining the quorum disk. */
export function startClusterService(world: World, node: ClusterNode): void {
  const cluster = world.clusters[node.clusterId];
  if (node.isEvicted) {
    report(
      world,
      'node',
      node,
      `${node.name} is no node of ${cluster.name} any more: its cluster service stops`,
    );
    return;
  }
  node.state = 'Joining';
  const sponsor = memberHeardBy(world, cluster, node);
  if (sponsor !== null) {
    report(world, 'node', node, `${node.name} joins ${cluster.name}`);
    node.startTask = after(world, world.durations.join, () => {
      finishJoin(world, cluster, node);
    });
  } else {
    report(
      world,
      'node',
      node,
      `${node.name} finds no member of ${cluster.name} and asks for the quorum disk`,
    );
    node.startTask = after(world, world.durations.arbitration, () => {
      // Who booted in the same moment is heard first; of two, the lower id was asked before.
      node.startTask = after(world, 0, () => {
        finishArbitration(world, cluster, node);
      });
    });
  }
}

/** The cluster service of a node is gone: crashed, stopped, or its node lost power. */
export function loseClusterService(world: World, node: ClusterNode): void {
  const cluster = world.clusters[node.clusterId];
  world.schedule.cancel(node.startTask);
  node.startTask = null;
  node.state = 'Down';
  for (const group of cluster.groups.filter((each) => each.owner === node)) {
    group.move = null;
    for (const resource of group.resources) loseResource(world, resource);
  }
  if (cluster.nodes.every((each) => !isMember(each))) dissolve(world, cluster);
}

/** Up or Paused: runs the cluster service as a member. */
export const isMember = runsCluster;

function beat(world: World, cluster: Cluster): void {
  afterByItself(world, HEARTBEAT_MS, () => {
    beat(world, cluster);
  });
  if (cluster.members.length < 2) return;
  const [one, other] = cluster.nodes;
  const bothRun = isMember(one) && isMember(other);
  for (const heartbeat of cluster.heartbeats) {
    if (bothRun && hearEachOther(world, one, other, heartbeat.network)) {
      if (heartbeat.missed >= LINK_LOST_BEATS)
        report(world, 'network', cluster.id, `heartbeats on ${heartbeat.network} are back`);
      heartbeat.missed = 0;
      heartbeat.lastBeatMs = world.nowMs;
    } else {
      heartbeat.missed++;
      if (heartbeat.missed === LINK_LOST_BEATS)
        report(
          world,
          'network',
          cluster.id,
          `${String(LINK_LOST_BEATS)} heartbeats missed on ${heartbeat.network}`,
        );
    }
  }
  if (
    cluster.regroupTask === null &&
    cluster.heartbeats.every((each) => each.missed >= NODE_DEAD_BEATS)
  )
    regroup(world, cluster);
}

function regroup(world: World, cluster: Cluster): void {
  report(
    world,
    'node',
    cluster.id,
    `${String(NODE_DEAD_BEATS)} heartbeats missed on every network: ${cluster.name} regroups`,
    () => {
      cluster.regroupTask = after(world, world.durations.regroup, () => {
        cluster.regroupTask = null;
        if (!cluster.heartbeats.every((each) => each.missed >= NODE_DEAD_BEATS)) return;
        settleMembership(world, cluster);
      });
    },
  );
}

/** Who goes on after a silence: the owner of the quorum disk, or who can gain it. */
function settleMembership(world: World, cluster: Cluster): void {
  const running = cluster.members.filter((each) => isMember(each));
  const keeper = running.find((each) => each === cluster.quorumOwner);
  if (keeper !== undefined) {
    continueAlone(world, cluster, keeper);
    return;
  }
  const challenger = running[0];
  if (challenger === undefined) return;
  report(world, 'node', challenger, `${challenger.name} challenges for the quorum disk`, () => {
    cluster.regroupTask = after(world, world.durations.arbitration, () => {
      cluster.regroupTask = null;
      if (isMember(challenger)) continueAlone(world, cluster, challenger);
    });
  });
}

function continueAlone(world: World, cluster: Cluster, survivor: ClusterNode): void {
  const lost = cluster.members.find((each) => each !== survivor);
  cluster.members = [survivor];
  cluster.quorumOwner = survivor;
  report(
    world,
    'node',
    survivor,
    `${survivor.name} goes on as ${cluster.name} without ${lost?.name ?? 'another'}`,
    () => {
      if (lost === undefined) return;
      if (isMember(lost)) {
        report(
          world,
          'node',
          lost,
          `${lost.name} lost the arbitration and stops its cluster service`,
        );
        loseClusterService(world, lost);
      }
      for (const group of cluster.groups.filter((each) => each.owner === lost))
        takeOver(world, group, survivor);
    },
  );
}

function takeOver(world: World, group: Group, survivor: ClusterNode): void {
  group.failoverTimes.push(world.nowMs);
  group.hasFailedOver = true;
  giveGroup(
    world,
    group,
    survivor,
    group.resources.filter((each) => each.persistentState),
  );
}

function dissolve(world: World, cluster: Cluster): void {
  world.schedule.cancel(cluster.regroupTask);
  cluster.regroupTask = null;
  cluster.members = [];
  cluster.quorumOwner = null;
  for (const group of cluster.groups) {
    group.owner = null;
    for (const resource of group.resources) resource.wish = null;
  }
  report(world, 'node', cluster.id, `no node of ${cluster.name} is up`);
}

function memberHeardBy(world: World, cluster: Cluster, node: ClusterNode): ClusterNode | null {
  return (
    cluster.members.find(
      (each) =>
        each !== node &&
        isMember(each) &&
        cluster.heartbeats.some(({ network }) => hearEachOther(world, node, each, network)),
    ) ?? null
  );
}

function finishJoin(world: World, cluster: Cluster, node: ClusterNode): void {
  node.startTask = null;
  if (memberHeardBy(world, cluster, node) === null) {
    startClusterService(world, node);
    return;
  }
  // Its loss is still being settled: who goes on takes its groups first, then it may join.
  if (cluster.members.includes(node)) {
    node.startTask = after(world, HEARTBEAT_MS, () => {
      finishJoin(world, cluster, node);
    });
    return;
  }
  cluster.members = cluster.nodes.filter((each) => each === node || isMember(each));
  for (const heartbeat of cluster.heartbeats) heartbeat.missed = 0;
  becomeUp(world, cluster, node, 'joined');
}

function finishArbitration(world: World, cluster: Cluster, node: ClusterNode): void {
  node.startTask = null;
  if (cluster.quorumOwner !== null) {
    const isHeard = memberHeardBy(world, cluster, node) !== null;
    if (!isHeard)
      report(
        world,
        'node',
        node,
        `the quorum disk is held by ${cluster.quorumOwner.name}; ${node.name} tries again`,
      );
    node.startTask = after(world, isHeard ? 0 : FORM_RETRY_MS, () => {
      startClusterService(world, node);
    });
    return;
  }
  cluster.quorumOwner = node;
  cluster.members = [node];
  for (const heartbeat of cluster.heartbeats) heartbeat.missed = 0;
  becomeUp(world, cluster, node, 'formed');
}

function becomeUp(
  world: World,
  cluster: Cluster,
  node: ClusterNode,
  how: 'joined' | 'formed',
): void {
  node.state = 'Up';
  report(world, 'node', node, `${node.name} is Up and ${how} ${cluster.name}`, () => {
    if (how === 'formed') {
      for (const group of cluster.groups)
        giveGroup(
          world,
          group,
          node,
          group.resources.filter((each) => each.persistentState),
        );
    }
    world.signals.nodeUp(node);
  });
}
