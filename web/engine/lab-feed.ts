import type {
  EngineApi,
  FeedMessage,
  LabEvent,
  RunOutlook,
  Sample,
  Snapshot,
} from '../../workers/api.ts';
import { EventHistory, SampleHistory } from './history.ts';
import type { SeenMemory } from './seen-memory.ts';

/** Longest wait before a message is answered although no frame was drawn (hidden pages draw none). */
const TAKEN_WITHIN_MS = 250;

/** What a lab has told of itself up to one moment. */
export interface ToldLab {
  readonly snapshot: Snapshot;
  readonly samples: readonly Sample[];
  readonly events: readonly LabEvent[];
  readonly outlook: RunOutlook;
}

/** What a lab tells of itself, message after message: the next one comes when the last was shown. */
export class LabFeed {
  /** The engine's end. */
  readonly enginePort: MessagePort;
  readonly #port: MessagePort;
  readonly #samples: SampleHistory;
  readonly #events: EventHistory;
  readonly #memory: SeenMemory;
  readonly #show: (told: ToldLab) => Promise<void>;
  #isClosed = false;

  /**
   * @param memory  remembers what is told of the run
   * @param show  settles when it is drawn
   */
  constructor(
    api: EngineApi,
    lab: string,
    memory: SeenMemory,
    show: (told: ToldLab) => Promise<void>,
  ) {
    this.#samples = new SampleHistory((fromMs) => api.timeline(lab, fromMs));
    this.#events = new EventHistory((after) => api.events(lab, after));
    this.#memory = memory;
    this.#show = show;
    const { port1, port2 } = new MessageChannel();
    this.enginePort = port2;
    this.#port = port1;
    port1.onmessage = (message: MessageEvent<FeedMessage>) => {
      void this.#take(message.data);
    };
  }

  /** Shows nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#port.onmessage = null;
    this.#port.close();
  }

  async #take(message: FeedMessage): Promise<void> {
    this.#memory.take(message);
    const [samples, events] = await Promise.all([
      this.#samples.take(message.samples),
      this.#events.take(message.events),
    ]);
    if (this.#isClosed) return;
    const { snapshot, outlook } = message;
    await this.#show({ snapshot, samples, events, outlook });
    await nextFrame();
    this.#port.postMessage('taken');
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TAKEN_WITHIN_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
