import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { quoteWord, type ConnectionSnapshot, type Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import type { DialogPageDetail } from '../console-dialog/dialog-events.ts';
import type { LineRunner } from '../console-dialog/dialog-spec.ts';
import '../console-menu/console-menu.ts';
import type { MenuChoice, MenuPickDetail } from '../console-menu/console-menu.ts';
import { ConsoleSession, type WaitingLine } from '../console-session/console-session.ts';
import '../console-tree/console-tree.ts';
import type {
  LabConsoleTree,
  TreeItem,
  TreePickDetail,
  TreeSelectDetail,
} from '../console-tree/console-tree.ts';
import '../console-window/console-window.ts';
import { connectionDialog } from './connection-dialogs.ts';
import { connectionsView } from './connection-view.ts';
import { type FilePlace, fileTree, fileTreeKey } from './file-tree.ts';
import { managementConsoleStyles } from './management-console.styles.ts';
import { placeDialog } from './place-dialogs.ts';
import { serverActions, setActions } from './server-actions.ts';
import { serverPropertiesDialog } from './server-dialogs.ts';
import { serverView } from './server-view.ts';
import {
  type Place,
  placeId,
  placeOf,
  type Server,
  serverNamed,
  serversOf,
  setAt,
  type SetSnapshot,
  treeOf,
} from './servers.ts';
import { STARTUP_PAGE } from './service-settings.ts';
import { setView } from './set-view.ts';

const REQUIREMENTS = 'requirements';

/** What the Tools menu opens. */
const TOOLS: readonly MenuChoice[] = [
  { id: 'restoration-manager', words: 'Restoration Manager…', line: null },
  { id: REQUIREMENTS, words: 'Requirements…', line: null },
];

/** Lines that print something worth reading, with what to call it. */
const READINGS: readonly (readonly [pattern: RegExp, heading: string])[] = [
  [/^dt repset show /, 'Properties'],
  [/^dt repset preview /, 'Files in the set'],
  [/^dt statistics /, 'All statistics'],
];

/**
 * @summary Management Console: the four servers, their replication sets with rules and files, and their connections.
 * @event lab-console-close - the console is to be closed
 * @event lab-console - another console is to be opened, detail `{name}`
 */
@customElement('lab-management-console')
export class LabManagementConsole extends LitElement {
  static override styles = [controls, managementConsoleStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) run: LineRunner | null = null;

  @state() private place: Place | null = null;
  @state() private file: FilePlace | null = null;

  @query('.views > lab-console-tree') private readonly tree!: LabConsoleTree | null;

  readonly #session = new ConsoleSession(this, () => this.tree);
  /** Servers that this console has logged in to. */
  readonly #loggedIn = new Set<string>();
  #files: { readonly key: string; readonly items: readonly TreeItem[] } = { key: '', items: [] };

  protected override firstUpdated(): void {
    void this.updateComplete.then(() => {
      this.tree?.focus();
    });
  }

  override focus(): void {
    this.#session.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const place = this.#placeIn(snapshot);
    const server = serverNamed(snapshot, place.node);
    return html`<lab-console-window
      heading="Management Console"
      subject=${`on ${place.node}`}
      .looks=${this.#session.looks}
      @lab-console-looks=${this.#session.changeLooks}
    >
      <div
        class="inside ${this.#session.dialog === null ? '' : 'has-dialog'}"
        @lab-dialog-page=${this.#turned}
      >
        <div class="views">
          <lab-console-tree
            label="Servers"
            .items=${treeOf(snapshot)}
            selected=${placeId(place)}
            .choicesOf=${this.#choicesOf}
            @lab-tree-select=${this.#select}
            @lab-tree-pick=${this.#pickInTree}
          ></lab-console-tree>
          <div class="detail">
            ${server === undefined ? nothing : this.#detail(snapshot, place, server)}
          </div>
        </div>
        ${this.#session.foot(this.#waiting(snapshot, place))}
      </div>
    </lab-console-window>`;
  }

  /** What is looked at; what is gone leads back to its server. */
  #placeIn(snapshot: Snapshot): Place {
    const first = serversOf(snapshot)[0]?.node.name ?? '';
    const place = this.place ?? { node: first, kind: 'server', name: '' };
    const isGone =
      snapshot.services[place.node]?.running !== true ||
      (place.kind === 'set' && setAt(snapshot, place) === undefined);
    return isGone ? { node: place.node, kind: 'server', name: '' } : place;
  }

  #detail(snapshot: Snapshot, place: Place, server: Server): TemplateResult {
    const set = place.kind === 'set' ? setAt(snapshot, place) : undefined;
    if (set !== undefined) return this.#setDetail(snapshot, place, set);
    return html`<div class="tools">
        <h3>${place.kind === 'connections' ? 'Connections' : 'Server'}</h3>
        <lab-console-menu
          framed
          label=${place.node}
          .choices=${serverActions(server)}
          @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
            this.#pick(place, event.detail.id);
          }}
          >${place.node}</lab-console-menu
        >
        ${this.#toolsMenu()}
      </div>
      <div class="body" tabindex="0" role="region" aria-label="Details">
        ${
          place.kind === 'connections'
            ? connectionsView(snapshot, place.node, this.#pickOfConnection)
            : serverView(server)
        }
      </div>`;
  }

  #toolsMenu(): TemplateResult {
    return html`<lab-console-menu framed label="Tools" .choices=${TOOLS} @lab-pick=${this.#openTool}
      >Tools</lab-console-menu
    >`;
  }

  #setDetail(snapshot: Snapshot, place: Place, set: SetSnapshot): TemplateResult {
    const key = fileTreeKey(snapshot, place.node, set);
    if (this.#files.key !== key) {
      this.#files = { key, items: fileTree(snapshot, place.node, set) };
    }
    return html`<div class="tools">
        <button
          class="btn"
          ?disabled=${set.saved || this.run === null}
          @click=${() => void this.#session.runLine(saveLine(set.name), place.node)}
        >
          Save
        </button>
        <button
          class="btn"
          ?disabled=${this.run === null}
          @click=${() => {
            this.#pick(place, 'add-rule');
          }}
        >
          Add Rule
        </button>
        <lab-console-menu
          framed
          label=${set.name}
          .choices=${setActions(set)}
          @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
            this.#pick(place, event.detail.id);
          }}
          >${set.name}</lab-console-menu
        >
      </div>
      <div class="body" tabindex="0" role="region" aria-label="Details">
        ${setView(place.node, set, this.#files.items, this.file, {
          runLine: (line) => void this.#session.runLine(line, place.node),
          selectFile: (file) => {
            this.#selectFile(file, place.node);
          },
        })}
      </div>`;
  }

  /** The line of Save, while there is something to save. */
  #waiting(snapshot: Snapshot, place: Place): WaitingLine | null {
    const set = place.kind === 'set' ? setAt(snapshot, place) : undefined;
    return set === undefined || set.saved
      ? null
      : { heading: 'Line that will run with Save', node: place.node, line: saveLine(set.name) };
  }

  readonly #select = (event: CustomEvent<TreeSelectDetail>): void => {
    const place = placeOf(event.detail.id);
    this.place = place;
    this.file = null;
    const isRunning = this.snapshot?.services[place.node]?.running === true;
    if (!isRunning) return;
    const session = this.#session;
    if (place.kind === 'connections') void session.look('dt connections', place.node);
    if (place.kind !== 'server' || !session.looks || this.#loggedIn.has(place.node)) return;
    this.#loggedIn.add(place.node);
    void session.look('dt repset list', place.node);
  };

  readonly #choicesOf = (id: string): readonly MenuChoice[] => {
    const { snapshot } = this;
    const place = placeOf(id);
    const server = snapshot === null ? undefined : serverNamed(snapshot, place.node);
    if (snapshot === null || server === undefined || this.run === null) return [];
    if (place.kind === 'connections') return [];
    const set = setAt(snapshot, place);
    return set === undefined ? serverActions(server) : setActions(set);
  };

  readonly #pickInTree = (event: CustomEvent<TreePickDetail>): void => {
    const place = placeOf(event.detail.id);
    this.place = place;
    this.file = null;
    this.#pick(place, event.detail.choice);
  };

  #selectFile(file: FilePlace, node: string): void {
    this.file = file;
    if (file.isFolder) void this.#session.look(`dir ${quoteWord(file.path)}`, node);
  }

  #pick(place: Place, id: string): void {
    const dialog = placeDialog(id, place);
    if (id === 'properties') void this.#openProperties(place.node);
    else if (dialog === null) this.#runPicked(id, place.node);
    else {
      this.#session.open(dialog.spec, (values) => {
        this.place = dialog.leadsTo(values) ?? this.place;
      });
    }
  }

  #runPicked(line: string, node: string): void {
    const [, heading] = READINGS.find(([pattern]) => pattern.test(line)) ?? [];
    if (heading === undefined) void this.#session.runLine(line, node);
    else void this.#session.read(heading, line, node);
  }

  /** Reads what is set, then shows it as it was read, whatever happens meanwhile. */
  async #openProperties(node: string): Promise<void> {
    const isRead = await this.#session.look('dt get', node);
    const { snapshot } = this;
    const server = snapshot === null ? undefined : serverNamed(snapshot, node);
    if (!isRead || server === undefined) return;
    this.#session.open((key) => serverPropertiesDialog(key, server));
  }

  /** The Startup tab looks at its own setting. */
  readonly #turned = (event: CustomEvent<DialogPageDetail>): void => {
    const { snapshot } = this;
    if (snapshot === null || event.detail.title !== STARTUP_PAGE) return;
    void this.#session.look('dt get AutoReconnect', this.#placeIn(snapshot).node);
  };

  readonly #pickOfConnection = (connection: ConnectionSnapshot, id: string): void => {
    const dialog = connectionDialog(id);
    if (dialog === null) this.#runPicked(id, connection.source);
    else this.#session.open((key) => dialog(key, connection));
  };

  readonly #openTool = (event: CustomEvent<MenuPickDetail>): void => {
    const { snapshot } = this;
    const { id } = event.detail;
    if (snapshot !== null && id === REQUIREMENTS) {
      this.#pick(this.#placeIn(snapshot), id);
      return;
    }
    const detail = { name: id };
    this.dispatchEvent(new CustomEvent('lab-console', { detail, bubbles: true, composed: true }));
  };
}

function saveLine(set: string): string {
  return `dt repset save ${quoteWord(set)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-management-console': LabManagementConsole;
  }
}
