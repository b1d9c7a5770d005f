import type { CommandResult, ScenarioName, Snapshot } from '../../workers/api.ts';
import {
  advance,
  createLab,
  digestOf,
  execute,
  kernelLayout,
  type Lab,
  nowMs,
  readFile,
  snapshotOf,
} from '../../workers/core/lab.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';

/** A line and the node on which it ran. */
export type RanLine = readonly [node: string, line: string];

/** A lab on the core, behind the two things that a console takes: a snapshot and a way to run lines. */
export class ConsoleLab {
  /** Lines that the console ran, refused ones too, in their order. */
  readonly ran: RanLine[] = [];
  readonly #lab: Lab;

  constructor(scenario: ScenarioName) {
    const options = { scenario, seed: 2001, diskMiB: 4 };
    this.#lab = createLab(options, createReferenceKernel(kernelLayout(options)));
  }

  snapshot(): Snapshot {
    return snapshotOf(this.#lab);
  }

  digest(): string {
    return digestOf(this.#lab);
  }

  /** Lets virtual time run to a moment. */
  runTo(atMs: number): void {
    advance(this.#lab, atMs);
  }

  /** Runs lines beforehand, none of which may be refused. */
  play(...lines: readonly RanLine[]): void {
    for (const [node, line] of lines) {
      const { exitCode, output } = this.#execute(line, node);
      if (exitCode !== 0) throw new Error(`"${line}" ended with ${String(exitCode)}: ${output}`);
    }
  }

  /** What a node reads. @throws Error when it cannot */
  readFile(node: string, path: string): Uint8Array {
    const bytes = readFile(this.#lab, node, path);
    if (bytes instanceof Uint8Array) return bytes;
    throw new Error(bytes.output);
  }

  /** What the console is given: runs a line to its end, virtual time going on where it waits. */
  readonly run = (line: string, node: string): Promise<CommandResult> => {
    this.ran.push([node, line]);
    return Promise.resolve(this.#execute(line, node));
  };

  #execute(line: string, node: string): CommandResult {
    const execution = execute(this.#lab, line, node);
    if (execution.kind === 'done') return execution;
    if (execution.kind === 'engine') {
      if (execution.request.verb !== 'run') throw new Error(`"${line}" needs the engine`);
      advance(this.#lab, nowMs(this.#lab) + execution.request.durationMs);
      return { exitCode: 0, output: '', changed: false };
    }
    advance(this.#lab, Infinity, execution.wait);
    const { result } = execution.wait;
    if (result === null) throw new Error(`"${line}" never settled`);
    return { ...result, changed: execution.changed };
  }
}

/**
 * Lines of the whole procedure's file from the step that begins with one id to the one that begins with another,
 * that one included.
 */
export async function procedureLines(from: string, to: string): Promise<RanLine[]> {
  const file = new URL('../procedure/whole-procedure.lab.txt', import.meta.url);
  const text = await (await fetch(file)).text();
  const lines: RanLine[] = [];
  let node = 'A1';
  let step = '';
  let isWanted = false;
  for (const each of text.split('\n')) {
    const [, id] = /^# ([A-Z]+-?\d+[a-z]?) /.exec(each) ?? [];
    if (id !== undefined) {
      if (step === to) isWanted = false;
      step = id;
      if (id === from) isWanted = true;
    } else if (each !== '' && !each.startsWith('#')) {
      const [, at, line] = /^(?:@(\S+) )?(.*)$/.exec(each) ?? [];
      node = at ?? node;
      if (isWanted) lines.push([node, line ?? '']);
    }
  }
  return lines;
}
