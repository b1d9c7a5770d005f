import {
  REFUSAL_NAME,
  type BlockMaps,
  type Cause,
  type CommandResult,
  type EngineApi,
  type LabEvent,
  type Run,
  type Snapshot,
  type Speed,
} from '../../workers/api.ts';
import { SeenMemory } from './seen-memory.ts';

/** The verbs of `EngineApi`, bound to one lab. */
export abstract class LabVerbs {
  /** What it takes to make the lab again. */
  protected memory = new SeenMemory();

  /** Asks the engine. @throws Error `EngineGone` where no lab is open */
  protected abstract call<Answer>(
    verb: (api: EngineApi, lab: string) => Promise<Answer>,
  ): Promise<Answer>;

  /** Asks the engine, and shows the state that it answers. */
  protected abstract show(
    verb: (api: EngineApi, lab: string) => Promise<Snapshot>,
  ): Promise<Snapshot>;

  /** Runs one line; settles when the line has. Refusals are exit codes, not errors. */
  execute(line: string, node: string | null = null): Promise<CommandResult> {
    return this.call((api, lab) => api.execute(lab, line, node));
  }

  /** Runs virtual time as quickly as it can, then stays paused. */
  advance(ms: number): Promise<Snapshot> {
    return this.show((api, lab) => api.advance(lab, ms));
  }

  /** To the next event of the log, then stays paused. */
  step(): Promise<Snapshot> {
    return this.show((api, lab) => api.step(lab));
  }

  setPace(paused: boolean, speed: Speed): Promise<void> {
    return this.call((api, lab) => api.setPace(lab, paused, speed));
  }

  /** The state at this moment, not waiting for the feed. */
  readSnapshot(): Promise<Snapshot> {
    return this.show((api, lab) => api.snapshot(lab));
  }

  /** Shows another moment, paused there. @throws Error `LabRefusal` */
  seek(atMs: number): Promise<Snapshot> {
    return this.show((api, lab) => api.seek(lab, atMs));
  }

  readEvents(after: number | null = null): Promise<LabEvent[]> {
    return this.call((api, lab) => api.events(lab, after));
  }

  blockMaps(): Promise<BlockMaps> {
    return this.call((api, lab) => api.blockMaps(lab));
  }

  /** @throws Error `LabRefusal` for a code that is not known */
  explain(code: string): Promise<Cause[]> {
    return this.call((api, lab) => api.explain(lab, code));
  }

  /** @throws Error `LabRefusal` with the text that the node would print */
  readFile(node: string, path: string): Promise<Uint8Array> {
    return this.call((api, lab) => api.readFile(lab, node, path));
  }

  async importFile(node: string, path: string, bytes: Uint8Array): Promise<CommandResult> {
    const result = await this.call((api, lab) => api.importFile(lab, node, path, bytes));
    if (result.changed) this.memory.imported(bytes);
    return result;
  }

  exportRun(withFiles = false): Promise<Run> {
    return this.call((api, lab) => api.exportRun(lab, withFiles));
  }

  /** @throws Error `LabRefusal` naming field and expectation; the present lab stays as it was */
  async openRun(run: unknown): Promise<Snapshot> {
    try {
      const snapshot = await this.show((api, lab) => api.openRun(lab, run));
      this.memory.opened(run);
      return snapshot;
    } catch (error) {
      throw isCloneError(error) ? noPlainData(error) : error;
    }
  }

  /** Throws away run and stored state, and opens the scenario anew. */
  async startAgain(): Promise<Snapshot> {
    const snapshot = await this.show((api, lab) => api.startAgain(lab));
    this.memory.opened(null);
    return snapshot;
  }

  /** Deletes what is stored and does not open; the lab goes on and is saved. @throws Error `LabRefusal` */
  deleteStored(): Promise<Snapshot> {
    return this.show((api, lab) => api.deleteStored(lab));
  }

  digest(): Promise<string> {
    return this.call((api, lab) => api.digest(lab));
  }
}

/** Functions, nodes and the like never reach the worker. */
function isCloneError(error: unknown): error is DOMException {
  return error instanceof DOMException && error.name === 'DataCloneError';
}

function noPlainData({ message }: DOMException): Error {
  const error = new Error(`This is not a run: Expected plain data. ${message}`);
  error.name = REFUSAL_NAME;
  return error;
}
