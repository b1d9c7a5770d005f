/** The core as callers see it, and the only file of it that they import besides types: a pure machine in virtual time. */
import { blockMapsOfWorld } from './block-maps.ts';
import { runWords } from './console/console.ts';
import { NO_SERVICE, NOT_BUILT } from './console/outcome.ts';
import { cutWords } from './console/words.ts';
import { digestOfWorld } from './digest.ts';
import type { Cause, LabEvent } from './events.ts';
import { explainCode, isChain } from './explain/explain.ts';
import type { Run, RunLine, ScenarioName } from './run.ts';
import { unsettledThings, watchInvariants, type Expectations } from './invariants.ts';
import { createBareWorld, layoutFor } from './scenarios/bare.ts';
import { scenarioLines } from './scenarios/scenario-lines.ts';
import { sampleOfWorld, snapshotOfWorld } from './snapshot-of.ts';
import type { BlockMaps, Sample, Snapshot } from './snapshot.ts';
import type { BlockKernel, KernelLayout } from './storage/block-kernel.ts';
import { fileAt, isFailure, placeOf, writeRange } from './storage/disk-access.ts';
import { readFileBytes } from './storage/volume.ts';
import { hex64, isSameName } from './text.ts';
import { runMoment, runTime } from './time.ts';
import type { Milliseconds } from './units.ts';
import { wire } from './wiring.ts';
import type { ClusterNode, EngineRequest, Outcome, Wait, World } from './world.ts';

export type { EngineRequest } from './world.ts';
export { InvariantError } from './invariant-error.ts';

/** A lab in progress; its inside is the core's own. */
export type Lab = World;

/** From what a lab begins. */
export interface LabOptions {
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly diskMiB: number;
}

/** A refusal as a value: the console's exit code and a plain text. */
export interface Refusal {
  readonly exitCode: number;
  readonly output: string;
}

/** What became of a line. */
export type Execution =
  | {
      readonly kind: 'done';
      readonly exitCode: number;
      readonly output: string;
      readonly changed: boolean;
    }
  /** Goes on in virtual time: `wait.result` is set when it has settled. */
  | { readonly kind: 'waiting'; readonly wait: PendingLine; readonly changed: boolean }
  /** The engine carries it out. */
  | { readonly kind: 'engine'; readonly request: EngineRequest };

/** A line that waits: a record, never a promise. */
export type PendingLine = Wait;

/** The memory that a lab needs: make the kernel from it. */
export function kernelLayout(options: LabOptions): KernelLayout {
  return layoutFor(options.diskMiB);
}

/**
 * Builds `bare` from the seed on a fresh kernel and plays the scenario's lines; the clock reads 0 after.
 *
 * @throws Error if a scenario's own line is refused (a bug, never user input)
 */
export function createLab(options: LabOptions, kernel: BlockKernel): Lab {
  const world: World = createBareWorld(
    options.scenario,
    options.seed,
    options.diskMiB,
    kernel,
    wire(() => world),
  );
  for (const line of scenarioLines(options.scenario)) playScenarioLine(world, line);
  world.originMs = world.nowMs;
  world.keepsLines = true;
  world.consoleNode = 'A1';
  return world;
}

/**
 * Lets every event and line from now on be checked against what never may be; `advance` and `execute` throw
 * InvariantError then.
 */
export function checkEvents(lab: Lab, expectations: Expectations): void {
  lab.afterEvent = watchInvariants(lab, expectations);
}

/** What is still between two states, in words; empty when the lab has settled. */
export function unsettled(lab: Lab): string[] {
  return unsettledThings(lab);
}

/** Carries out one line now; it takes no virtual time. A line that changes the world drops the lines still to come. */
export function execute(lab: Lab, line: string, node: string | null = null): Execution {
  return executeLine(lab, line, node, true);
}

/** Runs virtual time to `toMs`, or to the end of the moment in which the wait has settled. */
export function advance(lab: Lab, toMs: Milliseconds, wait: PendingLine | null = null): void {
  runTime(lab, toMs + lab.originMs, wait, ([, node, line]) => {
    executeLine(lab, line, node, false);
  });
}

