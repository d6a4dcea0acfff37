// Entry of drc-assessment-report.js: the report on paper and as files, and the files of answers.

import { answersFile, answersIn, chosenText } from './answers.js';
import { csv } from './csv.js';
import { documentOf } from './document.js';
import { docx } from './docx.js';
import { fileName } from './file-name.js';
import { groupedDigest } from './hash.js';
import { html } from './html.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';

const FORMATS = {
  html: { type: 'text/html', make: html },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: docx },
  csv: { type: 'text/csv', make: csv },
};

/** The report with its check code, among the facts and in the footer. */
function sealed(report) {
  const code = groupedDigest(report.hash_of);
  const first = report.blocks.find(({ kind }) => kind === 'facts');
  const blocks = report.blocks.map((block) => (block === first ? { ...block, rows: [...block.rows, [report.hash_label, code]] } : block));
  return { ...report, blocks, footer: `${report.footer}　${report.hash_label} ${code}` };
}

const api = window.DrcAssessment;
// Of the script of this very version; another one's part must not answer.
const register = api && api[Symbol.for(`drc-assessment parts ${VERSION}`)];
if (register) {
  register('report', {
    sentences: SENTENCES,
    answersFile,
    answersIn,
    chosenText,
    documentOf: (state) => documentOf({ ...state, version: VERSION }),

    /** Whether the browser has begun to print. `stylesheet(document, text)` makes a style element. */
    print: (report, stylesheet) => print(sealed(report), (target) => stylesheet(target, REPORT_STYLE)),

    /** `{name, type, data}` */
    file(format, report) {
      const { type, make } = FORMATS[format];
      return { name: fileName(report.file, format), type, data: make(sealed(report)) };
    },
  });
}
