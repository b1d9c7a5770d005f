import type { CommandResult, Snapshot } from './api.ts';
import { buildLab } from './build-lab.ts';
import {
  execute,
  futureLines,
  lastSequence,
  nextEventMs,
  type EngineRequest,
  type Execution,
  type LabOptions,
  type PendingLine,
} from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { carryOut } from './engine-requests.ts';
import { LabPast } from './lab-past.ts';
import { LiveLab, type LabMaker } from './live-lab.ts';
import { Pacer } from './pacer.ts';
import type { ParkingRoom } from './parking-places.ts';
import { resultOf, type WaitingLine, WaitingLines } from './waiting-lines.ts';
import { WholeMoment } from './whole-moment.ts';

/** How far `step` looks for the next event. */
const STEP_MS_MAX = 3600 * 1000;
/** A day: far beyond any deadline that a line can set, which is what ends a wait. */
const WAIT_MS_MAX = 24 * 3600 * 1000;
/** The console's exit code for a node that there is not. */
const UNKNOWN_NODE = 5042;

/** How a runner behaves, and whom it tells. */
export interface RunnerOptions {
  readonly maker: LabMaker;
  /** Whether a line that waits lets time run at its own pace (a page), or at once (a script). */
  readonly waits: 'paced' | 'at-once';
  /** Memory for labs at earlier moments, from which seeks start; null for none. */
  readonly parkingRoom: ParkingRoom | null;
  readonly snapshot: () => Snapshot;
  /** A line has changed the world. */
  readonly onChanged: () => void;
  /** Time has run. */
  readonly onRan: () => void;
  /** History is another one now. */
  readonly onRewritten: () => void;
  /** Time that ran by itself has failed: the lab stands still, and has to be rebuilt. */
  readonly onBroken: (error: unknown) => void;
}

/** A line's result, or the promise of it: nobody's turn waits for a line that waits for time. */
export interface BegunLine {
  readonly result: CommandResult | Promise<CommandResult>;
}

/** Runs lines and time on one lab, in whose place its past may put another. Its verbs must not run at the same time. */
export class LabRunner {
  readonly pacer: Pacer;
  readonly past: LabPast;
  readonly #options: RunnerOptions;
  readonly #waiting = new WaitingLines();
  readonly #whole = new WholeMoment();
  #live: LiveLab;
  /** The node that the last `@NODE` named. A lab that is built anew has forgotten it. */
  #address: string | null = null;
  #isBroken = false;

  constructor(live: LiveLab, options: RunnerOptions) {
    this.#live = live;
    this.#options = options;
    this.#whole.note(live);
    this.pacer = new Pacer(options.maker.time, {
      runFor: (virtualMs) => {
        try {
          const toMs = this.#live.nowMs + virtualMs;
          while (this.#live.nowMs < toMs) this.#live.step(toMs);
          this.#afterTime();
        } catch (error) {
          this.#break();
          options.onBroken(error);
        }
      },
    });
    this.past = new LabPast(this, options.maker, options.parkingRoom);
  }

  get live(): LiveLab {
    return this.#live;
  }

  /** Whether core or block core have failed: what they hold is not to be looked at. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Whether lines wait for time to pass in this very lab. */
  get hasWaiting(): boolean {
    return this.#waiting.count > 0;
  }

  /** Builds the lab anew from its run, paused at the last moment that it reached without failing. */
  async rebuild(): Promise<void> {
    this.#break();
    const { options, files } = this.#live;
    const run = { options, lines: this.#whole.linesOf(this.#live), files: files.values() };
    this.adopt(await LiveLab.replay(run, this.#whole.atMs, this.#options.maker));
  }

  /** Never runs again. */
  stop(): void {
    this.pacer.stop();
    this.past.stop();
  }

  /** Begins a line. */
  async begin(line: string, node: string | null): Promise<BegunLine> {
    const toCome = futureLines(this.#live.lab);
    const outcome = this.#execute(line, node);
    if (outcome.kind === 'engine') return { result: await this.#carryOut(outcome.request) };
    if (outcome.changed) {
      this.past.entered(toCome);
      this.#options.onChanged();
    }
    if (outcome.kind === 'done') {
      const { exitCode, output, changed } = outcome;
      return { result: { exitCode, output, changed } };
    }
    if (this.#options.waits === 'at-once') return { result: await this.#runWait(outcome) };
    return { result: this.#waiting.add(outcome) };
  }

  /** Runs one line to its end, letting time run at once if it waits. */
  async runLine(line: string, node: string | null): Promise<CommandResult> {
    const outcome = this.#execute(line, node);
    if (outcome.kind === 'waiting') return this.#runWait(outcome);
    if (outcome.kind === 'engine') return this.#carryOut(outcome.request);
    const { exitCode, output, changed } = outcome;
    return { exitCode, output, changed };
  }

  /** Runs time to a moment as quickly as it can; the pacer stands still meanwhile. */
  async run(
    toMs: number,
    options: { isOver?: () => boolean; stepTo?: () => number; wait?: PendingLine } = {},
  ): Promise<void> {
    this.pacer.hold();
    try {
      const between = () => {
        this.#afterTime();
      };
      await this.#live.run(toMs, this.#options.maker.time, { ...options, between });
    } finally {
      this.pacer.release();
    }
    this.#afterTime();
  }

  /** Runs to the next event of the log. */
  async runToEvent(): Promise<void> {
    const { lab } = this.#live;
    const before = lastSequence(lab);
    await this.run(this.#live.nowMs + STEP_MS_MAX, {
      isOver: () => lastSequence(lab) !== before,
      stepTo: () => nextEventMs(lab) ?? Infinity,
    });
  }

  /** Makes the lab that a run makes. The present one stays if that fails. */
  async replace(
    run: { options: LabOptions; lines: readonly RunLine[]; files: Iterable<Uint8Array> },
    toMs: number,
  ): Promise<void> {
    this.pacer.hold();
    try {
      this.adopt(await buildLab(run, toMs, this.#options.maker));
    } finally {
      this.pacer.release();
    }
    this.past.reset();
  }

  /** Puts another lab, of any run, in the place of this one. */
  adopt(live: LiveLab): void {
    this.past.unpark();
    this.show(live);
  }

  /** Puts another lab of the same run in the place of this one. */
  show(live: LiveLab): void {
    this.#live = live;
    this.#isBroken = false;
    this.#whole.note(live);
    if (this.#address !== null) execute(live.lab, `@${this.#address}`);
    this.#waiting.cancel();
    this.#options.onRewritten();
  }

  #break(): void {
    this.#isBroken = true;
    this.pacer.setPace(true, this.pacer.speed);
  }

  #execute(line: string, node: string | null): Execution {
    this.#whole.typing();
    const outcome = execute(this.#live.lab, line, node);
    this.#whole.note(this.#live);
    const address = /^\s*@(\S+)/.exec(line)?.[1];
    const isKnown = outcome.kind !== 'done' || outcome.exitCode !== UNKNOWN_NODE;
    if (address !== undefined && isKnown) this.#address = address;
    return outcome;
  }

  /** Runs time until a line has settled. */
  async #runWait(begun: WaitingLine): Promise<CommandResult> {
    const { wait } = begun;
    await this.run(this.#live.nowMs + WAIT_MS_MAX, { wait, isOver: () => wait.result !== null });
    return resultOf(begun);
  }

  #carryOut(request: EngineRequest): Promise<CommandResult> {
    return carryOut(request, this, this.#options.snapshot);
  }

  #afterTime(): void {
    this.#whole.note(this.#live);
    this.#waiting.settle();
    this.past.wake();
    this.#options.onRan();
  }
}
