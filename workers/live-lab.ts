import {
  advance,
  createLab,
  digestOf,
  futureLines,
  kernelLayout,
  keptLines,
  nowMs,
  provideBytes,
  providedBytes,
  sampleOf,
  setFuture,
  type Lab,
  type LabOptions,
  type PendingLine,
} from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import type { BlockKernel, KernelLayout } from './core/storage/block-kernel.ts';
import { SLICE_MS, type RealTime } from './pacer.ts';
import { nextSampleMs, Timeline, SAMPLE_EVERY_MS } from './timeline.ts';

/** Real ms of work at once while the past is replayed: nothing is shown meanwhile, and somebody waits. */
const PLAY_SLICE_MS = 40;

/** What a lab needs to be built: any number of times, since rewriting history builds it anew. */
export interface LabMaker {
  readonly time: RealTime;
  /** Whether samples for the charts are taken; nobody looks at those of a script. */
  readonly keepsHistory: boolean;
  createKernel(layout: KernelLayout): BlockKernel;
}

/** A run to be played: kept lines, and the bytes that they name by hash. */
export interface PlayedRun {
  readonly options: LabOptions;
  readonly lines: readonly RunLine[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A core lab with its kernel and its history, moved on in steps that end where samples are due. */
export class LiveLab {
  readonly options: LabOptions;
  readonly kernel: BlockKernel;
  readonly lab: Lab;
  readonly timeline = new Timeline();
  readonly #keepsHistory: boolean;

  constructor(options: LabOptions, maker: LabMaker) {
    this.options = options;
    this.#keepsHistory = maker.keepsHistory;
    this.kernel = maker.createKernel(kernelLayout(options));
    this.lab = createLab(options, this.kernel);
    this.#sample();
  }

  /**
   * Builds the lab that a run makes, at one moment; lines after it are still to come.
   *
   * Works in slices of real time, so that the worker stays responsive.
   *
   * @param files  bytes that the lines name by hash
   */
  static async replay(
    run: { options: LabOptions; lines: readonly RunLine[]; files: Iterable<Uint8Array> },
    toMs: number,
    maker: LabMaker,
  ): Promise<LiveLab> {
    const live = new LiveLab(run.options, maker);
    for (const bytes of run.files) provideBytes(live.lab, bytes);
    live.follow(run.lines, new Map());
    await live.play(toMs, maker.time);
    return live;
  }

  get nowMs(): number {
    return nowMs(this.lab);
  }

  get digest(): string {
    return digestOf(this.lab);
  }

  /** Kept lines, and behind them those still to come. */
  get lines(): readonly RunLine[] {
    return [...keptLines(this.lab), ...futureLines(this.lab)];
  }

  get files(): ReadonlyMap<string, Uint8Array> {
    return providedBytes(this.lab);
  }

  /** Gives it lines that are to come, and the bytes that they name. */
  follow(lines: readonly RunLine[], files: PlayedRun['files']): void {
    const known = this.files;
    for (const [hash, bytes] of files) if (!known.has(hash)) provideBytes(this.lab, bytes);
    setFuture(this.lab, lines);
  }

  /** Runs to a moment, and the lines that are due at it, also when no time has to pass. */
  async play(toMs: number, time: RealTime): Promise<void> {
    advance(this.lab, Math.min(toMs, this.nowMs));
    await this.run(toMs, time, { sliceMs: PLAY_SLICE_MS });
  }

  /**
   * Runs on to `toMs`, but no further than to the next sample.
   *
   * @param wait  stops where it settles
   */
  step(toMs: number, wait?: PendingLine): void {
    advance(this.lab, Math.min(toMs, nextSampleMs(this.nowMs)), wait);
    if (this.nowMs % SAMPLE_EVERY_MS === 0) this.#sample();
  }

  /**
   * Runs to `toMs` as quickly as it can, letting others work between slices.
   *
   * `isOver` is looked at before each step, `stepTo` says where the next step ends at the latest,
   * `wait` stops the step in which it settles, `between` is called after each slice.
   */
  async run(
    toMs: number,
    time: RealTime,
    options: {
      isOver?: () => boolean;
      stepTo?: () => number;
      wait?: PendingLine;
      between?: () => void;
      sliceMs?: number;
    } = {},
  ): Promise<void> {
    const { isOver = () => false, sliceMs = SLICE_MS } = options;
    let sliceEndsMs = time.now() + sliceMs;
    while (this.nowMs < toMs && !isOver()) {
      this.step(Math.min(toMs, options.stepTo?.() ?? toMs), options.wait);
      if (time.now() < sliceEndsMs) continue;
      options.between?.();
      await letOthersWork(time);
      sliceEndsMs = time.now() + sliceMs;
    }
  }

  #sample(): void {
    if (this.#keepsHistory) this.timeline.add(sampleOf(this.lab));
  }
}

/** Settles after messages that have arrived meanwhile were handled. */
function letOthersWork(time: RealTime): Promise<void> {
  return new Promise((resolve) => {
    time.schedule(resolve, 0);
  });
}
