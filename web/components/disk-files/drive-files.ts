import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import {
  quoteWord,
  type ClusterId,
  type DiskSnapshot,
  type Snapshot,
} from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import { bytesText } from '../../words/amounts.ts';
import { errorText } from '../../words/error.ts';
import '../console-menu/console-menu.ts';
import type { MenuChoice, MenuPickDetail } from '../console-menu/console-menu.ts';
import { icon } from '../icon/icon.ts';
import { saveFile } from '../save-file/save-file.ts';
import { type DiskActions, DROP_FOLDER, fileName, printedHash } from './disk-actions.ts';
import { diskFilesStyles } from './disk-files.styles.ts';
import {
  driveKey,
  drivesOf,
  driveWords,
  type DriveFolder,
  foldersOf,
  readerOf,
} from './drive-folders.ts';
import './name-form.ts';
import type { NameWish } from './name-form.ts';
import type { OpenScript } from './script-editor.ts';

/** Files that a snapshot lists of a drive at most. */
const LISTED_MAX = 500;

/** What the panel around the lists is told. */
export interface FilesTold {
  readonly failed: boolean;
  readonly text: string;
}

/**
 * Drives of one cluster, their folders and files: read, renamed, deleted, each by a line that is shown.
 *
 * @event lab-files-told - what came of it, detail `FilesTold`
 * @event lab-files-take - files were dropped on a folder or are to be chosen for it, detail `{node, folder, files}`
 * @event lab-script-open - a `.bat` is to be edited, detail `OpenScript`
 */
@customElement('lab-drive-files')
export class LabDriveFiles extends LitElement {
  static override styles = [controls, diskFilesStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) actions: DiskActions | null = null;
  @property() cluster: ClusterId = 'first';
  /** Hashes by cluster and path and size: a changed file is asked for anew. */
  @property({ attribute: false }) hashes: ReadonlyMap<string, string> = new Map();

  @state() private drive: string | null = null;
  @state() private wish: (NameWish & { readonly at: string }) | null = null;
  @state() private over: string | null = null;

  override render(): TemplateResult | typeof nothing {
    if (this.snapshot === null) return nothing;
    const cluster = this.snapshot.clusters[this.cluster];
    const drives = drivesOf(cluster);
    const disk = drives.find((each) => driveKey(each) === this.drive) ?? drives[0];
    if (disk === undefined) return nothing;
    const node = readerOf(disk, cluster);
    const folders = foldersOf(disk, DROP_FOLDER);
    return html`<section aria-label="Files of ${cluster.name}">
      <header>
        <h3 aria-level="2">
          <span class="badge badge--${this.cluster}">${this.cluster === 'first' ? 'A' : 'B'}</span
          >${cluster.name}
          <select
            aria-label="Drive of ${cluster.name}"
            @change=${(event: Event) => {
              this.drive = (event.target as HTMLSelectElement).value;
              this.wish = null;
            }}
          >
            ${drives.map(
              (each) =>
                html`<option value=${driveKey(each)} ?selected=${each === disk}>
                  ${driveWords(each)}
                </option>`,
            )}
          </select>
        </h3>
        <span class="muted"
          >${node === null ? 'no owner' : `on ${node}`}, ${disk.files.length} files,
          ${bytesText(disk.sizeBytes - disk.usedBytes)} free</span
        >
      </header>
      ${
        node === null
          ? html`<p class="muted">No node owns this disk, so nobody can read it now.</p>`
          : nothing
      }
      ${repeat(
        folders,
        ({ path }) => path,
        (folder) => this.#folder(folder, node, disk),
      )}
      ${
        disk.files.length < LISTED_MAX
          ? nothing
          : html`<p class="muted">
              The first ${LISTED_MAX} are listed. <code>dir ${disk.drive}\\</code> prints all.
            </p>`
      }
    </section>`;
  }

