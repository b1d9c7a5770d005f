import { html, nothing, type TemplateResult } from 'lit';

import { namesIn, type Option, type PickField } from './dialog-spec.ts';
import { type FieldContext, fieldFoot } from './field-context.ts';

/** Two lists side by side; a press on an entry moves it over, as Add and Remove did. */
export function pickField(field: PickField, context: FieldContext): TemplateResult {
  const chosen = namesIn(context.values, field.name);
  const isLocked = context.locked.has(field.name);
  const left = field.options.filter(({ value }) => !chosen.includes(value));
  const right = chosen.map(
    (name) => field.options.find(({ value }) => value === name) ?? { value: name, words: name },
  );
  const change = (names: readonly string[]): void => {
    context.change(field.name, names);
  };
  return html`<div class="pick is-wide" data-field=${field.name}>
    ${list(
      field.availableLabel,
      'Nothing left to choose',
      left.map((option) =>
        entry(option, 'Add', isLocked, () => {
          change([...chosen, option.value]);
        }),
      ),
    )}
    ${list(
      field.label,
      field.none,
      right.map(
        (option, index) =>
          html`${entry(option, 'Remove', isLocked, () => {
            change(chosen.filter((name) => name !== option.value));
          })}${
            field.isOrdered && index > 0
              ? html`<button
                  type="button"
                  class="btn btn--small"
                  ?disabled=${isLocked}
                  @click=${() => {
                    change(movedUp(chosen, index));
                  }}
                >
                  Move ${option.words} up
                </button>`
              : nothing
          }`,
      ),
    )}
    ${fieldFoot(field.name, context)}
  </div>`;
}

function list(label: string, none: string, entries: readonly TemplateResult[]): TemplateResult {
  return html`<div class="pick-side" role="group" aria-label=${label}>
    <span class="label" aria-hidden="true">${label}</span>
    <div class="pick-list">
      ${entries.length === 0 ? html`<p class="muted">${none}</p>` : entries}
    </div>
  </div>`;
}

function entry(
  { value, words, detail }: Option,
  verb: 'Add' | 'Remove',
  isLocked: boolean,
  move: () => void,
): TemplateResult {
  return html`<button
    type="button"
    class="pick-entry"
    data-value=${value}
    ?disabled=${isLocked}
    @click=${move}
  >
    <span class="pick-verb">${verb} </span>
    <span class="pick-words"
      >${words}${detail === undefined ? nothing : html` <small>${detail}</small>`}</span
    >
  </button>`;
}

function movedUp(names: readonly string[], index: number): string[] {
  const moved = [...names];
  const [name] = moved.splice(index, 1);
  if (name !== undefined) moved.splice(index - 1, 0, name);
  return moved;
}
