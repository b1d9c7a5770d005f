/*
 * Courses of events that touch storage in every way, for the sweep over its failures: each is played from the start
 * against a store that fails at one operation, and stops where the machine does.
 */
import type { OpenOptions, Run } from '../../workers/api.ts';
import { Engine } from '../../workers/engine.ts';
import type { LabMaker } from '../../workers/live-lab.ts';
import { wasmSource } from '../../workers/load-kernel.ts';
import type { OpenedStore } from '../../workers/open-store.ts';
import type { RealTime } from '../../workers/pacer.ts';
import type { FailingStore } from './failing-store.ts';
import { wasmModule } from './run-lines.ts';
import { noiseBytes } from './test-bytes.ts';

export const LAB_ID = 'sweep';

/** One step of a course; each is followed by a save. */
type Step = (engine: Engine) => Promise<unknown>;

/** A course of events. */
export interface Course {
  readonly name: string;
  readonly isLarge?: true;
  readonly options: Partial<OpenOptions>;
  readonly steps: readonly (Step | 'reopen')[];
}

function line(text: string): Step {
  return async (engine) => {
    const { exitCode, output } = await engine.execute(text, null);
    if (exitCode !== 0) throw new Error(`"${text}" ended with ${String(exitCode)}: ${output}`);
  };
}

function drop(path: string, bytes: Uint8Array): Step {
  return (engine) => engine.importFile('A1', path, bytes);
}

function seek(atMs: number): Step {
  return (engine) => engine.seek(atMs);
}

function openRun(changes: Partial<Run>): Step {
  const run: Run = {
    lab: 1,
    scenario: 'first-built',
    seed: 5,
    diskMiB: 4,
    endMs: 2000,
    lines: [[500, 'A1', 'write S:\\Docs\\other.txt another']],
    files: {},
    ...changes,
  };
  return (engine) => engine.openRun(run);
}

function startAgain(): Step {
  return (engine) => engine.startAgain();
}

/** What happens; every step is carried out whole, whatever storage does. */
export const COURSES: readonly Course[] = [
  {
    name: 'orders come in',
    options: { scenario: 'protected' },
    steps: [line('client start'), line('lab run 1s'), line('lab run 1s'), line('lab run 300ms')],
  },
  {
    name: 'files are dropped, written and deleted',
    options: {},
    steps: [
      drop('S:\\one.bin', noiseBytes(5000, 1)),
      drop('S:\\two.bin', noiseBytes(70_000, 2)),
      line('write S:\\Docs\\note.txt first'),
      line('del S:\\two.bin'),
      line('fill S:\\three.bin 60000 7'),
    ],
  },
  {
    name: 'history is rewritten',
    options: {},
    steps: [
      line('write S:\\a.txt one'),
      line('lab run 2s'),
      line('fill S:\\b.bin 40000 3'),
      line('lab undo'),
      line('lab redo'),
      seek(1000),
      line('write S:\\c.txt instead'),
    ],
  },
  {
    name: 'other runs are opened',
    options: {},
    steps: [
      line('write S:\\a.txt one'),
      startAgain(),
      line('fill S:\\x.bin 40000 4'),
      // Disks of another size, then once more those that were there before.
      openRun({ diskMiB: 5, endMs: 700 }),
      openRun({ seed: 2001, endMs: 0, lines: [[0, 'A1', 'fill S:\\x.bin 40000 4']] }),
      line('write S:\\a.txt two'),
    ],
  },
  {
    name: 'the page is closed and opened again',
    options: {},
    steps: [line('write S:\\a.txt one'), 'reopen', line('write S:\\b.txt two'), line('lab run 1s')],
  },
  {
    name: 'more changes than one transaction carries',
    isLarge: true,
    options: { diskMiB: 16 },
    steps: [
      line('fill S:\\a.bin 6500000 1'),
      line('copy S:\\a.bin S:\\b.bin'),
      line('copy S:\\b.bin S:\\a.bin'),
      line('write S:\\Docs\\note.txt folded'),
      line('lab run 1s'),
      line('lab run 1s'),
    ],
  },
];

/** Time in which nothing happens by itself: saves are asked for, and time that is run is run in one go. */
const time: RealTime = { now: () => 0, schedule: () => () => undefined };

const kernels = wasmSource(wasmModule);

/** What a lab needs to be built anew. */
export const maker: LabMaker = {
  time,
  keepsHistory: false,
  createKernel: (layout) => kernels.create(layout),
};

function openedStore(store: FailingStore): OpenedStore {
  return {
    labId: LAB_ID,
    store,
    readOnly: false,
    problem: null,
    remedy: null,
    loss: null,
    older: null,
    deleteStored: () => Promise.reject(new Error('Nothing is to be deleted.')),
    writable: Promise.resolve(false),
    close: () => undefined,
  };
}

async function open(course: Course, store: FailingStore): Promise<Engine> {
  const options: OpenOptions = {
    scenario: 'first-built',
    seed: 2001,
    diskMiB: 4,
    storage: 'persist',
    labId: LAB_ID,
    wasmUrl: null,
    paused: true,
    speed: 1,
    firstLines: [],
    ...course.options,
  };
  const storage = openedStore(store);
  return (await Engine.open(options, { kernels, storage, time, waits: 'at-once' }, null)).engine;
}

/**
 * Plays a course until it or the machine ends.
 *
 * @param look  called after each save
 */
export async function play(
  course: Course,
  store: FailingStore,
  look: (engine: Engine) => Promise<void>,
): Promise<void> {
  const isOver = (): boolean => store.isGone;
  let engine = await open(course, store);
  for (const step of [null, ...course.steps]) {
    if (step === 'reopen') {
      await engine.close();
      if (isOver()) return;
      engine = await open(course, store);
    } else if (step !== null) {
      await step(engine);
    }
    await engine.flush();
    if (isOver()) return;
    await look(engine);
  }
}
