import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Files dragged over a part of the page: whether any are, and what becomes of them when they are let go. */
export class FileDrop implements ReactiveController {
  isOver = false;
  readonly #host: ReactiveControllerHost;
  readonly #take: (files: readonly File[]) => void;

  constructor(host: ReactiveControllerHost, take: (files: readonly File[]) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  hostConnected(): void {
    // The host's template listens.
  }

  readonly over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.#show(true);
  };

  readonly leave = (): void => {
    this.#show(false);
  };

  readonly drop = (event: DragEvent): void => {
    event.preventDefault();
    this.#show(false);
    this.#take([...(event.dataTransfer?.files ?? [])]);
  };

  #show(isOver: boolean): void {
    if (this.isOver === isOver) return;
    this.isOver = isOver;
    this.#host.requestUpdate();
  }
}
