import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { addressOf, findResource } from './pair-state.ts';
import { latestEvent } from './typed-lines.ts';
import { whyAddressInUse, whyTwoOwners } from './why-address-in-use.ts';
import { holdsAddress } from '../network/addresses.ts';
import { isLinked } from '../network/reach.ts';
import type { Resource, World } from '../world.ts';

/** A failure of an IP Address resource because somebody else answers. */
const ADDRESS_IN_USE = 5057;

/** Restarts and moves lie this close together, virtual ms. */
const BETWEEN_ATTEMPTS_MS = 10_000;

export const ADDRESS_RULES: readonly AlarmRule[] = [
  rule('two-owners', twoOwners),
  rule('address-in-use', addressInUse, { clearMs: BETWEEN_ATTEMPTS_MS }),
];

function twoOwners(world: World): Finding | null {
  const resource = findResource(world, (each) => isHeldTwice(world, each));
  if (resource === null) return null;
  const address = String(resource.activeProperties.get('Address'));
  const holders = world.nodes
    .filter((node) => isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, address))
    .map((node) => node.name);
  return {
    text: `${address} has two owners: ${holders.join(' and ')} answer it`,
    event: () =>
      latestEvent(world, (each) => each.text === `${resource.name}: Online`)?.sequence ?? null,
    why: () => whyTwoOwners(world, address),
  };
}

function isHeldTwice(world: World, resource: Resource): boolean {
  if (resource.type !== 'IP Address' || resource.state !== 'Online') return false;
  const address = String(resource.activeProperties.get('Address'));
  let holders = 0;
  for (const node of world.nodes) {
    if (isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, address)) holders++;
  }
  return holders > 1;
}

function addressInUse(world: World): Finding | null {
  const resource = findResource(
    world,
    (each) => each.trouble?.failure.exitCode === ADDRESS_IN_USE && each.group.owner !== null,
  );
  if (resource === null) return null;
  return {
    text: `"${resource.name}" of ${world.clusters[resource.group.clusterId].name} cannot come online: ${addressOf(resource)} is in use on the network`,
    event: () => resource.trouble?.event ?? null,
    why: () => whyAddressInUse(world, resource),
  };
}
