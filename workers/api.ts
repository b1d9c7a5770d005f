/** The contract across the worker line: plain data, few verbs. Both sides import this and nothing else of each other. */
import type { Cause, LabEvent } from './core/events.ts';
import type { Run, RunLine, ScenarioName } from './core/run.ts';
import type { BlockMaps, Sample, Snapshot } from './core/snapshot.ts';

export type { Cause, LabEvent, LabEventKind } from './core/events.ts';
export type { Run, RunLine, ScenarioName } from './core/run.ts';
export { SCENARIO_NAMES } from './core/run.ts';
export type * from './core/snapshot.ts';
export { BLOCK_CELL } from './core/snapshot.ts';
/** Lines are text on both sides, so both quote alike. */
export { quoteWord } from './quote-word.ts';

/** A refused line is an exit code and a text, never an exception. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
  readonly changed: boolean;
}

/** `Error.name` of every rejection that is a refusal: bad input, nothing changed. Comlink keeps the name. */
export const REFUSAL_NAME = 'LabRefusal';

/** Virtual seconds a real second, or as quick as the machine can. */
export type Speed = number | 'max';

export interface OpenOptions {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
  readonly storage: 'memory' | 'persist';
  /** Names the stored lab: one database each. Ignored for memory. */
  readonly labId: string;
  /** Where the built wasm lies; null asks for the reference kernel. */
  readonly wasmUrl: string | null;
  readonly paused: boolean;
  readonly speed: Speed;
  /** Lines run once when the lab is new (not when it is resumed from the store): `[node, line]`. */
  readonly firstLines: readonly (readonly [node: string, line: string])[];
  /** The lab as the page saw it last: it goes on from there where nothing is stored, or what is older. */
  readonly seen?: SeenLab;
  /** Begins the lab anew: what is stored is replaced, unseen. */
  readonly anew?: true;
}

/** A lab as the page that showed it knows it: enough to make it again. */
export interface SeenLab {
  readonly run: SeenRun;
  /** The moment that was shown last, virtual ms. */
  readonly atMs: number;
  /** Bytes of imported files. */
  readonly files: readonly Uint8Array[];
  /** It could not be saved after this moment, so what is stored of it and stands there is older; null when all was well. */
  readonly unsavedAfterMs: number | null;
}

/** What a run is made of. Lines that are still to come stand behind those that have run. */
export type SeenRun = Pick<Run, 'scenario' | 'seed' | 'diskMiB' | 'lines'>;

export interface Opened {
  /** Which kernel serves, and why not wasm if it does not. */
  readonly kernel: 'wasm' | 'reference';
  readonly kernelProblem: string | null;
  /** True when a stored run was found and resumed, or the one that the page had seen. */
  readonly resumed: boolean;
  /** Present when it was the one that the page had seen. */
  readonly fromSeen?: true;
  readonly snapshot: Snapshot;
}

/** What undo and redo would do at the moment that is shown, and what lies ahead of it. */
export interface RunOutlook {
  /** The kept line that undo takes out; a long one is cut. */
  readonly undo: RunLine | null;
  /** The line that redo brings back; a long one is cut. */
  readonly redo: RunLine | null;
  /** Nothing was taken out: redo plays on to a line that is still to come. */
  readonly redoPlaysOn: boolean;
  readonly linesToCome: number;
  /** Lines that were to come when the last one was entered: undoing that one brings them back. */
  readonly linesDropped: number;
  /** How far the run has come, virtual ms. */
  readonly furthestMs: number;
}

/** What the feed carries, latest wins: the page answers each with one message before the next is sent. */
export interface FeedMessage {
  readonly snapshot: Snapshot;
  /** Samples since the last message; `null` first means: history was rewritten, ask `timeline` again. */
  readonly samples: readonly Sample[] | null;
  /** New events since the last message, or null: the log was rewritten, ask `events` again. */
  readonly events: readonly LabEvent[] | null;
  readonly outlook: RunOutlook;
  /** Present when the run is another one than in the last message: lines from this index on are replaced. */
  readonly run?: SeenRun & { readonly linesFrom: number };
}

/** One lab behind the worker line. `open` comes first; a page may hold many, each with its own id. */
export interface EngineApi {
  /** @param feed  port on which `FeedMessage`s flow; the page posts `'taken'` back for each */
  open(lab: string, options: OpenOptions, feed: MessagePort): Promise<Opened>;
  /** Stops the lab and frees what it holds; what is stored stays. */
  close(lab: string): Promise<void>;
  execute(lab: string, line: string, node: string | null): Promise<CommandResult>;
  /** Runs virtual time as quickly as it can, then stays paused. */
  advance(lab: string, ms: number): Promise<Snapshot>;
  /** To the next event of the log, then stays paused; at most an hour of virtual time. */
  step(lab: string): Promise<Snapshot>;
  setPace(lab: string, paused: boolean, speed: Speed): Promise<void>;
  snapshot(lab: string): Promise<Snapshot>;
  seek(lab: string, atMs: number): Promise<Snapshot>;
  events(lab: string, after: number | null): Promise<LabEvent[]>;
  /** Samples from a moment on, at most one each 100 virtual ms. */
  timeline(lab: string, fromMs: number): Promise<Sample[]>;
  blockMaps(lab: string): Promise<BlockMaps>;
  explain(lab: string, code: string): Promise<Cause[]>;
  readFile(lab: string, node: string, path: string): Promise<Uint8Array>;
  importFile(lab: string, node: string, path: string, bytes: Uint8Array): Promise<CommandResult>;
  exportRun(lab: string, withFiles: boolean): Promise<Run>;
  openRun(lab: string, run: unknown): Promise<Snapshot>;
  /** Throws away run and stored state, and opens the scenario anew with the same options. */
  startAgain(lab: string): Promise<Snapshot>;
  digest(lab: string): Promise<string>;
  /**
   * Deletes what is stored of this lab and does not open; the lab goes on, and is saved from then on. Rejects with
   * `LabRefusal` when it is still there.
   */
  deleteStored(lab: string): Promise<Snapshot>;
  /** Saves what is not saved yet without waiting for more: the page may be about to go. */
  saveNow(lab: string): Promise<void>;
}

/** What the worker answers: the labs, and a sign of life by which the page knows that it is there. */
export interface WorkerApi extends EngineApi {
  /** The calls that are being worked on, each as `verb lab`: whichever is not among them will never be answered. */
  alive(): Promise<string[]>;
}

/** A measurement of the benchmark beside what it is held against. */
export interface BenchmarkRow {
  /** What was measured, beside what. */
  readonly name: string;
  /** Our figure, in `unit`: more is better. */
  readonly ours: number;
  /** The figure it is held against, in `unit`: measured in the same run, or asked for. */
  readonly against: number;
  readonly unit: string;
  /** `ours / against`. */
  readonly ratio: number;
  /** The ratio that is asked for; null where the row is a limit, the most that could be reached: `ours` is that limit. */
  readonly bar: number | null;
  /** `ratio ≥ bar`; true where nothing is asked. */
  readonly met: boolean;
}

/** What the benchmark's worker posts, as it goes. It begins when it is sent the bytes of the wasm, and ends early at `'stop'`. */
export type BenchmarkNews =
  /** `done`: share of all that is to be measured, 0 to 1; `text` says what was found or is going on. */
  | { readonly kind: 'progress'; readonly done: number; readonly text: string | null }
  | { readonly kind: 'rows'; readonly rows: readonly BenchmarkRow[] }
  /** What could not be measured here, and why; the rest goes on. */
  | { readonly kind: 'skipped'; readonly part: string; readonly why: string }
  | { readonly kind: 'end' };
