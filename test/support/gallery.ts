import { html, render } from 'lit';

import '../../web/components/stage/stage.ts';
import * as specimens from './specimen-snapshots.ts';

/* Shows one specimen: ?show=caution&theme=dark&width=720&height=600. Lines asked for are shown below. */

const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;

const moments = {
  bare: specimens.bareSnapshot,
  healthy: specimens.healthySnapshot,
  caution: specimens.cautionSnapshot,
  travelling: () => specimens.travellingSnapshot(Number(query.get('progress') ?? 0.5)),
  'failed-over': specimens.failedOverSnapshot,
  restoring: specimens.restoringSnapshot,
  split: specimens.splitSnapshot,
};
type Moment = keyof typeof moments;
const show = (query.get('show') ?? 'healthy') as Moment;
const width = Number(query.get('width') ?? 720);
const height = query.get('height') ?? '600';
const maps =
  show === 'restoring'
    ? specimens.specimenBlockMaps(38, 123)
    : specimens.specimenBlockMaps(show === 'healthy' ? 5 : 11);

render(
  html`<lab-stage
    style="width: ${width}px; height: ${height === 'auto' ? 'auto' : `${height}px`}"
    .snapshot=${moments[show]()}
    .blockMaps=${show === 'bare' ? null : maps}
    @lab-line=${(event: CustomEvent<{ line: string }>) => {
      document.title = event.detail.line;
    }}
  ></lab-stage>`,
  document.body,
);
