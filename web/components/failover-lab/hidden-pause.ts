import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What is said once the page is seen again. */
export const PAUSED_WHILE_HIDDEN = 'Paused while hidden. Nothing failed while you were away.';

/** What goes to rest with the page. */
export interface PlayedLab {
  isPlaying(): boolean;
  /** Stands still from now on. */
  pause(): void;
  /** The page is seen again, and the lab still stands where it stood. */
  seenAgain(): void;
}

/**
 * Pauses a lab while its page is hidden: nobody looks, so nothing may happen. It stays paused until a person plays it.
 *
 * Belongs before whatever saves a page that is hidden, so that what is saved is where it stands.
 */
export class HiddenPause implements ReactiveController {
  /** Whether the lab stands still because the page was hidden. */
  isResting = false;
  readonly #host: ReactiveControllerHost;
  readonly #lab: PlayedLab;

  constructor(host: ReactiveControllerHost, lab: PlayedLab) {
    this.#host = host;
    this.#lab = lab;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.look);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.look);
  }

  /** A person has done something about it, or it is another lab. */
  end(): void {
    this.isResting = false;
  }

  /** Looks whether the page is seen: also a page may be opened where nobody sees it. */
  readonly look = (): void => {
    if (!document.hidden) {
      if (this.isResting) this.#lab.seenAgain();
    } else if (this.#lab.isPlaying()) {
      this.isResting = true;
      this.#lab.pause();
      this.#host.requestUpdate();
    }
  };
}
