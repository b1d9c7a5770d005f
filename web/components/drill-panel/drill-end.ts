import { html, type TemplateResult } from 'lit';

import { icon } from '../icon/icon.ts';

/** Where the drill goes on: the same disaster, with every console at hand. */
const ONWARD = './lab.html?scenario=failed-over';

/** What there is to do when the drill has ended: on into the sandbox or, in second place, once more. */
export function drillEnd(startAgain: () => void): TemplateResult {
  return html`<a class="btn btn--main btn--wide" href=${ONWARD}>Go on in the sandbox</a>
    <button class="btn btn--wide" @click=${startAgain}>${icon('reset')}Start again</button>`;
}
