import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { addressOf, findResource } from './pair-state.ts';
import { latestEvent } from './typed-lines.ts';
import { whyAddressInUse, whyTwoOwners } from './why-address-in-use.ts';
import { holdsAddress, resourcesOf } from '../network/addresses.ts';
import { holdersOf, isLinked } from '../network/reach.ts';
import type { ClusterId } from '../snapshot.ts';
import type { World } from '../world.ts';

/** A failure of an IP Address resource because somebody else answers. */
const ADDRESS_IN_USE = 5057;

/** Restarts and moves lie this close together, virtual ms. */
const BETWEEN_ATTEMPTS_MS = 10_000;

export const ADDRESS_RULES: readonly AlarmRule[] = [
  rule('two-owners', twoOwners),
  rule('address-in-use', addressInUse, { clearMs: BETWEEN_ATTEMPTS_MS }),
];

function twoOwners(world: World): Finding | null {
  const addresses = addressesHeldTwice(world);
  const [address] = addresses;
  if (address === undefined) return null;
  return {
    text: addresses
      .map((each) => `${each} has two owners: ${holderNames(world, each)} answer it`)
      .join('; '),
    event: () => takenEvent(world, address),
    why: () => whyTwoOwners(world, address),
  };
}

/** Every address that a resource or Double-Take itself has put on one node while another answers it too. */
function addressesHeldTwice(world: World): readonly string[] {
  const found: string[] = [];
  const look = (address: string): void => {
    if (isHeldTwice(world, address) && !found.includes(address)) found.push(address);
  };
  for (const id of ['first', 'second'] as const) {
    for (const { resources } of world.clusters[id].groups) {
      for (const { type, state, activeProperties } of resources) {
        if (type === 'IP Address' && state === 'Online')
          look(String(activeProperties.get('Address')));
      }
    }
  }
  for (const { takenAddresses } of world.nodes) for (const each of takenAddresses) look(each);
  return found;
}

function isHeldTwice(world: World, address: string): boolean {
  let holders = 0;
  for (const node of world.nodes) {
    if (isLinked(world, node, 'PUBLIC') && holdsAddress(world, node, address)) holders++;
  }
  return holders > 1;
}

function holderNames(world: World, address: string): string {
  return holdersOf(world, address)
    .map((node) => node.name)
    .join(' and ');
}

/** The latest event that put the address on a node. */
function takenEvent(world: World, address: string): number | null {
  const names = ['first', 'second'].flatMap((id) =>
    resourcesOf(world.clusters[id as ClusterId])
      .filter((each) => each.type === 'IP Address' && addressOf(each) === address)
      .map((each) => `${each.name}: Online`),
  );
  const event = latestEvent(
    world,
    ({ text }) => names.includes(text) || text.endsWith(` adds ${address} to its own card`),
  );
  return event?.sequence ?? null;
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
