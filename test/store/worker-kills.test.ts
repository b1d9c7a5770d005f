import { expect } from '@open-wc/testing';
import { connectWorker, type EngineConnection } from '../../web/engine/connect-engine.ts';
import type { FeedMessage, OpenOptions, Snapshot } from '../../workers/api.ts';
import { databaseName, deleteLabDatabase } from '../../workers/lab-database.ts';
import { Seeded } from '../page/support/seeded.ts';
import { freshLabId } from '../support/fresh-database.ts';

const LABS = 5;
/** Of each lab: fifty in all. */
const KILLS = 10;
const LAB = 'lab';

const WORKER_URL = new URL('../../workers/engine.worker.ts', import.meta.url);
const BASE = new URL('..', WORKER_URL).pathname;

const OPTIONS: OpenOptions = {
  scenario: 'protected',
  seed: 2001,
  diskMiB: 4,
  storage: 'persist',
  labId: '',
  wasmUrl: new URL('../../build/block-core.wasm', import.meta.url).href,
  paused: false,
  speed: 20,
  firstLines: [['A1', 'client start']],
};

/** One life of a worker: what it showed, until it is killed. */
class WorkerLife {
  readonly api: EngineConnection['api'];
  /** What it called saved at last, virtual ms; null for nothing. */
  savedAtMs: number | null = null;
  readonly #worker = new Worker(WORKER_URL, { type: 'module' });
  readonly #connection: EngineConnection;
  #shown = 0;
  #tellShown: () => void = () => undefined;

  constructor() {
    this.#connection = connectWorker(this.#worker);
    this.api = this.#connection.api;
  }

  async open(labId: string): Promise<{ resumed: boolean; snapshot: Snapshot }> {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<FeedMessage>) => {
      this.savedAtMs = event.data.snapshot.storage.savedAtMs;
      this.#shown += 1;
      this.#tellShown();
      port1.postMessage('taken');
    };
    return this.#connection.open(LAB, { ...OPTIONS, labId }, port2);
  }

  /** Opens another lab beside it, which lives in memory and stands still. */
  async openOther(lab: string): Promise<void> {
    const { port2 } = new MessageChannel();
    const options = { ...OPTIONS, storage: 'memory', paused: true } as const;
    await this.#connection.open(lab, { ...options, firstLines: [] }, port2);
  }

  /** Settles when the lab has shown that many states more. */
  async shows(states: number): Promise<void> {
    const until = this.#shown + states;
    await new Promise<void>((resolve) => {
      this.#tellShown = () => {
        if (this.#shown >= until) resolve();
      };
      this.#tellShown();
    });
  }

  kill(): void {
    this.#worker.terminate();
  }
}

function lineOf(random: Seeded): string {
  return random.pick([
    `fill S:\\Docs\\file-${String(random.draw(1, 4))}.bin ${String(random.draw(1, 300_000))} ${String(random.draw(1, 99))}`,
    `write S:\\Docs\\note.txt ${String(random.draw(0, 9999))}`,
    `client rate ${String(random.draw(5, 80))}`,
    'lab undo',
    'del S:\\Docs\\file-1.bin',
  ]);
}

/** The world that the run of a lab leads to, made again without its storage. */
async function digestOfRun(life: WorkerLife): Promise<string> {
  const run = await life.api.exportRun(LAB, true);
  await life.openOther('other');
  await life.api.openRun('other', run);
  const digest = await life.api.digest('other');
  await life.api.close('other');
  return digest;
}

describe('A lab whose worker is killed', () => {
  for (let lab = 1; lab <= LABS; lab += 1) {
    it(`${String(KILLS)} times at random moments keeps all that it called saved (${String(lab)} of ${String(LABS)})`, async () => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      const random = new Seeded(seed);
      const labId = freshLabId();
      let saved: number | null = null;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const where = `kill ${String(kill)}, SEED=${String(seed)}`;
        const life = new WorkerLife();
        const { resumed, snapshot } = await life.open(labId);
        expect(snapshot.storage.problem, where).to.equal(null);
        expect(resumed || saved === null, `${where}: what was saved is gone`).to.equal(true);
        expect(snapshot.atMs, where).to.be.at.least(saved ?? 0);
        await life.shows(random.draw(0, 6));
        life.api.execute(LAB, lineOf(random), 'A1').catch(() => undefined);
        await life.shows(random.draw(0, 12));
        if (kill === KILLS) {
          await life.api.setPace(LAB, true, 1);
          expect(await life.api.digest(LAB), where).to.equal(await digestOfRun(life));
        }
        life.kill();
        saved = life.savedAtMs ?? saved;
      }
      await deleteLabDatabase(databaseName(BASE, labId));
    });
  }
});
