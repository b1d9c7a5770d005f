import { css, type CSSResult, unsafeCSS } from 'lit';

/*
 * The tokens of the page, named by role. They stand twice in the product with one source:
 * this module for custom elements (set on the host, so a foreign page can change nothing by accident,
 * and inherited by every element inside), and `tokens.css` for pages (set on `:root`). A test holds the two equal.
 *
 * Theme: `theme="light|dark|contrast"` on the host, `data-theme` on a page's root; anything else follows the reader.
 * Sizes are multiples of `--lab-rem` (default 1rem): a page that shrinks its root font sets `--lab-rem: 16px`.
 *
 * Long, for all themes name the same roles and are read beside each other.
 */

const light = css`
  color-scheme: light;

  /* Surfaces, from the desk up */
  --surface-page: #f3f1eb;
  --surface-panel: #fbfaf7;
  --surface-card: #fff;
  --surface-sunken: #edeae3;
  --surface-raised: #fff;
  --surface-dark: #25272d;

  /* Ink: 1 reads, 2 explains, 3 labels */
  --ink-1: #16181d;
  --ink-2: #464a54;
  --ink-3: #5e636e;
  --ink-on-dark: #e3e5ea;
  --ink-on-dark-2: #a9aeb8;

  /* Lines: 1 and 2 separate, 3 bounds a control (3:1) */
  --line-1: #e4e0d7;
  --line-2: #cfcabf;
  --line-3: #797e88;
  --line-on-dark: #767b86;

  /* What a person may press */
  --accent: #0b6775;
  --accent-ink: #fff;
  --accent-soft: #e0eff0;

  /* The address plate: always the strongest contrast on the stage */
  --plate: #16181d;
  --plate-ink: #fff;

  /* State: never without its shape and its word */
  --state-ok: #187339;
  --state-ok-soft: #e2f1e6;
  --state-caution: #8a5a00;
  --state-caution-fill: #ffc533;
  --state-caution-soft: #fff1cf;
  --state-failed: #bd261d;
  --state-failed-soft: #fbe6e3;
  --state-pending: #574fa6;
  --state-pending-soft: #eae8f7;
  --state-off: #5e636e;

  /* Identity: which cluster, which wire */
  --first-cluster: #1c5dbb;
  --first-cluster-soft: #e3ecf9;
  --second-cluster: #8a3799;
  --second-cluster-soft: #f4e6f6;
  --replication: #3c5368;
  --replication-soft: #dfe6ec;
  --block-same: #7b8998;
  --clients: #464a54;

  --shadow-1: 0 1px 2px rgb(22 24 29 / 6%), 0 0 0 1px rgb(22 24 29 / 4%);
  --shadow-2: 0 12px 32px rgb(22 24 29 / 14%), 0 2px 6px rgb(22 24 29 / 8%);
  --caution-mark: #4a3000;
  --card-outline: none;
  --lights-outline: none;

  /* A site without power: the card takes these in every theme. */
  --lights-ink-1: #e3e5ea;
  --lights-ink-2: #c3c7cf;
  --lights-ink-3: #a9aeb8;
  --lights-line-1: #363940;
  --lights-line-2: #484c55;
  --lights-line-3: #767b86;
  --lights-state-ok: #4fc67d;
  --lights-state-caution: #f3b93a;
  --lights-state-failed: #ff7d70;
  --lights-state-pending: #aaa1f4;
  --lights-state-off: #a9aeb8;
  --lights-first-cluster: #74abf7;
  --lights-second-cluster: #d690e4;
  --lights-replication: #a3b8cc;
  --lights-block-same: #74828f;
  --lights-surface-card: var(--surface-dark);
  --lights-surface-sunken: rgb(0 0 0 / 22%);
  --lights-surface-raised: var(--surface-dark);
`;

