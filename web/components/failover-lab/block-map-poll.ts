import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BlockMaps, Snapshot } from '../../../workers/api.ts';

/** The block maps are asked for at most this often, ms. */
const ASK_EVERY_MS = 250;

/** Keeps the block maps a quarter of a second behind the snapshot at most, and in step when time stands. */
export class BlockMapPoll implements ReactiveController {
  maps: BlockMaps | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #ask: () => Promise<BlockMaps>;
  #seen: Snapshot | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asking = false;

  /** @param ask  gives the maps of the moment; a refusal leaves the old ones */
  constructor(host: ReactiveControllerHost, ask: () => Promise<BlockMaps>) {
    this.#host = host;
    this.#ask = ask;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#seen = null;
    this.maps = null;
  }

  /** Told of every snapshot that is shown; asks when it is a new one. */
  follow(snapshot: Snapshot | null): void {
    if (snapshot === null || snapshot === this.#seen || this.#timer !== null || this.#asking)
      return;
    this.#seen = snapshot;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#fetch();
      },
      this.maps === null ? 0 : ASK_EVERY_MS,
    );
  }

  async #fetch(): Promise<void> {
    this.#asking = true;
    try {
      this.maps = await this.#ask();
    } catch {
      // The lab was closed or lost meanwhile; the element says so itself.
    } finally {
      this.#asking = false;
      this.#host.requestUpdate();
    }
  }
}
