import { expect } from '@open-wc/testing';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { BLOCK_BYTES, KernelError } from '../../workers/core/storage/block-kernel.ts';
import { loadBlockCore } from '../support/block-core.ts';
import { describeKernel } from '../support/kernel-suite.ts';

const module = await loadBlockCore();

describeKernel('wasm', (layout) => createWasmKernel(module, layout));

describe('the memory of the wasm kernel', () => {
  it('is refused with a text when no memory can be as large', () => {
    const gibibyte = 2 ** 30;
    const layout = { diskBlocks: [1], queueBytes: new Array<number>(4).fill(gibibyte) };
    expect(() => createWasmKernel(module, layout)).to.throw(KernelError, /pages of memory/);
    const tooLong = { diskBlocks: [2 ** 33], queueBytes: [] };
    expect(() => createWasmKernel(module, tooLong)).to.throw(KernelError, /exceeds all of memory/);
  });

  it('is refused with a text when there are too many regions', () => {
    const layout = { diskBlocks: new Array<number>(65).fill(1), queueBytes: [] };
    expect(() => createWasmKernel(module, layout)).to.throw(KernelError, '65 regions');
    expect(() => createWasmKernel(module, { diskBlocks: [], queueBytes: [] })).to.throw(
      '0 regions',
    );
  });

  it('holds as many regions as are allowed, each apart from the others', () => {
    const kernel = createWasmKernel(module, {
      diskBlocks: new Array<number>(63).fill(1),
      queueBytes: [BLOCK_BYTES],
    });
    for (let region = 0; region < 64; region++) kernel.write(region, 4095, Uint8Array.of(region));
    for (let region = 0; region < 64; region++) {
      expect([...kernel.read(region, 4094, 2)]).to.deep.equal([0, region]);
    }
  });
});

describe('the block core by itself', () => {
  interface RawCore {
    addDisk(blocks: number): void;
    addBytes(bytes: number): void;
    endLayout(): number;
    begin(): void;
    checksumBlocks(disk: number, first: number, count: number): void;
    zeroBytes(region: number, offset: number, length: number): void;
    hashStaged(length: number): bigint;
  }

  function rawCore(pages: number): RawCore {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const abort = (): never => {
      throw new Error('trapped');
    };
    const instance = new WebAssembly.Instance(module, { env: { memory, abort } });
    return instance.exports as unknown as RawCore;
  }

  it('traps at the entry of an export when a range leaves its region', () => {
    const core = rawCore(4);
    core.addDisk(2);
    core.endLayout();
    core.begin();
    core.checksumBlocks(0, 0, 2);
    expect(() => {
      core.checksumBlocks(0, 1, 2);
    }).to.throw('trapped');
    expect(() => {
      core.checksumBlocks(0, 0xffffffff, 2);
    }).to.throw('trapped');
    expect(() => {
      core.checksumBlocks(1, 0, 0);
    }).to.throw('trapped');
    expect(() => {
      core.zeroBytes(0, 0xffffffff, 8);
    }).to.throw('trapped');
    expect(() => core.hashStaged(65537)).to.throw('trapped');
  });

  it('traps when its memory is smaller than its layout, or a disk comes after a queue', () => {
    const small = rawCore(2);
    small.addDisk(64);
    small.endLayout();
    expect(() => {
      small.begin();
    }).to.throw('trapped');
    const mixed = rawCore(2);
    mixed.addBytes(BLOCK_BYTES);
    expect(() => {
      mixed.addDisk(1);
    }).to.throw('trapped');
  });
});
