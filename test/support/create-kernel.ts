import type { BlockKernel, KernelLayout } from '../../workers/core/storage/block-kernel.ts';

/** Makes the kernel under test. */
export type CreateKernel = (layout: KernelLayout) => BlockKernel;
