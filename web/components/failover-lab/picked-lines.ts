import type { ReactiveControllerHost } from 'lit';
import type { CommandResult } from '../../../workers/api.ts';
import { errorText } from '../../words/error.ts';
import type { LabLineDetail } from '../fault-menu/lab-line.ts';
import { historyVerb } from './history-keys.ts';

/** Lines that are picked, or asked for by a key; why one was refused is shown until the next. */
export class PickedLines {
  /** Why the last one was refused, or null. */
  refused: string | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #execute: (line: string) => Promise<CommandResult>;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    execute: (line: string) => Promise<CommandResult>,
  ) {
    this.#host = host;
    this.#execute = execute;
    host.addEventListener('keydown', this.#pressKey);
  }

  /** What was refused has been read, or is old news. */
  readonly clear = (): void => {
    this.#show(null);
  };

  /** Shows why something was refused. */
  readonly showRefusal = (error: unknown): void => {
    this.#show(errorText(error));
  };

  readonly pick = (event: CustomEvent<LabLineDetail>): void => {
    event.stopPropagation();
    this.clear();
    void this.#run(event.detail.line);
  };

  readonly changeHistory = (event: CustomEvent<{ verb: 'undo' | 'redo' }>): void => {
    event.stopPropagation();
    this.clear();
    void this.#run(`lab ${event.detail.verb}`);
  };

  readonly #pressKey = (event: KeyboardEvent): void => {
    const verb = historyVerb(event);
    if (verb === null) return;
    event.preventDefault();
    void this.#run(`lab ${verb}`);
  };

  async #run(line: string): Promise<void> {
    try {
      const { exitCode, output } = await this.#execute(line);
      if (exitCode !== 0) this.#show(`${line}: ${output.trim()} (exit ${String(exitCode)})`);
    } catch (error) {
      this.showRefusal(error);
    }
  }

  #show(refused: string | null): void {
    this.refused = refused;
    this.#host.requestUpdate();
  }
}
