import type { Milliseconds } from './units.ts';

/** Something that will happen at a moment; cancelled by `schedule.cancel`. */
export interface Task {
  readonly atMs: Milliseconds;
  readonly sequence: number;
  /** Event that led to this one; null for what happens by itself. */
  readonly cause: number | null;
  run: (() => void) | null;
}

/** A task in its place. One that was moved to a later moment lies where it was until it comes to the front. */
interface Entry extends Task {
  atMs: Milliseconds;
  sequence: number;
  placeMs: Milliseconds;
  placeSequence: number;
}

/** Cancelled tasks that may lie in the heap before it is looked whether they are more than half of it. */
const CANCELLED_MAX = 64;
/** Tasks of the present moment that have run before their room is given back. */
const RUN_MAX = 256;

/**
 * What is to come, run in (time, sequence) order. A binary heap, so that a step costs O(log n); what comes up in the
 * present moment for this very moment, as most that travels does, stands in a line instead.
 */
export class Schedule {
  readonly #heap: Entry[] = [];
  /** Due at `#presentMs`, ascending; those before `#presentRun` are gone. */
  readonly #present: Entry[] = [];
  #presentRun = 0;
  /** Time of the task that was taken last. */
  #presentMs: Milliseconds = -1;
  #nextSequence = 0;
  /** Cancelled tasks in the heap, at least about: a cancelled one may have run before. */
  #cancelledCount = 0;

  /** Tasks that are still to come. */
  get count(): number {
    const tasks = [...this.#heap, ...this.#present.slice(this.#presentRun)];
    return tasks.filter((task) => task.run !== null).length;
  }

  add(atMs: Milliseconds, cause: number | null, run: () => void): Task {
    const sequence = this.#nextSequence++;
    const task: Entry = { atMs, sequence, cause, run, placeMs: atMs, placeSequence: sequence };
    if (atMs === this.#presentMs) {
      this.#present.push(task);
    } else {
      this.#heap.push(task);
      this.#rise(this.#heap.length - 1);
    }
    return task;
  }

  /** As cancelling a task that is still to come, and adding it again for another moment. @returns it, or its heir */
  move(task: Task, atMs: Milliseconds): Task {
    const entry = task as Entry;
    const { cause, run } = entry;
    if (run !== null && atMs < entry.placeMs) {
      this.cancel(task);
      return this.add(atMs, cause, run);
    }
    entry.atMs = atMs;
    entry.sequence = this.#nextSequence++;
    return entry;
  }

  /** A cancelled task stays in the heap, empty, until its time comes or there are too many like it. */
  cancel(task: Task | null): void {
    if (task === null || task.run === null) return;
    task.run = null;
    this.#cancelledCount++;
    if (this.#cancelledCount > CANCELLED_MAX && this.#cancelledCount * 2 > this.#heap.length)
      this.#sweep();
  }

  /** Time of the next task, or null when nothing is to come. */
  peekMs(): Milliseconds | null {
    return this.#first()?.atMs ?? null;
  }

  /** Takes the next task due at or before `untilMs`. */
  takeDue(untilMs: Milliseconds): Task | null {
    const first = this.#first();
    if (first === null || first.atMs > untilMs) return null;
    if (first === this.#present[this.#presentRun]) {
      this.#dropPresent();
    } else {
      this.#takeFirst();
      if (this.#present.length === 0) this.#presentMs = first.atMs;
    }
    return first;
  }

  /** The next task of both, which is not taken. */
  #first(): Entry | null {
    const present = this.#firstPresent();
    const later = this.#firstLater();
    if (present === null) return later;
    return later === null || isBefore(present, later) ? present : later;
  }

  #firstPresent(): Entry | null {
    for (;;) {
      const task = this.#presentRun < this.#present.length && this.#present[this.#presentRun];
      if (!task) return null;
      if (task.run !== null && task.sequence === task.placeSequence) return task;
      this.#dropPresent();
      if (task.run !== null) this.#place(task);
    }
  }

  #dropPresent(): void {
    const present = this.#present;
    this.#presentRun++;
    if (present.length === 1) present.pop();
    else if (this.#presentRun === present.length) present.length = 0;
    else if (this.#presentRun < RUN_MAX) return;
    else present.splice(0, this.#presentRun);
    this.#presentRun = 0;
  }

  #firstLater(): Entry | null {
    for (;;) {
      const task = this.#heap[0];
      if (task === undefined) return null;
      if (task.run !== null && task.sequence === task.placeSequence) return task;
      this.#takeFirst();
      if (task.run === null) this.#cancelledCount = Math.max(0, this.#cancelledCount - 1);
      else this.#place(task);
    }
  }

  /** Puts a task that was moved where it belongs. */
  #place(task: Entry): void {
    task.placeMs = task.atMs;
    task.placeSequence = task.sequence;
    this.#heap.push(task);
    this.#rise(this.#heap.length - 1);
  }

  /** Forgets the cancelled tasks. An ascending list is a heap. */
  #sweep(): void {
    const live = this.#heap.filter((task) => task.run !== null);
    live.sort((one, other) => (isBefore(one, other) ? -1 : 1));
    this.#heap.length = 0;
    for (const task of live) this.#heap.push(task);
    this.#cancelledCount = 0;
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const task = heap[from];
    if (task === undefined) return;
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !isBefore(task, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = task;
  }

  #sink(): void {
    const heap = this.#heap;
    const task = heap[0];
    if (task === undefined) return;
    let index = 0;
    for (;;) {
      let childIndex = index * 2 + 1;
      let child = heap[childIndex];
      if (child === undefined) break;
      const right = heap[childIndex + 1];
      if (right !== undefined && isBefore(right, child)) {
        child = right;
        childIndex++;
      }
      if (!isBefore(child, task)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = task;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return (
    one.placeMs < other.placeMs ||
    (one.placeMs === other.placeMs && one.placeSequence < other.placeSequence)
  );
}
