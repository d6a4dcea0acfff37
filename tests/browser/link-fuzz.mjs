// Codes of links at random, for `fuzz`. `node link-fuzz.mjs SEED RUNS` tries more than the tests do. Coverage guides
// nothing here: the fuzzer for scripts (jazzer.js) needs a newer libc than Debian 12 has.

import { pathToFileURL } from 'node:url';
// Property tests of scripts, with shrinking.
import fc from 'fast-check';
import { linkTo } from '../../www/answers/link.js';
import { fuzz } from './link-target.mjs';

const HREF = 'https://example.org/';
const PIECES = [
  'drc=',
  '&',
  '?',
  '#',
  '/',
  '!',
  '=',
  '%20',
  '%3D',
  '%0a',
  ' ',
  '-',
  '_',
  'a',
  'route',
  '甲',
  '\u{1f600}',
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BREAKS = ['%20', '%0D%0A', '\n', '=', ' 你好', '%', '&x=1'];

const bytes = (mode, content) => Buffer.concat([Buffer.from([mode]), Buffer.from(content)]);
const texts = (pieces, maxLength) => fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(''));
const value = fc.jsonValue({ maxDepth: 2 });
const answers = fc.record({ facts: fc.dictionary(fc.string(), value, { maxKeys: 4 }), name: value });

/** A code that is right but for a sign that is another one, and for what mail and chat programs add. */
const broken = fc
  .tuple(answers, fc.nat(), fc.constantFrom(...LETTERS), fc.nat(), fc.constantFrom(...BREAKS))
  .map(([given, place, letter, gap, added]) => {
    const code = linkTo(HREF, given).slice(`${HREF}#drc=`.length);
    const at = place % code.length;
    const changed = `${code.slice(0, at)}${letter}${code.slice(at + 1)}`;
    const between = gap % (changed.length + 1);
    return `${changed.slice(0, between)}${added}${changed.slice(between)}`;
  });

const inputs = fc.oneof(
  texts(LETTERS, 80).map((code) => bytes(0, code)),
  broken.map((code) => bytes(0, code)),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => bytes(0, text)),
  value.map((given) => bytes(1, JSON.stringify(given))),
  answers.map((given) => bytes(1, JSON.stringify(given))),
  fc.uint8Array({ maxLength: 60 }).map((content) => bytes(1, content)),
  fc.uint8Array({ maxLength: 60 }).map((content) => bytes(2, content)),
  texts(PIECES, 12).map((hash) => bytes(3, hash)),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((hash) => bytes(3, hash)),
);

/** Tries so many inputs; throws with the smallest that breaks a promise. */
export const tryCodes = (seed, numRuns) => fc.assert(fc.property(inputs, fuzz), { seed, numRuns });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , seed = '1', runs = '1000000'] = process.argv;
  tryCodes(Number(seed), Number(runs));
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${runs} codes of links from seed ${seed}: every promise kept, at most ${megabytes} MB`);
}
