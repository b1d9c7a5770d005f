import { readFileSync } from 'node:fs';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import {
  advance,
  createLab,
  execute,
  kernelLayout,
  nowMs,
  type Lab,
  type LabOptions,
} from '../../workers/core/lab.ts';
import type { BlockKernel } from '../../workers/core/storage/block-kernel.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';

/** What one line came to. */
export interface LineResult {
  readonly line: string;
  readonly exitCode: number;
  readonly output: string;
  readonly changed: boolean;
}

export const wasmModule = new WebAssembly.Module(
  readFileSync(new URL('../../build/block-core.wasm', import.meta.url)),
);

/** A lab on the wasm kernel, or on the reference one, in Node. */
export function openLab(
  options: Partial<LabOptions> = {},
  kernel: BlockKernel['kind'] = 'wasm',
): Lab {
  const whole: LabOptions = { scenario: 'protected', seed: 2001, diskMiB: 16, ...options };
  const layout = kernelLayout(whole);
  return createLab(
    whole,
    kernel === 'wasm' ? createWasmKernel(wasmModule, layout) : createReferenceKernel(layout),
  );
}

/** Runs one line to its end, virtual time going on where it waits: as the headless command does. */
export function runLine(lab: Lab, line: string, node: string | null = null): LineResult {
  const execution = execute(lab, line, node);
  switch (execution.kind) {
    case 'done':
      return { line, ...execution };
    case 'waiting': {
      advance(lab, Infinity, execution.wait);
      const { result } = execution.wait;
      if (result === null) throw new Error(`"${line}" never settled`);
      return { line, ...result, changed: execution.changed };
    }
    case 'engine': {
      if (execution.request.verb !== 'run') throw new Error(`"${line}" needs the engine`);
      advance(lab, nowMs(lab) + execution.request.durationMs);
      return { line, exitCode: 0, output: '', changed: false };
    }
  }
}

/** Runs lines one after another. */
function runLines(lab: Lab, lines: readonly string[]): LineResult[] {
  return lines.map((line) => runLine(lab, line));
}

/** Runs lines that must all succeed. */
export function play(lab: Lab, ...lines: readonly string[]): void {
  for (const result of runLines(lab, lines)) {
    if (result.exitCode !== 0) {
      throw new Error(`"${result.line}" ended with ${String(result.exitCode)}: ${result.output}`);
    }
  }
}
