import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { startObjectMaker, type ObjectMaker } from '../../fixtures/access-objects';
import { bodyRoutes, headersFor, subjectsOf } from '../../fixtures/body-routes';
import { api } from '../../support/api';
import { expectDecentAnswer } from '../../support/decent-answer';
import { createPerson, type TestPerson } from '../../support/people';
import { schemaOf, textsOf, valuesOf } from '../../support/schema-samples';
import { sampleSeed } from '../../support/seeded-sample';

const RUNS = Number(process.env.FUZZ_BODIES ?? 200);
const SUBJECTS = 6;
const seed = Number(sampleSeed());
let maker: ObjectMaker;
let admin: TestPerson;
let owner: TestPerson;

beforeAll(async () => {
  maker = await startObjectMaker();
  admin = await createPerson(maker.app, 'admin');
  owner = await createPerson(maker.app, 'user');
});

describe(`${RUNS} bodies a route, seed ${seed}`, () => {
  it.each(bodyRoutes)(
    '$call answers every one without a mistake of its own',
    async (route) => {
      const subjects = await subjectsOf(route, maker, admin, owner, SUBJECTS);
      const known = subjects.flatMap(({ id, viewHash }) => [id, viewHash ?? id]);
      const bodies = textsOf(valuesOf(schemaOf(route.body), known));
      const sent = fc.asyncProperty(bodies, fc.constantFrom(...subjects), async (body, { id }) => {
        const headers = { ...headersFor(route, maker, admin), 'if-match': '1', 'content-type': 'application/json' };
        const response = await api(route.method, route.path.replace(/:\w+/, id), { headers, body });
        await expectDecentAnswer(response, `${route.call} ${body.slice(0, 500)}`);
      });
      await fc.assert(sent, { seed, numRuns: RUNS, endOnFailure: RUNS > 1000 });
    },
    RUNS * 100 + 20_000,
  );
});
