import type { EngineApi, Opened, OpenOptions } from '../../workers/api.ts';
import type { EngineConnection, GoneListener } from './connect-engine.ts';
import { LabFeed, type ToldLab } from './lab-feed.ts';
import type { SeenMemory } from './seen-memory.ts';

let labCount = 0;

/** Who hears of a lab. */
export interface LabListener {
  /** The lab has told of itself; settles when that is drawn. */
  readonly told: (told: ToldLab) => Promise<void>;
  /** The worker is gone, and the lab with it. */
  readonly gone: GoneListener;
}

/** One lab on one engine, from before it is opened until it is let go of. */
export class LabSession {
  readonly #connection: EngineConnection;
  readonly #lab = `lab-${String((labCount += 1))}`;
  readonly #feed: LabFeed;
  readonly #forgetLoss: () => void;

  /** @param memory  remembers what is told of the run */
  constructor(connection: EngineConnection, memory: SeenMemory, listener: LabListener) {
    this.#connection = connection;
    this.#forgetLoss = connection.onGone(listener.gone);
    this.#feed = new LabFeed(connection.api, this.#lab, memory, listener.told);
  }

  /** @throws Error `LabRefusal`, or `EngineGone` */
  open(options: OpenOptions): Promise<Opened> {
    return this.#connection.open(this.#lab, options, this.#feed.enginePort);
  }

  call<Answer>(verb: (api: EngineApi, lab: string) => Promise<Answer>): Promise<Answer> {
    return verb(this.#connection.api, this.#lab);
  }

  /** Hears no more of the lab; the engine goes on with it until it is closed there. */
  letGo(): void {
    this.#forgetLoss();
    this.#feed.close();
  }

  /** Stops the lab in the engine. */
  close(): Promise<void> {
    return this.call((api, lab) => api.close(lab));
  }
}
