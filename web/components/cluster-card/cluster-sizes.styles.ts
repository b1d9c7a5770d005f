import { css } from 'lit';

/** The card where there is less room: `compact` drops second lines, `mini` folds resources into shapes. */
export const clusterSizes = css`
  :host(:not([size='full'])) .node-svc > span,
  :host(:not([size='full'])) .res-val {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :host(:not([size='full'])) .node-svc {
    position: absolute;
  }
  :host(:not([size='full'])) .res .state {
    grid-row: auto;
  }
  :host(:not([size='full'])) .res--dep::before {
    top: -4px;
    height: 15px;
  }

  :host([size='compact']) .cluster {
    padding: 17px 12px 8px;
  }
  :host([size='compact']) .res {
    padding-block: 2.25px;
  }
  :host([size='compact']) .group {
    margin-top: 9px;
    padding-block: 5px 4px;
  }
  :host([size='compact']) .group header {
    padding-bottom: 3px;
  }
  :host([size='compact']) .nodes {
    margin-top: 5px;
  }
  :host([size='compact']) .node-face {
    padding-block: 3px;
  }
  :host([size='compact']) .group--empty {
    min-height: 110px;
  }

  :host([size='column']) .cluster {
    padding: 20px 10px 8px;
  }
  :host([size='column']) .nodes {
    grid-template-columns: minmax(0, 1fr) 40px minmax(0, 1fr);
  }
  :host([size='column']) .beat-word,
  :host([size='column']) .node-owns,
  :host([size='mini']) .beat-word,
  :host([size='mini']) .node-owns,
  :host([size='mini']) .res-name,
  :host([size='mini']) .group header b,
  :host([size='mini']) .group header .muted {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :host([size='column']) .beat::before,
  :host([size='mini']) .beat::before {
    transform: none;
  }
  :host([size='column']) .node-face {
    padding: 4px 9px;
    align-content: center;
  }
  :host([size='column']) .res-name {
    font-size: var(--text-base);
  }
  :host([size='column']) .group--empty {
    min-height: 110px;
  }

  :host([size='mini']) .cluster {
    padding: 18px 10px 9px;
  }
  :host([size='mini']) .nodes {
    grid-template-columns: minmax(0, 1fr) 40px minmax(0, 1fr);
    margin-top: 5px;
  }
  :host([size='mini']) .node-face {
    padding: 3px 8px;
  }
  :host([size='mini']) .group {
    position: relative;
    display: flex;
    justify-content: space-between;
    align-items: center;
    margin-top: 8px;
    padding: 5px 9px 6px;
  }
  :host([size='mini']) .group header {
    order: 2;
    padding: 0;
  }
  :host([size='mini']) .group ul {
    display: flex;
    margin: -6px;
  }
  :host([size='mini']) .res {
    padding: 0;
    border: 0;
  }
  :host([size='mini']) .res-face {
    place-content: center;
    min-width: 24px;
    min-height: 24px;
  }
  :host([size='mini']) .group .why-button {
    margin-block: -6px;
  }
  :host([size='mini']) .res::before {
    display: none;
  }
  :host([size='mini']) .res .state {
    gap: 0;
    padding: 0;
    font-size: 0; /* the word stays for assistive tools; the group says its own beside */
  }
  :host([size='mini']) .res .shape {
    width: 12px;
    height: 12px;
  }
  :host([size='mini']) .group--empty {
    min-height: 0;
  }
  :host([size='mini']) .group--empty span,
  :host([size='mini']) .group--empty code {
    display: none;
  }

  @container (width < 680px) {
    :host(:not([size='column'])) .cluster {
      padding-inline: 10px;
    }
    :host(:not([size='column'])) .nodes {
      grid-template-columns: minmax(0, 1fr) 46px minmax(0, 1fr);
    }
    :host(:not([size='column'])) .beat-word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    :host(:not([size='column'])) .beat::before {
      transform: none;
    }
    .node-face {
      padding-inline: 7px;
    }
    .node-owns {
      font-size: var(--text-micro);
    }
    .group {
      padding-inline: 8px;
    }
    .res-name {
      font-size: 12px;
    }
  }

  @container (width < 600px) {
    :host(:not([size='column'])) .group header .muted {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (pointer: coarse) {
    .node-face {
      min-height: 44px;
    }
    :host([size='column']) .res-face {
      min-height: 44px;
    }
    :host([size='mini']) .group {
      padding-inline: 9px 6px;
    }
    :host([size='mini']) .group ul {
      margin-left: -14px;
    }
    .site-faults {
      margin: -12px -10px;
    }
  }
`;
