import { css } from 'lit';

/**
 * What every component shares: text, focus, buttons, state words with their shapes.
 * Goes first in the `styles` of an element; needs the tokens from its host or page.
 *
 * `.btn` (`--main`, `--quiet`, `--icon`, `--small`, `--wide`, `--round`, `.is-next`), `.link-btn`, `.seg`,
 * `.state` (`--ok --caution --failed --pending --partial --off`), `.shape`, `.ico`, `.line-strip`,
 * `.muted .num .mono .cap`, `.tone-ok` (`-caution -failed -pending -off -accent`), `.visually-hidden`.
 */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    font: 400 var(--text-base) / var(--leading-ui) var(--font-ui);
    color: var(--ink-1);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset,
  table {
    margin: 0;
    padding: 0;
    border: 0;
    font: inherit;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--accent);
    text-underline-offset: 2px;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid transparent; /* forced colours draw it; the ring is the shadow */
    box-shadow: var(--focus-ring);
    border-radius: var(--radius-2);
  }
  .tone-ok {
    color: var(--state-ok);
  }
  .tone-caution {
    color: var(--state-caution);
  }
  .tone-failed {
    color: var(--state-failed);
  }
  .tone-pending {
    color: var(--state-pending);
  }
  .tone-off {
    color: var(--state-off);
  }
  .tone-accent {
    color: var(--accent);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--ink-3);
  }
  .num,
  .mono,
  code,
  time {
    font-family: var(--font-mono);
    font-variant-numeric: tabular-nums;
    font-size: 0.94em;
  }
  .cap {
    color: var(--ink-3);
    font-size: var(--text-micro);
  }

  .shape {
    width: 11px;
    height: 11px;
    flex: none;
    vertical-align: -1px;
    overflow: visible;
  }
  .ico {
    width: 16px;
    height: 16px;
    flex: none;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    font-size: var(--text-small);
    white-space: nowrap;
    color: var(--ink-2);
  }
  .state--ok .shape {
    color: var(--state-ok);
  }
  .state--caution .shape {
    color: var(--state-caution);
  }
  .state--failed .shape {
    color: var(--state-failed);
  }
  .state--pending .shape,
  .state--partial .shape {
    color: var(--state-pending);
  }
  .state--off .shape {
    color: var(--state-off);
  }
  .state--off {
    color: var(--ink-3);
  }

  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--target);
    padding: 0 12px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
    color: var(--ink-1);
    font-size: var(--text-base);
    font-weight: var(--weight-medium);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition: background var(--motion-quick) var(--ease-out);
  }
  .btn:hover {
    background: var(--surface-sunken);
  }
  .btn[disabled] {
    border-color: var(--line-2);
    color: var(--ink-3);
    background: transparent;
    cursor: default;
  }
  .btn--quiet {
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
    padding: 0 8px;
  }
  .btn--icon {
    flex: none;
    width: var(--target);
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
  }
  .btn--icon[disabled] {
    border-color: transparent;
    color: var(--line-3);
  }
  .btn--small {
    min-height: 24px;
    font-size: var(--text-small);
    padding: 0 8px;
    border-radius: 5px;
  }
  .btn--icon.btn--small {
    width: 24px;
    padding: 0;
  }
  .btn--main {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: var(--weight-strong);
    min-height: max(40px, var(--target));
    font-size: var(--text-read);
  }
  .btn--main:hover {
    background: var(--accent);
    filter: brightness(1.08);
  }
  .btn--main[disabled] {
    background: transparent;
    border: 1px dashed var(--line-2);
    color: var(--ink-3);
    filter: none;
  }
  .btn--wide {
    width: 100%;
  }
  .btn--round {
    width: max(40px, var(--target));
    min-height: max(40px, var(--target));
    padding: 0;
    border-radius: 50%;
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
  }
  .btn--round:hover {
    background: var(--accent);
    filter: brightness(1.08);
  }
  .is-next {
    box-shadow: 0 0 0 4px var(--accent-soft);
    animation: next 2.4s var(--ease-out) infinite;
  }
  .is-next:focus-visible {
    box-shadow: var(--focus-ring);
    animation: none;
  }
  @keyframes next {
    50% {
      box-shadow: 0 0 0 7px var(--accent-soft);
    }
  }
  .link-btn {
    border: 0;
    background: none;
    padding: 0;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  .seg {
    display: inline-flex;
    padding: 2px;
    border-radius: var(--radius-2);
    background: var(--surface-sunken);
    box-shadow: inset 0 0 0 1px var(--line-1);
  }
  .seg button {
    border: 0;
    background: transparent;
    padding: 0 10px;
    min-height: 26px;
    border-radius: 4px;
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
    color: var(--ink-2);
    cursor: pointer;
  }
  .seg button[aria-pressed='true'] {
    background: var(--surface-raised);
    color: var(--ink-1);
    box-shadow: var(--shadow-1);
  }
  .seg--small button {
    min-height: 22px;
    padding: 0 8px;
  }
  .line-strip {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    padding: 0 10px;
    border-radius: var(--radius-2);
    outline: var(--card-outline);
    outline-offset: -1px;
    background: var(--surface-sunken);
    font-family: var(--font-mono);
    font-size: var(--text-small);
    color: var(--ink-1);
    min-width: 0;
  }
  .line-strip code {
    font-size: inherit;
    overflow-wrap: anywhere;
    flex: 1;
  }
  .line-node {
    color: var(--ink-3);
  }
  .line-node::after {
    content: ' ›';
  }

  @media (pointer: coarse) {
    .btn--small,
    .link-btn,
    .seg button {
      min-width: var(--target);
      min-height: var(--target);
    }
    .btn--icon.btn--small {
      width: var(--target);
    }
  }
  @media (forced-colors: active) {
    /* The plate behind forced text would hide it on a filled ground. */
    .btn--main:not([disabled]),
    .btn--round:not([disabled]) {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: Highlight;
      color: HighlightText;
    }
    .badge {
      forced-color-adjust: none;
    }
    .seg button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