const dark = css`
  color-scheme: dark;

  /* Surfaces, from the desk up */
  --surface-page: #0d0f12;
  --surface-panel: #14171b;
  --surface-card: #1b1f25;
  --surface-sunken: #090b0d;
  --surface-raised: #232830;
  --surface-dark: #060708;

  /* Ink: 1 reads, 2 explains, 3 labels */
  --ink-1: #eef0f4;
  --ink-2: #b8bec9;
  --ink-3: #959ca9;
  --ink-on-dark: #b8bec9;
  --ink-on-dark-2: #8f96a3;

  /* Lines: 1 and 2 separate, 3 bounds a control (3:1) */
  --line-1: #252a31;
  --line-2: #363d47;
  --line-3: #707987;
  --line-on-dark: #5e6672;

  /* What a person may press */
  --accent: #57bccb;
  --accent-ink: #05191c;
  --accent-soft: #12292d;

  /* The address plate: always the strongest contrast on the stage */
  --plate: #f4f1e8;
  --plate-ink: #16181d;

  /* State: never without its shape and its word */
  --state-ok: #4fc67d;
  --state-ok-soft: #11281a;
  --state-caution: #f3b93a;
  --state-caution-fill: #f3b93a;
  --state-caution-soft: #2b220c;
  --state-failed: #ff7d70;
  --state-failed-soft: #331613;
  --state-pending: #aaa1f4;
  --state-pending-soft: #1f1d36;
  --state-off: #959ca9;

  /* Identity: which cluster, which wire */
  --first-cluster: #74abf7;
  --first-cluster-soft: #14233a;
  --second-cluster: #d690e4;
  --second-cluster-soft: #2d1833;
  --replication: #a3b8cc;
  --replication-soft: #1d2730;
  --block-same: #74828f;
  --clients: #b8bec9;

  --shadow-1: 0 1px 2px rgb(0 0 0 / 40%);
  --shadow-2: 0 12px 32px rgb(0 0 0 / 60%);
  --caution-mark: #16181d;
  --card-outline: none;
  --lights-outline: 1px dashed var(--line-2);
`;

/* Lines instead of tints, no shadows. Also for `prefers-contrast: more`. */
const contrast = css`
  color-scheme: dark;

  /* Surfaces, from the desk up */
  --surface-page: #000;
  --surface-panel: #000;
  --surface-card: #000;
  --surface-sunken: #000;
  --surface-raised: #000;
  --surface-dark: #000;

  /* Ink: 1 reads, 2 explains, 3 labels */
  --ink-1: #fff;
  --ink-2: #fff;
  --ink-3: #e6e6e6;
  --ink-on-dark: #fff;
  --ink-on-dark-2: #e6e6e6;

  /* Lines: 1 and 2 separate, 3 bounds a control (3:1) */
  --line-1: #8c8c8c;
  --line-2: #fff;
  --line-3: #fff;
  --line-on-dark: #fff;

  /* What a person may press */
  --accent: #5ce1ff;
  --accent-ink: #000;
  --accent-soft: #00222b;

  /* The address plate: always the strongest contrast on the stage */
  --plate: #fff;
  --plate-ink: #000;

  /* State: never without its shape and its word */
  --state-ok: #5cff8f;
  --state-ok-soft: #00260f;
  --state-caution: #ffd800;
  --state-caution-fill: #ffd800;
  --state-caution-soft: #2b2400;
  --state-failed: #ff8a80;
  --state-failed-soft: #330800;
  --state-pending: #c7b8ff;
  --state-pending-soft: #171033;
  --state-off: #e6e6e6;

  /* Identity: which cluster, which wire */
  --first-cluster: #8fc2ff;
  --first-cluster-soft: #001433;
  --second-cluster: #ff9cf5;
  --second-cluster-soft: #2b0030;
  --replication: #fff;
  --replication-soft: #1a1a1a;
  --block-same: #8c8c8c;
  --clients: #fff;

  --shadow-1: 0 0 0 1px var(--line-2);
  --shadow-2: 0 0 0 2px var(--line-2);
  --caution-mark: #16181d;
  --card-outline: 1px solid var(--line-2);
  --lights-outline: 1px dashed var(--line-2);

  /* A site without power: lines say it here, so nothing gets darker. */
  --lights-ink-1: #fff;
  --lights-ink-2: #fff;
  --lights-ink-3: #e6e6e6;
  --lights-line-1: #8c8c8c;
  --lights-line-2: #fff;
  --lights-line-3: #fff;
  --lights-state-ok: #5cff8f;
  --lights-state-caution: #ffd800;
  --lights-state-failed: #ff8a80;
  --lights-state-pending: #c7b8ff;
  --lights-state-off: #e6e6e6;
  --lights-first-cluster: #8fc2ff;
  --lights-second-cluster: #ff9cf5;
  --lights-replication: #fff;
  --lights-block-same: #8c8c8c;
  --lights-surface-card: #000;
  --lights-surface-sunken: #000;
  --lights-surface-raised: #000;
`;

