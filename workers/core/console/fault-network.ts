import type { Understood } from './fault-wish.ts';
import { nodeNamed, onOff, unknownNode } from './fault-words.ts';
import { cardOf } from '../network/reach.ts';
import { USUAL_LINK } from '../network/usual-link.ts';
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
      return figureFault(world, 'kbps', value, {
        key: 'link replication rate',
        min: 1,
        max: 10_000_000,
        unit: 'kbit/s',
      });
    case 'latency':
      return figureFault(world, 'latencyMs', value, {
        key: 'link replication latency',
        min: 0,
        max: 60_000,
        unit: 'ms',
      });
    case 'loss':
      return figureFault(world, 'lossPercent', value, {
        key: 'link replication loss',
        min: 0,
        max: 100,
        unit: 'per cent',
      });
    default:
      return {
        problem: `"${what}" is not understood; expected cut, restore, rate, latency or loss.`,
      };
  }
}

/** How a figure of the link is named in a line, and what it may be. */
interface FigureForm {
  readonly key: string;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** A figure of the link that is set; the usual one is no fault and ends the one that stands. */
function figureFault(
  world: World,
  name: keyof typeof USUAL_LINK,
  text: string,
  { key, min, max, unit }: FigureForm,
): Understood {
  const { link } = world.network;
  const figure = parseWhole(text, min, max);
  if (figure === null)
    return {
      problem: `"${text}" is not understood; expected a whole number of ${unit} from ${String(min)} to ${String(max)}.`,
    };
  const set = (to: number): void => {
    link[name] = to;
    world.signals.networkChanged();
  };
  return {
    key,
    line: `fault ${key} ${String(figure)}`,
    make:
      figure === USUAL_LINK[name]
        ? null
        : () => {
            set(figure);
            return () => {
              set(USUAL_LINK[name]);
            };
          },
    nothingToEnd: `${String(figure)} ${unit} is what the link has; no fault stands.`,
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
