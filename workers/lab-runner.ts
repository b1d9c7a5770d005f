import type { CommandResult, RunOutlook, Snapshot } from './api.ts';
import {
  execute,
  futureLines,
  keptLines,
  lastSequence,
  nextEventMs,
  type EngineRequest,
  type Execution,
  type LabOptions,
  type PendingLine,
} from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { LineHistory } from './line-history.ts';
import { LiveLab, type LabMaker, type PlayedRun } from './live-lab.ts';
import { Pacer } from './pacer.ts';
import { ParkedLabs, type ShownLab } from './parked-labs.ts';
import type { ParkingRoom } from './parking-places.ts';
import { LabRefusal } from './refusal.ts';
import { RUN_MS_MAX } from './run-shape.ts';

/** A tenth of all script, and nothing of the lab waits for it: fetched at once, but behind what opens a lab. */
const conditionLanguage = import('./exercise/condition.ts').catch(() => null);
const LANGUAGE_MISSING =
  'The part of the page that reads conditions did not arrive. Open the page again for "lab until".';

/** How far `step` looks for the next event. */
const STEP_MS_MAX = 3600 * 1000;
/** A day: far beyond any deadline that a line can set, which is what ends a wait. */
const WAIT_MS_MAX = 24 * 3600 * 1000;
/** Exit codes of what is answered here, in the manner of the tools' own. */
const EXIT = {
  done: 0,
  notDone: 1,
  badParameter: 87,
  cancelled: 1223,
  unknownNode: 5042,
} as const;

type WaitingLine = Extract<Execution, { kind: 'waiting' }>;

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

/** Runs lines and time on one lab, and rewrites its history. Its verbs must not run at the same time. */
export class LabRunner {
  readonly pacer: Pacer;
  readonly #options: RunnerOptions;
  readonly #history = new LineHistory();
  readonly #parked: ParkedLabs | null;
  #live: LiveLab;
  #waiting: { begun: WaitingLine; settle: (result: CommandResult) => void }[] = [];
  /** The node that the last `@NODE` named. A lab that is built anew has forgotten it. */
  #address: string | null = null;
  #isBroken = false;
  /** The last moment that was reached without a failure, and how many lines it had. */
  #whole = { atMs: 0, keptCount: 0, wasTyped: false };

