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

proveChapter('8.3 Double-Take on FIRST', [
  { steps: { 'DTA-1': isInstalled('A1') } },
  { steps: { 'DTA-2a': null, 'DTA-2b': null, 'DTA-2c': null } },
  {
    steps: { 'DTA-2d': reconnectsNever('A1'), 'DTA-2e': reconnectsNever('A1') },
  },
  {
    steps: {
      'DTA-3': (snapshot) =>
        isInstalled('A1', 'A2')(snapshot) && reconnectsNever('A1', 'A2')(snapshot),
    },
  },
]);
