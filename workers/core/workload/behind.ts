import type { World } from '../world.ts';

/** Orders up to this number have reached the other disk. */
export function dropBehind(world: World, order: number): void {
  const { behind } = world.workload;
  let count = 0;
  while ((behind[count] ?? Infinity) <= order) count++;
  behind.splice(0, count);
}
