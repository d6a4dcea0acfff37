// What is fuzzed of links: `fuzz` takes any bytes and throws where a promise is broken. The test calls it with the inputs
// that are kept in tests/fuzz/corpus/link/, `make fuzz-links` with new ones.

import { deepStrictEqual, ok } from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { answersInLink, linkTo } from '../../www/answers/link.js';
import { MAX_LENGTH } from '../../www/answers/read.js';
import { jsonOf } from '../../www/element/json.js';
import { LINK } from '../../www/element/link-code.js';

const ANSWERS = { policy: 'shanxi-2019-394', name: '甲园', facts: { planned_land_area: '300 亩' } };
const HREF = 'https://example.org/page.html';

/** The code of a link, as bytes would be written in it. */
const codeOf = (bytes) => deflateRawSync(bytes).toString('base64url');

/** The answers that a visitor finds behind an address. */
function answersBehind(address) {
  const at = address.indexOf('#');
  const [, code] = LINK.exec(at < 0 ? '' : address.slice(at)) || [];
  return code ? answersInLink(code) : null;
}

/** Answers that were read lead to the same answers by the link that is made of them. */
function leadsBack(answers) {
  if (answers === null) return;
  ok(typeof answers.facts === 'object' && answers.facts !== null);
  const text = jsonOf(answers);
  ok(text.length <= 2 * MAX_LENGTH);
  deepStrictEqual(jsonOf(answersBehind(linkTo(HREF, answers))), text);
}

/** The first byte chooses what the others are: a code, the text in a code, what deflate made, or a fragment. */
export function fuzz(data) {
  if (data.length === 0) return;
  const rest = data.subarray(1);
  const text = Buffer.from(rest).toString('utf8');
  switch (data[0] % 4) {
    case 0:
      leadsBack(answersInLink(text));
      break;
    case 1:
      leadsBack(answersInLink(codeOf(rest)));
      break;
    case 2:
      leadsBack(answersInLink(Buffer.from(rest).toString('base64')));
      break;
    default: {
      const address = linkTo(`${HREF}#${text}`, ANSWERS);
      deepStrictEqual(answersBehind(address), ANSWERS, address);
    }
  }
}
