import { errorText } from '../../words/error.ts';
import type { LineProgress } from '../console-lines/console-lines.ts';
import type { DialogSpec, FieldValues, LineRunner, PlannedLine } from './dialog-spec.ts';
import { type DialogProblem, refusalText, refusedField } from './refusal.ts';

/**
 * What has become of a dialog's lines: they run one after another, a refused one ends the row, and the next attempt
 * goes on from there.
 */
export class DialogCourse {
  /** What the last line printed; set when all have run and there is something to say. */
  answer: string | null = null;
  #done: readonly PlannedLine[] = [];
  #running: string | null = null;
  #refused: string | null = null;
  readonly #changed: () => void;

  /** @param changed  called whenever something here is to be drawn anew */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Names of fields whose line has run: they can be changed no more. */
  get locked(): ReadonlySet<string> {
    return new Set(this.#done.flatMap(({ fields }) => fields));
  }

  /** Lines that ran, and those of the fields that are still to run. */
  plan(spec: DialogSpec, values: FieldValues): PlannedLine[] {
    return [...this.#done, ...spec.lines(values).filter(({ line }) => !this.#isDone(line))];
  }

  progressOf(line: string): LineProgress {
    if (this.#isDone(line)) return 'done';
    if (line === this.#running) return 'runs';
    return line === this.#refused ? 'refused' : 'waits';
  }

  /**
   * Runs what is still to run.
   *
   * @param isCurrent  false once another dialog has taken the frame
   * @returns what was refused, or null when all lines have run
   */
  async run(
    spec: DialogSpec,
    values: FieldValues,
    runLine: LineRunner,
    isCurrent: () => boolean,
  ): Promise<DialogProblem | null> {
    let answer = '';
    for (const planned of this.plan(spec, values)) {
      if (this.#isDone(planned.line)) continue;
      this.#tell(planned.line, null);
      const outcome = await runLine(planned.line, spec.node).catch((error: unknown) => ({
        exitCode: 1,
        output: errorText(error),
        changed: false,
      }));
      if (!isCurrent()) return null;
      if (outcome.exitCode !== 0) {
        this.#tell(null, planned.line);
        const text = refusalText(outcome);
        return { text, field: refusedField(planned, values, text) };
      }
      answer = outcome.output.trim();
      this.#done = [...this.#done, planned];
      this.#tell(null, null);
    }
    if (spec.success !== null) this.answer = answer;
    return null;
  }

  #isDone(line: string): boolean {
    return this.#done.some((each) => each.line === line);
  }

  #tell(running: string | null, refused: string | null): void {
    this.#running = running;
    this.#refused = refused;
    this.#changed();
  }
}
