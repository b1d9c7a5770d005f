import type { Lab } from '../../workers/core/lab.ts';

/** Parts of a world that hold no lists of its own: the block core, and what its parts announce. */
const LEFT_OUT = new Set<string>(['kernel', 'signals', 'random']);

/** Fields that only point at a member of a list, which would be counted under their name instead. */
const POINTERS = new Set<string>(['lastFound']);

/**
 * How much each list, map and set of a world holds, by its path with indexes left out: `nodes[].monitors[].replies`.
 *
 * What only closures hold, as tasks do, is not seen: the heap says that.
 */
export function listSizes(lab: Lab): Map<string, number> {
  const sizes = new Map<string, number>();
  const seen = new Set<object>([lab]);
  // It grows while it is walked.
  const waiting: [path: string, value: object][] = [];
  const look = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    waiting.push([path, value]);
  };
  for (const [name, value] of Object.entries(lab)) if (!LEFT_OUT.has(name)) look(name, value);
  for (const [path, value] of waiting) {
    if (ArrayBuffer.isView(value)) continue;
    const held = heldBy(value);
    if (held === null) {
      for (const [name, each] of Object.entries(value))
        if (!POINTERS.has(name)) look(`${path}.${name}`, each);
      continue;
    }
    sizes.set(path, (sizes.get(path) ?? 0) + held.length);
    for (const each of held) look(`${path}[]`, each);
  }
  return sizes;
}

/** The members of a list, map or set; null for a record. */
function heldBy(value: object): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>).values()];
  if (value instanceof Set) return [...(value as ReadonlySet<unknown>)];
  return null;
}
