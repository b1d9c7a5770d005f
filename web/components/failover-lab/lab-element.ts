import { LitElement } from 'lit';
import type { Cause, CommandResult, LabEvent, Run, Snapshot } from '../../../workers/api.ts';
import type { EngineController } from '../../engine/engine-controller.ts';
import { READ_FAULT, readBlob } from './read-blob.ts';

/** The verbs of the element, each carried out once its lab is open. */
export abstract class LabElement extends LitElement {
  /** Settles when the lab is open; rejects with `LabRefusal` for attributes that cannot be. */
  ready: Promise<void> = Promise.resolve();

  protected abstract readonly engine: EngineController;

  /** A verb has answered with this state. */
  protected abstract took(snapshot: Snapshot): Snapshot;

  /** Runs one line; settles when it has. A refused line is an exit code and a text, never an exception. */
  async execute(line: string, { node }: { node?: string } = {}): Promise<CommandResult> {
    await this.ready;
    const result = await this.engine.execute(line, node ?? null);
    if (result.changed) await this.engine.readSnapshot();
    return result;
  }

  /** Runs virtual time as quickly as it can, then stays paused. */
  async advance(ms: number): Promise<Snapshot> {
    await this.ready;
    return this.took(await this.engine.advance(ms));
  }

  /** The state that is shown now; null before the lab is open. */
  snapshot(): Snapshot | null {
    return this.engine.snapshot;
  }

  /** Shows another moment. @throws Error `LabRefusal` */
  async seek(atMs: number): Promise<Snapshot> {
    await this.ready;
    return this.took(await this.engine.seek(atMs));
  }

  async events({ after }: { after?: number } = {}): Promise<LabEvent[]> {
    await this.ready;
    return this.engine.readEvents(after ?? null);
  }

  /** From a symptom to the line, or missing line, behind it. @throws Error `LabRefusal` */
  async explain(code: string): Promise<Cause[]> {
    await this.ready;
    return this.engine.explain(code);
  }

  /** What that node would read now. @throws Error `LabRefusal` */
  async readFile(node: string, path: string): Promise<Uint8Array> {
    await this.ready;
    return this.engine.readFile(node, path);
  }

  async importFile(node: string, path: string, blob: Blob): Promise<CommandResult> {
    await this.ready;
    const bytes = await readBlob(blob);
    return bytes === null
      ? { exitCode: READ_FAULT, output: `The file for ${path} cannot be read.`, changed: false }
      : this.engine.importFile(node, path, bytes);
  }

  async exportRun({ withFiles }: { withFiles?: boolean } = {}): Promise<Run> {
    await this.ready;
    return this.engine.exportRun(withFiles ?? false);
  }

  /** @throws Error `LabRefusal` naming field and expectation */
  async openRun(run: unknown): Promise<Snapshot> {
    await this.ready;
    return this.took(await this.engine.openRun(run));
  }

  async digest(): Promise<string> {
    await this.ready;
    return this.engine.digest();
  }
}
