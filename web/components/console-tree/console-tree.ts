import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

import { controls } from '../../styles/controls.styles.ts';
import { icon, type IconName } from '../icon/icon.ts';
import { shape } from '../shape/shape.ts';
import type { StateLook } from '../shape/state-look.ts';

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

declare global {
  interface HTMLElementEventMap {
    'lab-tree-select': CustomEvent<TreeSelectDetail>;
  }
}

interface Row {
  readonly item: TreeItem;
  readonly level: number;
  readonly parent: string | null;
}

/**
 * A tree by arrow keys: Right opens, Left closes or goes up, Enter and Space select. Entries are open at first.
 *
 * @summary What a console lists on its left.
 * @event lab-tree-select - an entry was selected, detail `{id}`
 */
@customElement('lab-console-tree')
export class LabConsoleTree extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 6px;
        overflow: auto;
        scrollbar-width: thin;
      }
      [role='treeitem'] {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: max(24px, var(--target) - 6px);
        padding-right: 8px;
        border-radius: var(--radius-1);
        white-space: nowrap;
        cursor: pointer;
      }
      [role='treeitem']:hover {
        background: var(--surface-sunken);
      }
      [role='treeitem'][aria-selected='true'] {
        background: var(--accent-soft);
        box-shadow: inset 2px 0 0 var(--accent);
      }
      [role='treeitem']:focus-visible {
        box-shadow: inset 0 0 0 2px var(--accent);
      }
      .level-1 {
        padding-left: 2px;
      }
      .level-2 {
        padding-left: 16px;
      }
      .level-3 {
        padding-left: 30px;
      }
      .twist {
        flex: none;
        display: grid;
        place-items: center;
        width: 16px;
        height: 22px;
        color: var(--ink-3);
      }
      .twist .ico {
        width: 10px;
        height: 10px;
      }
      [aria-expanded='false'] .twist .ico {
        transform: rotate(-90deg);
      }
      .sign {
        flex: none;
        width: 15px;
        height: 15px;
        color: var(--ink-2);
      }
      .state {
        gap: 0;
      }
      @media (pointer: coarse) {
        [role='treeitem'] {
          min-height: var(--target);
        }
      }
      @media (forced-colors: active) {
        [aria-selected='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
      @container lab (max-width: 839px) {
        [role='treeitem'] {
          min-height: 44px;
        }
        .twist {
          width: 32px;
          height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) items: readonly TreeItem[] = [];
  @property() selected = '';
  @property() label = '';

  @state() private closed: ReadonlySet<string> = new Set();
  /** Entry that Tab comes to. */
  @state() private current = '';

  override render(): TemplateResult {
    const rows = this.#rows();
    const reached = [this.current, this.selected].find((id) =>
      rows.some(({ item }) => item.id === id),
    );
    const stop = reached ?? rows[0]?.item.id;
    return html`<div role="tree" aria-label=${this.label}>
      ${rows.map((row) => this.#row(row, row.item.id === stop))}
    </div>`;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  #row({ item, level }: Row, isStop: boolean): TemplateResult {
    const isParent = item.children.length > 0;
    return html`<div
      role="treeitem"
      class="level-${level}"
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
      @focus=${() => {
        this.current = item.id;
      }}
    >
      <span class="twist">${isParent ? icon('down') : nothing}</span>
      ${item.icon === null ? nothing : icon(item.icon, 'sign')}
      ${
        item.look === null
          ? nothing
          : html`<span class="state state--${item.look.tone}">${shape(item.look.shape)}</span>`
      }
      ${item.words}
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
