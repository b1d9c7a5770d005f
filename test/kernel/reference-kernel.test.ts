import { createReferenceKernel } from '../../workers/reference-kernel.ts';
import { describeKernel } from '../support/kernel-suite.ts';

describeKernel('reference', createReferenceKernel);
