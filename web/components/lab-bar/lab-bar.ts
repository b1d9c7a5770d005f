import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import type { Opened, RunOutlook, StorageSnapshot } from '../../../workers/api.ts';
import { controls } from '../../styles/controls.styles.ts';
import '../console-menu/console-menu.ts';
import type { LabConsoleMenu, MenuPickDetail } from '../console-menu/console-menu.ts';
import { CONSOLES } from '../console-window/console-names.ts';
import { icon } from '../icon/icon.ts';
import '../key-sheet/key-sheet.ts';
import type { LabKeySheet } from '../key-sheet/key-sheet.ts';
import { shape, type ShapeName } from '../shape/shape.ts';
import { redoWords, undoWords } from './history-words.ts';
import { kernelBadge, type Remedy, type SavedWords, savedWords } from './saved-words.ts';

/** Themes that the switch goes through. */
export type Theme = 'auto' | 'light' | 'dark';

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
const SAVED_SHAPES: Readonly<Record<SavedWords['tone'], ShapeName>> = {
  ok: 'disc',
  caution: 'triangle',
  off: 'hollow',
};

/**
 * @summary The bar: mark, where the lab is kept, start again, theme, help.
 * @slot - what the page puts beside the name, such as links to its other pages
 * @event lab-console - a console was picked, detail `{name}`
 * @event lab-history - undo or redo is wanted, detail `{verb}`
 * @event lab-again - a new run is wanted
 * @event lab-reopen - the lab is to be opened once more
 * @event lab-theme - the theme was changed, detail `{theme}`
 */