  #folder(folder: DriveFolder, node: string | null, disk: DiskSnapshot): TemplateResult {
    const { path, files } = folder;
    return html`<div
      class="folder ${this.over === path ? 'is-over' : ''}"
      @dragover=${(event: DragEvent) => {
        if (node === null) return;
        event.preventDefault();
        event.stopPropagation();
        this.over = path;
      }}
      @dragleave=${() => (this.over = null)}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        event.stopPropagation();
        this.over = null;
        this.#take(path, node, [...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h4 aria-level="3">
        ${icon('folder')}<span class="path mono">${path === disk.drive ? `${path}\\` : path}</span>
        ${node === null ? nothing : this.#folderMenu(path, node, path === disk.drive)}
      </h4>
      ${this.wish?.at === path ? this.#form(this.wish) : nothing}
      <ul>
        ${repeat(
          files,
          (file) => file.path,
          (file) => this.#file(file.path, file.sizeBytes, node),
        )}
      </ul>
    </div>`;
  }

  #folderMenu(path: string, node: string, isRoot: boolean): TemplateResult {
    const choices: MenuChoice[] = [
      { id: 'add', words: 'Add a file here', line: null },
      { id: 'md', words: 'New folder', line: null },
      ...(isRoot ? [] : [{ id: 'rename', words: 'Rename', line: null }]),
    ];
    return html`<lab-console-menu
      label="Folder ${path}"
      .choices=${choices}
      @lab-pick=${({ detail }: CustomEvent<MenuPickDetail>) => {
        if (detail.id === 'add') this.#take(path, node, null);
        else if (detail.id === 'rename') this.#rename(path, node);
        else this.#newFolder(path, node);
      }}
      ><span class="visually-hidden">Folder ${path}</span></lab-console-menu
    >`;
  }

  #file(path: string, sizeBytes: number, node: string | null): TemplateResult {
    const hash = this.hashes.get(hashKey(this.cluster, path, sizeBytes));
    const reader = node ?? 'no node';
    return html`<li>
        <span class="path mono" title=${path}>${fileName(path)}</span>
        <span class="size num">${bytesText(sizeBytes)}</span>
        ${
          hash === undefined
            ? html`<button
                class="btn btn--small"
                ?disabled=${node === null}
                aria-label="XXH3 of ${path} on ${reader}"
                @click=${() => this.#hash(path, sizeBytes, node)}
              >
                XXH3
              </button>`
            : html`<span class="hash mono" title="XXH3-64, as xxhsum -H3 prints it">${hash}</span>`
        }
        <button
          class="btn btn--icon btn--small"
          ?disabled=${node === null}
          aria-label="Download ${path} from ${reader}"
          title="Download"
          @click=${() => this.#download(path, node)}
        >
          ${icon('download')}
        </button>
        ${node === null ? nothing : this.#fileMenu(path, node)}
      </li>
      ${this.wish?.at === path ? html`<li class="form">${this.#form(this.wish)}</li>` : nothing}`;
  }

  #fileMenu(path: string, node: string): TemplateResult {
    const del = `del ${quoteWord(path)}`;
    const choices: MenuChoice[] = [
      ...(/\.(bat|txt)$/i.test(path) ? [{ id: 'edit', words: 'Edit', line: null }] : []),
      { id: 'rename', words: 'Rename', line: null },
      { id: 'del', words: 'Delete', line: del },
    ];
    return html`<lab-console-menu
      label="File ${path}"
      .choices=${choices}
      @lab-pick=${({ detail }: CustomEvent<MenuPickDetail>) => {
        if (detail.id === 'edit') void this.#edit(path, node);
        else if (detail.id === 'rename') this.#rename(path, node);
        else void this.#run(del, node);
      }}
      ><span class="visually-hidden">File ${path}</span></lab-console-menu
    >`;
  }

  #form(wish: NameWish): TemplateResult {
    return html`<lab-name-form
      .wish=${wish}
      @lab-name=${({ detail }: CustomEvent<{ line: string | null }>) => {
        this.wish = null;
        if (detail.line !== null) void this.#run(detail.line, wish.node);
      }}
    ></lab-name-form>`;
  }

  #newFolder(at: string, node: string): void {
    const line = (name: string): string => `md ${quoteWord(`${at}\\${name}`)}`;
    this.wish = { at, node, line, title: `New folder in ${at}`, initial: '', accept: 'Make it' };
  }

  #rename(at: string, node: string): void {
    const folder = at.slice(0, at.lastIndexOf('\\'));
    const line = (name: string): string =>
      `move ${quoteWord(at)} ${quoteWord(`${folder}\\${name}`)}`;
    this.wish = {
      at,
      node,
      line,
      title: `New name of ${at}`,
      initial: fileName(at),
      accept: 'Rename',
    };
  }

  #take(folder: string, node: string | null, files: readonly File[] | null): void {
    if (node === null || files?.length === 0) return;
    this.#send('lab-files-take', { node, folder, files, cluster: this.cluster });
  }

  async #run(line: string, node: string): Promise<void> {
    await this.#try(async (actions) => {
      const { exitCode, output } = await actions.execute(line, node);
      if (exitCode !== 0) throw new Error(`${output.trim()} (exit ${String(exitCode)})`);
      this.#tell({ failed: false, text: `${node} › ${line}` });
    });
  }

  async #hash(path: string, sizeBytes: number, node: string | null): Promise<void> {
    await this.#try(async (actions) => {
      if (node === null) return;
      const { exitCode, output } = await actions.execute(`xxh3 ${quoteWord(path)}`, node);
      if (exitCode !== 0) throw new Error(`${output.trim()} (exit ${String(exitCode)})`);
      const hash = printedHash(output);
      if (hash !== null)
        this.#send('lab-files-hash', { key: hashKey(this.cluster, path, sizeBytes), hash });
    });
  }

  async #download(path: string, node: string | null): Promise<void> {
    await this.#try(async (actions) => {
      if (node === null) return;
      const bytes = await actions.readFile(node, path);
      saveFile(fileName(path), bytes as Uint8Array<ArrayBuffer>);
    });
  }

  async #edit(path: string, node: string): Promise<void> {
    await this.#try(async (actions) => {
      const text = new TextDecoder().decode(await actions.readFile(node, path));
      this.#send('lab-script-open', { path, node, text } satisfies OpenScript);
    });
  }

  /** What cannot be done is said in the lab's own words. */
  async #try(act: (actions: DiskActions) => Promise<void>): Promise<void> {
    if (this.actions === null) return;
    try {
      await act(this.actions);
    } catch (error) {
      this.#tell({ failed: true, text: errorText(error) });
    }
  }

  #tell(told: FilesTold): void {
    this.#send('lab-files-told', told);
  }

  #send(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Names one state of a file: a changed one has another hash. */
export function hashKey(id: ClusterId, path: string, sizeBytes: number): string {
  return `${id} ${String(sizeBytes)} ${path}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-drive-files': LabDriveFiles;
  }
}