/** Lines that run when time reaches them: how replay and seek work. */
export function setFuture(lab: Lab, lines: readonly RunLine[]): void {
  lab.futureLines = [...lines];
}

/** When something happens next; null when nothing ever will. */
export function nextEventMs(lab: Lab): Milliseconds | null {
  const nextMs = lab.schedule.peekMs();
  return nextMs === null ? null : nextMs - lab.originMs;
}

export function nowMs(lab: Lab): Milliseconds {
  return lab.nowMs - lab.originMs;
}

/** Lines kept so far. */
export function keptLines(lab: Lab): readonly RunLine[] {
  return lab.keptLines;
}

/** Lines still to come. */
export function futureLines(lab: Lab): readonly RunLine[] {
  return lab.futureLines;
}

export function snapshotOf(lab: Lab): Snapshot {
  return snapshotOfWorld(lab);
}

export function sampleOf(lab: Lab): Sample {
  return sampleOfWorld(lab);
}

export function blockMapsOf(lab: Lab): BlockMaps {
  return blockMapsOfWorld(lab);
}

export function digestOf(lab: Lab): string {
  return digestOfWorld(lab);
}

/** Sequence number of the last event. */
export function lastSequence(lab: Lab): number {
  return lab.log.lastSequence;
}

/** Events after a sequence number, oldest first. */
export function eventsOf(lab: Lab, after = 0): LabEvent[] {
  return lab.log.after(after).map((event) => ({ ...event, atMs: event.atMs - lab.originMs }));
}

/** The chain behind an alarm. */
export function explain(lab: Lab, code: string): Cause[] | Refusal {
  const answer = explainCode(lab, code);
  return isChain(answer) ? [...answer] : { exitCode: answer.exitCode, output: answer.text };
}

/** What that node would read now. */
export function readFile(lab: Lab, nodeName: string, path: string): Uint8Array | Refusal {
  const node = nodeNamed(lab, nodeName);
  if (node === undefined) return unknownNode(lab, nodeName);
  if (!node.booted) return { exitCode: NO_SERVICE, output: `${node.name} is down.` };
  const place = placeOf(lab, node, path);
  if (isFailure(place)) return { exitCode: place.exitCode, output: place.text };
  const file = fileAt(place);
  if (isFailure(file)) return { exitCode: file.exitCode, output: file.text };
  return readFileBytes(lab.kernel, place.volume, file);
}

/**
 * What a program on that node holds that has a file open: writes a range, as it stands behind the filter driver.
 *
 * Lines do not tell of it, so that a run does not have it: it is there to measure how quickly writes go through.
 */
export function openForWriting(
  lab: Lab,
  nodeName: string,
  path: string,
): ((offset: number, bytes: Uint8Array) => Refusal | null) | Refusal {
  const node = nodeNamed(lab, nodeName);
  if (node === undefined) return unknownNode(lab, nodeName);
  const place = placeOf(lab, node, path);
  if (isFailure(place)) return { exitCode: place.exitCode, output: place.text };
  return (offset, bytes) => {
    const failure = writeRange(lab, place, offset, bytes);
    return failure === null ? null : { exitCode: failure.exitCode, output: failure.text };
  };
}

/** Makes bytes known by their hash, for lines that name one. @returns the XXH3-64, 16 hex digits */
export function provideBytes(lab: Lab, bytes: Uint8Array): string {
  const hash = hex64(lab.kernel.hashBytes(bytes));
  lab.providedBytes.set(hash, bytes);
  return hash;
}

/** Lets go of bytes that no line came to use. */
export function forgetBytes(lab: Lab, hash: string): void {
  lab.providedBytes.delete(hash);
}

/** Bytes known by their hash. */
export function providedBytes(lab: Lab): ReadonlyMap<string, Uint8Array> {
  return lab.providedBytes;
}

