import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { quoteWord, type JobSnapshot, type Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import type { LineRunner } from '../console-dialog/dialog-spec.ts';
import { ConsoleSession, type WaitingLine } from '../console-session/console-session.ts';
import { consoleSessionStyles } from '../console-session/console-session.styles.ts';
import { warningBanner, warningBannerStyles } from '../console-dialog/warning-banner.ts';
import '../console-window/console-window.ts';
import type { NodeDetail } from '../console-window/console-window.ts';
import { serversOf } from '../management-console/servers.ts';
import { restorationDialog } from './restoration-dialog.ts';
import { restorationJob } from './restoration-job.ts';
import { clusterOf, lookLines, partiesOf } from './restoration-parties.ts';
import { overwritingWarning } from './restoration-warning.ts';

/** Exit codes of a comparison that was made. */
const EQUAL = 0;
const DIFFERENT = 1;

/**
 * @summary Restoration Manager: what is restored from where to where, how, and how far it is.
 * @event lab-console-close - the console is to be closed
 */
@customElement('lab-restoration-manager')
export class LabRestorationManager extends LitElement {
  static override styles = [
    controls,
    consoleSessionStyles,
    warningBannerStyles,
    css`
      .body > .warning {
        margin: 12px 16px 0;
      }
      .job {
        padding: 12px 16px;
      }
      .job .facts {
        padding-inline: 0;
      }
      .way {
        font-size: var(--text-lead);
      }
      .arrow {
        padding: 0 6px;
        color: var(--replication);
      }
      .how-far {
        display: flex;
        justify-content: space-between;
        padding: 10px 0 4px;
      }
      progress {
        display: block;
        width: 100%;
        height: 10px;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-1);
        background: var(--surface-card);
        appearance: none;
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: var(--surface-card);
      }
      progress::-webkit-progress-value {
        background: var(--replication);
      }
      progress::-moz-progress-bar {
        background: var(--replication);
      }
      .inside.has-dialog > lab-console-dialog {
        --dialog-form-grow: 1;
        flex: 1 1 auto;
        max-height: none;
        border-top: 0;
        box-shadow: none;
      }
      .inside.has-dialog .views {
        display: none;
      }
      .views {
        display: flex;
        flex-direction: column;
      }
    `,
  ];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) run: LineRunner | null = null;

  /** The first restoration behind this id is followed; null while the fields are being filled. */
  @state() private followsAfter: number | null = null;

  /** Node that was chosen to run lines; null until one was. */
  @state() private node: string | null = null;

  @query('.tools .btn') private readonly button!: HTMLElement | null;

  readonly #session = new ConsoleSession(this, () => this.button);
  #hasOpened = false;

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#hasOpened || this.snapshot === null || this.run === null) return;
    if (!changed.has('snapshot') && !changed.has('run')) return;
    this.#hasOpened = true;
    const running = this.snapshot.jobs.find(isRunningRestore);
    if (running === undefined) void this.#fillFields(this.snapshot);
    else this.followsAfter = running.id - 1;
  }

  override focus(): void {
    this.#session.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const job = this.#job(snapshot);
    return html`<lab-console-window
      heading="Restoration Manager"
      subject="on"
      .nodes=${serversOf(snapshot).map(({ node }) => node.name)}
      node=${this.#nodeIn(snapshot)}
      @lab-console-node=${(event: CustomEvent<NodeDetail>) => {
        this.node = event.detail.node;
      }}
      .looks=${this.#session.looks}
      @lab-console-looks=${this.#session.changeLooks}
    >
      <div
        class="inside ${this.#session.dialog === null ? '' : 'has-dialog'}"
        @lab-dialog-close=${this.#closeIfCancelled}
      >
        <div class="views">
          ${job === undefined ? this.#noJob(snapshot) : this.#jobView(snapshot, job)}
        </div>
        ${this.#session.foot(this.#waiting(snapshot, job))}
      </div>
    </lab-console-window>`;
  }

  #noJob(snapshot: Snapshot): TemplateResult {
    return html`<div class="tools">
        <h3>Restoration</h3>
        <button class="btn" @click=${() => void this.#fillFields(snapshot)}>Restore</button>
      </div>
      <p class="empty">A restoration appears here once it has begun.</p>`;
  }

  #jobView(snapshot: Snapshot, job: JobSnapshot): TemplateResult {
    const warning = overwritingWarning(snapshot);
    return html`<div class="tools">
        <h3>Restoration</h3>
        ${
          job.state === 'Running'
            ? html`<button
                class="btn"
                @click=${() => void this.#session.runLine(stopLine(job), job.node)}
              >
                Stop
              </button>`
            : html`<button class="btn" @click=${() => void this.#compare(job)}>Compare</button>
                <button class="btn" @click=${() => void this.#fillFields(snapshot)}>
                  Restore again
                </button>`
        }
      </div>
      <div class="body" tabindex="0" role="region" aria-label="Details">
        ${warning === null ? nothing : warningBanner(warning)}
        ${restorationJob(job, (node) => clusterOf(snapshot, node)?.name ?? '')}
      </div>`;
  }

  #job({ jobs }: Snapshot): JobSnapshot | undefined {
    const { followsAfter } = this;
    return followsAfter === null
      ? undefined
      : jobs.find(({ id, kind }) => kind === 'restore' && id > followsAfter);
  }

  /** The node on which lines run: that which has the data, unless another was chosen. */
  #nodeIn(snapshot: Snapshot): string {
    return this.node ?? partiesOf(snapshot).from;
  }

  #waiting(snapshot: Snapshot, job: JobSnapshot | undefined): WaitingLine | null {
    if (job === undefined || this.#session.last !== null) return null;
    return job.state === 'Running'
      ? { heading: 'Line that will run with Stop', node: job.node, line: stopLine(job) }
      : { heading: 'Line that will run with Compare', node: job.node, line: compareLine(job) };
  }

  /** Looks at who owns what, then opens the dialog with what was found. */
  async #fillFields(snapshot: Snapshot): Promise<void> {
    this.followsAfter = null;
    const parties = partiesOf(snapshot);
    for (const { node, line } of lookLines(snapshot)) await this.#session.look(line, node);
    const lastId = Math.max(0, ...snapshot.jobs.map(({ id }) => id));
    this.#session.open(
      (key, now) => restorationDialog(key, now, this.#nodeIn(now), parties),
      () => {
        this.followsAfter = lastId;
      },
    );
  }

  async #compare(job: JobSnapshot): Promise<void> {
    await this.#session.read('Compare', compareLine(job), job.node, [EQUAL, DIFFERENT]);
  }

  readonly #closeIfCancelled = (event: CustomEvent<{ finished: boolean }>): void => {
    if (event.detail.finished) return;
    this.dispatchEvent(new CustomEvent('lab-console-close', { bubbles: true, composed: true }));
  };
}

function isRunningRestore({ kind, state }: JobSnapshot): boolean {
  return kind === 'restore' && state === 'Running';
}

function stopLine({ id }: JobSnapshot): string {
  return `dt restore stop ${String(id)}`;
}

function compareLine({ replicationSet }: JobSnapshot): string {
  return `lab compare ${quoteWord(replicationSet)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-restoration-manager': LabRestorationManager;
  }
}
