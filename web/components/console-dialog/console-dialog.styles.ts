import { css } from 'lit';

import { dialogPageStyles } from './dialog-page.styles.ts';

const frameStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-height: 0;
    background: var(--surface-panel);
  }
  section {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0 8px;
    min-height: 44px;
    padding: 4px 16px;
  }
  header .muted {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h3 {
    flex: none;
    max-width: 60%;
    font-weight: var(--weight-strong);
    font-size: var(--text-read);
  }
  .steps {
    display: flex;
    gap: 4px;
    padding: 2px 16px 8px;
  }
  .steps li {
    flex: 1;
    padding-top: 5px;
    border-top: 3px solid var(--line-2);
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .steps .is-past {
    border-top-color: var(--accent);
  }
  .steps [aria-current='step'] {
    border-top-color: var(--ink-1);
    color: var(--ink-1);
    font-weight: var(--weight-strong);
  }
  .page-tabs {
    display: flex;
    flex: none;
    gap: 2px;
    margin: 0 16px 8px;
    border-bottom: 1px solid var(--line-2);
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .page-tabs button {
    min-height: var(--target);
    padding: 0 10px;
    border: 0;
    border-bottom: 2px solid transparent;
    background: none;
    color: var(--ink-2);
    white-space: nowrap;
    cursor: pointer;
  }
  .page-tabs button:focus-visible {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .page-tabs [aria-selected='true'] {
    border-bottom-color: var(--ink-1);
    color: var(--ink-1);
    font-weight: var(--weight-strong);
  }
  form {
    display: flex;
    flex-direction: column;
    /* Where the dialog fills its place, its lines stand at the bottom. */
    flex: var(--dialog-form-grow, 0) 1 auto;
    min-height: 0;
  }
  .buttons {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    padding: 8px 16px 10px;
    /* What is scrolled away ends at a line. */
    border-top: 1px solid var(--line-1);
  }
  .buttons .btn {
    min-height: max(32px, var(--target));
  }
  .gap {
    flex: 1;
  }
  .answer .question {
    padding: 0 16px;
    font-weight: var(--weight-medium);
  }
  .answer pre {
    margin: 0 16px 8px;
    padding: 8px 10px;
    max-height: 120px;
    overflow: auto;
    border-radius: var(--radius-2);
    background: var(--surface-sunken);
    font: 400 var(--text-small) / 1.45 var(--font-mono);
    scrollbar-width: thin;
  }

  @container lab (max-width: 1199px) {
    .is-long {
      grid-column: 1 / -1;
    }
  }
  @container lab (max-width: 839px) {
    :host {
      height: 100%;
    }
    section {
      height: 100%;
    }
    form {
      flex: 1 1 auto;
    }
    .page {
      flex: 1;
    }
    .fields,
    .pick {
      grid-template-columns: minmax(0, 1fr);
    }
    .steps {
      font-size: var(--text-micro);
    }
    .field input:not([type='checkbox'], [type='radio']),
    .field select {
      min-height: 44px;
      font-size: 16px;
    }
    header {
      padding-block: 2px;
      min-height: 48px;
    }
    .notes,
    .buttons .btn,
    .pick-entry,
    .page-tabs button,
    .tick {
      min-height: 44px;
    }
  }
  @media (pointer: coarse) {
    .tick {
      min-height: 44px;
    }
  }
`;

/** Frame, pages and fields of a console's dialog. */
export const consoleDialogStyles = [dialogPageStyles, frameStyles];
