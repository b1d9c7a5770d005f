import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';

import type { MonitorSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import type { LineRunner } from '../console-dialog/dialog-spec.ts';
import '../console-menu/console-menu.ts';
import type { MenuChoice, MenuPickDetail } from '../console-menu/console-menu.ts';
import { ConsoleSession } from '../console-session/console-session.ts';
import '../console-tree/console-tree.ts';
import type { TreePickDetail, TreeSelectDetail } from '../console-tree/console-tree.ts';
import '../console-window/console-window.ts';
import { scriptDialog, scriptsOf } from '../management-console/script-dialog.ts';
import { serversOf } from '../management-console/servers.ts';
import { applicationGroups } from '../stage/virtual-server.ts';
import { failoverControlCenterStyles } from './failover-control-center.styles.ts';
import {
  addMonitorDialog,
  editMonitorDialog,
  removeMonitorDialog,
  scriptsDialog,
} from './monitor-dialogs.ts';
import { monitorActions, monitorPrompt, monitorTree, monitorView } from './monitor-view.ts';
import { statusBar } from './status-bar.ts';

const NEW_SCRIPT = 'new-script';
const STATUS_LINE = 'fcc status';

/**
 * @summary Failover Control Center: monitors of one target machine, what they ask, and the scripts on its disks.
 * @event lab-console-close - the console is to be closed
 */
@customElement('lab-failover-control-center')
export class LabFailoverControlCenter extends LitElement {
  static override styles = [controls, failoverControlCenterStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) run: LineRunner | null = null;

  /** Target machine; null until one was chosen. */
  @state() private target: string | null = null;
  /** Address of the monitor that is looked at. */
  @state() private address: string | null = null;

  @query('select') private readonly select!: HTMLSelectElement | null;

  readonly #session = new ConsoleSession(this, () => this.select);
  #hasLooked = false;

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#hasLooked || this.snapshot === null || this.run === null) return;
    if (!changed.has('snapshot') && !changed.has('run')) return;
    this.#hasLooked = true;
    this.select?.focus();
    void this.#session.look(STATUS_LINE, this.#targetIn(this.snapshot));
  }

  override focus(): void {
    this.#session.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const target = this.#targetIn(snapshot);
    const monitors = snapshot.monitors.filter(({ node }) => node === target);
    const monitor = monitors.find(({ address }) => address === this.address) ?? monitors[0] ?? null;
    return html`<lab-console-window
      heading="Failover Control Center"
      subject=${`on ${target}`}
      .looks=${this.#session.looks}
      @lab-console-looks=${this.#session.changeLooks}
    >
      <div class="inside ${this.#session.dialog === null ? '' : 'has-dialog'}">
        ${this.#tools(snapshot, target)}
        <div class="views">
          <lab-console-tree
            label="Monitored Machines"
            .items=${monitorTree(monitors)}
            selected=${monitor?.address ?? ''}
            .choicesOf=${(id: string) => {
              const meant = this.run === null ? undefined : monitorOf(monitors, id);
              return meant === undefined ? [] : monitorActions(meant);
            }}
            @lab-tree-select=${this.#selectMonitor}
            @lab-tree-pick=${(event: CustomEvent<TreePickDetail>) => {
              const meant = monitorOf(monitors, event.detail.id);
              if (meant !== undefined) this.#pick(meant, event.detail.choice);
            }}
          ></lab-console-tree>
          <div class="detail">
            ${
              monitor === null
                ? html`<p class="empty">${target} monitors nothing yet. Add Monitor begins.</p>`
                : this.#monitor(monitor)
            }
          </div>
        </div>
        ${this.#session.foot(null)}
      </div>
    </lab-console-window>`;
  }

  #tools(snapshot: Snapshot, target: string): TemplateResult {
    const off = this.run === null;
    return html`<div class="tools">
      <label class="target" for="target">Target Machine</label>
      <select id="target" @change=${this.#selectTarget}>
        ${serversOf(snapshot).map(
          ({ node }) =>
            html`<option value=${node.name} .selected=${live(node.name === target)}>
              ${node.name}
            </option>`,
        )}
      </select>
      <span class="gap"></span>
      <button class="btn" ?disabled=${off} @click=${this.#addMonitor}>Add Monitor</button>
      <button class="btn" ?disabled=${off} @click=${this.#refresh}>Refresh</button>
      <lab-console-menu
        framed
        label="Script editor"
        .choices=${scriptChoices(snapshot, target)}
        @lab-pick=${this.#openScript}
        >Script editor</lab-console-menu
      >
    </div>`;
  }

  #monitor(monitor: MonitorSnapshot): TemplateResult {
    const run =
      this.run === null
        ? null
        : (line: string): void => {
            if (line.startsWith('ping ')) void this.#session.read('Ping', line, monitor.node);
            else void this.#session.runLine(line, monitor.node);
          };
    return html`<div class="tools">
        <h3>${monitor.address}</h3>
        <lab-console-menu
          framed
          label=${`${monitor.name} ${monitor.address}`}
          .choices=${monitorActions(monitor)}
          @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
            this.#pick(monitor, event.detail.id);
          }}
          >${monitor.name}</lab-console-menu
        >
      </div>
      <div class="body" tabindex="0" role="region" aria-label="Details">
        ${monitorPrompt(monitor, run)} ${monitorView(monitor)} ${statusBar(monitor)}
      </div>`;
  }

  /** The machine that is looked at: at first the one of SECOND that owns the application's group. */
  #targetIn({ clusters: { second } }: Snapshot): string {
    const [group] = applicationGroups(second);
    return this.target ?? group?.owner ?? second.nodes[0]?.name ?? '';
  }

  readonly #refresh = (): void => {
    const { snapshot } = this;
    if (snapshot !== null) void this.#session.runLine(STATUS_LINE, this.#targetIn(snapshot));
  };

  readonly #selectTarget = (event: Event): void => {
    this.target = (event.target as HTMLSelectElement).value;
    this.address = null;
  };

  readonly #selectMonitor = (event: CustomEvent<TreeSelectDetail>): void => {
    this.address = event.detail.id;
  };

  readonly #addMonitor = (): void => {
    const { snapshot } = this;
    if (snapshot === null) return;
    const target = this.#targetIn(snapshot);
    this.#session.open((key, now) => addMonitorDialog(key, now, target));
  };

  #pick(monitor: MonitorSnapshot, id: string): void {
    const session = this.#session;
    const { snapshot } = this;
    if (snapshot === null) return;
    // What the fields hold at first is what was set when the dialog opened.
    if (id === 'edit') session.open((key) => editMonitorDialog(key, snapshot, monitor));
    else if (id === 'scripts') session.open((key) => scriptsDialog(key, snapshot, monitor));
    else if (id === 'remove') session.open((key) => removeMonitorDialog(key, monitor));
    else void session.runLine(id, monitor.node);
  }

  readonly #openScript = (event: CustomEvent<MenuPickDetail>): void => {
    const { snapshot } = this;
    if (snapshot === null) return;
    const target = this.#targetIn(snapshot);
    const script = scriptsOf(snapshot, target).find(({ path }) => path === event.detail.id) ?? null;
    this.#session.open((key) => scriptDialog(key, snapshot, target, script));
  };
}

/** The monitor of an entry of the tree; undefined for a machine, which may have several. */
function monitorOf(monitors: readonly MonitorSnapshot[], id: string): MonitorSnapshot | undefined {
  return monitors.find(({ address }) => address === id);
}

function scriptChoices(snapshot: Snapshot, target: string): MenuChoice[] {
  return [
    { id: NEW_SCRIPT, words: 'New Script…', line: null },
    ...scriptsOf(snapshot, target).map(({ path }) => ({
      id: path,
      words: `Edit ${path}…`,
      line: null,
    })),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-failover-control-center': LabFailoverControlCenter;
  }
}
