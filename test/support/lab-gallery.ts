import { FakedLab } from './faked-lab.ts';

/* The whole element on a fake engine: ?at=52000&plug=41600&theme=dark&drill. Time runs with &runs. */

const query = new URLSearchParams(location.search);

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
