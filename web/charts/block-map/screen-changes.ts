import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Asks for an update when the pixels of the screen change in size or colours are forced: no size of an element tells. */
export class ScreenChanges implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #ending: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listen();
  }

  hostDisconnected(): void {
    this.#ending?.abort();
    this.#ending = null;
  }

  /** A query names one density: after a change the next one is asked. */
  #listen(): void {
    this.#ending?.abort();
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    const density = `(resolution: ${String(globalThis.devicePixelRatio)}dppx)`;
    for (const query of [density, '(forced-colors: active)']) {
      const changed = (): void => {
        this.#listen();
        this.#host.requestUpdate();
      };
      matchMedia(query).addEventListener('change', changed, { signal });
    }
  }
}
