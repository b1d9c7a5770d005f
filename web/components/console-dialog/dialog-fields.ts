import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

import {
  type ChoiceField,
  type DialogField,
  type RadioField,
  type TextField,
  textIn,
  type TickField,
} from './dialog-spec.ts';
import { describedBy, type FieldContext, fieldFoot } from './field-context.ts';
import { pickField } from './pick-field.ts';
import { warningBanner } from './warning-banner.ts';

/** Letters of a choice that half of a narrow console has room for. */
const SHORT_CHOICE = 18;

/** A field with its label, its value, and what is wrong with it. */
export function dialogField(field: DialogField, context: FieldContext): TemplateResult {
  switch (field.kind) {
    case 'text':
      return textField(field, context);
    case 'choice':
      return choiceField(field, context);
    case 'radio':
      return radioField(field, context);
    case 'tick':
      return tickField(field, context);
    case 'pick':
      return pickField(field, context);
    case 'fact':
      return html`<div class="field">
        <span class="label">${field.label}</span><span class="fact">${field.value}</span>
      </div>`;
    case 'note':
      return html`<p class="note is-wide">${field.text}</p>`;
    case 'warning':
      return warningBanner(field);
  }
}

function isWrong(name: string, { problem }: FieldContext): 'true' | 'false' {
  return problem?.field === name ? 'true' : 'false';
}

function textField(field: TextField, context: FieldContext): TemplateResult {
  const { name, label, unit, suggestions = [] } = field;
  return html`<div class="field ${field.isWide === true ? 'is-wide' : ''}" data-field=${name}>
    <label class="label" for=${name}>${label}</label>
    <span class="entry">
      <input
        id=${name}
        class=${field.isCode === true ? 'mono' : ''}
        type=${field.isSecret === true ? 'password' : 'text'}
        .value=${live(textIn(context.values, name))}
        list=${ifDefined(suggestions.length > 0 ? `${name}-list` : undefined)}
        autocomplete=${field.isSecret === true ? 'new-password' : 'off'}
        autocapitalize="none"
        spellcheck="false"
        ?required=${field.isRequired}
        ?disabled=${context.locked.has(name)}
        aria-invalid=${isWrong(name, context)}
        aria-describedby=${describedBy(name)}
        @input=${(event: InputEvent) => {
          context.change(name, (event.target as HTMLInputElement).value);
        }}
      />
      ${unit === undefined ? nothing : html`<span class="muted">${unit}</span>`}
    </span>
    ${
      suggestions.length === 0
        ? nothing
        : html`<datalist id="${name}-list">
            ${suggestions.map((each) => html`<option value=${each}></option>`)}
          </datalist>`
    }
    ${fieldFoot(name, context)}
  </div>`;
}

function choiceField(field: ChoiceField, context: FieldContext): TemplateResult {
  const { name, label, options } = field;
  const value = textIn(context.values, name);
  const isLong = options.some(({ words }) => words.length > SHORT_CHOICE);
  return html`<div class="field ${isLong ? 'is-long' : ''}" data-field=${name}>
    <label class="label" for=${name}>${label}</label>
    <select
      id=${name}
      ?disabled=${context.locked.has(name) || options.length === 0}
      aria-invalid=${isWrong(name, context)}
      aria-describedby=${describedBy(name)}
      @change=${(event: Event) => {
        context.change(name, (event.target as HTMLSelectElement).value);
      }}
    >
      ${options.length === 0 ? html`<option value="">${field.none}</option>` : nothing}
      ${options.map(
        (option) =>
          html`<option value=${option.value} .selected=${live(option.value === value)}>
            ${option.words}
          </option>`,
      )}
    </select>
    ${fieldFoot(name, context)}
  </div>`;
}

function radioField(field: RadioField, context: FieldContext): TemplateResult {
  const { name } = field;
  const value = textIn(context.values, name);
  return html`<fieldset
    class="field is-wide"
    data-field=${name}
    aria-describedby=${describedBy(name)}
  >
    <legend class="label">${field.label}</legend>
    ${field.options.map(
      (option) =>
        html`<label class="tick"
          ><input
            type="radio"
            name=${name}
            .checked=${live(option.value === value)}
            ?disabled=${context.locked.has(name)}
            @change=${() => {
              context.change(name, option.value);
            }}
          />${option.words}</label
        >`,
    )}
    ${fieldFoot(name, context)}
  </fieldset>`;
}

function tickField(field: TickField, context: FieldContext): TemplateResult {
  const { name } = field;
  return html`<div class="field is-wide" data-field=${name}>
    <label class="tick"
      ><input
        type="checkbox"
        aria-describedby=${describedBy(name)}
        .checked=${live(textIn(context.values, name) === '1')}
        ?disabled=${context.locked.has(name)}
        @change=${(event: Event) => {
          context.change(name, (event.target as HTMLInputElement).checked ? '1' : '0');
        }}
      />${field.label}</label
    >
    ${fieldFoot(name, context)}
  </div>`;
}
