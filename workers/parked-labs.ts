import { futureLines, kernelLayout } from './core/lab.ts';
import type { RunLine } from './core/run.ts';
import { LiveLab, type LabMaker, type PlayedRun } from './live-lab.ts';
import {
  emptyPlaces,
  parkingPlan,
  PLACES_MAX,
  type ParkingPlan,
  type ParkingRoom,
} from './parking-places.ts';

/** Real ms of work at once while the lab plays, and while it stands still. */
const PLAYING_SLICE_MS = 5;
const STANDING_SLICE_MS = 24;
/** Real ms between two pieces of work while the lab plays: most of the time is its own. */
const PLAYING_REST_MS = 15;

/** Real ms between two looks whether there is time for work again. */
const BUSY_REST_MS = 250;

/** The lab beside which others are parked, at this moment. */
export interface ShownLab {
  readonly run: PlayedRun;
  readonly nowMs: number;
  /** How far the run has come, virtual ms. */
  readonly furthestMs: number;
  readonly isPlaying: boolean;
}

/** A lab with the lines that it was given: those that it has run, and behind them those still to come. */
interface ParkedLab {
  readonly live: LiveLab;
  lines: readonly RunLine[];
}

/** One that is on its way to its place. */
interface Drive {
  readonly lab: ParkedLab;
  readonly toMs: number;
}

/**
 * Labs that stand at earlier moments of the run, so that a seek starts from the one before its moment and not from the
 * beginning. One that is used is gone, since no world can be copied; its place is filled again when nothing else is to
 * be done, by the one before it, whose place is filled by the one before that, and the first one's from the beginning.
 */
export class ParkedLabs {
  readonly #maker: LabMaker;
  readonly #room: ParkingRoom;
  readonly #look: () => ShownLab | null;
  /** By their moments, ascending. */
  #labs: ParkedLab[] = [];
  #drive: Drive | null = null;
  #cancel: (() => void) | null = null;
  /** Until the run has come this far there is nothing to do. */
  #settledUntilMs = -Infinity;
  #isStopped = false;

  /** @param look  the shown lab; null while nothing may be moved */
  constructor(maker: LabMaker, room: ParkingRoom, look: () => ShownLab | null) {
    this.#maker = maker;
    this.#room = room;
    this.#look = look;
  }

  /**
   * Takes out the last lab at or before a moment, if it is later than another moment; the run's further lines are to come.
   *
   * @param run  as it is from now on: labs that ran other lines are dropped
   */
  take(run: PlayedRun, toMs: number, laterThanMs = -Infinity): LiveLab | null {
    this.#keepOnly((lab) => isOnRun(lab, run.lines));
    const lab = this.#labs.findLast(({ live }) => live.nowMs <= toMs);
    if (lab === undefined || lab.live.nowMs <= laterThanMs) return null;
    this.#keepOnly((other) => other !== lab);
    follow(lab, run);
    return lab.live;
  }

