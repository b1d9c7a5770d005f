/** Measures things beside each other: in short turns within a round, so that whatever else the machine does falls on all of them. */
import type { BenchmarkRow } from '../api.ts';

/** One of those that are measured beside each other. */
export interface Contestant {
  readonly name: string;
  /** How much one `work` gets done: bytes, writes, virtual ms. */
  readonly amount: number;
  /** Not timed. */
  readonly prepare?: () => void | Promise<void>;
  readonly work: () => void | Promise<void>;
}

/** How often work is done. Of the rounds the median counts. */
export interface Pace {
  /** Turns of each contestant in a round. */
  readonly turns: number;
  /** Works in a turn. */
  readonly passes: number;
  /** Works before each turn and before the first round that are not timed: they warm caches and compilers. */
  readonly warmUps: number;
}

/** Hears what is going on: a line, and how much of the part is done, 0 to 1. */
export type Tell = (text: string | null, share: number) => void;

const ROUNDS = 3;
/** Lets messages through between turns. */
const BREATH_MS = 0;

/** Amounts a second, by name of the contestant. */
export class Speeds {
  readonly #medians: ReadonlyMap<string, number>;

  constructor(medians: ReadonlyMap<string, number>) {
    this.#medians = medians;
  }

  /** @throws Error when nobody of that name took part */
  of(name: string): number {
    const speed = this.#medians.get(name);
    if (speed === undefined) throw new Error(`"${name}" was not measured.`);
    return speed;
  }

  /** The quickest of these. */
  best(names: readonly string[]): number {
    return Math.max(...names.map((name) => this.of(name)));
  }
}

/**
 * Measures contestants in three interleaved rounds.
 *
 * @param unit  what the amounts a second are called once divided by `scale`
 * @returns speeds in `unit`
 */
export async function contest(
  contestants: readonly Contestant[],
  pace: Pace,
  { unit, scale }: { readonly unit: string; readonly scale: number },
  tell: Tell,
): Promise<Speeds> {
  for (const contestant of contestants) await turn(contestant, { ...pace, passes: 0 });
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const tellTurn = (share: number): void => {
      tell(null, (round + share) / ROUNDS);
    };
    rounds.push(await speedsOfRound(contestants, pace, tellTurn));
  }
  const medians = new Map<string, number>();
  for (const [i, { name }] of contestants.entries()) {
    const figures = rounds.map((speeds) => (speeds[i] ?? Number.NaN) / scale);
    medians.set(name, median(figures));
    tell(`${name}: ${figures.map(figure).join(', ')} ${unit}`, 1);
  }
  return new Speeds(medians);
}

async function speedsOfRound(
  contestants: readonly Contestant[],
  pace: Pace,
  tellTurn: (share: number) => void,
): Promise<number[]> {
  const elapsedMs = contestants.map(() => 0);
  for (let done = 0; done < pace.turns; done++) {
    for (const [i, contestant] of contestants.entries()) {
      elapsedMs[i] = (elapsedMs[i] ?? 0) + (await turn(contestant, pace));
      tellTurn((done + (i + 1) / contestants.length) / pace.turns);
    }
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
  return contestants.map(
    ({ amount }, i) => (pace.turns * pace.passes * amount * 1000) / (elapsedMs[i] ?? 0),
  );
}

/** @returns real ms of the timed passes */
async function turn({ prepare, work }: Contestant, { passes, warmUps }: Pace): Promise<number> {
  let elapsedMs = 0;
  for (let pass = -warmUps; pass < passes; pass++) {
    await prepare?.();
    const start = performance.now();
    // Waited for only where it is a promise: a pass may be shorter than a turn of the loop.
    const working = work();
    if (working !== undefined) await working;
    if (pass >= 0) elapsedMs += performance.now() - start;
  }
  return elapsedMs;
}

/** A figure beside another measured in the same run. */
export function rowBeside(
  name: string,
  ours: number,
  against: number,
  unit: string,
  bar: number,
): BenchmarkRow {
  const ratio = ours / against;
  return { name, ours, against, unit, ratio, bar, met: ratio >= bar };
}

/** A figure beside one that is asked for. */
export function rowAsked(name: string, ours: number, asked: number, unit: string): BenchmarkRow {
  return rowBeside(name, ours, asked, unit, 1);
}

/** A figure that must stay below a limit: the ratio says how often it goes into that. */
export function rowAtMost(name: string, ours: number, limit: number, unit: string): BenchmarkRow {
  return { ...rowBeside(name, limit, ours, unit, 1), ours, against: limit };
}

/**
 * The most that could be reached beside what a bar's figure is held against, measured in the same run: nothing is asked
 * of it, and no figure of ours can pass it.
 */
export function rowLimit(what: string, limit: number, against: number, unit: string): BenchmarkRow {
  return { ...rowBeside(`limit: ${what}`, limit, against, unit, 0), bar: null };
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
}

/** Three figures that matter, without an exponent. */
export function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