  constructor(live: LiveLab, options: RunnerOptions) {
    this.#live = live;
    this.#options = options;
    this.#noteWhole();
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
    const { maker, parkingRoom } = options;
    this.#parked =
      parkingRoom === null ? null : new ParkedLabs(maker, parkingRoom, () => this.#shown());
  }

  get live(): LiveLab {
    return this.#live;
  }

  /** Whether core or block core have failed: what they hold is not to be looked at. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Builds the lab anew from its run, paused at the last moment that it reached without failing. */
  async rebuild(): Promise<void> {
    this.#break();
    const { options, files, lab } = this.#live;
    const kept = keptLines(lab);
    const { atMs, keptCount, wasTyped } = this.#whole;
    // A line that failed when it was entered is left out; one that came with time is still to come.
    const lines = [...kept.slice(0, keptCount), ...(wasTyped ? [] : kept.slice(keptCount))];
    const run = { options, lines: [...lines, ...futureLines(lab)], files: files.values() };
    this.adopt(await LiveLab.replay(run, atMs, this.#options.maker));
  }

  /** Where the run ends, virtual ms: later than now while lines are still to come. */
  get endMs(): number {
    return this.#history.endMs(this.#live);
  }

  /** What undo and redo would do, and how far the run has come. */
  get outlook(): RunOutlook {
    return this.#history.outlook(this.#live);
  }

  /** Never runs again. */
  stop(): void {
    this.pacer.stop();
    this.#parked?.stop();
  }

  /** Begins a line. */
  async begin(line: string, node: string | null): Promise<BegunLine> {
    const toCome = futureLines(this.#live.lab);
    const outcome = this.#execute(line, node);
    if (outcome.kind === 'engine') return { result: await this.#carryOut(outcome.request) };
    if (outcome.changed) {
      this.#history.entered(this.#live, toCome);
      this.#parked?.unsettle();
      this.#options.onChanged();
    }
    if (outcome.kind === 'done') {
      const { exitCode, output, changed } = outcome;
      return { result: { exitCode, output, changed } };
    }
    if (this.#options.waits === 'at-once') return { result: await this.#runWait(outcome) };
    return {
      result: new Promise((settle) => {
        this.#waiting.push({ begun: outcome, settle });
        // It may have had nothing to wait for.
        this.#settleWaits();
      }),
    };
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
      stepTo: () => nextStopMs(this.#live),
    });
  }

  /** Shows another moment of the run; what lies after it is still to come. */
  async seek(atMs: number): Promise<void> {
    const { nowMs } = this.#live;
    this.#history.reached(nowMs);
    if (atMs < nowMs) {
      await this.#rewriteLines(this.#live.lines, atMs);
      return;
    }
    // Lines that wait do so for this lab.
    const mayJump = this.#waiting.length === 0;
    const ahead = mayJump ? this.#parked?.take(this.#run(), atMs, nowMs) : null;
    if (ahead) await this.#rewriteLines(this.#live.lines, atMs, ahead);
    else await this.run(atMs);
  }

  /** Makes the lab that a run makes. The present one stays if that fails. */
  async replace(
    run: { options: LabOptions; lines: readonly RunLine[]; files: Iterable<Uint8Array> },
    toMs: number,
  ): Promise<void> {
    this.pacer.hold();
    try {
      this.adopt(await playable(() => LiveLab.replay(run, toMs, this.#options.maker)));
    } finally {
      this.pacer.release();
    }
    this.#history.reset();
  }

  /** Puts another lab, of any run, in the place of this one. */
  adopt(live: LiveLab): void {
    this.#parked?.clear();
    this.#show(live);
  }

  #show(live: LiveLab): void {
    this.#live = live;
    this.#isBroken = false;
    this.#noteWhole();
    if (this.#address !== null) execute(live.lab, `@${this.#address}`);
    const waiting = this.#waiting;
    this.#waiting = [];
    const output = 'The past was rewritten while this line was waiting.';
    for (const { settle } of waiting) settle({ exitCode: EXIT.cancelled, output, changed: true });
    this.#options.onRewritten();
  }

  /** @param start  a lab of the run that stands before that moment, if there is one at hand */
  async #rewriteLines(
    lines: readonly RunLine[],
    toMs: number,
    start: LiveLab | null = this.#parked?.take(this.#run(lines), toMs) ?? null,
  ): Promise<void> {
    this.pacer.hold();
    try {
      const { maker } = this.#options;
      const run = this.#run(lines);
      const live = await playable(async () => {
        if (start === null)
          return LiveLab.replay({ ...run, files: run.files.values() }, toMs, maker);
        await start.play(toMs, maker.time);
        return start;
      });
      if (!this.#isBroken) this.#parked?.park(this.#live, run);
      this.#show(live);
    } finally {
      this.pacer.release();
    }
    this.#wakeParked();
  }

  #run(lines: readonly RunLine[] = this.#live.lines): PlayedRun {
    const { options, files } = this.#live;
    return { options, lines, files };
  }

  /** The lab beside which others are parked; null while it needs all of the machine. */
  #shown(): ShownLab | null {
    const { pacer } = this;
    const isHurried = pacer.isHeld || (!pacer.paused && pacer.speed === 'max');
    if (isHurried || this.#isBroken) return null;
    const { nowMs } = this.#live;
    const furthestMs = this.#history.furthestMs(this.#live);
    return { run: this.#run(), nowMs, furthestMs, isPlaying: !pacer.paused };
  }

  #wakeParked(): void {
    this.#parked?.wake(this.#history.furthestMs(this.#live));
  }

  #break(): void {
    this.#isBroken = true;
    this.pacer.setPace(true, this.pacer.speed);
  }

  /** Nothing has failed up to here. */
  #noteWhole(): void {
    const { nowMs, lab } = this.#live;
    this.#whole = { atMs: nowMs, keptCount: keptLines(lab).length, wasTyped: false };
  }

  #execute(line: string, node: string | null): Execution {
    this.#whole = { ...this.#whole, wasTyped: true };
    const outcome = execute(this.#live.lab, line, node);
    this.#noteWhole();
    const address = /^\s*@(\S+)/.exec(line)?.[1];
    const isKnown = outcome.kind !== 'done' || outcome.exitCode !== EXIT.unknownNode;
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
    switch (request.verb) {
      case 'run':
        return this.#runDuration(request.durationMs);
      case 'until':
        return this.#runUntil(request.expression, request.withinMs);
      case 'undo':
        return this.#undo();
      case 'redo':
        return this.#redo();
    }
  }

  async #runDuration(durationMs: number): Promise<CommandResult> {
    const toMs = this.#live.nowMs + durationMs;
    if (toMs > RUN_MS_MAX) return answer(EXIT.badParameter, tooLong());
    await this.run(toMs);
    return answer(EXIT.done, '');
  }

  async #runUntil(expression: string, withinMs: number): Promise<CommandResult> {
    const language = await conditionLanguage;
    if (language === null) return answer(EXIT.notDone, LANGUAGE_MISSING);
    const toMs = this.#live.nowMs + withinMs;
    if (toMs > RUN_MS_MAX) return answer(EXIT.badParameter, tooLong());
    const holds = language.compileCondition(expression);
    if (typeof holds === 'string') return answer(EXIT.badParameter, holds);
    let isTrue = holds(this.#options.snapshot());
    const isOver = () => {
      // Looked at each whole 100 ms, where steps end.
      isTrue ||= holds(this.#options.snapshot());
      return isTrue;
    };
    if (!isTrue) await this.run(toMs, { isOver });
    return isTrue
      ? answer(EXIT.done, '')
      : answer(EXIT.notDone, `It did not come true within ${String(withinMs)} ms.`);
  }

  async #undo(): Promise<CommandResult> {
    const last = this.#history.undo(this.#live);
    if (last === null) return answer(EXIT.notDone, 'There is no line to undo.');
    this.#history.reached(this.#live.nowMs);
    await this.#rewriteLines(last.lines, this.#live.nowMs);
    return { exitCode: EXIT.done, output: `Undone: ${last.line[2]}`, changed: true };
  }

  /** Puts the last undone line back; without one, plays on to the next line that is still to come. */
  async #redo(): Promise<CommandResult> {
    const undone = this.#history.redo(this.#live);
    if (undone !== null) {
      await this.#rewriteLines(undone.lines, this.#live.nowMs);
      return { exitCode: EXIT.done, output: `Done again: ${undone.line[2]}`, changed: true };
    }
    const next = futureLines(this.#live.lab)[0];
    if (next === undefined) return answer(EXIT.notDone, 'There is no line to do again.');
    await this.run(next[0]);
    return { exitCode: EXIT.done, output: `Done again: ${next[2]}`, changed: true };
  }

  #afterTime(): void {
    this.#noteWhole();
    this.#settleWaits();
    this.#wakeParked();
    this.#options.onRan();
  }

  #settleWaits(): void {
    const settled = this.#waiting.filter(({ begun }) => begun.wait.result !== null);
    if (settled.length === 0) return;
    this.#waiting = this.#waiting.filter(({ begun }) => begun.wait.result === null);
    for (const { begun, settle } of settled) settle(resultOf(begun));
  }
}

/** What cannot be built beside the present lab leaves that as it is. */
async function playable(play: () => Promise<LiveLab>): Promise<LiveLab> {
  try {
    return await play();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new LabRefusal(`This run cannot be played: ${text}`);
  }
}

function nextStopMs(live: LiveLab): number {
  return nextEventMs(live.lab) ?? Infinity;
}

function resultOf({ wait, changed }: WaitingLine): CommandResult {
  if (wait.result !== null) return { ...wait.result, changed };
  throw new Error(`This line waits for longer than any line may: ${wait.line}`);
}

function answer(exitCode: number, output: string): CommandResult {
  return { exitCode, output, changed: false };
}

function tooLong(): string {
  return `A lab runs for at most ${String(RUN_MS_MAX / 86_400_000)} days.`;
}
