import type { Reason } from './alarm-rule.ts';
import { missing } from './typed-lines.ts';
import { whyBound } from './why-bound.ts';
import { whyNotInstalled, whyOtherDomain } from './why-refused.ts';
import { whyUndependent } from './why-undependent.ts';
import { resourcesOf } from '../network/addresses.ts';
import type { World } from '../world.ts';

interface Refusal {
  readonly text: string;
  readonly why: (world: World) => readonly Reason[];
  /** A code of many meanings: nothing is said unless the world shows why. */
  readonly isSilent?: boolean;
}

/** What refused a line: a refusal leaves no trace, so the world is asked what would refuse it again. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  '5': { text: 'The other node is of another domain (5).', why: whyOtherDomain, isSilent: true },
  '87': {
    text: 'Double-Take cannot be installed there (87).',
    why: whyNotInstalled,
    isSilent: true,
  },
  '5002': {
    text: 'A required dependency is missing (5002).',
    why: whyUndependent,
  },
  '5010': {
    text: 'The name is taken in this cluster (5010): a name is unique among all groups, or all resources, of a cluster.',
    why: () => [missing('choose a name that no other resource of the cluster has', 'M33', 'VS-2b')],
  },
  '5016': { text: 'The group cannot move to that node (5016).', why: whyBoundSomewhere },
  '5071': {
    text: 'The node that owns the group may not run the resource (5071).',
    why: whyBoundSomewhere,
  },
};

/** Explains a code of `cluster` as far as the world shows why; null when there is nothing to say. */
export function explainRefusal(world: World, code: string): readonly Reason[] | null {
  const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  if (refusal === undefined) return null;
  const reasons = refusal.why(world);
  if (reasons.length === 0 && refusal.isSilent === true) return null;
  return [{ text: refusal.text, event: null, cites: [] }, ...reasons];
}

function whyBoundSomewhere(world: World): readonly Reason[] {
  const bound = [world.clusters.first, world.clusters.second]
    .flatMap((cluster) => resourcesOf(cluster))
    .find((each) => each.possibleOwners.length < 2);
  const reason = bound === undefined ? null : whyBound(world, bound.group);
  return reason === null ? [] : [reason];
}
