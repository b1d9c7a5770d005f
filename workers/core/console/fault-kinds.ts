import { blockFault, diskFault, flipFault } from './fault-disk.ts';
import { cardFault, linkFault, monitorFault, publicFault } from './fault-network.ts';
import { powerFault, resourceFault, serviceFault, siteFault } from './fault-node.ts';
import type { FaultKind } from './fault-wish.ts';

/** Fault lines by their second word. */
export const FAULT_KINDS: Readonly<Record<string, FaultKind>> = {
  power: powerFault,
  site: siteFault,
  nic: cardFault,
  link: linkFault,
  network: publicFault,
  monitor: monitorFault,
  service: serviceFault,
  resource: resourceFault,
  disk: diskFault,
  flip: flipFault,
  block: blockFault,
};
