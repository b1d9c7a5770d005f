import type { CommandResult } from '../../../workers/api.ts';
import { errorText } from '../../words/error.ts';

/** Answers that are kept. */
const ANSWERS_MAX = 100;

/** A line that was typed, and what it printed. */
export interface Answer {
  readonly key: number;
  readonly node: string;
  readonly line: string;
  /** Null while it runs. */
  readonly exitCode: number | null;
  readonly output: string;
  /** The prompt answered by itself: the lab was not asked. */
  readonly isHelp: boolean;
}

/** Runs a line; settles with what it printed. */
export type LineRun = (line: string, node: string) => Promise<CommandResult>;

/** Everything that was typed and printed, oldest first. */
export class Transcript {
  answers: readonly Answer[] = [];
  #count = 0;
  readonly #changed: () => void;

  /** @param changed  called whenever `answers` was replaced */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Runs a line and keeps what it prints. @returns its exit code */
  async run(run: LineRun, line: string, node: string): Promise<number> {
    const key = (this.#count += 1);
    const asked: Answer = { key, node, line, exitCode: null, output: '', isHelp: false };
    this.answers = [...this.answers, asked].slice(-ANSWERS_MAX);
    this.#changed();
    let told: Pick<CommandResult, 'exitCode' | 'output'>;
    try {
      told = await run(line, node);
    } catch (error) {
      told = { exitCode: 1, output: errorText(error) };
    }
    const { exitCode, output } = told;
    this.answers = this.answers.map((each) =>
      each.key === key ? { ...asked, exitCode, output: output.trimEnd() } : each,
    );
    this.#changed();
    return exitCode;
  }

  /** Keeps what the prompt answers by itself. */
  tell(line: string, node: string, output: string): void {
    const key = (this.#count += 1);
    const answer: Answer = { key, node, line, exitCode: 0, output, isHelp: true };
    this.answers = [...this.answers, answer].slice(-ANSWERS_MAX);
    this.#changed();
  }

  clear(): void {
    this.answers = this.answers.filter(({ exitCode }) => exitCode === null);
    this.#changed();
  }

  /** As it would stand in a report. */
  text(): string {
    return this.answers
      .map((answer) =>
        [
          `${answer.node} › ${answer.line}`,
          answer.output,
          answer.exitCode === null ? '' : endWords(answer),
        ]
          .filter((part) => part !== '')
          .join('\n'),
      )
      .join('\n\n');
  }
}

/** How a line ended. */
export function endWords({ exitCode, isHelp }: Answer): string {
  if (isHelp) return 'no line';
  return exitCode === null ? 'runs' : `exit ${String(exitCode)}`;
}

/** Lines of a pasted text that run: no empty ones, no comments. */
export function linesToRun(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A line with what stands before it: `-` lets it be refused, `@NODE` sets the node, which stays. */
export function cutLine(text: string): {
  readonly mayFail: boolean;
  readonly node: string | null;
  readonly line: string;
} {
  const [, dash = '', node, line = ''] = /^(-?)(?:@(\S+)\s*)?(.*)$/s.exec(text.trim()) ?? [];
  return { mayFail: dash === '-', node: node ?? null, line };
}
