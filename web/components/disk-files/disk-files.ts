import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { ClusterId, Snapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { bytesText } from '../../words/amounts.ts';
import { errorText } from '../../words/error.ts';
import { icon } from '../icon/icon.ts';
import {
  type DiskActions,
  DROP_FOLDER,
  dropPath,
  fileName,
  printedHash,
  quotedPath,
  sharedDisk,
} from './disk-actions.ts';
import { diskFilesStyles } from './disk-files.styles.ts';

/** How long a drawing of the lists stands at least, ms: files change seldom. */
const DRAWING_STANDS_MS = 400;

/**
 * @summary Files on both shared disks: put your own on the first, take it from the second.
 */
@customElement('lab-disk-files')
export class LabDiskFiles extends LitElement {
  static override styles = [controls, diskFilesStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) actions: DiskActions | null = null;

  /** Hashes by cluster and path and size: a changed file is asked for anew. */
  @state() private hashes: ReadonlyMap<string, string> = new Map();
  @state() private message: { readonly failed: boolean; readonly text: string } | null = null;
  @state() private busy = false;
  @state() private over = false;

  #drawnAtMs = 0;

  protected override async scheduleUpdate(): Promise<void> {
    const waitMs = this.#drawnAtMs + DRAWING_STANDS_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.#drawnAtMs = performance.now();
    await super.scheduleUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === null) return nothing;
    const { first } = snapshot.clusters;
    return html`<div
        class="drop ${this.over ? 'is-over' : ''}"
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
          />
        </label>
        <span class="cap">or drop it here. Nothing leaves this browser.</span>
        <p class="message ${this.message?.failed === true ? 'is-failed' : ''}" role="status">
          ${this.busy ? 'Writing…' : (this.message?.text ?? '')}
        </p>
      </div>
      ${this.#disk('first')} ${this.#disk('second')}`;
  }

  #disk(id: ClusterId): TemplateResult {
    const cluster = (this.snapshot as Snapshot).clusters[id];
    const disk = sharedDisk(cluster);
    const files = ownFirst(disk?.files ?? []);
    const owner = disk?.owner ?? null;
    return html`<section aria-label="Files of ${cluster.name}">
      <header>
        <h3>
          <span class="badge badge--${id}">${id === 'first' ? 'A' : 'B'}</span>${cluster.name} S:
        </h3>
        <span class="muted"
          >${owner === null ? 'no owner' : `on ${owner}`}, ${files.length} files</span
        >
      </header>
      ${
        owner === null
          ? html`<p class="muted">No node owns this disk, so nobody can read it now.</p>`
          : nothing
      }
      <ul>
        ${repeat(
          files,
          (file) => file.path,
          (file) => this.#file(id, owner, file.path, file.sizeBytes),
        )}
      </ul>
    </section>`;
  }

  #file(id: ClusterId, owner: string | null, path: string, sizeBytes: number): TemplateResult {
    const hash = this.hashes.get(hashKey(id, path, sizeBytes));
    return html`<li>
      <span class="path mono" title=${path}>${path}</span>
      <span class="size num">${bytesText(sizeBytes)}</span>
      ${
        hash === undefined
          ? html`<button
              class="btn btn--small"
              ?disabled=${owner === null}
              aria-label="XXH3 of ${path} on ${owner ?? 'no node'}"
              @click=${() => this.#hash(id, owner, path, sizeBytes)}
            >
              XXH3
            </button>`
          : html`<span class="hash mono" title="XXH3-64, as xxhsum -H3 prints it">${hash}</span>`
      }
      <button
        class="btn btn--icon btn--small"
        ?disabled=${owner === null}
        aria-label="Download ${path} from ${owner ?? 'no node'}"
        title="Download"
        @click=${() => this.#download(owner, path)}
      >
        ${icon('download')}
      </button>
    </li>`;
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
    void this.take(input.files ?? []).finally(() => {
      input.value = '';
    });
  };

  /** Writes files to the first cluster's `S:\Files`, one after the other, and shows their checksums. */
  async take(files: Iterable<File>): Promise<void> {
    const owner = this.snapshot === null ? null : sharedDisk(this.snapshot.clusters.first)?.owner;
    const list = [...files];
    if (list.length === 0 || this.actions === null) return;
    if (owner === null || owner === undefined) {
      this.message = { failed: true, text: 'No node owns S: on the first cluster now.' };
      return;
    }
    this.busy = true;
    try {
      for (const file of list) {
        if (!(await this.#put(this.actions, owner, file))) break;
      }
    } catch (error) {
      this.message = { failed: true, text: errorText(error) };
    } finally {
      this.busy = false;
    }
  }

  async #put(actions: DiskActions, owner: string, file: File): Promise<boolean> {
    const path = dropPath(file.name);
    const result = await actions.importFile(owner, path, file);
    if (result.exitCode !== 0) {
      this.message = {
        failed: true,
        text: `${result.output.trim()} (exit ${String(result.exitCode)})`,
      };
      return false;
    }
    const hash = await this.#askHash(actions, owner, path);
    if (hash !== null) this.#keepHash('first', path, file.size, hash);
    this.message = { failed: false, text: `${path}: XXH3 ${hash ?? 'unknown'}` };
    return true;
  }

  async #hash(id: ClusterId, owner: string | null, path: string, sizeBytes: number): Promise<void> {
    if (owner === null || this.actions === null) return;
    try {
      const hash = await this.#askHash(this.actions, owner, path);
      if (hash !== null) this.#keepHash(id, path, sizeBytes, hash);
    } catch (error) {
      this.message = { failed: true, text: errorText(error) };
    }
  }

  async #askHash(actions: DiskActions, owner: string, path: string): Promise<string | null> {
    const result = await actions.execute(`xxh3 ${quotedPath(path)}`, owner);
    if (result.exitCode !== 0) throw new Error(result.output.trim());
    return printedHash(result.output);
  }

  #keepHash(id: ClusterId, path: string, sizeBytes: number, hash: string): void {
    this.hashes = new Map(this.hashes).set(hashKey(id, path, sizeBytes), hash);
  }

  async #download(owner: string | null, path: string): Promise<void> {
    if (owner === null || this.actions === null) return;
    try {
      const bytes = await this.actions.readFile(owner, path);
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName(path);
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      this.message = { failed: true, text: errorText(error) };
    }
  }
}

/** The learner's own files stand above the order book and the documents. */
function ownFirst<File extends { readonly path: string }>(files: readonly File[]): File[] {
  const isOwn = ({ path }: File): boolean => path.startsWith(`${DROP_FOLDER}\\`);
  return [...files.filter(isOwn), ...files.filter((file) => !isOwn(file))];
}

function hashKey(id: ClusterId, path: string, sizeBytes: number): string {
  return `${id} ${String(sizeBytes)} ${path}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-disk-files': LabDiskFiles;
  }
}
