import type { RunOutlook } from './api.ts';
import { buildLab } from './build-lab.ts';
import { futureLines } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { LineHistory } from './line-history.ts';
import type { LabMaker, LiveLab, PlayedRun } from './live-lab.ts';
import type { Pacer } from './pacer.ts';
import { ParkedLabs, type ShownLab } from './parked-labs.ts';
import type { ParkingRoom } from './parking-places.ts';

/** Whose past it is. */
export interface PastOwner {
  readonly live: LiveLab;
  readonly pacer: Pacer;
  readonly isBroken: boolean;
  /** Whether lines wait for time to pass in this very lab. */
  readonly hasWaiting: boolean;
  /** Runs time to a moment as quickly as it can. */
  run(toMs: number): Promise<void>;
  /** Puts another lab of the same run in the place of this one. */
  show(live: LiveLab): void;
}

/** The run of a lab at other moments, and with other lines: each is another lab, played from what there is at hand. */
export class LabPast {
  readonly #owner: PastOwner;
  readonly #maker: LabMaker;
  readonly #history = new LineHistory();
  readonly #parked: ParkedLabs | null;

  /** @param parkingRoom  memory for labs at earlier moments, from which seeks start; null for none */
  constructor(owner: PastOwner, maker: LabMaker, parkingRoom: ParkingRoom | null) {
    this.#owner = owner;
    this.#maker = maker;
    this.#parked =
      parkingRoom === null ? null : new ParkedLabs(maker, parkingRoom, () => this.#shown());
  }

  /** Where the run ends, virtual ms: later than now while lines are still to come. */
  get endMs(): number {
    return this.#history.endMs(this.#owner.live);
  }

  /** What undo and redo would do, and how far the run has come. */
  get outlook(): RunOutlook {
    return this.#history.outlook(this.#owner.live);
  }

  /** A new line makes this moment the end of the run. @param dropped  lines that were to come until then */
  entered(dropped: readonly RunLine[]): void {
    this.#history.entered(this.#owner.live, dropped);
    this.#parked?.unsettle();
  }

  /** Time has run, or another moment is shown: labs may be parked on. */
  wake(): void {
    this.#parked?.wake(this.#history.furthestMs(this.#owner.live));
  }

  /** Labs that are parked are of no use to the lab that comes now. */
  unpark(): void {
    this.#parked?.clear();
  }

  /** It is another run. */
  reset(): void {
    this.#history.reset();
  }

  /** Parks no more. */
  stop(): void {
    this.#parked?.stop();
  }

  /** Shows another moment of the run; what lies after it is still to come. */
  async seek(atMs: number): Promise<void> {
    const { live, hasWaiting } = this.#owner;
    const { nowMs } = live;
    this.#history.reached(nowMs);
    if (atMs < nowMs) {
      await this.#rewrite(live.lines, atMs);
      return;
    }
    const ahead = hasWaiting ? null : this.#parked?.take(this.#run(), atMs, nowMs);
    if (ahead) await this.#rewrite(live.lines, atMs, ahead);
    else await this.#owner.run(atMs);
  }

  /** Takes the last line out. @returns it; null when there is none */
  async undo(): Promise<RunLine | null> {
    const { live } = this.#owner;
    const last = this.#history.undo(live);
    if (last === null) return null;
    this.#history.reached(live.nowMs);
    await this.#rewrite(last.lines, live.nowMs);
    return last.line;
  }

  /** Puts the last undone line back; without one, plays on to the next that is to come. @returns it, or null */
  async redo(): Promise<RunLine | null> {
    const { live } = this.#owner;
    const undone = this.#history.redo(live);
    if (undone !== null) {
      await this.#rewrite(undone.lines, live.nowMs);
      return undone.line;
    }
    const next = futureLines(live.lab)[0] ?? null;
    if (next !== null) await this.#owner.run(next[0]);
    return next;
  }

  /** @param start  a lab of the run that stands before that moment, if there is one at hand */
  async #rewrite(
    lines: readonly RunLine[],
    toMs: number,
    start: LiveLab | null = this.#parked?.take(this.#run(lines), toMs) ?? null,
  ): Promise<void> {
    const owner = this.#owner;
    owner.pacer.hold();
    try {
      const run = this.#run(lines);
      const files = run.files.values();
      const live = await buildLab({ ...run, files }, toMs, this.#maker, start);
      if (!owner.isBroken) this.#parked?.park(owner.live, run);
      owner.show(live);
    } finally {
      owner.pacer.release();
    }
    this.wake();
  }

  #run(lines: readonly RunLine[] = this.#owner.live.lines): PlayedRun {
    const { options, files } = this.#owner.live;
    return { options, lines, files };
  }

  /** The lab beside which others are parked; null while it needs all of the machine. */
  #shown(): ShownLab | null {
    const { pacer, live, isBroken } = this.#owner;
    const isHurried = pacer.isHeld || (!pacer.paused && pacer.speed === 'max');
    if (isHurried || isBroken) return null;
    const furthestMs = this.#history.furthestMs(live);
    return { run: this.#run(), nowMs: live.nowMs, furthestMs, isPlaying: !pacer.paused };
  }
}
