import { done, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { nodeAnswering } from '../network/reach.ts';
import { isAddress } from '../network/addresses.ts';
import { enqueueOrphans } from '../replication/orphans.ts';
import { routeTo } from '../replication/routes.ts';
import { foldCase, isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { BandwidthLimit, OrphanMode } from '../world.ts';

const KBPS_MAX = 10_000_000;

/** `dt limit ADDRESS KBPS|none [from HH:MM to HH:MM]`: what this node sends there, together. */
export function setLimit({ world, node, words, begin }: LineContext): Outcome {
  const [address, rateWord = '', ...hours] = words;
  if (address === undefined || !isAddress(address)) return unexpected(address, 'a target address');
  const isNone = isSameName(rateWord, 'none');
  const kbps = isNone ? 0 : parseWhole(rateWord, 1, KBPS_MAX);
  if (kbps === null || (isNone && hours.length > 0))
    return unexpected(isNone ? hours[0] : rateWord, 'a rate in kbit/s, or none');
  const window = windowOf(hours);
  if (window === undefined) return unexpected(hours.join(' '), 'from HH:MM to HH:MM');
  const limit: BandwidthLimit | null = isNone ? null : { kbps, window };
  const text =
    limit === null
      ? `no bandwidth limit from ${node.name} to ${address}`
      : `bandwidth limit from ${node.name} to ${address}: ${String(kbps)} kbit/s${hours.length > 0 ? ` ${hours.join(' ')}` : ''}`;
  if (isSameLimit(node.doubleTake.routes.get(address)?.limit ?? null, limit)) return done(text);
  begin();
  routeTo(node, address).limit = limit;
  report(world, 'replication', node, text);
  return done(text);
}

/** @returns null for always, undefined when the words are no hours */
function windowOf(words: readonly string[]): BandwidthLimit['window'] | undefined {
  if (words.length === 0) return null;
  const [fromWord = '', from = '', toWord = '', to = '', ...more] = words;
  const window = { from: minuteOf(from), to: minuteOf(to) };
  if (!isSameName(fromWord, 'from') || !isSameName(toWord, 'to') || more.length > 0)
    return undefined;
  return window.from === null || window.to === null || window.from === window.to
    ? undefined
    : { from: window.from, to: window.to };
}

function minuteOf(word: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(word);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

function isSameLimit(one: BandwidthLimit | null, other: BandwidthLimit | null): boolean {
  return (
    one?.kbps === other?.kbps &&
    one?.window?.from === other?.window?.from &&
    one?.window?.to === other?.window?.to
  );
}

/** `dt compression ADDRESS on|off` */
export function setCompression({ world, node, words, begin }: LineContext): Outcome {
  const [address, word = '', ...more] = words;
  if (address === undefined || !isAddress(address)) return unexpected(address, 'a target address');
  const isOn = isSameName(word, 'on');
  if (!isOn && !isSameName(word, 'off')) return unexpected(words[1], 'on or off');
  if (more.length > 0) return unexpected(more[0], 'nothing more');
  const text = `compression from ${node.name} to ${address}: ${isOn ? 'on' : 'off'}`;
  if ((node.doubleTake.routes.get(address)?.compresses ?? false) === isOn) return done(text);
  begin();
  routeTo(node, address).compresses = isOn;
  report(world, 'replication', node, text);
  return done(text);
}

const ORPHAN_MODES = ['report', 'delete', 'move', 'off'] as const;

/**
 * `dt orphans ADDRESS report|delete|move|off`: kept by the target, and done now where a connection of this node
 * leads there.
 */
export function setOrphans({ world, node, words, begin }: LineContext): Outcome {
  const [address, word, ...more] = words;
  if (address === undefined || !isAddress(address)) return unexpected(address, 'a target address');
  const mode = ORPHAN_MODES.find((each) => each === foldCase(word ?? ''));
  if (mode === undefined) return unexpected(word, 'report, delete, move or off');
  if (more.length > 0) return unexpected(more[0], 'nothing more');
  if (nodeAnswering(world, node, address) === null)
    return refuse(5051, `Nothing answers at ${address}; the target keeps this setting itself.`);
  const before: OrphanMode = world.orphanModes.get(address) ?? 'off';
  const connections = world.connections.filter(
    (each) => each.source === node && each.address === address && each.mirror === null,
  );
  const text = `orphans at ${address}: ${mode}`;
  if (before === mode && (mode === 'off' || connections.length === 0)) return done(text);
  begin();
  world.orphanModes.set(address, mode);
  report(world, 'replication', node, text, () => {
    for (const connection of connections) {
      enqueueOrphans(world, connection, mode);
      world.signals.queueGrew(connection);
    }
  });
  return done(text);
}
