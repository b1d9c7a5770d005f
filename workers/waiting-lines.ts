import type { CommandResult } from './api.ts';
import type { Execution } from './core/lab.ts';

/** Exit code of a line whose wait was cut off, in the manner of the tools' own. */
const CANCELLED = 1223;

/** A line that has begun and waits for time to pass. */
export type WaitingLine = Extract<Execution, { kind: 'waiting' }>;

/** Lines that wait while time runs at its own pace. */
export class WaitingLines {
  #lines: { readonly begun: WaitingLine; readonly settle: (result: CommandResult) => void }[] = [];

  get count(): number {
    return this.#lines.length;
  }

  /** Settles when the line has, or when the past was rewritten. */
  add(begun: WaitingLine): Promise<CommandResult> {
    return new Promise((settle) => {
      this.#lines.push({ begun, settle });
      // It may have had nothing to wait for.
      this.settle();
    });
  }

  /** Time has run: answers those that are done. */
  settle(): void {
    const settled = this.#lines.filter(({ begun }) => begun.wait.result !== null);
    if (settled.length === 0) return;
    this.#lines = this.#lines.filter(({ begun }) => begun.wait.result === null);
    for (const { begun, settle } of settled) settle(resultOf(begun));
  }

  /** The lab that they waited in is shown no more. */
  cancel(): void {
    const lines = this.#lines;
    this.#lines = [];
    const output = 'The past was rewritten while this line was waiting.';
    for (const { settle } of lines) settle({ exitCode: CANCELLED, output, changed: true });
  }
}

/** What a line that has settled answers. @throws Error if it has not, which no line may do for a day */
export function resultOf({ wait, changed }: WaitingLine): CommandResult {
  if (wait.result !== null) return { ...wait.result, changed };
  throw new Error(`This line waits for longer than any line may: ${wait.line}`);
}