@customElement('lab-bar')
export class LabBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 0 12px 0 16px;
        background: var(--surface-panel);
        min-width: 0;
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: 9px;
        margin-right: 12px;
        font-weight: 600;
        font-size: var(--text-read);
        letter-spacing: -0.005em;
        white-space: nowrap;
      }
      .mark {
        width: 28px;
        height: 20px;
      }
      .gap {
        flex: 1;
      }
      .saved {
        gap: 6px;
        margin-right: 8px;
        padding: 0 6px;
        color: var(--ink-3);
        font-size: var(--text-small);
        font-weight: 400;
        white-space: nowrap;
      }
      .story {
        position: fixed;
        inset: auto;
        margin: 0;
        max-width: min(340px, calc(100vw - 16px));
        padding: 10px 14px;
        border: 1px solid var(--line-2);
        border-radius: var(--radius-3);
        background: var(--surface-raised);
        color: var(--ink-1);
        box-shadow: var(--shadow-2);
        font-size: var(--text-base);
        line-height: var(--leading-read);
      }
      .remedy {
        margin-top: 10px;
      }
      .saved .shape {
        width: 9px;
        height: 9px;
      }
      .badge {
        padding: 1px 7px;
        border: 1px solid var(--line-3);
        border-radius: var(--radius-full);
        color: var(--ink-2);
        font-size: var(--text-micro);
        white-space: nowrap;
      }
      .short,
      .more {
        display: none;
      }
      @container lab (max-width: 1199px) {
        .again-word,
        .long {
          display: none;
        }
        .short {
          display: inline;
        }
        .again {
          width: var(--target);
          padding: 0;
        }
      }
      @container lab (max-width: 839px) {
        :host {
          padding: 0 4px 0 12px;
          gap: 2px;
        }
        .consoles-word {
          position: absolute;
          clip-path: inset(50%);
        }
        .brand {
          margin-right: 4px;
        }
        .help,
        .again,
        .theme {
          display: none;
        }
        .more {
          display: inline-block;
        }
        lab-console-menu {
          flex: none;
        }
        .undo,
        .redo {
          width: 44px;
          min-height: 44px;
        }
      }
      @container lab (max-width: 480px) {
        :host {
          gap: 0;
          padding: 0 4px 0 6px;
        }
        .mark {
          display: none;
        }
        .brand {
          margin: 0;
        }
        .brand-word {
          position: absolute;
          clip-path: inset(50%);
        }
        .badge {
          display: none;
        }
        .saved {
          min-width: 44px;
          margin-right: 0;
          padding: 0 4px;
        }
        .story {
          max-width: 270px;
        }
      }
    `,
  ];

  @property({ attribute: false }) storage: StorageSnapshot | null = null;
  @property({ attribute: false }) opened: Opened | null = null;
  /** What undo and redo would do. */
  @property({ attribute: false }) outlook: RunOutlook | null = null;
  @property() theme: Theme = 'auto';
  /** Offers the consoles. */
  @property({ type: Boolean }) consoles = false;

  @query('lab-console-menu') private readonly consoleMenu!: LabConsoleMenu | null;
  @query('lab-key-sheet') private readonly keySheet!: LabKeySheet;
  @query('.saved') private readonly savedButton!: HTMLButtonElement | null;
  @query('#story') private readonly story!: HTMLElement;

  protected override updated(): void {
    if (this.savedButton !== null) this.savedButton.popoverTargetElement = this.story;
  }

  override render(): TemplateResult {
    const badge = kernelBadge(this.opened);
    return html`<span class="brand"
        >${icon('mark', 'mark')}<span class="brand-word">Failover Lab</span></span
      >
      <slot></slot>
      ${this.consoles ? this.#consoleMenu() : nothing}
      <span class="gap"></span>
      ${badge === null ? nothing : html`<span class="badge" title=${badge.title}>${badge.text}</span>`}
      ${this.storage === null ? nothing : this.#saved(savedWords(this.storage))}
      ${this.#historyButton('undo', undoWords(this.outlook), 'Control+Z Meta+Z')}
      ${this.#historyButton('redo', redoWords(this.outlook), 'Control+Shift+Z Meta+Shift+Z')}
      <button
        class="btn btn--quiet again"
        title="Start again"
        aria-label="Start again"
        ?disabled=${this.opened === null}
        @click=${() => this.#send('lab-again', {})}
      >
        ${icon('reset')}<span class="again-word">Start again</span>
      </button>
      <button
        class="btn btn--icon theme"
        aria-label="Theme: ${this.theme}. Change it"
        title="Theme: ${this.theme}"
        @click=${this.#changeTheme}
      >
        ${icon('theme')}
      </button>
      <button
        class="btn btn--icon help"
        aria-label="Keys and ground rules"
        title="Keys and ground rules (?)"
        aria-keyshortcuts="?"
        @click=${() => this.keySheet.open()}
      >
        ${icon('help')}
      </button>
      ${this.#moreMenu()} <lab-key-sheet></lab-key-sheet>`;
  }

  /** Gives the focus to the button that opens consoles, if it is there. */
  focusConsoles(): void {
    this.consoleMenu?.focus();
  }

  /** @param words  null when there is nothing to undo or redo */
  #historyButton(verb: 'undo' | 'redo', words: string | null, keys: string): TemplateResult {
    const name = words ?? (verb === 'undo' ? 'Undo' : 'Redo');
    return html`<button
      class="btn btn--icon ${verb}"
      aria-label=${name}
      title=${name}
      aria-keyshortcuts=${keys}
      ?disabled=${this.opened === null || words === null}
      @click=${() => this.#send('lab-history', { verb })}
    >
      ${icon(verb)}
    </button>`;
  }

  #consoleMenu(): TemplateResult {
    return html`<lab-console-menu
      label="Consoles"
      .choices=${CONSOLES}
      @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
        this.#send('lab-console', { name: event.detail.id });
      }}
      >${icon('window')}<span class="consoles-word">Consoles</span></lab-console-menu
    >`;
  }

  /** What has no room of its own on a phone. */
  #moreMenu(): TemplateResult {
    const choices = [
      ...(this.opened === null ? [] : [{ id: 'again', words: 'Start again', line: null }]),
      { id: 'theme', words: `Theme: ${this.theme}. Change it`, line: null },
      { id: 'help', words: 'Keys and ground rules', line: null },
    ];
    return html`<lab-console-menu
      class="more"
      label="More"
      .choices=${choices}
      @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
        event.stopPropagation();
        if (event.detail.id === 'again') this.#send('lab-again', {});
        else if (event.detail.id === 'theme') this.#changeTheme();
        else this.keySheet.open();
      }}
      >${icon('more')}<span class="visually-hidden">More</span></lab-console-menu
    >`;
  }

  readonly #changeTheme = (): void => {
    this.#send('lab-theme', { theme: NEXT_THEME[this.theme] });
  };

  #saved(words: SavedWords): TemplateResult {
    return html`<button
        class="btn btn--quiet saved"
        aria-describedby="story"
        @click=${this.#placeStory}
      >
        <span class="tone-${words.tone}">${shape(SAVED_SHAPES[words.tone])}</span>
        <span class="long">${words.text}</span><span class="short">${words.short}</span>
      </button>
      <div id="story" class="story" .popover=${'auto'}>
        <p>${words.story}</p>
        ${words.remedy === null ? nothing : this.#remedy(words.remedy)}
      </div>`;
  }

  #remedy({ words, act }: Remedy): TemplateResult {
    return html`<button class="btn remedy" @click=${() => this.#take(act)}>${words}</button>`;
  }

  #take(act: Remedy['act']): void {
    this.story.hidePopover();
    if (act === 'reload') location.reload();
    else this.#send(act, {});
  }

  /** Puts the story under its button; a popover of the top layer has no place of its own. */
  readonly #placeStory = (event: Event): void => {
    const { bottom, right } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.story.style.top = `${String(bottom + 6)}px`;
    this.story.style.right = `${String(Math.max(8, document.documentElement.clientWidth - right))}px`;
  };

  #send(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-bar': LabBar;
  }
}
