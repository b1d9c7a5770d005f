import type { FeedMessage } from './api.ts';

/** What the page answers when it has taken a message. */
export const TAKEN = 'taken';

/** The worker's end of a feed. */
export interface FeedPort {
  send(message: FeedMessage): void;
  /** Calls back with whatever the page posts. */
  listen(listener: (data: unknown) => void): void;
  close(): void;
}

/** A feed through a port that the page has handed over. */
export function feedThrough(port: MessagePort): FeedPort {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    listen: (listener) => {
      port.onmessage = (event: MessageEvent<unknown>) => {
        listener(event.data);
      };
    },
    close: () => {
      port.close();
    },
  };
}

/**
 * Sends what the lab shows, latest wins: at most one message is on its way, and the next one is made
 * when the page has taken it. A slow page sees fewer states, never old ones.
 */
export class SnapshotFeed {
  readonly #port: FeedPort;
  readonly #compose: () => FeedMessage;
  #inFlight = false;
  #changed = false;
  #isClosed = false;

  /** @param compose  makes the message of this very moment: everything new since it was last called */
  constructor(port: FeedPort, compose: () => FeedMessage) {
    this.#port = port;
    this.#compose = compose;
    port.listen((data) => {
      if (data !== TAKEN || this.#isClosed) return;
      this.#inFlight = false;
      if (this.#changed) this.#send();
    });
  }

  /** Says that there is something new to show. */
  changed(): void {
    this.#changed = true;
    if (!this.#inFlight && !this.#isClosed) this.#send();
  }

  close(): void {
    this.#isClosed = true;
    this.#port.close();
  }

  #send(): void {
    this.#changed = false;
    this.#inFlight = true;
    this.#port.send(this.#compose());
  }
}
