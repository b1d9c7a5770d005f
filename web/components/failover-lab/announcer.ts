import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Announcement } from './announcements.ts';

/** At most one polite message in this time, ms. */
const POLITE_EVERY_MS = 2000;
/** What waits longer than this many sentences is old news. */
const WAITING_MAX = 3;

/** Texts for the two live regions: polite ones at most every two seconds, assertive ones at once. */
export class Announcer implements ReactiveController {
  polite = '';
  assertive = '';
  readonly #host: ReactiveControllerHost;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
  }

  say(messages: readonly Announcement[]): void {
    const urgent = messages.filter((message) => message.assertive);
    if (urgent.length > 0) this.assertive = urgent.map((message) => message.text).join(' ');
    const calm = messages.filter((message) => !message.assertive).map((message) => message.text);
    this.#waiting = [...this.#waiting, ...calm].slice(-WAITING_MAX);
    if (urgent.length > 0) this.#host.requestUpdate();
    if (this.#timer === null && this.#waiting.length > 0) this.#speak();
  }

  #speak(): void {
    this.polite = this.#waiting.join(' ');
    this.#waiting = [];
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#waiting.length > 0) this.#speak();
    }, POLITE_EVERY_MS);
  }
}
