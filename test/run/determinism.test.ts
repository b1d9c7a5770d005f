import { expect } from '@open-wc/testing';
import { createWasmKernel } from '../../workers/block-kernel.ts';
import { createLab, digestOf, kernelLayout, type Lab } from '../../workers/core/lab.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';
import { loadBlockCore } from '../support/block-core.ts';
import { KNOWN_RUNS, type KnownRun } from '../support/known-digests.ts';
import { ONE_STEP, playLive, playReplayed, stepsOf, unevenSteps } from '../support/replays.ts';

const module = await loadBlockCore();

const KERNELS = {
  wasm: ({ options }: KnownRun): Lab =>
    createLab(options, createWasmKernel(module, kernelLayout(options))),
  reference: ({ options }: KnownRun): Lab =>
    createLab(options, createReferenceKernel(kernelLayout(options))),
};

for (const run of KNOWN_RUNS) {
  describe(`in this browser, a run in which ${run.name}`, () => {
    for (const kernel of ['wasm', 'reference'] as const) {
      it(`has the digest that Node gives, on the ${kernel} kernel, entered or replayed`, () => {
        const entered = KERNELS[kernel](run);
        playLive(entered, run, unevenSteps(3, 900));
        expect(digestOf(entered)).to.equal(run.digest);
        const replayed = KERNELS[kernel](run);
        playReplayed(replayed, run, ONE_STEP);
        expect(digestOf(replayed)).to.equal(run.digest);
      });
    }

    it('has it also a frame of 16 ms at a time', () => {
      const lab = KERNELS.wasm(run);
      playReplayed(lab, run, stepsOf(16));
      expect(digestOf(lab)).to.equal(run.digest);
    });
  });
}
