import type { FeedMessage, LabEvent } from './api.ts';
import { eventsOf, futureLines, keptLines, lastSequence } from './core/lab.ts';
import type { LiveLab } from './live-lab.ts';
import { SAMPLE_EVERY_MS } from './timeline.ts';

/** Beyond these the page is told to ask for all of it: a message stays small however long it waited. */
const FEED_SAMPLES_MAX = 1200;
const FEED_EVENTS_MAX = 1000;

/** What is new in a message: null stands for "rewritten, ask again". */
export type Fresh = Pick<FeedMessage, 'samples' | 'events' | 'run'>;

/** How far the page has been told. */
export class FeedCursor {
  #isRewritten = true;
  #sampledMs = 0;
  #sequence = 0;
  /** Lines that had run. */
  #kept = 0;

  /** Says that history is another one now. */
  rewritten(): void {
    this.#isRewritten = true;
  }

  /** What came since the last call; moves on. */
  take(live: LiveLab): Fresh {
    const run = this.#newRun(live);
    const fresh: Fresh = this.#isRewritten
      ? { samples: null, events: null }
      : {
          samples: live.timeline.after(this.#sampledMs, FEED_SAMPLES_MAX),
          events: atMost(eventsOf(live.lab, this.#sequence), FEED_EVENTS_MAX),
        };
    this.#isRewritten = false;
    this.#sampledMs = Math.floor(live.nowMs / SAMPLE_EVERY_MS) * SAMPLE_EVERY_MS;
    this.#sequence = lastSequence(live.lab);
    return { ...fresh, ...(run === null ? {} : { run }) };
  }

  /** Lines are added while it runs; anything else is another history. */
  #newRun({ lab, options }: LiveLab): Required<FeedMessage>['run'] | null {
    const linesFrom = this.#isRewritten ? 0 : this.#kept;
    const kept = keptLines(lab);
    if (!this.#isRewritten && kept.length === linesFrom) return null;
    this.#kept = kept.length;
    const { scenario, seed, diskMiB } = options;
    const lines = [...kept.slice(linesFrom), ...futureLines(lab)];
    return { scenario, seed, diskMiB, linesFrom, lines };
  }
}

function atMost(events: LabEvent[], max: number): LabEvent[] | null {
  return events.length > max ? null : events;
}
