import { InvariantError } from './invariant-error.ts';
import { holdersOf, isLinked, isReachable } from './network/reach.ts';
import type { Milliseconds } from './units.ts';
import { CLIENT_ADDRESS } from './workload/served.ts';
import type { ClusterNode, World } from './world.ts';

/** An alarm is there within this, virtual ms. */
const ALARM_MS = 1000;

/** I-1: at most one cluster answers the clients. */
export function checkOneServes(world: World): void {
  const [one, other] = holdersOf(world, CLIENT_ADDRESS);
  if (one !== undefined && other !== undefined && one.clusterId !== other.clusterId)
    throw new InvariantError('I-1', world, `${one.name} and ${other.name} answer the clients`);
}

/**
 * I-2: two nodes hold an address only when each took it out of the other's sight; while both answer it, and with it the
 * clients of its group, the alarm that names it is there within a second.
 */
export function watchAddresses(world: World): (world: World) => void {
  let doubled = heldTwice(world);
  const answeredTwiceSinceMs = new Map<string, Milliseconds>();
  return () => {
    const found = heldTwice(world);
    checkTwoOwners(world, found, answeredTwiceSinceMs);
    for (const { address, one, other } of found) {
      const isOld = doubled.some(
        (each) => each.address === address && each.one === one && each.other === other,
      );
      if (!isOld && isReachable(world, one, other))
        throw new InvariantError(
          'I-2',
          world,
          `${one.name} and ${other.name} hold ${address} in sight of each other`,
        );
    }
    doubled = found;
  };
}

function checkTwoOwners(
  world: World,
  found: readonly HeldTwice[],
  sinceMs: Map<string, Milliseconds>,
): void {
  if (found.length === 0 && sinceMs.size === 0) return;
  const answered = found
    .filter((each) => isLinked(world, each.one, 'PUBLIC') && isLinked(world, each.other, 'PUBLIC'))
    .map(({ address }) => address);
  for (const address of sinceMs.keys()) if (!answered.includes(address)) sinceMs.delete(address);
  for (const address of answered) {
    const beganMs = sinceMs.get(address) ?? world.nowMs;
    sinceMs.set(address, beganMs);
    const isAlarmed = world.alarms.standing.some(
      ({ code, text }) => code === 'two-owners' && text.includes(`${address} `),
    );
    if (!isAlarmed && world.nowMs - beganMs > ALARM_MS)
      throw new InvariantError('I-2', world, `${address} has two owners and nobody is told`);
  }
}

/** An address that two nodes hold, their cards linked or not. */
interface HeldTwice {
  readonly address: string;
  readonly one: ClusterNode;
  readonly other: ClusterNode;
}

const NONE: readonly HeldTwice[] = [];

function heldTwice(world: World): readonly HeldTwice[] {
  const held: { address: string; node: ClusterNode }[] = [];
  for (const node of world.nodes) {
    for (const { network, address } of node.cards)
      if (network === 'PUBLIC') held.push({ address, node });
    for (const address of node.takenAddresses) held.push({ address, node });
    for (const { owner, resources } of world.clusters[node.clusterId].groups) {
      if (owner !== node) continue;
      for (const { type, state, activeProperties } of resources) {
        if (type === 'IP Address' && state === 'Online')
          held.push({ address: String(activeProperties.get('Address')), node });
      }
    }
  }
  let found: HeldTwice[] | null = null;
  for (const [index, { address, node: one }] of held.entries()) {
    for (let next = index + 1; next < held.length; next++) {
      const other = held[next];
      if (other?.address === address) (found ??= []).push({ address, one, other: other.node });
    }
  }
  return found ?? NONE;
}