/* The reader's own colours: every state keeps its shape and its word. */
const forced = css`
  --surface-page: Canvas;
  --surface-panel: Canvas;
  --surface-card: Canvas;
  --surface-sunken: Canvas;
  --surface-raised: Canvas;
  --surface-dark: Canvas;
  --ink-1: CanvasText;
  --ink-2: CanvasText;
  --ink-3: CanvasText;
  --ink-on-dark: CanvasText;
  --ink-on-dark-2: CanvasText;
  --line-1: GrayText;
  --line-2: CanvasText;
  --line-3: CanvasText;
  --line-on-dark: CanvasText;
  --accent: LinkText;
  --accent-ink: Canvas;
  --accent-soft: Canvas;
  --plate: ButtonText;
  --plate-ink: ButtonFace;
  --state-ok: CanvasText;
  --state-ok-soft: Canvas;
  --state-caution: CanvasText;
  --state-caution-fill: Canvas;
  --state-caution-soft: Canvas;
  --caution-mark: CanvasText;
  --state-failed: CanvasText;
  --state-failed-soft: Canvas;
  --state-pending: CanvasText;
  --state-pending-soft: Canvas;
  --state-off: CanvasText;
  --first-cluster: CanvasText;
  --first-cluster-soft: Canvas;
  --second-cluster: CanvasText;
  --second-cluster-soft: Canvas;
  --replication: CanvasText;
  --replication-soft: Canvas;
  --block-same: GrayText;
  --clients: CanvasText;
  --card-outline: 1px solid CanvasText;
  --lights-outline: 1px dashed CanvasText;
  --lights-ink-1: CanvasText;
  --lights-ink-2: CanvasText;
  --lights-ink-3: CanvasText;
  --lights-line-1: GrayText;
  --lights-line-2: CanvasText;
  --lights-line-3: CanvasText;
  --lights-state-ok: CanvasText;
  --lights-state-caution: CanvasText;
  --lights-state-failed: CanvasText;
  --lights-state-pending: CanvasText;
  --lights-state-off: CanvasText;
  --lights-first-cluster: CanvasText;
  --lights-second-cluster: CanvasText;
  --lights-replication: CanvasText;
  --lights-block-same: GrayText;
  --lights-surface-card: Canvas;
  --lights-surface-sunken: Canvas;
  --lights-surface-raised: Canvas;
`;

const constant = css`
  --focus-ring: 0 0 0 2px var(--surface-card), 0 0 0 4px var(--accent);

  /* Type: the reader's own system faces */
  --font-ui:
    system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
  --font-mono:
    ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, 'DejaVu Sans Mono',
    monospace;
  --text-micro: calc(var(--lab-rem, 1rem) * 0.6875); /* 11: chart ticks, units */
  --text-small: calc(var(--lab-rem, 1rem) * 0.75); /* 12: labels, second lines */
  --text-base: calc(var(--lab-rem, 1rem) * 0.8125); /* 13: the lab's working size */
  --text-read: calc(var(--lab-rem, 1rem) * 0.875); /* 14: guide prose; 16 on a phone */
  --text-lead: calc(var(--lab-rem, 1rem) * 1); /* 16 */
  --text-title: calc(var(--lab-rem, 1rem) * 1.25); /* 20 */
  --text-figure: calc(var(--lab-rem, 1rem) * 1.75); /* 28 */
  --text-clock: calc(var(--lab-rem, 1rem) * 2.5); /* 40: time to fail */
  --leading-tight: 1.2;
  --leading-ui: 1.4;
  --leading-read: 1.55;
  --weight-regular: 400;
  --weight-medium: 500;
  --weight-strong: 600;

  /* Space: steps of 4 */
  --space-1: 4px;
  --space-2: 8px;
  --space-3: 12px;
  --space-4: 16px;
  --space-5: 20px;
  --space-6: 24px;
  --space-8: 32px;

  /* Radii */
  --radius-1: 3px; /* beads, cells, chips in text */
  --radius-2: 6px; /* controls, plate */
  --radius-3: 10px; /* cards */
  --radius-4: 14px; /* sheets, embeds */
  --radius-full: 999px;

  /* Sizes that layouts share */
  --target: 32px; /* pointer target; 44 px where pointer is coarse */
  --bar: 48px;
  --rail: 44px;

  /* Motion: interface durations are real time; everything on the stage runs on virtual time */
  --motion-instant: 80ms; /* press, tick */
  --motion-quick: 140ms; /* hover, tab, tooltip */
  --motion-calm: 240ms; /* sheet, card, state word */
  --ease-out: cubic-bezier(0.2, 0.8, 0.2, 1);
`;

