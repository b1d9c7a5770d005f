import { textOf, textProperty } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';
import { isSameName } from '../text.ts';
import type { ClusterNode, SharedDisk, World } from '../world.ts';

/** Physical Disk: one node of the cluster owns the whole drive. */
export const physicalDiskType: ResourceType = {
  name: 'Physical Disk',
  requiredDependency: null,
  privateProperties: [
    textProperty('Drive', (value) =>
      /^[A-Za-z]:$/.test(value)
        ? null
        : `"${value}" is not a drive; expected a letter and a colon, such as S:.`,
    ),
    textProperty('Signature', () => 'Signature is read from the disk and cannot be set.'),
  ],
  onlineDuration: 'disk',
  goOnline(world, resource, node) {
    const disk = sharedDisk(world, node, textOf(resource, 'Drive'));
    if (disk === undefined) {
      return {
        exitCode: 2,
        text: `There is no shared drive ${textOf(resource, 'Drive')} on the bus of ${node.name}.`,
      };
    }
    if (disk.owner !== null && disk.owner !== node) {
      return { exitCode: 5018, text: `The drive ${disk.drive} is reserved by ${disk.owner.name}.` };
    }
    disk.owner = node;
    resource.properties.set('Signature', disk.signature);
    return 'online';
  },
  goOffline(world, resource, node) {
    const disk = sharedDisk(world, node, textOf(resource, 'Drive'));
    if (disk?.owner === node) disk.owner = null;
  },
  isAlive: (world, resource, node) =>
    sharedDisk(world, node, textOf(resource, 'Drive'))?.owner === node,
};

function sharedDisk(world: World, node: ClusterNode, drive: string): SharedDisk | undefined {
  return world.clusters[node.clusterId].disks.find((disk) => isSameName(disk.drive, drive));
}
