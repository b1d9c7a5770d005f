import type { FaultSnapshot } from '../../../workers/api.ts';

/** The line that clears every fault. */
export const CLEAR_ALL = 'fault clear all';

/** The line that clears a fault. */
export function clearLine({ id }: FaultSnapshot): string {
  return `fault clear ${String(id)}`;
}

/** `2 faults`, `1 alarm`. */
export function countWords(count: number, one: string): string {
  return `${String(count)} ${one}${count === 1 ? '' : 's'}`;
}
