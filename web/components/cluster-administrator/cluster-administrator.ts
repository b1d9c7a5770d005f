import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type { ClusterId, ClusterSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { errorText } from '../../words/error.ts';
import type { DialogCloseDetail } from '../console-dialog/console-dialog.ts';
import '../console-dialog/console-dialog.ts';
import {
  type DialogSpec,
  type FieldValues,
  type LineRunner,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import { refusalText } from '../console-dialog/refusal.ts';
import '../console-lines/console-lines.ts';
import type { LineProgress } from '../console-lines/console-lines.ts';
import '../console-menu/console-menu.ts';
import '../console-tree/console-tree.ts';
import type { LabConsoleTree, TreeSelectDetail } from '../console-tree/console-tree.ts';
import '../console-window/console-window.ts';
import { applicationGroups } from '../stage/virtual-server.ts';
import { dialogOf, groupActions } from './actions.ts';
import { clusterLine } from './cluster-lines.ts';
import { clusterAdministratorStyles } from './cluster-administrator.styles.ts';
import { detailTable, type RowSubject } from './detail-table.ts';
import { groupPropertiesDialog } from './group-properties-dialog.ts';
import { newGroupDialog } from './new-group-dialog.ts';
import { newResourceDialog } from './new-resource-dialog.ts';
import {
  answeringNode,
  FIRST_PLACE,
  groupNamed,
  isAnswering,
  lookLine,
  type Place,
  placeId,
  placeOf,
  resourceNamed,
  treeOf,
} from './places.ts';
import { readProperties } from './property-table.ts';
import { resourcePropertiesDialog } from './resource-properties-dialog.ts';
import { deleteDialog, renameDialog } from './small-dialogs.ts';

/** An open dialog: made anew from each state of the clusters, so that what it offers is what there is. */
interface OpenDialog {
  readonly spec: (snapshot: Snapshot) => DialogSpec;
  /** What is looked at when it is done; null leaves the place as it is. */
  readonly leadsTo: (values: FieldValues) => Place | null;
}

/** The line that ran last outside a dialog. */
interface LastLine {
  readonly node: string;
  readonly line: string;
  readonly progress: LineProgress;
  readonly refusal: string;
}

/**
 * @summary Cluster Administrator: both clusters as a tree, what an entry lists, and the dialogs that build them.
 * @event lab-console-close - the console is to be closed
 */
@customElement('lab-cluster-administrator')
export class LabClusterAdministrator extends LitElement {
  static override styles = [controls, clusterAdministratorStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) run: LineRunner | null = null;

  @state() private place: Place = FIRST_PLACE;
  @state() private dialog: OpenDialog | null = null;
  @state() private last: LastLine | null = null;

  @query('lab-console-tree') private readonly tree!: LabConsoleTree | null;

  #hasLooked = false;
  #dialogCount = 0;
  /** What gets the focus back when the dialog closes. */
  #opener: HTMLElement | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#hasLooked || this.snapshot === null || this.run === null) return;
    if (!changed.has('snapshot') && !changed.has('run')) return;
    this.#hasLooked = true;
    void this.tree?.updateComplete.then(() => this.tree?.focus());
    this.#look();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, place } = this;
    if (snapshot === null) return nothing;
    const cluster = snapshot.clusters[place.clusterId];
    return html`<lab-console-window
      heading="Cluster Administrator"
      subject=${`${cluster.name}, on ${answeringNode(cluster)}`}
    >
      <div class="inside ${this.dialog === null ? '' : 'has-dialog'}">
        <div class="views">
          <lab-console-tree
            label="Clusters"
            .items=${treeOf(snapshot)}
            selected=${placeId(place)}
            @lab-tree-select=${this.#select}
          ></lab-console-tree>
          <div class="detail">
            ${this.#tools(cluster)}
            <div class="rows">${detailTable(place, snapshot, this.#pick)}</div>
          </div>
        </div>
        ${this.dialog === null ? this.#lastLine() : this.#openDialog(this.dialog.spec(snapshot))}
      </div>
    </lab-console-window>`;
  }

  #tools(cluster: ClusterSnapshot): TemplateResult | typeof nothing {
    const { kind, name } = this.place;
    if (!isAnswering(cluster)) return nothing;
    const group = kind === 'group' ? groupNamed(cluster, name) : undefined;
    if (kind === 'groups')
      return html`<div class="tools">${this.#newButton('new-group', 'New Group')}</div>`;
    if (kind === 'resources') {
      return html`<div class="tools">${this.#newButton('new-resource', 'New Resource')}</div>`;
    }
    if (group === undefined) return nothing;
    return html`<div class="tools">
      ${this.#newButton('new-resource', 'New Resource')}
      <lab-console-menu
        framed
        label=${group.name}
        .choices=${groupActions(cluster, group)}
        @lab-pick=${(event: CustomEvent<{ id: string }>) => {
          this.#pick({ object: 'group', name: group.name }, event.detail.id);
        }}
        >${group.name}</lab-console-menu
      >
    </div>`;
  }

  #newButton(id: 'new-group' | 'new-resource', words: string): TemplateResult {
    return html`<button
      class="btn"
      ?disabled=${this.run === null}
      @click=${() => {
        this.#pick({ object: 'group', name: this.#defaultGroup() }, id);
      }}
    >
      ${words}
    </button>`;
  }

  /** The group that a new resource is put into unless another is chosen. */
  #defaultGroup(): string {
    const { kind, name, clusterId } = this.place;
    if (kind === 'group') return name;
    const cluster = this.snapshot?.clusters[clusterId];
    if (cluster === undefined) return '';
    return (applicationGroups(cluster)[0] ?? cluster.groups[0])?.name ?? '';
  }

  #openDialog(spec: DialogSpec): TemplateResult {
    return html`<lab-console-dialog
      .spec=${spec}
      .run=${this.run}
      @lab-dialog-close=${this.#dialogClosed}
    ></lab-console-dialog>`;
  }

  #lastLine(): TemplateResult {
    const { last } = this;
    return html`<lab-console-lines
      heading="Line that ran last"
      node=${last?.node ?? ''}
      .lines=${last === null ? [] : [{ line: last.line, progress: last.progress }]}
      empty="None yet."
    >
      <p class="answer" role="alert" ?hidden=${last === null || last.refusal === ''}>
        ${last?.refusal ?? ''}
      </p>
    </lab-console-lines>`;
  }

  readonly #select = (event: CustomEvent<TreeSelectDetail>): void => {
    this.place = placeOf(event.detail.id);
    this.#look();
  };

  /** Asks the cluster for what the place lists: one that does not answer says so. */
  #look(): void {
    const { snapshot, place } = this;
    if (snapshot === null) return;
    const line = lookLine(place, snapshot.clusters[place.clusterId]);
    if (line !== null) void this.#runLine(line, place.clusterId);
  }

  /** Runs a line that belongs to no dialog. @returns what it printed, or null when it was refused */
  async #runLine(line: string, clusterId: ClusterId): Promise<string | null> {
    const { run, snapshot } = this;
    if (run === null || snapshot === null) return null;
    const node = answeringNode(snapshot.clusters[clusterId]);
    const mine: LastLine = { node, line, progress: 'runs', refusal: '' };
    this.last = mine;
    const tell = (progress: LineProgress, refusal: string): void => {
      // An older line that ended well does not displace a newer one; a refusal does.
      if (this.last === mine || refusal !== '') this.last = { ...mine, progress, refusal };
    };
    try {
      const result = await run(line, node);
      if (result.exitCode === 0) tell('done', '');
      else tell('refused', refusalText(result));
      return result.exitCode === 0 ? result.output : null;
    } catch (error) {
      tell('refused', errorText(error));
      return null;
    }
  }

  readonly #pick = (subject: RowSubject, id: string): void => {
    const kind = dialogOf(id);
    const { clusterId } = this.place;
    this.#opener = this.#focused();
    if (kind === null) void this.#runLine(id, clusterId);
    else if (kind === 'properties') void this.#openProperties(subject, clusterId);
    else if (kind === 'new-group' || kind === 'new-resource') {
      this.#openWizard(kind, subject.name, clusterId);
    } else this.#openSmall(kind, subject, clusterId);
  };

  #openWizard(kind: 'new-group' | 'new-resource', groupName: string, clusterId: ClusterId): void {
    const key = this.#nextKey();
    const otherId = clusterId === 'first' ? 'second' : 'first';
    this.dialog = {
      leadsTo: (values) =>
        kind === 'new-group' ? { clusterId, kind: 'group', name: textIn(values, 'name') } : null,
      spec: ({ clusters }) =>
        kind === 'new-group'
          ? newGroupDialog(
              key,
              clusters[clusterId],
              applicationGroups(clusters[otherId]).map(({ name }) => name),
            )
          : newResourceDialog(key, clusters[clusterId], clusters[otherId], groupName),
    };
  }

  #openSmall(kind: 'rename' | 'delete', { object, name }: RowSubject, clusterId: ClusterId): void {
    if (object === 'node') return;
    const key = this.#nextKey();
    const build = kind === 'rename' ? renameDialog : deleteDialog;
    this.dialog = {
      leadsTo: (values) =>
        kind === 'rename'
          ? this.#renamed({ object, name }, values)
          : this.#deleted({ object, name }),
      spec: ({ clusters }) => build(key, clusters[clusterId], { object, name }),
    };
  }

  /** Reads what is set, then shows it. What it shows stays as it was read, whatever happens meanwhile. */
  async #openProperties({ object, name }: RowSubject, clusterId: ClusterId): Promise<void> {
    if (object === 'node') return;
    const output = await this.#runLine(clusterLine(object, name, '/prop'), clusterId);
    const cluster = this.snapshot?.clusters[clusterId];
    if (output === null || cluster === undefined) return;
    const properties = readProperties(output, name);
    const key = this.#nextKey();
    const found = object === 'resource' ? resourceNamed(cluster, name) : undefined;
    const group = found?.group ?? groupNamed(cluster, name);
    if (group === undefined) return;
    const spec =
      found === undefined
        ? groupPropertiesDialog(key, cluster, group, properties)
        : resourcePropertiesDialog(key, cluster, group, found.resource, properties);
    this.dialog = {
      leadsTo: (values) => this.#renamed({ object, name }, values),
      spec: () => spec,
    };
  }

  /** The group that is looked at, under its new name. */
  #renamed(subject: RowSubject, values: FieldValues): Place | null {
    return this.#isLookedAt(subject) ? { ...this.place, name: textIn(values, 'name') } : null;
  }

  #deleted(subject: RowSubject): Place | null {
    return this.#isLookedAt(subject) ? { ...this.place, kind: 'groups', name: '' } : null;
  }

  #isLookedAt({ object, name }: RowSubject): boolean {
    return object === 'group' && this.place.kind === 'group' && this.place.name === name;
  }

  readonly #dialogClosed = (event: CustomEvent<DialogCloseDetail>): void => {
    const { dialog } = this;
    const { finished, values } = event.detail;
    this.dialog = null;
    if (finished) this.place = dialog?.leadsTo(values) ?? this.place;
    const opener = this.#opener;
    void this.updateComplete.then(() => {
      if (opener?.isConnected === true) opener.focus();
      else this.tree?.focus();
    });
  };

  #nextKey(): string {
    this.#dialogCount += 1;
    return String(this.#dialogCount);
  }

  #focused(): HTMLElement | null {
    const { activeElement } = this.renderRoot as ShadowRoot;
    return activeElement instanceof HTMLElement ? activeElement : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-cluster-administrator': LabClusterAdministrator;
  }
}
