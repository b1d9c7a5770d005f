import { requiredProperty, textOf } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';
import { resourcesOf } from '../network/addresses.ts';
import { isReachable } from '../network/reach.ts';
import { isSameName } from '../text.ts';
import type { ClusterNode, World } from '../world.ts';

/** Longest NetBIOS name. */
const NAME_CHARACTERS_MAX = 15;

/** Network Name: the name clients use, registered once among the machines that hear each other. */
export const networkNameType: ResourceType = {
  name: 'Network Name',
  requiredDependency: 'IP Address',
  privateProperties: [
    requiredProperty('Name', (value) =>
      /^[A-Za-z0-9_-]{1,15}$/.test(value)
        ? null
        : `"${value}" cannot be a network name; expected 1 to ${String(NAME_CHARACTERS_MAX)} letters, digits, - or _.`,
    ),
  ],
  onlineDuration: 'name',
  goOnline(world, resource, node) {
    const name = textOf(resource, 'Name');
    const other = nodeRegistering(world, node, name);
    if (other === null) return 'online';
    return {
      exitCode: 52,
      text: `Another computer already uses the network name ${name}: ${other.name}.`,
    };
  },
  goOffline() {
    // The name is registered only while the state is Online.
  },
  isAlive: () => true,
};

function nodeRegistering(world: World, from: ClusterNode, name: string): ClusterNode | null {
  for (const node of world.nodes) {
    if (!isReachable(world, from, node)) continue;
    if (isSameName(node.name, name)) return node;
    const registered = resourcesOf(world.clusters[node.clusterId]).some(
      (each) =>
        each.type === 'Network Name' &&
        each.state === 'Online' &&
        each.group.owner === node &&
        isSameName(textOf(each, 'Name'), name),
    );
    if (registered) return node;
  }
  return null;
}
