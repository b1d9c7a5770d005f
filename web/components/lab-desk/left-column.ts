import { html, type TemplateResult } from 'lit';

import type { BlockMaps, Snapshot } from '../../../workers/api.ts';
import type { DiskActions } from '../disk-files/disk-actions.ts';
import '../disk-files/disk-files.ts';
import '../drill-panel/drill-panel.ts';
import '../line-shelf/line-shelf.ts';

/** What may stand in the left column. */
export type LeftTab = 'guide' | 'files';

/** What the left column shows. */
export interface LeftParts {
  readonly snapshot: Snapshot | null;
  /** The front page's drill in place of the sandbox's shelf. */
  readonly drill: boolean;
  readonly tab: LeftTab;
  /** The drill's act stands below the view. */
  readonly actElsewhere: boolean;
  /** Files that nobody sees are not followed. */
  readonly filesShown: boolean;
  readonly diskActions: DiskActions | null;
  readonly blockMaps: BlockMaps | null;
  readonly choose: (tab: LeftTab) => void;
}

/** The left column: the guide, or the files of the disks. */
export function leftColumn(parts: LeftParts): TemplateResult {
  const { snapshot, drill } = parts;
  return html`<div class="left">
    <div class="left-tabs seg seg--small" role="group" aria-label="Left panel">
      ${tabButton('guide', drill ? 'Guide' : 'Try', parts)} ${tabButton('files', 'Files', parts)}
    </div>
    ${
      drill
        ? html`<lab-drill-panel
            class="guide"
            .snapshot=${snapshot}
            ?act-elsewhere=${parts.actElsewhere}
            ><slot name="foot"></slot
          ></lab-drill-panel>`
        : html`<lab-line-shelf class="guide" .snapshot=${snapshot}
            ><slot name="foot"></slot
          ></lab-line-shelf>`
    }
    <lab-disk-files
      class="files"
      .snapshot=${parts.filesShown ? snapshot : null}
      .actions=${parts.diskActions}
      .blockMaps=${parts.blockMaps}
    ></lab-disk-files>
  </div>`;
}

function tabButton(name: LeftTab, words: string, { tab, choose }: LeftParts): TemplateResult {
  return html`<button
    aria-pressed=${tab === name ? 'true' : 'false'}
    @click=${() => {
      choose(name);
    }}
  >
    ${words}
  </button>`;
}
