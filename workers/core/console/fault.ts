import { FAULT_KINDS } from './fault-kinds.ts';
import type { FaultWish } from './fault-wish.ts';
import { done, refuse, surplus, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report, withCause } from '../happen.ts';
import { foldCase } from '../text.ts';
import type { Fault, World } from '../world.ts';

/** `fault …`: belongs to no node, works on what is switched off too. */
export function runFault(context: LineContext): Outcome {
  const { world, words } = context;
  const [word, ...rest] = words;
  const kind = foldCase(word ?? '');
  if (kind === 'list' || kind === 'clear') {
    const more = surplus(rest, kind === 'list' ? 0 : 1);
    if (more !== null) return more;
  }
  if (kind === 'list')
    return done(world.faults.map((fault) => `${String(fault.id)} ${fault.line}`).join('\n'));
  if (kind === 'clear') return clearFaults(context, rest[0]);
  const understand = FAULT_KINDS[kind];
  if (understand === undefined)
    return unexpected(word, `one of ${Object.keys(FAULT_KINDS).join(', ')}, list or clear`);
  const tooMuch = surplus(rest, wordsTaken(kind, rest[1] ?? ''));
  if (tooMuch !== null) return tooMuch;
  const wish = understand(world, rest);
  if ('problem' in wish) return refuse(wish.exitCode ?? 87, wish.problem);
  return carryOut(context, wish);
}

/** How many words stand behind the kind of a fault. */
function wordsTaken(kind: string, second: string): number {
  if (kind === 'link') return ['cut', 'restore'].includes(foldCase(second)) ? 2 : 3;
  return { monitor: 1, power: 2, site: 2, network: 2, flip: 4, block: 4 }[kind] ?? 3;
}

function carryOut({ world, begin }: LineContext, wish: FaultWish): Outcome {
  const present = world.faults.find((fault) => fault.key === wish.key);
  if (wish.make === null) {
    if (present !== undefined) {
      begin();
      clearFault(world, present);
      return done(`Cleared: ${present.line}`);
    }
    const mend = wish.mend ?? null;
    if (mend === null) return done(wish.nothingToEnd ?? 'There is no such fault.');
    begin();
    mend();
    return done('There is no such fault; what had stopped by itself starts.');
  }
  if (present?.line === wish.line) return done(`It is there already: ${present.line}`);
  begin();
  const { make } = wish;
  // A fault that is set anew with another figure keeps what clearing it goes back to.
  if (present !== undefined) clearFault(world, present);
  report(world, 'fault', null, wish.line, () => {
    const id = world.nextFaultId++;
    const fault: Fault = {
      id,
      key: wish.key,
      line: wish.line,
      sinceMs: world.nowMs,
      clear: make(),
    };
    world.faults.push(fault);
  });
  return done();
}

function clearFaults({ world, begin }: LineContext, word: string | undefined): Outcome {
  const isAll = foldCase(word ?? '') === 'all';
  const chosen = isAll
    ? [...world.faults]
    : world.faults.filter((fault) => String(fault.id) === word);
  if (!isAll && !/^\d+$/.test(word ?? '')) return unexpected(word, "a fault's number or all");
  if (chosen.length === 0) return done('There is no such fault.');
  begin();
  for (const fault of chosen) clearFault(world, fault);
  return done(chosen.map((fault) => `Cleared: ${fault.line}`).join('\n'));
}

/** Ends a fault. */
function clearFault(world: World, fault: Fault): void {
  world.faults.splice(world.faults.indexOf(fault), 1);
  const sequence = report(world, 'fault', null, `cleared: ${fault.line}`);
  withCause(world, sequence, fault.clear);
}
