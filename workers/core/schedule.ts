import type { Milliseconds } from './units.ts';

/** Something that will happen at a moment; cancelled by `schedule.cancel`. */
export interface Task {
  readonly atMs: Milliseconds;
  readonly sequence: number;
  /** Event that led to this one; null for what happens by itself. */
  readonly cause: number | null;
  run: (() => void) | null;
}

/** Cancelled tasks that may lie in the heap before it is looked whether they are more than half of it. */
const CANCELLED_MAX = 64;

/** What is to come, run in (time, sequence) order. A binary heap, so that a step costs O(log n). */
export class Schedule {
  readonly #heap: Task[] = [];
  #nextSequence = 0;
  /** Cancelled tasks in the heap, at least about: a cancelled one may have run before. */
  #cancelledCount = 0;

  /** Tasks that are still to come. */
  get count(): number {
    return this.#heap.filter((task) => task.run !== null).length;
  }

  add(atMs: Milliseconds, cause: number | null, run: () => void): Task {
    const task: Task = { atMs, sequence: this.#nextSequence++, cause, run };
    this.#heap.push(task);
    this.#rise(this.#heap.length - 1);
    return task;
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
    this.#dropCancelled();
    return this.#heap[0]?.atMs ?? null;
  }

  /** Takes the next task due at or before `untilMs`. */
  takeDue(untilMs: Milliseconds): Task | null {
    this.#dropCancelled();
    const first = this.#heap[0];
    return first !== undefined && first.atMs <= untilMs ? this.#takeFirst() : null;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.run === null) {
      this.#takeFirst();
      this.#cancelledCount = Math.max(0, this.#cancelledCount - 1);
    }
  }

  /** Forgets the cancelled tasks. An ascending list is a heap. */
  #sweep(): void {
    const live = this.#heap.filter((task) => task.run !== null);
    live.sort((one, other) => (isBefore(one, other) ? -1 : 1));
    this.#heap.length = 0;
    for (const task of live) this.#heap.push(task);
    this.#cancelledCount = 0;
  }

  #takeFirst(): Task {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) throw new Error('the schedule is empty');
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
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

function isBefore(one: Task, other: Task): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.sequence < other.sequence);
}
