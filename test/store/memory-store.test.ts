import { emptyShelf, MemoryStore } from '../../workers/memory-store.ts';
import { describeStore } from '../support/store-suite.ts';

describeStore('The memory store', () => {
  const shelf = emptyShelf();
  return { open: () => Promise.resolve(new MemoryStore(shelf)) };
});
