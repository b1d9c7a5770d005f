import type { FaultKind, Understood } from './fault-wish.ts';
import { powerOff, powerOn } from '../cluster/power.ts';
import { cardOf } from '../network/reach.ts';
import { BLOCK_BYTES } from '../storage/block-kernel.ts';
import { fileBlockCount, rangesOf } from '../storage/allocation.ts';
import { findFile } from '../storage/volume.ts';
import { foldCase, isSameName, raiseCase } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { ClusterNode, Volume, World } from '../world.ts';

/** Fault lines by their second word. */
export const FAULT_KINDS: Readonly<Record<string, FaultKind>> = {
  power: powerFault,
  site: siteFault,
  nic: cardFault,
  link: linkFault,
  network: publicFault,
  monitor: monitorFault,
  flip: flipFault,
  block: blockFault,
  service: notBuilt('service'),
  resource: notBuilt('resource'),
  disk: notBuilt('disk'),
};

function notBuilt(kind: string): FaultKind {
  return () => ({ problem: `"fault ${kind}" is not built yet.`, exitCode: 120 });
}

function powerFault(world: World, [name = '', state = '']: readonly string[]): Understood {
  const node = nodeNamed(world, name);
  if (node === undefined) return unknownNode(world, name);
  const isOff = onOff(state, 'off', 'on');
  if (isOff === null) return { problem: `"${state}" is not understood; expected off or on.` };
  return {
    key: `power ${node.name}`,
    line: `fault power ${node.name} off`,
    make: isOff ? () => cutPower(world, [node]) : null,
  };
}

function siteFault(world: World, [site = '', state = '']: readonly string[]): Understood {
  const id = foldCase(site);
  if (id !== 'first' && id !== 'second')
    return { problem: `"${site}" is no site; expected first or second.` };
  const isOff = onOff(state, 'off', 'on');
  if (isOff === null) return { problem: `"${state}" is not understood; expected off or on.` };
  return {
    key: `site ${id}`,
    line: `fault site ${id} off`,
    make: isOff ? () => cutPower(world, world.clusters[id].nodes) : null,
  };
}

/** Cuts the power of nodes that have it; a node comes back when no fault keeps it down. */
function cutPower(world: World, nodes: readonly ClusterNode[]): () => void {
  for (const node of nodes) if (node.powered) powerOff(world, node);
  return () => {
    for (const node of nodes) if (!node.powered && !isKeptDown(world, node)) powerOn(world, node);
  };
}

function isKeptDown(world: World, node: ClusterNode): boolean {
  return world.faults.some(
    (fault) => fault.key === `power ${node.name}` || fault.key === `site ${node.clusterId}`,
  );
}

function cardFault(
  world: World,
  [name = '', networkName = '', state = '']: readonly string[],
): Understood {
  const node = nodeNamed(world, name);
  if (node === undefined) return unknownNode(world, name);
  const network = raiseCase(networkName);
  if (network !== 'PUBLIC' && network !== 'PRIVATE')
    return { problem: `"${networkName}" is no network; expected PUBLIC or PRIVATE.` };
  return cutFault(world, state, `nic ${node.name} ${network}`, (isCut) => {
    cardOf(node, network).cut = isCut;
  });
}

function publicFault(world: World, [name = '', state = '']: readonly string[]): Understood {
  if (!isSameName(name, 'public'))
    return { problem: `"${name}" is not understood; expected public.` };
  return cutFault(world, state, 'network public', (isCut) => {
    world.network.publicCut = isCut;
  });
}

function monitorFault(world: World, [state = '']: readonly string[]): Understood {
  return cutFault(world, state, 'monitor', (isCut) => {
    world.network.monitorRepliesCut = isCut;
  });
}

function linkFault(
  world: World,
  [name = '', what = '', value = '']: readonly string[],
): Understood {
  const { link } = world.network;
  if (!isSameName(name, 'replication'))
    return { problem: `There is no link "${name}"; expected replication.` };
  switch (foldCase(what)) {
    case 'cut':
    case 'restore':
      return cutFault(world, what, 'link replication', (isCut) => {
        link.cut = isCut;
      });
    case 'rate':
      return figureFault(world, 'link replication rate', value, 1, 10_000_000, 'kbit/s', (figure) =>
        swap(link, 'kbps', figure),
      );
    case 'latency':
      return figureFault(world, 'link replication latency', value, 0, 60_000, 'ms', (figure) =>
        swap(link, 'latencyMs', figure),
      );
    case 'loss':
      return figureFault(world, 'link replication loss', value, 0, 100, 'per cent', (figure) =>
        swap(link, 'lossPercent', figure),
      );
    default:
      return {
        problem: `"${what}" is not understood; expected cut, restore, rate, latency or loss.`,
      };
  }
}

/** Sets a figure. @returns what sets it back */
function swap<K extends 'kbps' | 'latencyMs' | 'lossPercent'>(
  link: Record<K, number>,
  key: K,
  figure: number,
): () => void {
  const before = link[key];
  link[key] = figure;
  return () => {
    link[key] = before;
  };
}

