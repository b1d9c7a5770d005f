import type { Reason } from './alarm-rule.ts';
import { begins, latestLine, setBy } from './typed-lines.ts';
import { standingDamage } from '../storage/damage.ts';
import { isSameName } from '../text.ts';
import { BOOK_PATH } from '../workload/order-book.ts';
import { DATA_DRIVE } from '../workload/served.ts';
import type { ClusterId } from '../snapshot.ts';
import type { World } from '../world.ts';

/** Why files that belong together are of different age: a restoration or a mirror took only what was newer. */
export function whyMisfit(world: World, id: ClusterId, event: number): readonly Reason[] {
  const damage = standingDamage(world);
  if (damage !== null && isSameName(damage.path, DATA_DRIVE + BOOK_PATH)) {
    const found = world.log.find(damage.event) ?? null;
    return [setBy(found, 'a part of the book cannot be read')];
  }
  const line = latestLine(
    world,
    (each) =>
      begins(each, 'dt', 'restore') ||
      (each.words.at(-1) === 'newer' &&
        (begins(each, 'dt', 'connect') || begins(each, 'dt', 'mirror', 'start'))) ||
      begins(each, 'dt', 'set', 'mirroroverwrite'),
    event,
  );
  if (line === null) return [];
  const { name } = world.clusters[id];
  return /newer|mirroroverwrite/i.test(line.text)
    ? [
        setBy(
          line,
          `only files that were newer were brought to ${name}: one that was newer there stayed among the others`,
          'M28',
          'FB-12',
        ),
      ]
    : [setBy(line, `what ${name} holds was restored`)];
}
