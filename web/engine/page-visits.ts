import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a lab does as its page goes out of sight and comes back. */
export interface VisitedLab {
  /** The page is hidden, and may never be shown again. */
  readonly hide: () => void;
  /** The page is left, and may come back as it was. */
  readonly leave: () => void;
  /** The page is back as it was left. */
  readonly comeBack: () => void;
}

/** Tells a lab how its page fares for as long as its element stands in it. */
export class PageVisits implements ReactiveController {
  readonly #lab: VisitedLab;

  constructor(host: ReactiveControllerHost, lab: VisitedLab) {
    this.#lab = lab;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#look);
    window.addEventListener('pagehide', this.#leave);
    window.addEventListener('pageshow', this.#comeBack);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#look);
    window.removeEventListener('pagehide', this.#leave);
    window.removeEventListener('pageshow', this.#comeBack);
  }

  readonly #look = (): void => {
    if (document.hidden) this.#lab.hide();
  };

  readonly #leave = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#lab.leave();
  };

  readonly #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#lab.comeBack();
  };
}
