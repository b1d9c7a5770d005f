import type { Reason } from './alarm-rule.ts';
import { hasOption, latestLine, names, setBy } from './typed-lines.ts';
import type { Group, World } from '../world.ts';

/** The group may run on one node only. */
export function whyBound(world: World, group: Group): Reason | null {
  const bound = group.resources.find((each) => each.possibleOwners.length < 2);
  if (bound === undefined) return null;
  const line = latestLine(
    world,
    (each) => hasOption(each, '/removeowner') && names(each, [bound.name]),
  );
  return setBy(
    line,
    `"${bound.name}" may run on ${bound.possibleOwners[0]?.name ?? 'no node'} only`,
    'M31',
    'VS-2d',
  );
}
