import { css } from 'lit';

/** Looks of `whyButton`, for elements that draw one. */
export const whyButtonStyles = css`
  .why-button {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: left;
    white-space: nowrap;
    cursor: pointer;
  }
  .why-word {
    color: var(--accent);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .lights-out .why-word {
    color: inherit; /* a site without power is dark in every theme */
  }
  @media (pointer: coarse) {
    .why-button {
      min-width: var(--target);
      min-height: var(--target);
    }
  }
`;
