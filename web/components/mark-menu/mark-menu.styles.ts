import { css } from 'lit';

export const markMenuStyles = css`
  .face {
    display: inline-flex;
    width: 44px;
    min-height: 44px;
  }
  .menu {
    width: min(340px, calc(100vw - 12px));
    max-height: min(420px, 60vh);
    overscroll-behavior: contain;
  }
  .choice {
    scroll-margin: 8px;
  }
  .choice[aria-current='true'] {
    background: var(--surface-sunken);
    box-shadow: inset 3px 0 0 var(--ink-1);
  }
  .choice:focus-visible {
    box-shadow: var(--focus-ring);
  }
`;
