import { css } from 'lit';

/** The files panel: a place to drop, then drives, folders and files of each cluster. */
export const diskFilesStyles = css`
  :host {
    display: block;
  }
  :host(lab-disk-files) {
    padding: 12px 16px;
    overflow: hidden auto;
    scrollbar-width: thin;
  }
  .drop {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 12px 14px;
    border: 1.5px dashed var(--line-3);
    border-radius: var(--radius-3);
    color: var(--ink-2);
  }
  .drop.is-over {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  .drop b {
    color: var(--ink-1);
    font-weight: 600;
  }
  label.btn {
    position: relative;
  }
  label.btn:focus-within {
    box-shadow: var(--focus-ring);
  }
  label.is-busy {
    color: var(--ink-3);
  }
  .message {
    min-height: 1.4em;
    padding-block: 4px;
    overflow-wrap: anywhere;
    font-size: var(--text-small);
  }
  .message.is-failed {
    color: var(--state-failed);
  }
  section {
    margin-top: 14px;
  }
  header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    padding-bottom: 4px;
    font-size: var(--text-small);
  }
  h3 {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    font-weight: 600;
    white-space: nowrap;
  }
  .badge {
    display: inline-grid;
    place-items: center;
    width: 18px;
    height: 18px;
    font-size: 10px;
    font-weight: 700;
    color: var(--surface-card);
    background: var(--first-cluster);
    border-radius: 50%;
  }
  .badge--second {
    background: var(--second-cluster);
    border-radius: 5px;
  }
  @media (pointer: coarse) {
    header h3 select {
      min-height: var(--target);
    }
  }
  h3 select {
    min-height: 26px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
    font-weight: 400;
  }
  option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  h4 {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-top: 4px;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  h4 .ico {
    width: 14px;
    height: 14px;
  }
  .folder.is-over {
    background: var(--accent-soft);
    border-radius: var(--radius-2);
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto auto auto;
    align-items: center;
    gap: 0 8px;
    padding: 2px 0;
    border-top: 1px solid var(--line-1);
    font-size: var(--text-small);
  }
  .form {
    display: block;
  }
  .path {
    overflow-wrap: anywhere;
    line-height: 1.3;
  }
  .size {
    color: var(--ink-3);
    white-space: nowrap;
  }
  li > .btn--icon {
    grid-column: 4;
  }
  li > lab-console-menu {
    grid-column: 5;
  }
  .hash {
    grid-row: 2;
    grid-column: 1 / -1;
    padding-bottom: 4px;
    font-size: var(--text-micro);
    color: var(--ink-2);
  }
  section p {
    font-size: var(--text-small);
  }
  /* The column is narrowest there: the size stands under the name. */
  @container lab (max-width: 1199px) and (min-width: 840px) {
    li {
      grid-template-columns: minmax(0, 1fr) repeat(4, auto);
    }
    li > :is(.btn, lab-console-menu) {
      grid-row: 1 / span 2;
    }
    li > .btn--small:not(.btn--icon) {
      grid-column: 3;
    }
    .size {
      grid-row: 2;
      grid-column: 1;
    }
    .hash {
      grid-row: 3;
    }
  }
`;
