/** The only file of the core that callers import. (signatures first) */
import type { BlockKernel, KernelLayout } from './storage/block-kernel.ts';
import type { Cause, LabEvent } from './events.ts';
import type { Run, RunLine, ScenarioName } from './run.ts';
import type { BlockMaps, Sample, Snapshot } from './snapshot.ts';

export interface LabOptions {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
}
/** A refusal as a value. */
export interface Refusal { readonly exitCode: number; readonly output: string }

/** A line that has begun and waits for virtual time: a record, never a promise. `result` is set when it has settled. */
export interface Wait { readonly line: string; readonly deadlineMs: number; result: { exitCode: number; output: string } | null }

/** What became of a line. */
export type Execution =
  | { readonly kind: 'done'; readonly exitCode: number; readonly output: string; readonly changed: boolean }
  /** Runs on: advance with this wait until `wait.result` is set; `output` of the result is the line's output. */
  | { readonly kind: 'waiting'; readonly wait: Wait; readonly changed: true }
  /** The engine carries it out. */
  | { readonly kind: 'engine'; readonly request: EngineRequest };
export type EngineRequest =
  | { readonly verb: 'run'; readonly durationMs: number }
  | { readonly verb: 'until'; readonly expression: string; readonly withinMs: number }
  | { readonly verb: 'undo' }
  | { readonly verb: 'redo' };

export interface Lab { readonly __lab: never }
export declare function kernelLayout(options: LabOptions): KernelLayout;
/** Builds `bare` from the seed on a fresh kernel, plays the scenario's lines; the clock reads 0 after. */
export declare function createLab(options: LabOptions, kernel: BlockKernel): Lab;
/** Takes no virtual time. A line that changes the world drops the lines that were still to come (`setFuture`). */
export declare function execute(lab: Lab, line: string, node?: string): Execution;
/** Runs virtual time to `toMs`, or only until the wait has settled; runs lines still to come when their time is reached. */
export declare function advance(lab: Lab, toMs: number, wait?: Wait): void;
/** Lines to run when time reaches them: how replay and seek work. */
export declare function setFuture(lab: Lab, lines: readonly RunLine[]): void;
/** Time of the next thing that the log would say is not known; this is the next scheduled event of any kind, or null. */
export declare function nextEventMs(lab: Lab): number | null;
export declare function nowMs(lab: Lab): number;
/** Kept lines so far. */
export declare function keptLines(lab: Lab): readonly RunLine[];
/** Lines still to come. */
export declare function futureLines(lab: Lab): readonly RunLine[];
export declare function snapshotOf(lab: Lab): Snapshot;
export declare function sampleOf(lab: Lab): Sample;
export declare function blockMapsOf(lab: Lab): BlockMaps;
export declare function digestOf(lab: Lab): string;
/** Sequence number of the last event, 0 before the first. */
export declare function lastSequence(lab: Lab): number;
export declare function eventsOf(lab: Lab, after?: number): LabEvent[];
export declare function explain(lab: Lab, code: string): Cause[] | Refusal;
/** What that node would read now. */
export declare function readFile(lab: Lab, node: string, path: string): Uint8Array | Refusal;
/** Makes bytes known by their hash, for `import` and `fault block` lines. @returns hash, 16 hex digits */
export declare function provideBytes(lab: Lab, bytes: Uint8Array): string;
/** Known bytes by hash. */
export declare function providedBytes(lab: Lab): ReadonlyMap<string, Uint8Array>;
export declare function runOf(lab: Lab): Run;
