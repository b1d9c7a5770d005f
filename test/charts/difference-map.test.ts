import { expect, fixture, html } from '@open-wc/testing';

import { BLOCK_CELL, type BlockMaps } from '../../workers/api.ts';
import type { LabDifferenceMap } from '../../web/charts/difference-map/difference-map.ts';
import '../../web/charts/difference-map/difference-map.ts';
import '../support/page-tokens.ts';

const { equal, differs, onlyFirst, onlySecond } = BLOCK_CELL;
const MAPS: BlockMaps = {
  first: new Uint8Array(60).fill(equal),
  second: new Uint8Array(60).fill(equal),
  difference: Uint8Array.from({ length: 60 }, (_, at) => {
    if (at < 3) return differs;
    if (at < 5) return onlyFirst;
    return at < 6 ? onlySecond : equal;
  }),
  ranges: [
    { path: 'S:\\A.txt', state: 'differs', from: 0, count: 3, first: 10, second: 20 },
    { path: 'S:\\A.txt', state: 'onlyFirst', from: 3, count: 2, first: 13, second: null },
    { path: 'S:\\B.txt', state: 'onlySecond', from: 0, count: 1, first: null, second: 23 },
  ],
  rangeCount: 3,
  fileCount: 2,
};
const SENTENCE = 'Of 60 blocks 3 differ, 2 are only on CLUS-A, 1 is only on CLUS-B, in 2 files.';

async function mapOf(blockMaps: BlockMaps | null, width = 300): Promise<LabDifferenceMap> {
  const element = await fixture<LabDifferenceMap>(
    html`<lab-difference-map
      style="width: ${width}px"
      .blockMaps=${blockMaps}
    ></lab-difference-map>`,
  );
  await element.updateComplete;
  return element;
}

async function showTable(element: LabDifferenceMap): Promise<HTMLTableRowElement[]> {
  element.renderRoot.querySelector<HTMLElement>('button')?.click();
  await element.updateComplete;
  return [...element.renderRoot.querySelectorAll<HTMLTableRowElement>('tbody tr')];
}

describe('the difference of the disks on the page', () => {
  it('is a map with a sentence that sums it up, and a word for each mark', async () => {
    const element = await mapOf(MAPS);
    await expect(element).to.be.accessible();
    expect(element.renderRoot.querySelector('p')?.textContent).to.equal(SENTENCE);
    const map = element.renderRoot.querySelector('lab-block-map');
    expect(map?.blocks).to.equal(MAPS.difference);
    expect(map?.renderRoot.querySelector('canvas')?.getAttribute('aria-label')).to.contain(
      SENTENCE,
    );
    const words = [...element.renderRoot.querySelectorAll('li')].map((each) => each.textContent);
    expect(words).to.deep.equal(['equal', 'differ', 'only on CLUS-A', 'only on CLUS-B']);
  });

  it('is a table as well: each range with its file, how it differs, and where it lies', async () => {
    const element = await mapOf(MAPS);
    const rows = await showTable(element);
    await expect(element).to.be.accessible();
    expect(rows.map((row) => [...row.cells].map((cell) => cell.textContent))).to.deep.equal([
      ['S:\\A.txt', '0–2', 'differ', '10–12', '20–22'],
      ['S:\\A.txt', '3–4', 'only on CLUS-A', '13–14', 'none'],
      ['S:\\B.txt', '0', 'only on CLUS-B', 'none', '23'],
    ]);
    expect(element.renderRoot.querySelector('p')?.textContent).to.equal(SENTENCE);
  });

  it('counts the ranges that it does not list', async () => {
    const range = MAPS.ranges[0];
    if (range === undefined) throw new Error('There is no range to repeat.');
    const ranges = Array.from({ length: 1000 }, (_, at) => ({ ...range, from: 4 * at }));
    const element = await mapOf({ ...MAPS, ranges, rangeCount: 1500 });
    expect(await showTable(element)).to.have.length(100);
    expect(element.renderRoot.querySelector('.rest')?.textContent).to.equal('and 1400 more ranges');
  });

  it('stays within a narrow panel, as table too', async () => {
    const path = `S:\\${'Long'.repeat(20)}.txt`;
    const ranges = MAPS.ranges.map((range) => ({ ...range, path }));
    const element = await mapOf({ ...MAPS, ranges }, 240);
    expect(element.scrollWidth).to.be.at.most(240);
    await showTable(element);
    expect(element.scrollWidth).to.be.at.most(240);
  });
});
