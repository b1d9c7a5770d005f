import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';

import { controls } from '../../styles/controls.styles.ts';
import { asksForKeys, KEY_GROUPS } from './key-words.ts';

/**
 * @summary All keys that do something, and the ground rules; `?` inside the lab opens it, Escape closes it.
 */
@customElement('lab-key-sheet')
export class LabKeySheet extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(760px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 20px 24px;
        border: 1px solid var(--line-2);
        border-radius: var(--radius-4);
        background: var(--surface-raised);
        color: var(--ink-1);
        box-shadow: var(--shadow-2);
        overflow: hidden auto;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 30%);
      }
      h2 {
        font-size: var(--text-title);
        font-weight: var(--weight-strong);
        margin-bottom: 10px;
      }
      p {
        margin-bottom: 8px;
        line-height: var(--leading-read);
      }
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
        gap: 4px 32px;
        margin-bottom: 16px;
      }
      h3 {
        margin: 10px 0 6px;
        font-weight: var(--weight-strong);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, 11em) minmax(0, 1fr);
        gap: 6px 12px;
      }
      dt {
        font-family: var(--font-mono);
        font-size: var(--text-small);
      }
      dd {
        color: var(--ink-2);
      }
      @media (max-width: 480px) {
        dialog {
          padding: 16px;
        }
        dl {
          grid-template-columns: minmax(0, 8.5em) minmax(0, 1fr);
        }
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #lab: EventTarget | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lab = outermostHost(this);
    this.#lab.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lab?.removeEventListener('keydown', this.#key);
    this.#lab = null;
  }

  /** Shows the sheet; closing it gives the focus back. */
  open(): void {
    if (this.dialog.open) return;
    this.dialog.showModal();
    // Else a small screen begins at the button below, which has the focus.
    this.dialog.focus();
    this.dialog.scrollTop = 0;
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" tabindex="-1">
      <h2 id="title">Keys and ground rules</h2>
      <p>
        Clusters, network and time are simulated; the bytes on both disks are real. The stage shows
        what really happens, the Failover Control Center only what its cluster can see.
      </p>
      <div class="groups">
        ${KEY_GROUPS.map(
          ({ title, keys }) =>
            html`<section>
              <h3>${title}</h3>
              <dl>
                ${keys.map(
                  ([names, what]) =>
                    html`<dt>${names}</dt>
                      <dd>${what}</dd>`,
                )}
              </dl>
            </section>`,
        )}
      </div>
      <form method="dialog"><button class="btn">Close</button></form>
    </dialog>`;
  }

  readonly #key = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !asksForKeys(event)) return;
    event.preventDefault();
    this.open();
  };
}

/** The element of the page around all shadow trees that an element stands in. */
function outermostHost(element: Element): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? outermostHost(root.host) : element;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-key-sheet': LabKeySheet;
  }
}
