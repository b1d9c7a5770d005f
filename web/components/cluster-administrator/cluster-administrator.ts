import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import type { ClusterId, ClusterSnapshot, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import {
  type DialogSpec,
  type FieldValues,
  type LineRunner,
  textIn,
} from '../console-dialog/dialog-spec.ts';
import '../console-menu/console-menu.ts';
import type { MenuChoice } from '../console-menu/console-menu.ts';
import { ConsoleSession } from '../console-session/console-session.ts';
import '../console-tree/console-tree.ts';
import type {
  LabConsoleTree,
  TreePickDetail,
  TreeSelectDetail,
} from '../console-tree/console-tree.ts';
import '../console-window/console-window.ts';
import type { NodeDetail } from '../console-window/console-window.ts';
import { applicationGroups } from '../stage/virtual-server.ts';
import { dialogOf, groupActions, placeActions } from './actions.ts';
import { clusterLine } from './cluster-lines.ts';
import { clusterAdministratorStyles } from './cluster-administrator.styles.ts';
import { detailTable, type RowSubject } from './detail-table.ts';
import { groupPropertiesDialog } from './group-properties-dialog.ts';
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
import { wizard, type WizardKind } from './wizards.ts';

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
  /** Nodes that were chosen to run lines, by their cluster; else the first that answers does. */
  @state() private chosen: Readonly<Record<string, string>> = {};

  @query('lab-console-tree') private readonly tree!: LabConsoleTree | null;

  readonly #session = new ConsoleSession(this, () => this.tree);
  #hasLooked = false;

  override focus(): void {
    this.#session.focus();
  }

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
    const session = this.#session;
    return html`<lab-console-window
      heading="Cluster Administrator"
      subject=${`${cluster.name}, on`}
      .nodes=${cluster.nodes.map(({ name }) => name)}
      node=${this.#nodeOf(cluster)}
      @lab-console-node=${(event: CustomEvent<NodeDetail>) => {
        this.chosen = { ...this.chosen, [cluster.name]: event.detail.node };
      }}
      .looks=${session.looks}
      @lab-console-looks=${session.changeLooks}
    >
      <div class="inside ${session.dialog === null ? '' : 'has-dialog'}">
        <div class="views">
          <lab-console-tree
            label="Clusters"
            .items=${treeOf(snapshot)}
            selected=${placeId(place)}
            .choicesOf=${this.#choicesOf}
            @lab-tree-select=${this.#select}
            @lab-tree-pick=${this.#pickInTree}
          ></lab-console-tree>
          <div class="detail">
            ${this.#tools(cluster)}
            <div class="rows">${detailTable(place, snapshot, this.#pick)}</div>
          </div>
        </div>
        ${session.foot(null)}
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

  readonly #select = (event: CustomEvent<TreeSelectDetail>): void => {
    this.place = placeOf(event.detail.id);
    this.#look();
  };

  readonly #choicesOf = (id: string): readonly MenuChoice[] => {
    const place = placeOf(id);
    const cluster = this.snapshot?.clusters[place.clusterId];
    return cluster === undefined || this.run === null ? [] : placeActions(place, cluster);
  };

  readonly #pickInTree = (event: CustomEvent<TreePickDetail>): void => {
    const { id, choice } = event.detail;
    this.place = placeOf(id);
    const { kind, name } = this.place;
    if (kind === 'node') this.#pick({ object: 'node', name }, choice);
    else this.#pick({ object: 'group', name: this.#defaultGroup() }, choice);
  };

  /** Asks the cluster for what the place lists: one that does not answer says so. */
  #look(): void {
    const { snapshot, place } = this;
    if (snapshot === null) return;
    const cluster = snapshot.clusters[place.clusterId];
    const line = lookLine(place, cluster);
    if (line !== null) void this.#session.look(line, this.#nodeOf(cluster));
  }

  readonly #pick = (subject: RowSubject, id: string): void => {
    const kind = dialogOf(id);
    const { snapshot } = this;
    const { clusterId } = this.place;
    if (snapshot === null) return;
    if (kind === null) {
      void this.#session.runLine(id, this.#nodeOf(snapshot.clusters[clusterId]));
    } else if (kind === 'properties') void this.#openProperties(subject, snapshot, clusterId);
    else if (kind === 'rename' || kind === 'delete') this.#openSmall(kind, subject, clusterId);
    else this.#openWizard(kind, subject.name, clusterId);
  };

  #openWizard(kind: WizardKind, groupName: string, clusterId: ClusterId): void {
    const { looks } = this.#session;
    this.#open(
      clusterId,
      (key, { clusters }) => wizard(kind, key, clusters, { clusterId, groupName, looks }),
      (values) => {
        if (kind !== 'new-group') return;
        this.place = { clusterId, kind: 'group', name: textIn(values, 'name') };
      },
    );
  }

  #openSmall(kind: 'rename' | 'delete', { object, name }: RowSubject, clusterId: ClusterId): void {
    if (object === 'node') return;
    const build = kind === 'rename' ? renameDialog : deleteDialog;
    this.#open(
      clusterId,
      (key, { clusters }) => build(key, clusters[clusterId], { object, name }),
      (values) => {
        if (!this.#isLookedAt({ object, name })) return;
        if (kind === 'rename') this.#follow(values);
        else this.place = { ...this.place, kind: 'groups', name: '' };
      },
    );
  }

  /** Reads what is set, then shows it. What it shows stays as it was read, whatever happens meanwhile. */
  async #openProperties(
    { object, name }: RowSubject,
    { clusters }: Snapshot,
    clusterId: ClusterId,
  ): Promise<void> {
    if (object === 'node') return;
    const line = clusterLine(object, name, '/prop');
    const read = await this.#session.runLine(line, this.#nodeOf(clusters[clusterId]));
    const cluster = this.snapshot?.clusters[clusterId];
    if (read === null || cluster === undefined) return;
    const properties = readProperties(read.output, name);
    const found = object === 'resource' ? resourceNamed(cluster, name) : undefined;
    const group = found?.group ?? groupNamed(cluster, name);
    if (group === undefined) return;
    this.#open(
      clusterId,
      (key) =>
        found === undefined
          ? groupPropertiesDialog(key, cluster, group, properties)
          : resourcePropertiesDialog(key, cluster, group, found.resource, properties),
      (values) => {
        if (this.#isLookedAt({ object, name })) this.#follow(values);
      },
    );
  }

  /** Node of a cluster on which lines run. */
  #nodeOf(cluster: ClusterSnapshot): string {
    return this.chosen[cluster.name] ?? answeringNode(cluster);
  }

  /** Opens a dialog whose lines run on the node that is chosen. */
  #open(
    clusterId: ClusterId,
    build: (key: string, snapshot: Snapshot) => DialogSpec,
    done: (values: FieldValues) => void = () => undefined,
  ): void {
    this.#session.open((key, snapshot) => {
      const node = this.#nodeOf(snapshot.clusters[clusterId]);
      return { ...build(key, snapshot), node };
    }, done);
  }

  /** Stays with the group that is looked at, under its new name. */
  #follow(values: FieldValues): void {
    this.place = { ...this.place, name: textIn(values, 'name') };
  }

  #isLookedAt({ object, name }: RowSubject): boolean {
    return object === 'group' && this.place.kind === 'group' && this.place.name === name;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-cluster-administrator': LabClusterAdministrator;
  }
}
