import { rule } from './alarm-rule.ts';
import type { AlarmRule, Finding } from './alarm-rule.ts';
import { whyOverwritten } from './why-overwritten.ts';
import { numberText } from '../workload/ledger.ts';
import type { Overwriting, World } from '../world.ts';

/** Older data over newer: said at the first block, and what it took is gone for good. */
export const OVERWRITING_RULES: readonly AlarmRule[] = [
  rule('orders-destroyed', ordersDestroyed, { lasts: true }),
  rule('work-overwritten', workOverwritten, { lasts: true }),
];

function ordersDestroyed(world: World): Finding | null {
  const found = firstOf(world, true);
  if (found === null) return null;
  const orders = found.endangered.length > 0 ? found.endangered : found.numbers;
  return finding(
    world,
    found,
    `orders ${numberText(orders)}, which ${found.connection.source.name} does not have`,
  );
}

/** Orders aside: one alarm is enough for one overwriting. */
function workOverwritten(world: World): Finding | null {
  const found = firstOf(world, false);
  if (found === null) return null;
  return finding(world, found, `${found.path} first of all`);
}

function firstOf({ workload }: World, hasOrders: boolean): Overwriting | null {
  for (const each of workload.overwritings)
    if (each.endangered.length + each.numbers.length > 0 === hasOrders) return each;
  return null;
}

function finding(world: World, overwriting: Overwriting, what: string): Finding {
  const { source, target } = overwriting.connection;
  return {
    text: `older data of ${source.name} is written over the work of ${world.clusters[target.clusterId].name}: ${what}`,
    event: () => overwriting.event,
    why: () => whyOverwritten(world, overwriting),
  };
}
