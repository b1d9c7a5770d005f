import { FailoverLab } from '../../web/components/failover-lab/failover-lab.ts';
import type { EngineConnection } from '../../web/engine/connect-engine.ts';
import { FakeEngine } from './fake-engine.ts';

/* The whole element on a fake engine: ?at=52000&plug=41600&theme=dark&drill. Time runs with &runs. */

const query = new URLSearchParams(location.search);

/** The element with the fake engine of its own. */
export class FakedLab extends FailoverLab {
  readonly fake = new FakeEngine();

  protected override connect(): EngineConnection {
    return this.fake.connection();
  }
}
customElements.define('faked-lab', FakedLab);

const lab = new FakedLab();
lab.drill = query.has('drill');
lab.paused = !query.has('runs');
lab.theme = query.get('theme') === 'dark' ? 'dark' : 'light';
lab.fake.nowMs = Number(query.get('at') ?? 36_200);
const plug = query.get('plug');
lab.fake.plugAtMs = plug === null ? null : Number(plug);
lab.style.height = '100vh';
document.documentElement.dataset['theme'] = lab.theme;
document.body.append(lab);
