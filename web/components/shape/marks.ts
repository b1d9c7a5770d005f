import { html, type TemplateResult } from 'lit';

/**
 * The heart between two nodes; struck when they do not hear each other.
 *
 * @param scale  1 at rest, up to 1.22 in a beat
 */
export function heart(beats: boolean, scale = 1): TemplateResult {
  return html`<svg
    class="heart"
    data-mark=${beats ? 'heart' : 'heart-struck'}
    viewBox="0 0 14 12"
    aria-hidden="true"
  >
    ${
      beats
        ? html`<svg viewBox="0 0 14 12" overflow="visible">
            <path
              d="M7 11 1.9 6.1a3.1 3.1 0 0 1 0-4.4 3.1 3.1 0 0 1 4.4 0l.7.7.7-.7a3.1 3.1 0 0 1 4.4 0 3.1 3.1 0 0 1 0 4.4Z"
              fill="currentColor"
              transform="translate(7 6) scale(${scale}) translate(-7 -6)"
            />
          </svg>`
        : html`<svg viewBox="0 0 14 12">
            <path
              d="M7 10.6 2.2 5.9a2.7 2.7 0 0 1 0-3.9 2.7 2.7 0 0 1 3.8 0l1 1 1-1a2.7 2.7 0 0 1 3.8 0 2.7 2.7 0 0 1 0 3.9Z"
              fill="none"
              stroke="currentColor"
              stroke-width="1.1"
            />
            <path d="M1.5 11 12.5 1" stroke="currentColor" stroke-width="1.1" />
          </svg>`
    }
  </svg>`;
}

/** Beside a node whose monitor watches the client address. */
export function eye(): TemplateResult {
  return html`<svg class="ico" data-mark="eye" viewBox="0 0 16 16" aria-hidden="true">
    <path
      d="M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8Z"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
    />
    <circle cx="8" cy="8" r="1.9" fill="currentColor" />
  </svg>`;
}
