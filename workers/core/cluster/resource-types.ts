import { genericApplicationType } from './generic-application.ts';
import { ipAddressType } from './ip-address.ts';
import { networkNameType } from './network-name.ts';
import { physicalDiskType } from './physical-disk.ts';
import type { ResourceType } from './resource-type.ts';
import { sourceConnectionType } from './source-connection.ts';
import { isSameName } from '../text.ts';
import type { Resource } from '../world.ts';

/** Every type there is; a new one is a file of its own and an entry here. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  ipAddressType,
  networkNameType,
  physicalDiskType,
  sourceConnectionType,
  genericApplicationType,
];

/** The type of that name, case aside. */
export function findResourceType(name: string): ResourceType | undefined {
  return RESOURCE_TYPES.find((type) => isSameName(type.name, name));
}

/** What a resource does. */
export function typeOf(resource: Resource): ResourceType {
  const type = RESOURCE_TYPES.find((each) => each.name === resource.type);
  if (type === undefined) throw new Error(`no resource type ${resource.type}`);
  return type;
}
