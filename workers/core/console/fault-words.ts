import type { Understood } from './fault-wish.ts';
import { isSameName } from '../text.ts';
import type { ClusterNode, World } from '../world.ts';

/** A node by its name. */
export function nodeNamed(world: World, name: string): ClusterNode | undefined {
  return world.nodes.find((node) => isSameName(node.name, name));
}

/** The refusal of a name that no node has. */
export function unknownNode(world: World, name: string): Understood {
  return {
    problem: `There is no node "${name}"; expected ${world.nodes.map((node) => node.name).join(', ')}.`,
    exitCode: 5042,
  };
}

/** True for the first word, false for the second, null for another. */
export function onOff(word: string, yes: string, no: string): boolean | null {
  if (isSameName(word, yes)) return true;
  return isSameName(word, no) ? false : null;
}

/** A word as it must stand in a line. */
export function quoted(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}