/** The run so far, lines still to come included, files left out. */
export function runOf(lab: Lab): Run {
  const { scenario, seed, diskMiB, keptLines: kept, futureLines: future } = lab;
  return {
    lab: 1,
    scenario,
    seed,
    diskMiB,
    endMs: nowMs(lab),
    lines: [...kept, ...future],
    files: {},
  };
}

function playScenarioLine(world: World, line: string): void {
  const execution = executeLine(world, line, null, false);
  const fail = (code: number, output: string): never => {
    throw new Error(
      `the scenario ${world.scenario} does not hold: "${line}" ended with ${String(code)}: ${output}`,
    );
  };
  if (execution.kind === 'done' && execution.exitCode !== 0)
    fail(execution.exitCode, execution.output);
  if (execution.kind === 'engine') {
    if (execution.request.verb !== 'run') fail(NOT_BUILT, 'only lab run may stand in a scenario');
    else runTime(world, world.nowMs + execution.request.durationMs, null, () => undefined);
  }
  if (execution.kind === 'waiting') {
    runTime(world, execution.wait.deadlineMs, execution.wait, () => undefined);
    const { result } = execution.wait;
    if (result === null || result.exitCode !== 0)
      fail(result?.exitCode ?? -1, result?.output ?? 'did not settle');
  }
}

function executeLine(
  world: World,
  typed: string,
  nodeName: string | null,
  dropsFuture: boolean,
): Execution {
  const addressed = takeAddress(typed);
  const wanted = addressed.node ?? nodeName ?? world.consoleNode;
  const node = nodeNamed(world, wanted);
  if (node === undefined) return done(unknownNode(world, wanted));
  const line = addressed.line.trim();
  const cut = cutWords(line);
  if ('problem' in cut) return done({ exitCode: 87, output: cut.problem });
  if (addressed.node !== null) world.consoleNode = node.name;
  if (cut.words.length === 0) return done({ exitCode: 0, output: '' });
  runMoment(world);
  let changed = false;
  const begin = (): void => {
    if (changed) return;
    changed = true;
    keepLine(world, node, line, dropsFuture);
  };
  const outcome = runWords(world, node, cut, begin);
  runMomentOf(world);
  return executionOf(world, line, outcome, changed);
}

/** Notes the line in run and log; what follows has it as its cause. */
function keepLine(world: World, node: ClusterNode, line: string, dropsFuture: boolean): void {
  if (dropsFuture) world.futureLines = [];
  if (world.keepsLines) world.keptLines.push([world.nowMs - world.originMs, node.name, line]);
  world.cause = world.log.append({
    atMs: world.nowMs,
    kind: 'line',
    cluster: node.clusterId,
    node: node.name,
    text: line,
    causes: [],
    line: world.keepsLines ? world.keptLines.length - 1 : null,
  });
}

function runMomentOf(world: World): void {
  world.cause = null;
  runMoment(world);
}

function executionOf(world: World, line: string, outcome: Outcome, changed: boolean): Execution {
  if ('request' in outcome) return { kind: 'engine', request: outcome.request };
  if ('exitCode' in outcome) return done(outcome, changed);
  const result = outcome.look(outcome.waitMs === 0);
  if (result !== null) return done(result, changed);
  const wait: Wait = {
    line,
    deadlineMs: world.nowMs + outcome.waitMs,
    result: null,
    look: outcome.look,
    settled: null,
  };
  world.waits.push(wait);
  return { kind: 'waiting', wait, changed };
}

function done({ exitCode, output }: Refusal, changed = false): Execution {
  return { kind: 'done', exitCode, output, changed };
}

/** `@NODE` in front. */
function takeAddress(line: string): { node: string | null; line: string } {
  const match = /^\s*@(\S+)\s*(.*)$/s.exec(line);
  return match === null ? { node: null, line } : { node: match[1] ?? '', line: match[2] ?? '' };
}

function nodeNamed(world: World, name: string): ClusterNode | undefined {
  return world.nodes.find((node) => isSameName(node.name, name));
}

function unknownNode(world: World, name: string): Refusal {
  return {
    exitCode: 5042,
    output: `There is no node "${name}"; expected ${world.nodes.map((node) => node.name).join(', ')}.`,
  };
}
