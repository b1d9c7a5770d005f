import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Width and height of an element in CSS pixels; asks for an update when they change, never in between. */
export class ElementSize implements ReactiveController {
  width: number;
  height: number;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | null = null;

  /** @param first  size assumed until the element has been laid out */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    first: { readonly width: number; readonly height: number },
  ) {
    this.#host = host;
    this.width = first.width;
    this.height = first.height;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box === undefined || (box.width === 0 && box.height === 0)) return;
      const width = Math.round(box.width);
      const height = Math.round(box.height);
      if (width === this.width && height === this.height) return;
      this.width = width;
      this.height = height;
      this.#host.requestUpdate();
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }
}
