import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { TestGatehouse } from '../support/gatehouse.js';
it('dumps', async () => {
  const g = await TestGatehouse.start();
  writeFileSync('/tmp/openapi-o1.json', (await g.request('GET', '/api/openapi.json')).text);
  writeFileSync('/tmp/openapi-o1.html', (await g.request('GET', '/api/docs')).text);
  await g.stop();
});
