import type { Reason } from './alarm-rule.ts';
import { begins, hasOption, latestLine, missing, names, setBy } from './typed-lines.ts';
import { whyBound } from './why-bound.ts';
import { whyAddressInUse } from './why-address-in-use.ts';
import { whyNotConnected } from './why-not-connected.ts';
import { whyUnlinked } from './why-unlinked.ts';
import { whyTakenOver } from './why-taken-over.ts';
import { isLinked } from '../network/reach.ts';
import type { Group, Resource, World } from '../world.ts';

const DUPLICATE_NAME = 52;
const ADDRESS_IN_USE = 5057;

/** Why a resource failed, or does not come online. */
export function whyNotOnline(world: World, resource: Resource): readonly Reason[] {
  if (resource.type === 'Double-Take Source Connection') return whyNotConnected(world, resource);
  const code = resource.trouble?.failure.exitCode ?? 0;
  if (code === ADDRESS_IN_USE) return whyAddressInUse(world, resource);
  if (code === DUPLICATE_NAME) return whyTakenOver(world, resource.trouble?.event ?? null);
  const bound = whyBound(world, resource.group);
  if (bound !== null) return [...whySick(world, resource), bound];
  const { owner } = resource.group;
  const wasUnlinked = resource.trouble?.failure.text.endsWith('has no link.') === true;
  const isUnlinked = owner !== null && !isLinked(world, owner, 'PUBLIC');
  if (resource.type === 'IP Address' && owner !== null && (wasUnlinked || isUnlinked))
    return [whyUnlinked(world, resource.group, owner)];
  return whySick(world, resource);
}

/** Why a group goes to and fro: the node it is sent back to is sick, or what fails does so everywhere. */
export function whyGroupMoves(world: World, group: Group): readonly Reason[] {
  const back = group.autoFailbackType === 1 && group.preferredOwners.length > 0;
  const resource = group.resources.find((each) => each.trouble !== null);
  const isSameEverywhere =
    resource?.trouble?.failure.exitCode === ADDRESS_IN_USE ||
    resource?.type === 'Double-Take Source Connection';
  if (!back || isSameEverywhere) return resource === undefined ? [] : whyNotOnline(world, resource);
  const owners = latestLine(
    world,
    (line) => begins(line, 'cluster') && hasOption(line, '/setowners') && names(line, [group.name]),
  );
  const allowed = latestLine(
    world,
    (line) => line.words.includes('autofailbacktype=1') && names(line, [group.name]),
  );
  return [
    ...(resource === undefined ? [] : whySick(world, resource)),
    setBy(
      owners,
      `${group.preferredOwners.map((node) => node.name).join(' and ')} ${group.preferredOwners.length > 1 ? 'are preferred owners' : 'is the preferred owner'}: the sick node is among them`,
    ),
    setBy(allowed, 'failback is allowed: the group is sent back to the sick node', 'M1', 'G9'),
  ];
}

function whySick(world: World, resource: Resource): readonly Reason[] {
  const line = latestLine(
    world,
    (each) =>
      names(each, [resource.name]) &&
      (begins(each, 'fault', 'resource') || hasOption(each, '/fail')),
  );
  if (line !== null) return [setBy(line, `"${resource.name}" fails its checks`)];
  return resource.trouble === null ? [] : [missing(resource.trouble.failure.text)];
}
