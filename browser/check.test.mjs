// The checking page.
import test from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ROOT, browse, inaccessible, serve } from './harness.mjs';

test('an unsigned document is told of', async (t) => {
  const { origin } = await serve(t);
  const page = await browse(t, { origins: [origin] });
  await page.goto(origin);
  await page.setInputFiles('#files', join(ROOT, 'examples/cong-van-mau.pdf'));
  await page.waitForFunction(() => document.querySelector('#verdict').textContent !== '');
  assert.deepEqual(await inaccessible(page), []);
});
