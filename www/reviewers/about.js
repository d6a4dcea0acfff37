// The version of the program and the licences of what others wrote of it, in the foot of both parts for reviewers.

import { make, say } from '../element/nodes.js';

/** @type {import('../element/types').Sentence} */
const LICENCES_LABEL = ['第三方软件许可', 'Third-party licences'];

/**
 * @param {{ version: string, licences: string }} program
 * @param {string} lang
 */
export function aboutProgram({ version, licences }, lang) {
  const node = make('span', 'drc-foot__keep');
  const name = make('span', '');
  name.textContent = version;
  const link = say(make('a', 'drc-link'), LICENCES_LABEL, lang);
  link.href = licences;
  link.target = '_blank';
  node.appendChild(name);
  node.appendChild(link);
  return node;
}