interface Selectors {
  readonly root: CSSResult;
  readonly auto: CSSResult;
  readonly dark: CSSResult;
  readonly contrast: CSSResult;
}

/* Selectors are constants of this file; `unsafeCSS` keeps the formatter from reading them as declarations. */
const onHost: Selectors = {
  root: unsafeCSS(':host'),
  auto: unsafeCSS(":host(:not([theme='light'], [theme='dark'], [theme='contrast']))"),
  dark: unsafeCSS(":host([theme='dark'])"),
  contrast: unsafeCSS(":host([theme='contrast'])"),
};

const onPage: Selectors = {
  root: unsafeCSS(':root'),
  auto: unsafeCSS(":root:not([data-theme='light'], [data-theme='dark'], [data-theme='contrast'])"),
  dark: unsafeCSS(":root[data-theme='dark']"),
  contrast: unsafeCSS(":root[data-theme='contrast']"),
};

function themed(at: Selectors): CSSResult {
  return css`
    ${at.root} {
      ${light}
      ${constant}
    }
    @media (prefers-color-scheme: dark) {
      ${at.auto} {
        ${dark}
      }
    }
    ${at.dark} {
      ${dark}
    }
    ${at.contrast} {
      ${contrast}
    }
    @media (prefers-contrast: more) {
      ${at.auto} {
        ${contrast}
      }
    }
    @media (forced-colors: active) {
      ${at.root},
      ${at.dark},
      ${at.contrast},
      ${at.auto} {
        ${forced}
      }
    }
    @media (pointer: coarse) {
      ${at.root} {
        --target: 44px;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      ${at.root} {
        --motion-instant: 0ms;
        --motion-quick: 0ms;
        --motion-calm: 0ms;
      }
    }
  `;
}

/** Tokens on `:host`: first in the `styles` of an element that stands on a foreign page; those inside inherit them. */
export const tokens = themed(onHost);

/** Tokens on `:root`, the text of `tokens.css`. */
export const pageTokens = themed(onPage);

/** Class `lights-out`: a site without power takes dark values, in every theme, and its truth stays readable. */
export const lightsOut = css`
  .lights-out {
    --ink-1: var(--lights-ink-1);
    --ink-2: var(--lights-ink-2);
    --ink-3: var(--lights-ink-3);
    --line-1: var(--lights-line-1);
    --line-2: var(--lights-line-2);
    --line-3: var(--lights-line-3);
    --state-ok: var(--lights-state-ok);
    --state-caution: var(--lights-state-caution);
    --state-failed: var(--lights-state-failed);
    --state-pending: var(--lights-state-pending);
    --state-off: var(--lights-state-off);
    --first-cluster: var(--lights-first-cluster);
    --second-cluster: var(--lights-second-cluster);
    --replication: var(--lights-replication);
    --block-same: var(--lights-block-same);
    --surface-card: var(--lights-surface-card);
    --surface-sunken: var(--lights-surface-sunken);
    --surface-raised: var(--lights-surface-raised);
  }
`;
