import { css } from 'lit';

export const stageStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    background: var(--surface-page);
  }
  .stage {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    padding: 0 16px 8px;
  }
  .stage--full {
    min-height: 592px; /* a host without a height of its own keeps the mode that it has */
  }
  .stage-head {
    display: flex;
    align-items: center;
    gap: 10px;
    height: 38px;
    flex: none;
  }
  .stage-head h2 {
    font-size: var(--text-base);
    font-weight: var(--weight-strong);
  }
  .stage-head .muted {
    font-size: var(--text-small);
  }
  .tools {
    display: inline-flex;
    gap: 2px;
    margin-left: auto;
  }
  .outage {
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }
  .stage:not(.stage--full) .outage {
    display: none;
  }
  .stage--column .tools .why-button {
    transform: translateY(-7px); /* beside the words on the outage, above the last order */
  }
  .disk-place {
    position: relative;
    min-width: 0;
  }
  .disk-place lab-disk-card {
    height: 100%;
  }
  .disk-faults {
    position: absolute;
    right: 6px;
    bottom: 5px;
    background: none;
  }
  .stage-hint {
    margin: auto;
    color: var(--ink-3);
  }
  lab-address-wire {
    flex: none;
    margin: 0 -16px -14px;
    position: relative;
    z-index: 2;
    pointer-events: none;
  }
  .clusters {
    flex: 1 1 auto;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr);
    gap: 24px;
    min-height: 0;
  }
  .ground {
    flex: none;
    display: grid;
    grid-template-columns: 232px minmax(0, 1fr) 232px;
    margin-top: 14px;
  }

  /* Compact, mini and one column: no headline; the button stands in the corner of the sky. */
  .stage:not(.stage--full) .stage-head {
    position: absolute;
    z-index: 3;
    top: 0;
    right: 8px;
    height: 40px;
  }
  .stage:not(.stage--full) .stage-head h2,
  .stage:not(.stage--full) .stage-head .muted,
  .stage:not(.stage--full) .fault-word {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .stage--compact,
  .stage--mini {
    padding-bottom: 6px;
  }
  .stage--mini {
    padding-bottom: 2px;
  }
  .stage--compact lab-disk-card {
    --map-height: 54px;
    --disk-padding: 5px 10px;
    --map-margin: 3px 0;
  }
  .stage--mini .ground {
    grid-template-columns: 190px minmax(0, 1fr) 190px;
    margin-top: 8px;
  }
  .stage--mini .disk-faults {
    border-radius: var(--radius-2);
    background: var(--surface-card);
  }
  .stage--mini lab-disk-card {
    --map-height: 38px;
    --map-margin: 1px 0 0;
    --disk-padding: 3px 10px 5px;
    --foot: none;
    --stem: 8px;
  }

  .stage--column {
    height: auto;
    padding: 83px 12px 12px 44px;
  }
  .stage--column lab-address-wire {
    position: absolute;
    inset: 0;
    height: auto;
    margin: 0;
  }
  .column {
    display: grid;
  }

  @container (width < 680px) {
    .clusters {
      gap: 20px;
    }
    .ground {
      grid-template-columns: 208px minmax(0, 1fr) 208px;
    }
    .fault-word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (width < 600px) {
    .ground {
      grid-template-columns: 176px minmax(0, 1fr) 176px;
    }
  }
`;
