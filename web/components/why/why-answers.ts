import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Cause, LabEvent, Snapshot } from '../../../workers/api.ts';
import { errorText } from '../../words/error.ts';
import { alarmFor, chainFromLog } from './why-chain.ts';
import type { WhyQuestion } from './why-question.ts';

/** A cause with its event and the line behind it, as the log had them: going back in time takes them away. */
export interface WhyLink {
  readonly cause: Cause;
  readonly told: LabEvent | null;
  readonly typed: LabEvent | null;
}

/** A question and its chain of causes. */
export interface WhyAnswer {
  readonly question: WhyQuestion;
  /** Moment that was asked about, virtual ms. */
  readonly atMs: number;
  /** Code whose explanation this is; null when it was read from the log. */
  readonly code: string | null;
  readonly links: readonly WhyLink[];
}

/** Explains a code. @throws Error when nothing of that code stands */
export type Explainer = (code: string) => Promise<Cause[]>;

/** Answers *why?*: by the lab's explanation where an alarm stands, else out of the log. Keeps the last answer. */
export class WhyAnswers implements ReactiveController {
  answer: WhyAnswer | null = null;
  readonly #host: ReactiveControllerHost;
  #asked: WhyQuestion | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to follow: it is asked.
  }

  async ask(
    question: WhyQuestion,
    snapshot: Snapshot,
    events: readonly LabEvent[],
    explain: Explainer | null,
  ): Promise<void> {
    this.#asked = question;
    const { atMs } = snapshot;
    let code = explain === null ? null : alarmFor(question, snapshot);
    let causes: readonly Cause[] = [];
    try {
      if (code !== null && explain !== null) causes = await explain(code);
    } catch (error) {
      // The alarm may just have ended: then the log says what was.
      causes = [{ text: errorText(error), event: null, line: null, cites: [] }];
      if (question.about.kind !== 'alarm') code = null;
    }
    if (code === null) causes = chainFromLog(question, snapshot, events);
    if (this.#asked !== question) return;
    this.answer = { question, atMs, code, links: causes.map((cause) => linkOf(cause, events)) };
    this.#host.requestUpdate();
  }

  close(): void {
    this.#asked = null;
    this.answer = null;
    this.#host.requestUpdate();
  }
}

function linkOf(cause: Cause, events: readonly LabEvent[]): WhyLink {
  const { event, line } = cause;
  const told = events.find(({ sequence }) => sequence === event) ?? null;
  const typed =
    line === null
      ? null
      : (events.find((each) => each.kind === 'line' && each.line === line) ?? null);
  return { cause, told, typed };
}
