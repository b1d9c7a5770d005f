import { done, refuse, refused, surplus, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { compareClusters } from './compare.ts';
import { getDurations, setDuration } from './lab-durations.ts';
import { digestOfWorld } from '../digest.ts';
import { alarmText, chainText, explainCode, isChain } from '../explain/explain.ts';
import { servedBy } from '../workload/served.ts';
import { numberText } from '../workload/ledger.ts';
import { foldCase, isSameName } from '../text.ts';
import { clockText, parseDuration, parseWhole } from '../units.ts';

/** How many words a line takes where it is more than one. */
const WORDS_TAKEN: Readonly<Record<string, number>> = {
  run: 2,
  until: 4,
  events: 2,
  explain: 2,
  compare: 2,
  set: 3,
  get: 2,
};

/** `lab …`: time, undo, how long things take, and what the lab knows of itself. */
export function runLab(context: LineContext): Outcome {
  const { world, words } = context;
  const [word, value] = words;
  const tooMuch = surplus(words, WORDS_TAKEN[foldCase(word ?? '')] ?? 1);
  if (tooMuch !== null) return tooMuch;
  switch (foldCase(word ?? '')) {
    case 'run': {
      const durationMs = parseDuration(value ?? '');
      return durationMs === null
        ? unexpected(value, 'a duration such as 250ms, 30s, 5m or 2h')
        : { request: { verb: 'run', durationMs } };
    }
    case 'until': {
      const withinMs = parseDuration(words[3] ?? '');
      if (value === undefined) return unexpected(undefined, 'an expression in quotes');
      if (!isSameName(words[2] ?? '', 'within') || withinMs === null)
        return unexpected(words[3] ?? words[2], 'within and a duration');
      return { request: { verb: 'until', expression: value, withinMs } };
    }
    case 'undo':
    case 'redo':
      return { request: { verb: foldCase(word ?? '') === 'undo' ? 'undo' : 'redo' } };
    case 'status':
      return done(
        `${clockText(world.nowMs - world.originMs)} scenario ${world.scenario}, seed ${String(world.seed)}, served by ${servedBy(world)}, ${world.faults.length === 1 ? '1 fault' : `${String(world.faults.length)} faults`}`,
      );
    case 'ledger':
      return done(ledgerText(context));
    case 'digest':
      return done(digestOfWorld(world));
    case 'events': {
      const last = value === undefined ? 20 : parseWhole(value, 1, 1_000_000);
      if (last === null)
        return refuse(87, `"${value ?? ''}" is not a count; expected a whole number from 1.`);
      return done(
        world.log
          .after(0)
          .slice(-last)
          .map(
            (event) =>
              `${clockText(event.atMs - world.originMs)} ${event.node ?? event.cluster ?? 'lab'} ${event.text}`,
          )
          .join('\n'),
      );
    }
    case 'set':
      return setDuration(context);
    case 'get':
      return getDurations(context);
    case 'compare':
      return compareClusters(context, value);
    case 'alarms':
      return done(
        world.alarms.standing
          .map((alarm) => `${clockText(alarm.sinceMs - world.originMs)} ${alarmText(alarm)}`)
          .join('\n') || 'No alarm stands.',
      );
    case 'explain':
      return explainLine(context, value);
    default:
      return unexpected(
        word,
        'run, until, status, ledger, alarms, explain, compare, digest, events, set, get, undo or redo',
      );
  }
}

function explainLine({ world }: LineContext, code: string | undefined): Outcome {
  if (code === undefined)
    return unexpected(undefined, 'the code of an alarm, as lab alarms lists it');
  const answer = explainCode(world, code);
  return isChain(answer) ? done(chainText(answer)) : refused(answer);
}

function ledgerText({ world }: LineContext): string {
  const { ledger } = world.workload;
  if (ledger === null) return 'There is no ledger: no failover has happened.';
  return [
    `failover at ${clockText(ledger.failoverAtMs - world.originMs)}`,
    `orders lost: ${countText(ledger.lostOrders)}`,
    `bytes lost: ${String(ledger.lostBytes)}`,
    `RPO ${String(ledger.rpoMs)} ms`,
    `RTO ${ledger.rtoMs === null ? 'not known yet' : `${String(ledger.rtoMs)} ms`}`,
    ...(ledger.divergedOrders.length > 0
      ? [`orders taken apart on the first: ${countText(ledger.divergedOrders)}`]
      : []),
    ...(ledger.destroyedOrders.length > 0
      ? [`orders destroyed: ${countText(ledger.destroyedOrders)}`]
      : []),
  ].join('\n');
}

function countText(numbers: readonly number[]): string {
  return `${String(numbers.length)}${numbers.length > 0 ? ` (${numberText(numbers)})` : ''}`;
}
