import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { quoteWord, type BlockMaps, type ClusterId, type Snapshot } from '../../../workers/api.ts';
import '../../charts/difference-map/difference-map.ts';
import { controls } from '../../styles/controls.styles.ts';
import { errorText } from '../../words/error.ts';
import { icon } from '../icon/icon.ts';
import { type DiskActions, DROP_FOLDER, pathFor, printedHash, sharedDisk } from './disk-actions.ts';
import { diskFilesStyles } from './disk-files.styles.ts';
import './drive-files.ts';
import { type FilesTold, hashKey } from './drive-files.ts';
import './script-editor.ts';
import type { OpenScript } from './script-editor.ts';

/** How long a drawing of the lists stands at least, ms: files change seldom. */
const DRAWING_STANDS_MS = 400;

/** Where files that are chosen or dropped go. */
interface Target {
  readonly cluster: ClusterId;
  readonly node: string;
  readonly folder: string;
}

/** Detail of `lab-files-take`. */
type TakeDetail = Target & { readonly files: readonly File[] | null };

/**
 * @summary Files on the drives of both clusters: put your own on the first, take it from the second.
 */
@customElement('lab-disk-files')
export class LabDiskFiles extends LitElement {
  static override styles = [controls, diskFilesStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) actions: DiskActions | null = null;
  /** Blocks of both disks; null until they are known. */
  @property({ attribute: false }) blockMaps: BlockMaps | null = null;

  @state() private hashes: ReadonlyMap<string, string> = new Map();
  @state() private message: FilesTold | null = null;
  @state() private busy = false;
  @state() private over = false;
  @state() private script: OpenScript | null = null;
  @query('input[type="file"]') private readonly picker!: HTMLInputElement;

  #drawnAtMs = 0;
  /** Where the files go that the file dialog gives; null for the usual place. */
  #target: Target | null = null;

  protected override async scheduleUpdate(): Promise<void> {
    const waitMs = this.#drawnAtMs + DRAWING_STANDS_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.#drawnAtMs = performance.now();
    await super.scheduleUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, script } = this;
    if (snapshot === null) return nothing;
    const { first } = snapshot.clusters;
    return html`<div
        class="drop ${this.over ? 'is-over' : ''}"
        ?hidden=${script !== null}
        @dragover=${this.#dragOver}
        @dragleave=${() => (this.over = false)}
        @drop=${this.#drop}
      >
        <p><b>Your own files</b> go on ${first.name}’s disk, and replication carries them over.</p>
        <label class="btn ${this.busy ? 'is-busy' : ''}">
          ${icon('plus')}Add a file
          <input
            type="file"
            multiple
            class="visually-hidden"
            ?disabled=${this.busy}
            @change=${this.#choose}
            @cancel=${() => (this.#target = null)}
          />
        </label>
        <span class="cap">or drop it here, or on a folder. Nothing leaves this browser.</span>
      </div>
      <p class="message ${this.message?.failed === true ? 'is-failed' : ''}" role="status">
        ${this.busy ? 'Writing…' : (this.message?.text ?? '')}
      </p>
      <lab-difference-map
        ?hidden=${script !== null}
        .blockMaps=${this.blockMaps}
        .names=${{ first: first.name, second: snapshot.clusters.second.name }}
      ></lab-difference-map>
      ${script === null ? nothing : this.#editor(script)} ${this.#drives('first')}
      ${this.#drives('second')}`;
  }

  #drives(cluster: ClusterId): TemplateResult {
    return html`<lab-drive-files
      ?hidden=${this.script !== null}
      cluster=${cluster}
      .snapshot=${this.snapshot}
      .actions=${this.actions}
      .hashes=${this.hashes}
      @lab-files-told=${({ detail }: CustomEvent<FilesTold>) => (this.message = detail)}
      @lab-files-hash=${({ detail }: CustomEvent<{ key: string; hash: string }>) => {
        this.#keepHash(detail.key, detail.hash);
      }}
      @lab-files-take=${({ detail }: CustomEvent<TakeDetail>) => {
        this.#takeFor(detail);
      }}
      @lab-script-open=${({ detail }: CustomEvent<OpenScript>) => (this.script = detail)}
    ></lab-drive-files>`;
  }

  #editor(script: OpenScript): TemplateResult {
    return html`<lab-script-editor
      .script=${script}
      .snapshot=${this.snapshot}
      .actions=${this.actions}
      @lab-script-close=${({ detail }: CustomEvent<{ saved: string | null }>) => {
        this.script = null;
        if (detail.saved !== null) this.message = { failed: false, text: `${detail.saved}: saved` };
      }}
    ></lab-script-editor>`;
  }

  readonly #dragOver = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.take(event.dataTransfer?.files ?? []);
  };

  readonly #choose = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const target = this.#target;
    this.#target = null;
    void this.take(input.files ?? [], target).finally(() => {
      input.value = '';
    });
  };

  #takeFor({ files, ...target }: TakeDetail): void {
    if (files !== null) {
      void this.take(files, target);
      return;
    }
    this.#target = target;
    this.picker.click();
  }

  /**
   * Writes files one after the other, up to the first that is refused, and shows their checksums.
   *
   * @param target  where to; null is the first cluster's `S:\Files`
   */
  async take(files: Iterable<File>, target: Target | null = null): Promise<void> {
    const owner = this.snapshot === null ? null : sharedDisk(this.snapshot.clusters.first)?.owner;
    const list = [...files];
    if (list.length === 0 || this.actions === null) return;
    if (target === null && (owner === null || owner === undefined)) {
      this.message = { failed: true, text: 'No node owns S: on the first cluster now.' };
      return;
    }
    const place = target ?? { cluster: 'first', node: owner ?? '', folder: DROP_FOLDER };
    this.busy = true;
    try {
      for (const file of list) {
        if (!(await this.#put(this.actions, place, file))) break;
      }
    } catch (error) {
      this.message = { failed: true, text: errorText(error) };
    } finally {
      this.busy = false;
    }
  }

  async #put(
    actions: DiskActions,
    { cluster, node, folder }: Target,
    file: File,
  ): Promise<boolean> {
    const path = pathFor(folder, file.name);
    const { exitCode, output } = await actions.importFile(node, path, file);
    if (exitCode !== 0) {
      this.message = { failed: true, text: `${output.trim()} (exit ${String(exitCode)})` };
      return false;
    }
    const answer = await actions.execute(`xxh3 ${quoteWord(path)}`, node);
    const hash = printedHash(answer.output);
    if (hash !== null) this.#keepHash(hashKey(cluster, path, file.size), hash);
    this.message = { failed: false, text: `${path}: XXH3 ${hash ?? 'unknown'}` };
    return true;
  }

  #keepHash(key: string, hash: string): void {
    this.hashes = new Map(this.hashes).set(key, hash);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-disk-files': LabDiskFiles;
  }
}
