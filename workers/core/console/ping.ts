import { done, NO_SERVICE, refuse } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { isAddress } from '../network/addresses.ts';
import { nodeAnswering, oneWayMs } from '../network/reach.ts';

/** `ping ADDRESS`: whether it answers now. Reads only, so nothing is drawn for loss. */
export function runPing({ world, node, words }: LineContext): Outcome {
  const [address = ''] = words;
  if (!node.booted) return refuse(NO_SERVICE, `${node.name} is down.`);
  if (!isAddress(address))
    return refuse(
      87,
      `"${address}" is not an IPv4 address; expected four numbers from 0 to 255, such as 172.16.12.35.`,
    );
  const answering = nodeAnswering(world, node, address);
  if (answering === null) return refuse(1, `No reply from ${address}.`);
  return done(
    `Reply from ${address} (${answering.name}) in ${String(oneWayMs(world, node, answering) + oneWayMs(world, answering, node))} ms.`,
  );
}
