// Entry of drc-assessment-report.js: the report on paper and as files, and the files of answers.

import { answersFile, answersIn, chosenText } from './answers.js';
import { csv } from './csv.js';
import { documentOf } from './document.js';
import { docx } from './docx.js';
import { fileName } from './file-name.js';
import { answersInLink, copied, linkTo } from './link.js';
import { linkNotice } from './notice.js';
import { wordsOf } from './words.js';
import { groupedDigest } from './hash.js';
import { html } from './html.js';
import { print } from './print.js';
import { SENTENCES } from './sentences.js';
import { download } from '../shim/download.js';
import { stylesheet } from '../shim/place.js';

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

/** What the host says in its own sentence. */
const failed = (failure) => Object.assign(new Error(failure), { failure });

function hand(file) {
  if (!download(file)) throw failed('download');
}

/**
 * Answers from a file, a link or this browser, null where they cannot be read. Their policy comes with
 * them, if it is one that could be chosen here: a link must not bring somebody else's.
 */
async function take(host, answers, failure) {
  if (answers === null) throw failed(failure);
  const here = host.fixedPolicy || host.currentPolicy;
  const id = answers.policy;
  const other = typeof id === 'string' && (here ? id !== here.id : !host.isPolicyFixed);
  if (other && host.isPolicyFixed) throw failed('answers-policy');
  if (other && !host.catalogue.some((entry) => entry.id === id)) throw failed('policy-unknown');
  const policy = other ? await host.load(id) : null;
  host.keeper.lost.delete(id);
  // Where there is none yet, answers that wait for their policy lead straight to the questions.
  if (policy && here) host.usePolicy(policy);
  host.setAnswers(answers);
  if (policy && !here) host.usePolicy(policy);
}

/** What was filled in while the saved answers were on their way stays. */
function besides(answers, now) {
  const given = now && now.facts;
  return answers && given && Object.keys(given).length > 0 ? { ...answers, facts: { ...answers.facts, ...given } } : answers;
}

/** The fragment has been taken: a reload must not bring it back over what was answered since. */
function forgetLink() {
  try {
    const { pathname, search, hash } = window.location;
    const rest = hash.replace(/[#&]drc=[\w-]+/, '').replace(/^&/, '#');
    window.history.replaceState(window.history.state, '', pathname + search + rest);
  } catch (error) {
    // In a sandbox the address stays.
  }
}

const reportOf = ({ policy, answers, assessment, lang }, { rows, given }) => (
  sealed(given || documentOf({ policy, answers, assessment, rows, version: VERSION, say: wordsOf(lang) }))
);

function save(format) {
  const { type, make } = FORMATS[format];
  return (host, more) => {
    const report = reportOf(host, more);
    hand({ name: fileName(report.file, format), type, data: make(report) });
  };
}

// Each takes the element's host, and what else there is: what is to be said of each finding, a document given in
// place of the assessment's own, the text of a file or a link.
const PART = {
  sentences: SENTENCES,

  async print(host, more) {
    const style = (target) => stylesheet(target, 'drc-assessment-report.css', REPORT_STYLE);
    if (!await print(reportOf(host, more), style)) throw failed('print');
  },

  html: save('html'),
  docx: save('docx'),
  csv: save('csv'),

  save: ({ answers, lang }) => hand(answersFile(answers, wordsOf(lang))),

  /** Whatever is wrong with a file as a whole changes nothing. */
  async open(host) {
    await take(host, answersIn(await chosenText()), 'answers-file');
    if (host.keeper.kept) host.keeper.keep(true);
  },

  async restore(host, { text }) {
    if (!host.keeper.hostSet) await take(host, besides(answersIn(text), host.answers), 'answers-saved');
  },

  async linked(host, { code }) {
    if (host.keeper.hostSet) return false;
    try {
      await take(host, answersInLink(code), 'answers-link');
    } catch (error) {
      // It may be meant for another one on this page.
      if (error.failure === 'answers-policy' && document.querySelectorAll('drc-assessment').length > 1) return false;
      throw error;
    }
    forgetLink();
    return true;
  },

  async link({ answers, frame, lang }) {
    const link = linkTo(window.location.href, answers);
    const { notice, box, tell } = linkNotice(link, wordsOf(lang));
    frame.showNotice(notice);
    tell(await copied(link, box));
  },
};

const api = window.DrcAssessment;
// Of the script of this very version; another one's part must not answer.
const register = api && api[Symbol.for(`drc-assessment parts ${VERSION}`)];
if (register) register('report', PART);
