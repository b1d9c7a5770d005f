import { done, refuse, surplus, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { outageMs, RATE_MAX, setClientRate, setClientsRunning } from '../workload/clients.ts';
import { servedBy } from '../workload/served.ts';
import { foldCase } from '../text.ts';
import { clockText, parseWhole } from '../units.ts';

/** `client …`: the clients that order. */
export function runClient({ world, words, begin }: LineContext): Outcome {
  const { workload } = world;
  const [word, value] = words;
  const tooMuch = surplus(words, ['rate', 'orders'].includes(foldCase(word ?? '')) ? 2 : 1);
  if (tooMuch !== null) return tooMuch;
  switch (foldCase(word ?? '')) {
    case 'start':
    case 'stop': {
      const isStart = foldCase(word ?? '') === 'start';
      if (workload.running === isStart)
        return done(`Clients ${isStart ? 'order' : 'are quiet'} already.`);
      begin();
      setClientsRunning(world, isStart);
      report(
        world,
        'application',
        null,
        isStart ? 'clients begin to order' : 'clients stop ordering',
      );
      return done();
    }
    case 'rate': {
      const rate = parseWhole(value ?? '', 0, RATE_MAX);
      if (rate === null)
        return refuse(
          87,
          `"${value ?? ''}" is not a rate; expected orders a second from 0 to ${String(RATE_MAX)}.`,
        );
      if (rate === workload.ratePerSecond) return done(`${String(rate)} orders a second already.`);
      begin();
      setClientRate(world, rate);
      return done();
    }
    case 'status':
      return done(
        [
          `running ${workload.running ? 'yes' : 'no'}`,
          `rate ${String(workload.ratePerSecond)} orders a second`,
          `served by ${servedBy(world)}`,
          `acknowledged ${String(takenSinceStart(workload.acknowledged))}`,
          `refused ${String(workload.refused)}`,
          `without service ${String(outageMs(world))} ms`,
        ].join('\n'),
      );
    case 'orders': {
      const last = value === undefined ? 10 : parseWhole(value, 1, 1_000_000);
      if (last === null)
        return refuse(87, `"${value ?? ''}" is not a count; expected a whole number from 1.`);
      return done(
        workload.acknowledged
          .slice(-last)
          .map(
            ({ number, atMs, by }) =>
              `${String(number).padStart(7, '0')} ${clockText(atMs - world.originMs)} ${world.clusters[by].name}`,
          )
          .join('\n'),
      );
    }
    default:
      return unexpected(word, 'start, stop, rate, status or orders');
  }
}

/** Orders that clients placed, without those that `bare` began with. */
export function takenSinceStart(acknowledged: readonly { readonly number: number }[]): number {
  return acknowledged.length - BARE_ORDER_COUNT;
}

/** Orders in the book of `bare`. */
export const BARE_ORDER_COUNT = 500;
