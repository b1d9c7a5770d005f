import { FailoverLab } from '../../web/components/failover-lab/failover-lab.ts';
import type { EngineConnection } from '../../web/engine/connect-engine.ts';
import { FakeEngine } from './fake-engine.ts';

/** The element with a fake engine of its own. */
export class FakedLab extends FailoverLab {
  readonly fake = new FakeEngine();

  protected override connect(): EngineConnection {
    return this.fake.connection();
  }
}
customElements.define('faked-lab', FakedLab);