  /** Leaves a lab where it stands, if it belongs to the run and there is room. */
  park(live: LiveLab, run: PlayedRun): void {
    const lab = { live, lines: live.lines };
    if (this.#isStopped || !isOnRun(lab, run.lines)) return;
    if (this.#hasRoom(run, [])) this.#add(lab);
  }

  /** Says that the run has come this far, or that there may be time for work again. */
  wake(furthestMs: number): void {
    if (this.#cancel !== null || this.#isStopped || furthestMs < this.#settledUntilMs) return;
    this.#workIn(0);
  }

  /** Says that the run has changed, or the moment that is shown. */
  unsettle(): void {
    this.#settledUntilMs = -Infinity;
  }

  /** The run is another one. */
  clear(): void {
    this.#keepOnly(() => false);
  }

  /** Never works again, and gives its room back. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = null;
    this.clear();
  }

  #workIn(delayMs: number): void {
    this.#cancel = this.#maker.time.schedule(() => {
      this.#cancel = null;
      const shown = this.#look();
      try {
        if (shown === null) this.#workIn(BUSY_REST_MS);
        else if (this.#work(shown)) this.#workIn(shown.isPlaying ? PLAYING_REST_MS : 0);
      } catch {
        // What cannot be played is told when somebody asks for it.
        this.stop();
      }
    }, delayMs);
  }

  /** @returns whether there is more to do */
  #work(shown: ShownLab): boolean {
    const { time } = this.#maker;
    const untilMs = time.now() + (shown.isPlaying ? PLAYING_SLICE_MS : STANDING_SLICE_MS);
    this.#keepOnly((lab) => isOnRun(lab, shown.run.lines));
    if (this.#drive !== null) follow(this.#drive.lab, shown.run);
    do {
      this.#drive ??= this.#nextDrive(shown);
      if (this.#drive === null) return false;
      const { lab, toMs } = this.#drive;
      while (lab.live.nowMs < toMs && time.now() < untilMs) lab.live.step(toMs);
      if (lab.live.nowMs >= toMs) this.#drive = null;
    } while (time.now() < untilMs);
    return true;
  }

  #nextDrive(shown: ShownLab): Drive | null {
    const layout = kernelLayout(shown.run.options);
    const places = this.#labs.length + this.#room.countFor(layout);
    const plan = parkingPlan(shown.furthestMs, places);
    const taken = this.#labs.map(({ live }) => live.nowMs);
    for (const toMs of emptyPlaces(plan, taken, shown.nowMs)) {
      const lab =
        this.#labs.findLast(({ live }) => live.nowMs < toMs) ?? this.#newLab(shown.run, plan);
      if (lab === null) continue;
      follow(lab, shown.run);
      return { lab, toMs };
    }
    this.#settledUntilMs = plan.untilMs;
    return null;
  }

  #newLab(run: PlayedRun, plan: ParkingPlan): ParkedLab | null {
    if (!this.#hasRoom(run, plan.momentsMs)) return null;
    const lab = { live: new LiveLab(run.options, this.#maker), lines: [] };
    this.#add(lab);
    return lab;
  }

  /** Looks for room for one more; one that stands at no wanted moment goes for it, but for the latest of all. */
  #hasRoom({ options }: PlayedRun, wantedMs: readonly number[]): boolean {
    const layout = kernelLayout(options);
    const isFull = (): boolean =>
      this.#labs.length >= PLACES_MAX || this.#room.countFor(layout) < 1;
    if (!isFull()) return true;
    const moments = this.#labs.map(({ live }) => live.nowMs);
    const spare = this.#labs
      .slice(0, -1)
      .find(({ live }, at) => !wantedMs.includes(live.nowMs) || moments[at + 1] === live.nowMs);
    if (spare !== undefined) this.#keepOnly((lab) => lab !== spare);
    return !isFull();
  }

  #add(lab: ParkedLab): void {
    this.#room.take(kernelLayout(lab.live.options));
    this.#labs = [...this.#labs, lab].sort((one, other) => one.live.nowMs - other.live.nowMs);
    this.unsettle();
  }

  #keepOnly(isKept: (lab: ParkedLab) => boolean): void {
    const gone = this.#labs.filter((lab) => !isKept(lab));
    if (gone.length === 0) return;
    this.#labs = this.#labs.filter((lab) => !gone.includes(lab));
    if (this.#drive !== null && gone.includes(this.#drive.lab)) this.#drive = null;
    for (const { live } of gone) this.#room.give(kernelLayout(live.options));
    this.unsettle();
  }
}

/** Gives a lab the run as it is now. */
function follow(lab: ParkedLab, run: PlayedRun): void {
  lab.live.follow(run.lines.slice(ranCount(lab)), run.files);
  lab.lines = run.lines;
}

/** Whether what a lab has run is how these lines begin, and none of the rest should have run by its moment. */
function isOnRun(lab: ParkedLab, lines: readonly RunLine[]): boolean {
  const count = ranCount(lab);
  const next = lines[count];
  if (next !== undefined && next[0] < lab.live.nowMs) return false;
  for (let index = 0; index < count; index += 1) {
    if (!isSameLine(lab.lines[index], lines[index])) return false;
  }
  return true;
}

function ranCount({ live, lines }: ParkedLab): number {
  return lines.length - futureLines(live.lab).length;
}

function isSameLine(one: RunLine | undefined, other: RunLine | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || one.every((part, at) => part === other[at]);
}
