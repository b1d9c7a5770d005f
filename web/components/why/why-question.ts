import { html, type TemplateResult } from 'lit';

import type { ClusterId } from '../../../workers/api.ts';

/** What a *why?* is about. */
export type WhySubject =
  | { readonly kind: 'alarm'; readonly code: string }
  | { readonly kind: 'site'; readonly cluster: ClusterId }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'group' | 'resource'; readonly cluster: ClusterId; readonly name: string }
  | { readonly kind: 'monitor'; readonly node: string; readonly address: string }
  | { readonly kind: 'service' }
  | { readonly kind: 'replication' }
  | { readonly kind: 'disk'; readonly cluster: ClusterId };

/** Asked of anything that is not green. */
export interface WhyQuestion {
  /** The state that is asked about, as it is shown: `Disk for Application is Failed`. */
  readonly state: string;
  readonly about: WhySubject;
}

declare global {
  interface HTMLElementEventMap {
    'lab-why': CustomEvent<WhyQuestion>;
  }
}

/** The event by which a control asks for a chain of causes; it leaves shadow trees, the lab answers. */
export function askWhy(question: WhyQuestion): CustomEvent<WhyQuestion> {
  return new CustomEvent('lab-why', { detail: question, bubbles: true, composed: true });
}

/**
 * A state with its question.
 *
 * @param face  what is shown, before *why?*
 * @param words  the face in words: a control's name begins with what is seen
 */
export function whyButton(
  question: WhyQuestion,
  face: TemplateResult | string = '',
  words = '',
): TemplateResult {
  return html`<button
    class="why-button"
    type="button"
    aria-label="${words} why? ${question.state}"
    @click=${(event: Event) => event.currentTarget?.dispatchEvent(askWhy(question))}
  >
    ${face} <span class="why-word">why?</span>
  </button>`;
}
