import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

import { controls } from '../../styles/controls.styles.ts';
import '../console-menu/console-menu.ts';
import type { LabConsoleMenu, MenuChoice, MenuPickDetail } from '../console-menu/console-menu.ts';
import { icon, type IconName } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';
import type { StateLook } from '../shape/state-look.ts';
import { consoleTreeStyles } from './console-tree.styles.ts';

/** One entry of a tree, with those below it. */
export interface TreeItem {
  /** Unique in the tree. */
  readonly id: string;
  readonly words: string;
  readonly icon: IconName | null;
  /** Shape before the name; its word goes into the entry's name. */
  readonly look: StateLook | null;
  readonly children: readonly TreeItem[];
}

/** Detail of `lab-tree-select`. */
export interface TreeSelectDetail {
  readonly id: string;
}

/** Detail of `lab-tree-pick`. */
export interface TreePickDetail {
  readonly id: string;
  /** Id of what was picked. */
  readonly choice: string;
}

declare global {
  interface HTMLElementEventMap {
    'lab-tree-pick': CustomEvent<TreePickDetail>;
    'lab-tree-select': CustomEvent<TreeSelectDetail>;
  }
}

/** How far into its entry a menu opens that was opened by a key, px. */
const MENU_INSET_PX = 24;

interface Row {
  readonly item: TreeItem;
  readonly level: number;
  readonly parent: string | null;
}

/**
 * A tree by arrow keys: Right opens, Left closes or goes up, Enter and Space select. Entries are open at first. The
 * right button, the menu key, and Shift with F10 open the menu of an entry.
 *
 * @summary What a console lists on its left.
 * @event lab-tree-select - an entry was selected, detail `{id}`
 * @event lab-tree-pick - something was picked from an entry's menu, detail `{id, choice}`
 */
@customElement('lab-console-tree')
export class LabConsoleTree extends LitElement {
  static override styles = [controls, consoleTreeStyles];

  @property({ attribute: false }) items: readonly TreeItem[] = [];
  @property() selected = '';
  @property() label = '';

  /** What can be done with an entry, by its id. */
  @property({ attribute: false }) choicesOf: (id: string) => readonly MenuChoice[] = () => [];

  /** Entry whose menu was opened last. */
  @state() private menuOf: TreeItem | null = null;
  @state() private closed: ReadonlySet<string> = new Set();
  /** Entry that Tab comes to. */
  @state() private current = '';

  @query('lab-console-menu') private readonly contextMenu!: LabConsoleMenu | null;

  override render(): TemplateResult {
    const rows = this.#rows();
    const reached = [this.current, this.selected].find((id) =>
      rows.some(({ item }) => item.id === id),
    );
    const stop = reached ?? rows[0]?.item.id;
    return html`<div role="tree" aria-label=${this.label}>
        ${rows.map((row) => this.#row(row, row.item.id === stop))}
      </div>
      ${this.menuOf === null ? nothing : this.#menu(this.menuOf)}`;
  }

  #menu({ id, words }: TreeItem): TemplateResult {
    return html`<lab-console-menu
      faceless
      label=${words}
      .choices=${this.choicesOf(id)}
      @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
        event.stopPropagation();
        const detail: TreePickDetail = { id, choice: event.detail.id };
        this.dispatchEvent(new CustomEvent('lab-tree-pick', { detail, bubbles: true }));
      }}
    ></lab-console-menu>`;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  #row({ item, level }: Row, isStop: boolean): TemplateResult {
    const isParent = item.children.length > 0;
    return html`<div
      role="treeitem"
      data-id=${item.id}
      aria-label=${item.look === null ? item.words : `${item.words}, ${item.look.word}`}
      aria-level=${level}
      aria-expanded=${ifDefined(isParent ? (this.closed.has(item.id) ? 'false' : 'true') : undefined)}
      aria-selected=${item.id === this.selected ? 'true' : 'false'}
      tabindex=${isStop ? 0 : -1}
      @click=${(event: Event) => {
        this.#press(event, item);
      }}
      @keydown=${this.#key}
      @contextmenu=${(event: MouseEvent) => {
        this.#openMenu(event, item, event.clientX, event.clientY);
      }}
      @focus=${() => {
        this.current = item.id;
      }}
    >
      ${Array.from({ length: level - 1 }, () => html`<span class="step"></span>`)}
      <span class="twist">${isParent ? icon('down') : nothing}</span>
      ${item.icon === null ? nothing : icon(item.icon, 'sign')}
      ${
        item.look === null
          ? nothing
          : html`<span class="state state--${item.look.tone}">${shape(item.look.shape)}</span>`
      }
      <span class="words">${item.words}</span>
    </div>`;
  }

  /** Entries in sight, from top to bottom. */
  #rows(): Row[] {
    const below = (items: readonly TreeItem[], level: number, parent: string | null): Row[] =>
      items.flatMap((item) => [
        { item, level, parent },
        ...(this.closed.has(item.id) ? [] : below(item.children, level + 1, item.id)),
      ]);
    return below(this.items, 1, null);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const rows = this.#rows();
    const index = rows.findIndex(({ item }) => item.id === this.current);
    const row = rows[index];
    if (row === undefined) return;
    const { item, parent } = row;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const { left, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      this.#openMenu(event, item, left + MENU_INSET_PX, bottom);
      return;
    }
    const isOpen = item.children.length > 0 && !this.closed.has(item.id);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => void this.#focusItem(rows[index + 1]?.item.id),
      ArrowUp: () => void this.#focusItem(rows[index - 1]?.item.id),
      Home: () => void this.#focusItem(rows[0]?.item.id),
      End: () => void this.#focusItem(rows.at(-1)?.item.id),
      ArrowRight: () => {
        if (isOpen) void this.#focusItem(item.children[0]?.id);
        else if (item.children.length > 0) this.#toggle(item.id);
      },
      ArrowLeft: () => {
        if (isOpen) this.#toggle(item.id);
        else if (parent !== null) void this.#focusItem(parent);
      },
      Enter: () => {
        this.#select(item.id);
      },
      ' ': () => {
        this.#select(item.id);
      },
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  /** Opens the menu of an entry; one with nothing to pick leaves the browser its own. */
  #openMenu(event: Event, item: TreeItem, left: number, top: number): void {
    if (this.choicesOf(item.id).length === 0) return;
    event.preventDefault();
    const opener = event.currentTarget as HTMLElement;
    opener.focus();
    this.menuOf = item;
    const open = async (): Promise<void> => {
      await this.updateComplete;
      await this.contextMenu?.updateComplete;
      this.contextMenu?.openAt(left, top, opener);
    };
    // While the button is down, letting go of it would count as a press elsewhere.
    if (event instanceof MouseEvent && event.buttons > 0) {
      addEventListener('pointerup', () => void open(), { once: true });
    } else void open();
  }

  async #focusItem(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    this.current = id;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  /** A press on the mark opens or closes the entry, one elsewhere selects it. */
  #press(event: Event, item: TreeItem): void {
    const isOnMark = (event.target as Element).closest('.twist') !== null;
    if (isOnMark && item.children.length > 0) this.#toggle(item.id);
    else this.#select(item.id);
  }

  #toggle(id: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(id)) closed.add(id);
    this.closed = closed;
  }

  #select(id: string): void {
    const detail: TreeSelectDetail = { id };
    this.dispatchEvent(new CustomEvent('lab-tree-select', { detail, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-console-tree': LabConsoleTree;
  }
}
