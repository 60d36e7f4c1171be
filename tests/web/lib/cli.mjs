// cli.mjs: commands as a script or an editor's terminal gives them, one after the other, in a folder of the test's own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { DATELINE, ENV, tempFolder } from './site.mjs';

/** A folder that goes away with the process. */
export const folder = tempFolder('cli');
export const inFolder = name => path.join(folder, name);

/** Runs dateline(1). → {status, out, err}. `program`: another one than the one under test. */
export function run(args, input = '', program = DATELINE) {
  const { status, stdout, stderr } = spawnSync(program, args, { input, env: ENV, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

/** Runs it well. → what it said on stdout */
export function ok(...args) {
  const r = run(args);
  assert.equal(r.status, 0, `dateline ${args.join(' ')}: ${r.err}`);
  return r.out;
}

/** The same, of what it says to programs. */
export const json = (...args) => JSON.parse(ok(...args, '--json'));

/** It ended with that status, and said why on stderr alone, in words. */
export function failed(r, status, pattern) {
  assert.equal(r.status, status, `${r.out}${r.err}`);
  assert.equal(r.out, '', 'trouble belongs on stderr');
  assert.match(r.err, pattern);
  assert.doesNotMatch(r.err, /SQL|\bat line\b/);
}

/** Runs it badly. */
export const fails = (status, pattern, ...args) => failed(run(args), status, pattern);

/** Writes a file of the folder. → its path */
export function file(name, text) {
  const to = inFolder(name);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, text);
  return to;
}

/** A story as a file says it. */
export const story = (front, body = 'The text.') => `---\n${front}\n---\n${body}\n`;
