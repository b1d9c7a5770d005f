import { proveChapter, type StepCheck } from '../support/procedure.ts';

function isInstalled(...nodes: readonly string[]): StepCheck {
  return ({ services }) =>
    nodes.every((node) => {
      const service = services[node];
      // What "Transactional applications" comes to: every block is compared.
      return service?.installed === true && service.settings['BlockChecksumAll'] === 1;
    });
}

function reconnectsNever(...nodes: readonly string[]): StepCheck {
  return ({ services }) => nodes.every((node) => services[node]?.settings['AutoReconnect'] === 0);
}

proveChapter('8.7 Double-Take on SECOND', [
  { steps: { 'DTB-1': isInstalled('B1') } },
  { steps: { 'DTB-2a': null, 'DTB-2b': null, 'DTB-2c': null } },
  {
    steps: { 'DTB-2d': reconnectsNever('B1'), 'DTB-2e': reconnectsNever('B1') },
  },
  {
    steps: {
      'DTB-3': (snapshot) =>
        isInstalled('B1', 'B2')(snapshot) && reconnectsNever('B1', 'B2')(snapshot),
    },
  },
]);
