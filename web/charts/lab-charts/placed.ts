import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class Placed extends Directive {
  #place = '';

  override render(_place: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [place]: [string]): typeof noChange {
    if (place !== this.#place && element instanceof HTMLElement) element.style.cssText = place;
    this.#place = place;
    return noChange;
  }
}

/**
 * Puts an element where it belongs, by script: hosts with a careful policy refuse style attributes.
 *
 * @param place  declarations, such as `left:4px;top:8px`
 */
export const placed = directive(Placed);
