import { textProperty } from './resource-type.ts';
import type { ResourceType } from './resource-type.ts';

/** Generic Application: some program of the group; the lab's own orders need none. */
export const genericApplicationType: ResourceType = {
  name: 'Generic Application',
  requiredDependency: null,
  privateProperties: [textProperty('CommandLine'), textProperty('ServiceName')],
  onlineDuration: 'genericApplication',
  goOnline: () => 'online',
  goOffline() {
    // A modelled program holds nothing beyond its state.
  },
  isAlive: () => true,
};
