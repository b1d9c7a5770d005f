import type { Understood } from './fault-wish.ts';
import { nodeNamed, onOff, unknownNode } from './fault-words.ts';
import { cardOf } from '../network/reach.ts';
import { foldCase, isSameName, raiseCase } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { World } from '../world.ts';

export function cardFault(
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

export function publicFault(world: World, [name = '', state = '']: readonly string[]): Understood {
  if (!isSameName(name, 'public'))
    return { problem: `"${name}" is not understood; expected public.` };
  return cutFault(world, state, 'network public', (isCut) => {
    world.network.publicCut = isCut;
  });
}

export function monitorFault(world: World, [state = '']: readonly string[]): Understood {
  return cutFault(world, state, 'monitor', (isCut) => {
    world.network.monitorRepliesCut = isCut;
  });
}

export function linkFault(
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
