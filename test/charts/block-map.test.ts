import { expect, fixture, html } from '@open-wc/testing';

import { BLOCK_CELL } from '../../workers/api.ts';
import { blockMapLayout } from '../../web/charts/block-map/block-map.layout.ts';
import type { LabBlockMap } from '../../web/charts/block-map/block-map.ts';
import '../../web/charts/block-map/block-map.ts';
import '../support/page-tokens.ts';

const WIDTH = 208;
const HEIGHT = 80;
/** Of 256 MiB, the largest disk. */
const BLOCKS_MAX = 65_536;

async function mapOf(blocks: Uint8Array): Promise<LabBlockMap> {
  const map = await fixture<LabBlockMap>(
    html`<lab-block-map
      style="width: ${WIDTH}px; height: ${HEIGHT}px"
      disk="S: on CLUS-A"
      .blocks=${blocks}
    ></lab-block-map>`,
  );
  await map.updateComplete;
  return map;
}

function canvasOf(map: LabBlockMap): HTMLCanvasElement {
  const canvas = map.renderRoot.querySelector('canvas');
  if (canvas === null) throw new Error('The block map has no canvas.');
  return canvas;
}

/** Address of the picture: short enough to compare. */
function picture(map: LabBlockMap): string {
  return canvasOf(map).toDataURL();
}

/** How much is filled of the cell that a block falls into, its opacities added up, and the pixels' places. */
function cellAt(map: LabBlockMap, block: number, blocks: number): { ink: number; form: string } {
  const layout = blockMapLayout(blocks, WIDTH, HEIGHT);
  const canvas = canvasOf(map);
  const pitch = Math.floor(layout.pitch * devicePixelRatio);
  const left = Math.floor((canvas.width - layout.columns * pitch) / 2);
  const cell = Math.floor(block / layout.blocksPerCell);
  const x = left + (cell % layout.columns) * pitch;
  const y = Math.floor(cell / layout.columns) * pitch;
  const data = canvas.getContext('2d')?.getImageData(x, y, pitch, pitch).data ?? [];
  const opacities = [...data].filter((_, at) => at % 4 === 3);
  return { ink: opacities.reduce((sum, each) => sum + each, 0), form: opacities.join(' ') };
}

/** As many blocks as asked for, in equal parts: one of each state, the more there is to do the later. */
function partsOfStates(blocks: number): { readonly blocks: Uint8Array; readonly at: number[] } {
  const { unused, equal, copied, onlyFirst, onlySecond, differs } = BLOCK_CELL;
  const states = [unused, equal, copied, onlyFirst, onlySecond, differs];
  const part = blocks / states.length;
  const filled = Uint8Array.from({ length: blocks }, (_, at) => states[Math.floor(at / part)] ?? 0);
  return { blocks: filled, at: states.map((_, index) => Math.floor((index + 0.5) * part)) };
}

describe('a block map', () => {
  for (const count of [640, BLOCKS_MAX]) {
    it(`tells the six states of ${String(count)} blocks apart without colour`, async () => {
      const { blocks, at } = partsOfStates(count);
      const map = await mapOf(blocks);
      const forms = at.map((block) => cellAt(map, block, count).form);
      expect(new Set(forms).size).to.equal(6);
    });
  }

  it('fills fine cells the more, the more there is to do', async () => {
    const { blocks, at } = partsOfStates(BLOCKS_MAX);
    const map = await mapOf(blocks);
    const inks = at.map((block) => cellAt(map, block, BLOCKS_MAX).ink);
    expect(inks).to.deep.equal([...inks].sort((a, b) => a - b));
    const [none, least, ...more] = inks;
    expect(none).to.equal(0);
    expect(least).to.be.lessThan(Math.min(...more));
    expect(more.at(-1)).to.equal(Math.max(...inks));
  });

  it('shows one different block among 65,536, and shows it no more once it is copied', async () => {
    const before = new Uint8Array(BLOCKS_MAX).fill(BLOCK_CELL.equal);
    const map = await mapOf(before);
    const calm = picture(map);
    const neighbour = cellAt(map, 39_000, BLOCKS_MAX);
    map.blocks = before.map((state, at) => (at === 40_000 ? BLOCK_CELL.differs : state));
    await map.updateComplete;
    expect(cellAt(map, 40_000, BLOCKS_MAX).ink).to.be.greaterThan(neighbour.ink);
    expect(cellAt(map, 39_000, BLOCKS_MAX)).to.deep.equal(neighbour);
    map.blocks = before;
    await map.updateComplete;
    expect(picture(map) === calm).to.equal(true);
  });

  it('looks the same after many changes as when drawn anew, whatever the size of the disk', async () => {
    for (const count of [640, 8000, BLOCKS_MAX]) {
      const map = await mapOf(new Uint8Array(count).fill(BLOCK_CELL.equal));
      let last = map.blocks;
      for (const step of [97, 41, 3]) {
        last = Uint8Array.from({ length: count }, (_, at) => (at % step === 0 ? at % 4 : 1));
        map.blocks = last;
        await map.updateComplete;
      }
      const fresh = await mapOf(last ?? new Uint8Array(0));
      expect(picture(map) === picture(fresh), `${String(count)} blocks`).to.equal(true);
    }
  });

  it('forgets what it drew when the disk shrinks or is emptied', async () => {
    const map = await mapOf(new Uint8Array(640).fill(BLOCK_CELL.differs));
    map.blocks = new Uint8Array(20).fill(BLOCK_CELL.equal);
    await map.updateComplete;
    const fresh = await mapOf(new Uint8Array(20).fill(BLOCK_CELL.equal));
    expect(picture(map) === picture(fresh)).to.equal(true);
    map.blocks = new Uint8Array(0);
    await map.updateComplete;
    const canvas = canvasOf(map);
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [1],
    };
    expect(data.some((value) => value > 0)).to.equal(false);
  });

  it('takes the colours of the theme that is chosen while it stands', async () => {
    const map = await mapOf(new Uint8Array(640).fill(BLOCK_CELL.differs));
    const light = picture(map);
    const changed = new Promise((resolve) => {
      map.addEventListener('transitionend', resolve, { once: true });
    });
    document.documentElement.dataset['theme'] = 'dark';
    try {
      await changed;
      const fresh = await mapOf(new Uint8Array(640).fill(BLOCK_CELL.differs));
      expect(picture(map) === light).to.equal(false);
      expect(picture(map) === picture(fresh)).to.equal(true);
    } finally {
      document.documentElement.dataset['theme'] = 'light';
    }
  });

  it('says how many blocks a cell stands for, where it is more than one', async () => {
    const large = await mapOf(new Uint8Array(BLOCKS_MAX).fill(BLOCK_CELL.equal));
    const label = canvasOf(large).getAttribute('aria-label') ?? '';
    expect(label).to.match(/65536 blocks equal on both disks, 0 different\. A cell stands for \d+/);
    const small = await mapOf(new Uint8Array(640).fill(BLOCK_CELL.equal));
    expect(canvasOf(small).getAttribute('aria-label')).not.to.contain('A cell');
  });

  it('keeps within its field with fine cells too, and leaves no block out', () => {
    for (const [width, height] of [
      [208, 80],
      [166, 38],
      [300, 54],
    ] as const) {
      const layout = blockMapLayout(BLOCKS_MAX, width, height);
      expect(layout.columns * layout.pitch).to.be.at.most(width);
      expect(layout.rows * layout.pitch).to.be.at.most(height);
      expect(layout.cells * layout.blocksPerCell).to.be.at.least(BLOCKS_MAX);
      expect(layout.columns * layout.rows).to.be.at.least(layout.cells);
    }
  });
});
