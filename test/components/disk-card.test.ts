import { expect, fixture, html } from '@open-wc/testing';

import { BLOCK_CELL, type ClusterId, type Snapshot } from '../../workers/api.ts';
import {
  blockCounts,
  blockMapLayout,
  drawnCells,
} from '../../web/charts/block-map/block-map.layout.ts';
import type { LabDiskCard } from '../../web/components/disk-card/disk-card.ts';
import '../../web/components/disk-card/disk-card.ts';
import '../support/page-tokens.ts';
import {
  bareSnapshot,
  failedOverSnapshot,
  healthySnapshot,
  restoringSnapshot,
  specimenBlockMaps,
} from '../support/specimen-snapshots.ts';

async function disk(
  snapshot: Snapshot,
  cluster: ClusterId,
  maps = specimenBlockMaps(),
): Promise<LabDiskCard> {
  return fixture(
    html`<lab-disk-card
      style="width: 232px"
      .snapshot=${snapshot}
      .blockMaps=${maps}
      cluster=${cluster}
    ></lab-disk-card>`,
  );
}

function text(element: LabDiskCard): string {
  return element.renderRoot.textContent.replaceAll(/\s+/g, ' ');
}

describe('a disk card', () => {
  it('is accessible, also without power', async () => {
    await expect(await disk(healthySnapshot(), 'first')).to.be.accessible();
    await expect(await disk(failedOverSnapshot(), 'first')).to.be.accessible();
  });

  it('says drive, set, owner and how far it is behind', async () => {
    const words = text(await disk(healthySnapshot(), 'second'));
    expect(words).to.contain('S:').and.contain('AppData, 640 blocks').and.contain('B1');
    expect(words).to.contain('5 blocks behind');
  });

  it('names the orders that only a disk without power still has', async () => {
    const words = text(await disk(failedOverSnapshot(), 'first'));
    expect(words).to.contain('orders 0410–0412 only here').and.contain('no owner');
  });

  it('counts what a restore has copied and what is to go', async () => {
    const words = text(await disk(restoringSnapshot(), 'first', specimenBlockMaps(38, 123)));
    expect(words).to.contain('123 copied').and.contain('38 to go');
  });

  it('says that a disk is empty', async () => {
    const no = new Uint8Array(0);
    const none = { ...specimenBlockMaps(0), first: no, second: no, difference: no };
    expect(text(await disk(bareSnapshot(), 'second', none))).to.contain('empty, 16.0 MiB');
  });

  it('draws a map that says its counts in words', async () => {
    const element = await disk(healthySnapshot(), 'first');
    const map = element.renderRoot.querySelector('lab-block-map');
    const canvas = map?.shadowRoot?.querySelector('canvas');
    expect(canvas?.getAttribute('aria-label'))
      .to.contain('355 blocks equal')
      .and.contain('5 different');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    expect(pixels?.some((value) => value > 0)).to.equal(true);
  });
});

describe('the layout of a block map', () => {
  it('gives every block a cell while there is room, and all cells fit', () => {
    const layout = blockMapLayout(640, 208, 80);
    expect(layout.blocksPerCell).to.equal(1);
    expect(layout.columns * layout.rows).to.be.at.least(640);
    expect(layout.rows * layout.pitch).to.be.at.most(80);
    expect(layout.columns * layout.pitch).to.be.at.most(208);
  });

  it('puts several blocks in a cell when there are more, and fits still', () => {
    const layout = blockMapLayout(65_536, 208, 80);
    expect(layout.blocksPerCell).to.be.greaterThan(1);
    expect(layout.rows * layout.pitch).to.be.at.most(80);
    expect(layout.cells * layout.blocksPerCell).to.be.at.least(65_536);
  });

  it('lets one different block show among thousands of equal ones', () => {
    const blocks = new Uint8Array(65_536).fill(BLOCK_CELL.equal);
    blocks[40_000] = BLOCK_CELL.differs;
    const layout = blockMapLayout(blocks.length, 208, 80);
    const drawn = drawnCells(blocks, layout);
    expect(drawn[Math.floor(40_000 / layout.blocksPerCell)]).to.equal(BLOCK_CELL.differs);
    expect(blockCounts(drawn).differs).to.equal(1);
  });
});

describe('a block map on a canvas', () => {
  it('looks the same whether a change was drawn over it or all was drawn anew', async () => {
    const before = specimenBlockMaps(5);
    const after = specimenBlockMaps(2, 30);
    const changed = await disk(healthySnapshot(), 'first', before);
    changed.blockMaps = after;
    await changed.updateComplete;
    const fresh = await disk(healthySnapshot(), 'first', after);
    expect((await pixels(changed)) === (await pixels(fresh))).to.equal(true);
    const old = await disk(healthySnapshot(), 'first', before);
    expect((await pixels(old)) === (await pixels(fresh))).to.equal(false);
  });
});

/** What the map shows, as text: an address of its picture, short enough to compare. */
async function pixels(element: LabDiskCard): Promise<string> {
  const map = element.renderRoot.querySelector('lab-block-map');
  await map?.updateComplete;
  const canvas = map?.shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('The disk card has no canvas.');
  return canvas.toDataURL();
}
