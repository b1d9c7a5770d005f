import type { ReactiveControllerHost } from 'lit';
import type { Run } from '../../../workers/api.ts';
import type { EngineController } from '../../engine/engine-controller.ts';
import { errorText } from '../../words/error.ts';
import { type Notice, type NoticeActName, noticeOf } from '../lab-notice/notice.ts';

/** What a notice may have done. */
export interface NoticeDeeds {
  /** Opens the lab by its attributes. */
  open(): void;
  /** Opens the lab that was lost where it was. */
  reopen(): void;
  /** Opens a new lab in the place of the stored one. */
  openAnew(): void;
  deleteStored(): void;
  openRun(run: Run): void;
}

/** What is to be said over the lab, and what comes of it. */
export class ShownNotice {
  readonly #host: ReactiveControllerHost;
  readonly #engine: EngineController;
  readonly #deeds: NoticeDeeds;
  #problem: string | null = null;
  /** The reader goes on although what is stored does not open. */
  #staysInMemory = false;
  /** The run before the present one, until the reader has seen that it can be brought back. */
  #putAway: Run | null = null;

  constructor(host: ReactiveControllerHost, engine: EngineController, deeds: NoticeDeeds) {
    this.#host = host;
    this.#engine = engine;
    this.#deeds = deeds;
  }

  /** The one that is shown; null when all is well. */
  get notice(): Notice | null {
    const engine = this.#engine;
    return noticeOf({
      problem: this.#problem,
      lost: engine.lost,
      isReviving: engine.isReviving,
      canReopen: engine.canReopen,
      revived: engine.revived,
      putAwayLines: this.#putAway?.lines.length ?? null,
      storage: engine.opened === null ? null : (engine.snapshot?.storage ?? null),
      staysInMemory: this.#staysInMemory,
    });
  }

  /** A lab is about to open. */
  begin(): void {
    this.#problem = null;
    this.#staysInMemory = false;
    this.#host.requestUpdate();
  }

  readonly showProblem = (error: unknown): void => {
    this.#problem = errorText(error);
    this.#host.requestUpdate();
  };

  /** The lab did not open. */
  failed(error: unknown): void {
    // What is gone says so itself.
    this.#problem = this.#engine.lost === null ? errorText(error) : null;
    this.#host.requestUpdate();
  }

  /** A new run has taken the place of this one, which may be brought back; null when there was nothing in it. */
  putAway(run: Run | null): void {
    this.#putAway = run;
    this.#host.requestUpdate();
  }

  readonly act = (event: CustomEvent<{ name: NoticeActName }>): void => {
    event.stopPropagation();
    this.#act(event.detail.name);
    this.#host.requestUpdate();
  };

  #act(name: NoticeActName): void {
    switch (name) {
      case 'open':
        this.#deeds.open();
        return;
      case 'reopen':
        this.#deeds.reopen();
        return;
      case 'anew':
        this.#deeds.openAnew();
        return;
      case 'delete':
        this.#deeds.deleteStored();
        return;
      case 'stay-in-memory':
        this.#staysInMemory = true;
        return;
      case 'bring-back':
        this.#bringBack();
        return;
      case 'read':
        this.#engine.revived = null;
        this.#putAway = null;
    }
  }

  #bringBack(): void {
    const run = this.#putAway;
    this.#putAway = null;
    if (run !== null) this.#deeds.openRun(run);
  }
}
