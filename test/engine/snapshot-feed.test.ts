import { expect } from '@open-wc/testing';
import type { FeedMessage } from '../../workers/api.ts';
import { SnapshotFeed, TAKEN, type FeedPort } from '../../workers/snapshot-feed.ts';

function feedOfCounts() {
  const sent: unknown[] = [];
  let listener: (data: unknown) => void = () => undefined;
  let closed = false;
  let state = 0;
  const port: FeedPort = {
    send: (message) => sent.push(message),
    listen: (heard) => {
      listener = heard;
    },
    close: () => {
      closed = true;
    },
  };
  // The feed does not look into what it sends: a number shows best which state it was.
  const feed = new SnapshotFeed(port, () => state as unknown as FeedMessage);
  return {
    feed,
    sent,
    isClosed: () => closed,
    answer: (data: unknown = TAKEN) => {
      listener(data);
    },
    show: (next: number) => {
      state = next;
      feed.changed();
    },
  };
}

describe('The snapshot feed', () => {
  it('sends the first state at once', () => {
    const { show, sent } = feedOfCounts();
    show(1);
    expect(sent).to.deep.equal([1]);
  });

  it('has at most one message on its way, and then sends the newest', () => {
    const { show, sent, answer } = feedOfCounts();
    for (let state = 1; state <= 200; state += 1) show(state);
    expect(sent).to.deep.equal([1]);
    answer();
    expect(sent).to.deep.equal([1, 200]);
  });

  it('sends nothing twice', () => {
    const { show, sent, answer } = feedOfCounts();
    show(1);
    answer();
    answer();
    expect(sent).to.deep.equal([1]);
  });

  it('takes nothing but the agreed word for an answer', () => {
    const { show, sent, answer } = feedOfCounts();
    show(1);
    show(2);
    answer({ taken: true });
    expect(sent).to.deep.equal([1]);
  });

  it('is silent once it is closed', () => {
    const { feed, show, sent, answer, isClosed } = feedOfCounts();
    show(1);
    feed.close();
    show(2);
    answer();
    expect(sent).to.deep.equal([1]);
    expect(isClosed()).to.equal(true);
  });
});
