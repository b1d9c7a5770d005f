import { css } from 'lit';

/** Keys in the left gutter of the charts, scrubber below their plot. */
export const transportStyles = css`
  :host {
    display: grid;
    grid-template-columns: 256px minmax(0, 1fr) 140px;
    align-items: center;
    position: relative;
    background: var(--surface-panel);
    min-width: 0;
    user-select: none;
  }
  .note {
    position: absolute;
    z-index: 3;
    left: 10px;
    bottom: calc(100% - 2px);
    max-width: min(420px, calc(100% - 20px));
    padding: 6px 12px;
    border: 1px solid var(--line-2);
    border-radius: var(--radius-3);
    background: var(--surface-raised);
    box-shadow: var(--shadow-1);
    color: var(--ink-2);
    font-size: var(--text-small);
    line-height: var(--leading-ui);
  }
  .keys {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-left: 10px;
  }
  /* No more than the right gutter of the charts has room for, in a wide face too. */
  .keys--end {
    gap: 0;
    min-width: 0;
    padding: 0 8px 0 0;
  }
  .to-mark {
    width: 26px;
  }
  .keys--end .window.btn {
    flex: 0 1 auto;
    min-width: 0;
    padding: 0 4px;
    margin-left: auto;
    font-size: var(--text-small);
    overflow: hidden;
  }
  @media (pointer: coarse) {
    /* There a touch near a mark means it, and its button would find no room. */
    .to-mark {
      display: none;
    }
    .keys {
      gap: 0;
    }
  }
  .scrub {
    display: block;
    overflow: visible;
    cursor: pointer;
    touch-action: none;
  }
  .catch {
    fill: transparent;
  }
  .track,
  .reach,
  .played {
    stroke: var(--line-2);
    stroke-width: 4;
    stroke-linecap: round;
  }
  .reach {
    stroke: var(--line-3);
  }
  .played {
    stroke: var(--ink-2);
  }
  .cross {
    stroke: var(--ink-1);
    stroke-width: 1.25;
  }
  .head {
    fill: var(--surface-card);
    stroke: var(--ink-1);
    stroke-width: 2.5;
  }
  .stem {
    stroke: currentColor;
    stroke-width: 1.25;
  }
  .earlier {
    font: 400 11px var(--font-ui);
    fill: var(--ink-3);
    font-variant-numeric: tabular-nums;
  }
  .keys .btn {
    flex: none;
  }
  .speed select {
    width: 58px;
    min-height: var(--target);
    border: 1px solid transparent;
    border-radius: var(--radius-2);
    padding: 0 4px;
    background: transparent;
    color: var(--ink-2);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .speed select:hover {
    background: var(--surface-sunken);
  }
  .speed option {
    background: var(--surface-card);
    color: var(--ink-1);
  }
  @container lab (max-width: 1199px) {
    :host {
      grid-template-columns: 164px minmax(0, 1fr) auto;
    }
    .keys {
      gap: 0;
      padding-left: 6px;
    }
    .far {
      display: none;
    }
    .keys--end {
      padding: 0;
    }
    .window {
      display: none;
    }
    .to-mark {
      width: 28px;
    }
    .speed select {
      width: 54px;
    }
  }
  @container lab (max-width: 839px) {
    .keys--end {
      display: none;
    }
    :host {
      grid-template-columns: auto minmax(0, 1fr);
      padding-right: 10px;
    }
    .keys .btn--icon {
      width: 44px;
      min-height: 44px;
    }
    .keys .btn--round {
      width: 48px;
      min-height: 48px;
    }
    .speed select {
      min-height: 44px;
    }
    .scrub {
      justify-self: end;
    }
  }
  @media (pointer: coarse) {
    @container lab (min-width: 840px) and (max-width: 1199px) {
      /* The gutter of the charts holds three targets and the speed, no more. */
      .back {
        display: none;
      }
    }
  }
`;
