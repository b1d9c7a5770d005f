import { requiredProperty, textOf } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';
import { isAddress, isMask } from '../network/addresses.ts';
import { holdersOf, isLinked, isReachable } from '../network/reach.ts';
import { isSameName } from '../text.ts';

/** IP Address: online only where nothing else on the network answers it, on a card with link. */
export const ipAddressType: ResourceType = {
  name: 'IP Address',
  requiredDependency: null,
  privateProperties: [
    requiredProperty('Address', (value) =>
      isAddress(value)
        ? null
        : `Not a valid IPv4 address: "${value}"; expected four numbers from 0 to 255, such as 172.16.12.35.`,
    ),
    requiredProperty('SubnetMask', (value) =>
      isMask(value)
        ? null
        : `Not a valid IPv4 mask: "${value}"; expected one such as 255.255.255.0.`,
    ),
    requiredProperty('Network', (value) =>
      isSameName(value, 'PUBLIC') || isSameName(value, 'PRIVATE')
        ? null
        : `There is no network "${value}"; expected PUBLIC or PRIVATE.`,
    ),
    {
      name: 'EnableNetBIOS',
      kind: 'number',
      initial: 1,
      isRequired: false,
      refuse: (value) =>
        value === '0' || value === '1' ? null : `EnableNetBIOS takes 0 or 1, not "${value}".`,
    },
  ],
  onlineDuration: 'ip',
  goOnline(world, resource, node) {
    const address = textOf(resource, 'Address');
    if (!isLinked(world, node, 'PUBLIC')) {
      return { exitCode: 5018, text: `The PUBLIC card of ${node.name} has no link.` };
    }
    const holder = holdersOf(world, address).find(
      (each) => each === node || isReachable(world, node, each),
    );
    if (holder !== undefined) {
      return {
        exitCode: 5057,
        text: `The IP address ${address} is already in use on the network: ${holder.name} answers it.`,
      };
    }
    return 'online';
  },
  goOffline() {
    // The address is answered only while the state is Online; nothing else is held.
  },
  isAlive: (world, _resource, node) => isLinked(world, node, 'PUBLIC'),
};
