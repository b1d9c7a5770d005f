import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Virtual seconds a real second above which single beads, chevrons and pings give way to words. */
const SPEED_OF_BEADS_MAX = 4;

/**
 * Whether things move: not with reduced motion, and not when virtual time runs too quickly to follow.
 * Where nothing moves, every place still is what the snapshot says.
 */
export class StageMotion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #changed = (): void => {
    this.#host.requestUpdate();
  };

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#changed);
  }

  get reduced(): boolean {
    return this.#query.matches;
  }

  /** Do single beads, chevrons, hearts and pings move at this speed? */
  movesAt(speed: number | 'max'): boolean {
    return !this.reduced && speed !== 'max' && speed <= SPEED_OF_BEADS_MAX;
  }
}
