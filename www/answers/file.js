// Answers as a file: saved as they are exchanged, opened again without trusting what is in them.

import { answersFileName } from '../report/document.js';
import { fileName } from '../report/file-name.js';

/** `{name, type, data}` */
export const answersFile = (answers, say) => ({
  name: fileName(answersFileName(answers, say), 'json'),
  type: 'application/json',
  data: `${JSON.stringify(answers, null, 2)}\n`,
});

// As controller.js has it for answers from the page.
const MAX_BYTES = 2000000;

/** Lets the visitor choose a file; resolves to its text, none if it is too large. Nothing comes where the choice is given up. */
export function chosenText() {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    // Some browsers open nothing for an input outside the document.
    input.style.display = 'none';
    document.body.appendChild(input);
    input.addEventListener('change', () => {
      input.remove();
      const [file] = input.files;
      if (file) (file.size > MAX_BYTES ? Promise.resolve('') : new Response(file).text()).then(resolve, reject);
    });
    input.click();
  });
}

/** The answers in a file's text, or null where it holds none. */
export function answersIn(text) {
  try {
    const answers = JSON.parse(text);
    const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject(answers) && isObject(answers.facts) ? answers : null;
  } catch (error) {
    return null;
  }
}
