// Entry of drc-assessment-report.js: the report on paper and as files.

import { csv } from './csv.js';
import { documentOf } from './document.js';
import { docx } from './docx.js';
import { fileName } from './file-name.js';
import { wordsOf } from './words.js';
import { groupedDigest } from './hash.js';
import { html } from './html.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';
import { download } from '../element/download.js';
import { stylesheet } from '../element/files.js';
import { registerPart } from '../element/register.js';

const FORMATS = {
  html: { type: 'text/html', make: html },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: docx },
  csv: { type: 'text/csv', make: csv },
};

/** The report with its check code, among the facts and in the footer. */
function sealed(report) {
  const code = groupedDigest(report.hash_of);
  const first = report.blocks.find(({ kind }) => kind === 'facts');
  const blocks = report.blocks.map((block) =>
    block === first ? { ...block, rows: [...block.rows, [report.hash_label, code]] } : block,
  );
  return { ...report, blocks, footer: `${report.footer}　${report.hash_label} ${code}` };
}

/** A failure by its code: the controller finds the sentence. */
const failed = (failure) => Object.assign(new Error(failure), { failure });

function hand(file) {
  if (!download(file)) throw failed('download');
}

const reportOf = ({ policy, answers, assessment, lang }, { rows, given }) =>
  sealed(given || documentOf({ policy, answers, assessment, rows, version: VERSION, say: wordsOf(lang) }));

function save(format) {
  const { type, make } = FORMATS[format];
  return (controller, more) => {
    const report = reportOf(controller, more);
    hand({ name: fileName(report.file, format), type, data: make(report) });
  };
}

// Each takes the element's controller, and what else there is: what is to be said of each finding, a document given in
// place of the assessment's own.
const PART = {
  sentences: SENTENCES,

  async print(controller, more) {
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!(await print(reportOf(controller, more), style))) throw failed('print');
  },

  html: save('html'),
  docx: save('docx'),
  csv: save('csv'),
};

registerPart('report', PART);
