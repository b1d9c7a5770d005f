import { html, type TemplateResult } from 'lit';

import '../console-menu/console-menu.ts';
import type { MenuChoice, MenuPickDetail } from '../console-menu/console-menu.ts';
import '../console-tree/console-tree.ts';
import type { TreeItem, TreePickDetail, TreeSelectDetail } from '../console-tree/console-tree.ts';
import { type FilePlace, filePlaceId, filePlaceOf, pathKey } from './file-tree.ts';
import { fileActions, ruleActions } from './server-actions.ts';
import type { SetSnapshot } from './servers.ts';

/** What the view of a set tells. */
export interface SetViewActions {
  /** A line was picked from a menu. */
  readonly runLine: (line: string) => void;
  /** An entry of the file tree was selected. */
  readonly selectFile: (place: FilePlace) => void;
}

/**
 * A replication set: its rules, and the files that its node can see.
 *
 * @param files  the tree of those files
 * @param selected  the entry that the file menu is about; null before one was selected
 */
export function setView(
  node: string,
  set: SetSnapshot,
  files: readonly TreeItem[],
  selected: FilePlace | null,
  actions: SetViewActions,
): TemplateResult {
  return html`${ruleTable(set, actions)}
    <div class="file-head">
      <h3 class="part">Files that ${node} can see</h3>
      ${selected === null ? '' : fileMenu(set, selected, actions)}
    </div>
    <lab-console-tree
      class="files"
      label="Files that ${node} can see"
      .items=${files}
      selected=${selected === null ? '' : filePlaceId(selected)}
      .choicesOf=${(id: string) => fileChoices(set, filePlaceOf(id))}
      @lab-tree-pick=${(event: CustomEvent<TreePickDetail>) => {
        event.stopPropagation();
        actions.runLine(event.detail.choice);
      }}
      @lab-tree-select=${(event: CustomEvent<TreeSelectDetail>) => {
        actions.selectFile(filePlaceOf(event.detail.id));
      }}
    ></lab-console-tree>`;
}

function ruleTable({ name, rules }: SetSnapshot, { runLine }: SetViewActions): TemplateResult {
  if (rules.length === 0) return html`<p class="empty">No rules yet: nothing is selected.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Path</th>
        <th scope="col">Type</th>
        <th scope="col">Recurse</th>
      </tr>
    </thead>
    <tbody>
      ${rules.map(
        ({ path, type, recurse }) =>
          html`<tr>
            <th scope="row">
              <lab-console-menu
                label=${path}
                .choices=${ruleActions(name, path)}
                @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
                  runLine(event.detail.id);
                }}
                ><code>${path}</code></lab-console-menu
              >
            </th>
            <td>${type === 'include' ? 'Include' : 'Exclude'}</td>
            <td>${recurse ? 'yes' : 'no'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function fileChoices({ name, rules }: SetSnapshot, { path, isFolder }: FilePlace): MenuChoice[] {
  const hasRule = rules.some((rule) => pathKey(rule.path) === pathKey(path));
  return fileActions(name, { path, isFolder, hasRule });
}

function fileMenu(set: SetSnapshot, place: FilePlace, { runLine }: SetViewActions): TemplateResult {
  const { path } = place;
  return html`<lab-console-menu
    framed
    label="Rules for ${path}"
    .choices=${fileChoices(set, place)}
    @lab-pick=${(event: CustomEvent<MenuPickDetail>) => {
      runLine(event.detail.id);
    }}
    ><code>${path}</code></lab-console-menu
  >`;
}