function figureFault(
  world: World,
  key: string,
  text: string,
  min: number,
  max: number,
  unit: string,
  set: (figure: number) => () => void,
): Understood {
  const figure = parseWhole(text, min, max);
  if (figure === null)
    return {
      problem: `"${text}" is not understood; expected a whole number of ${unit} from ${String(min)} to ${String(max)}.`,
    };
  return {
    key,
    line: `fault ${key} ${String(figure)}`,
    make: () => {
      const setBack = set(figure);
      world.signals.networkChanged();
      return () => {
        setBack();
        world.signals.networkChanged();
      };
    },
  };
}

function cutFault(
  world: World,
  state: string,
  key: string,
  set: (isCut: boolean) => void,
): Understood {
  const isCut = onOff(state, 'cut', 'restore');
  if (isCut === null) return { problem: `"${state}" is not understood; expected cut or restore.` };
  return {
    key,
    line: `fault ${key} cut`,
    make: isCut
      ? () => {
          set(true);
          world.signals.networkChanged();
          return () => {
            set(false);
            world.signals.networkChanged();
          };
        }
      : null,
  };
}

/** `fault flip CLUSTER PATH BLOCK BIT`: one bit on the disk, its stored checksum left as it is. */
function flipFault(
  world: World,
  [cluster = '', path = '', blockText = '', bitText = '']: readonly string[],
): Understood {
  const volume = volumeOf(world, cluster, path.slice(0, 2));
  if (volume === null) return unknownDrive(cluster, path.slice(0, 2));
  const file = findFile(volume, path.slice(2));
  if (file === undefined) return { problem: `There is no file ${path} on that disk.`, exitCode: 2 };
  const block = parseWhole(blockText, 0, fileBlockCount(file) - 1);
  const bit = parseWhole(bitText, 0, BLOCK_BYTES * 8 - 1);
  if (block === null)
    return {
      problem: `"${blockText}" is no block of ${path}; it has ${String(fileBlockCount(file))}, counted from 0.`,
    };
  if (bit === null)
    return {
      problem: `"${bitText}" is no bit of a block; expected 0 to ${String(BLOCK_BYTES * 8 - 1)}.`,
    };
  const [range] = rangesOf(file, block * BLOCK_BYTES, 1);
  const offset = (range?.diskOffset ?? 0) + (bit >> 3);
  const flip = (): void => {
    const byte = world.kernel.read(volume.disk, offset, 1)[0] ?? 0;
    world.kernel.write(volume.disk, offset, Uint8Array.of(byte ^ (1 << (bit & 7))));
  };
  return {
    key: `flip ${cluster} ${foldCase(path)} ${blockText} ${bitText}`,
    line: `fault flip ${foldCase(cluster)} ${quoted(path)} ${String(block)} ${String(bit)}`,
    make: () => {
      flip();
      return flip;
    },
  };
}

/** `fault block CLUSTER DRIVE: BLOCK HASH`: a block holds other bytes than it was given; its checksum is left. */
function blockFault(
  world: World,
  [cluster = '', drive = '', blockText = '', hash = '']: readonly string[],
): Understood {
  const volume = volumeOf(world, cluster, drive);
  if (volume === null) return unknownDrive(cluster, drive);
  const block = parseWhole(blockText, 0, volume.blockCount - 1);
  if (block === null)
    return {
      problem: `"${blockText}" is no block of ${drive}; it has ${String(volume.blockCount)}, counted from 0.`,
    };
  const bytes = world.providedBytes.get(foldCase(hash));
  if (bytes?.length !== BLOCK_BYTES)
    return {
      problem: `The bytes of "${hash}" are not here; expected the XXH3-64 of a known block of ${String(BLOCK_BYTES)} bytes.`,
    };
  return {
    key: `block ${foldCase(cluster)} ${volume.drive} ${String(block)}`,
    line: `fault block ${foldCase(cluster)} ${volume.drive} ${String(block)} ${foldCase(hash)}`,
    make: () => {
      const before = world.kernel.read(volume.disk, block * BLOCK_BYTES, BLOCK_BYTES);
      world.kernel.write(volume.disk, block * BLOCK_BYTES, bytes);
      return () => {
        world.kernel.write(volume.disk, block * BLOCK_BYTES, before);
      };
    },
  };
}

/** A cluster's shared volume, or with a node's name that node's own `C:`. */
function volumeOf(world: World, cluster: string, drive: string): Volume | null {
  const node = nodeNamed(world, cluster);
  if (node !== undefined) return isSameName(drive, 'C:') ? node.localVolume : null;
  const id = foldCase(cluster);
  if (id !== 'first' && id !== 'second') return null;
  return world.clusters[id].disks.find((disk) => isSameName(disk.drive, drive))?.volume ?? null;
}

function unknownDrive(cluster: string, drive: string): Understood {
  return {
    problem: `There is no drive "${drive}" with files on "${cluster}"; expected first or second and S:, or a node and C:.`,
  };
}

function nodeNamed(world: World, name: string): ClusterNode | undefined {
  return world.nodes.find((node) => isSameName(node.name, name));
}

function unknownNode(world: World, name: string): Understood {
  return {
    problem: `There is no node "${name}"; expected ${world.nodes.map((node) => node.name).join(', ')}.`,
    exitCode: 5042,
  };
}

/** True for the first word, false for the second, null for another. */
function onOff(word: string, yes: string, no: string): boolean | null {
  if (isSameName(word, yes)) return true;
  return isSameName(word, no) ? false : null;
}

function quoted(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}
