import { foldCase } from '../text.ts';

/** Every switch of the tool: its full name by each spelling. */
const SWITCHES: Readonly<Record<string, string>> = spellings([
  ['status', 'stat'],
  ['create'],
  ['delete'],
  ['rename', 'ren'],
  ['moveto', 'move'],
  ['online', 'on'],
  ['offline', 'off'],
  ['listowners'],
  ['setowners'],
  ['addowner'],
  ['removeowner'],
  ['properties', 'prop'],
  ['privproperties', 'priv'],
  ['listdependencies', 'listdep'],
  ['adddependency', 'adddep'],
  ['removedependency', 'removedep'],
  ['fail'],
  ['wait'],
  ['group'],
  ['type'],
  ['separate'],
  ['node'],
  ['pause'],
  ['resume'],
  ['evict'],
]);

/** Types that may stand behind a value. */
const VALUE_TYPES = ['dword', 'string', 'expandstring', 'multistr', 'binary'];

/** Switches by full name with what stood behind the colon, and `key=value` pairs. */
export interface Options {
  readonly switches: ReadonlyMap<string, string | null>;
  readonly pairs: readonly (readonly [key: string, value: string])[];
}

/**
 * Understands what stands behind the object of a `cluster` line.
 *
 * @param place  which word of the line the first of these is, counted from 1
 */
export function parseOptions(
  words: readonly string[],
  place: number,
): Options | { readonly problem: string } {
  const switches = new Map<string, string | null>();
  const pairs: (readonly [string, string])[] = [];
  for (const [index, word] of words.entries()) {
    const where = `"${word}" (word ${String(place + index)})`;
    if (word.startsWith('/')) {
      const colon = word.indexOf(':');
      const spelled = foldCase(colon < 0 ? word.slice(1) : word.slice(1, colon));
      const name = SWITCHES[spelled];
      if (name === undefined)
        return {
          problem: `Option not understood: ${where}; expected a switch such as /STATUS, /CREATE, /ONLINE or /PRIV.`,
        };
      switches.set(name, colon < 0 ? null : word.slice(colon + 1));
    } else {
      const equals = word.indexOf('=');
      const isPropertyList = switches.has('properties') || switches.has('privproperties');
      if (equals <= 0 || !isPropertyList) {
        return {
          problem: `Option not understood: ${where}; expected a switch${isPropertyList ? ' or NAME=VALUE' : ''}.`,
        };
      }
      pairs.push([word.slice(0, equals), withoutType(word.slice(equals + 1))]);
    }
  }
  return { switches, pairs };
}

/** Drops a `:DWORD` and the like from the end of a value; `S:` is a value. */
function withoutType(value: string): string {
  const colon = value.lastIndexOf(':');
  return colon >= 0 && VALUE_TYPES.includes(foldCase(value.slice(colon + 1)))
    ? value.slice(0, colon)
    : value;
}

function spellings(groups: readonly (readonly string[])[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const group of groups) for (const spelling of group) names[spelling] = group[0] ?? spelling;
  return names;
}
