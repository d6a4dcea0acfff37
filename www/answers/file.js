// Answers as a file: saved as they are exchanged, opened again without trusting what is in them.

import { fileName } from './file-name.js';

/** `{name, type, data}` */
export const answersFile = (answers, say) => ({
  name: fileName([say.file, answers.name, answers.as_of].filter(Boolean).join('-'), 'json'),
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
