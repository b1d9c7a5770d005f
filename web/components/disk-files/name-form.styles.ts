import { css } from 'lit';

export const nameFormStyles = css`
  form {
    display: grid;
    gap: 6px;
    margin: 6px 0;
    padding: 8px 10px;
    border-radius: var(--radius-2);
    background: var(--surface-card);
    box-shadow: var(--shadow-1);
    outline: var(--card-outline);
    font-size: var(--text-small);
  }
  label {
    display: grid;
    gap: 3px;
  }
  input {
    min-height: var(--target);
    padding: 0 8px;
    border: 1px solid var(--line-3);
    border-radius: var(--radius-2);
    background: var(--surface-card);
    font-family: var(--font-mono);
  }
  @container lab (max-width: 839px) {
    input {
      font-size: 16px;
      min-height: 44px;
    }
  }
`;
