// Entry of drc-assessment-report.js: lays a report out on paper and in files. What it says comes from
// the engine (src/text/report.rs).

import { csv } from './csv.js';
import { docx } from './docx.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';
import { download } from '../element/download.js';
import { failed } from '../element/failed.js';
import { stylesheet } from '../element/files.js';
import { registerPart } from '../element/register.js';

/** @typedef {import('./types').Report} Report */

/** @type {Record<'html' | 'docx' | 'csv', { type: string, make: (report: Report) => BlobPart }>} */
const FORMATS = {
  html: { type: 'text/html', make: ({ html }) => html },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: docx },
  csv: { type: 'text/csv', make: csv },
};

/**
 * @param {Report} report
 * @param {'html' | 'docx' | 'csv'} format
 */
function save(report, format) {
  const { type, make } = FORMATS[format];
  if (!download({ name: `${report.file_name}.${format}`, type, data: make(report) })) throw failed('download');
}

// Each takes a report as the engine gives it.
registerPart('report', {
  sentences: SENTENCES,

  /** @param {Report} report */
  async print(report) {
    /** @param {Document} target */
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!(await print(report, style))) throw failed('print');
  },

  /** @param {Report} report */
  html: (report) => save(report, 'html'),
  /** @param {Report} report */
  docx: (report) => save(report, 'docx'),
  /** @param {Report} report */
  csv: (report) => save(report, 'csv'),
});
