// Opens answers from a file, a link or this browser: with their policy, or not at all.

import { failed } from './failed.js';

/**
 * Answers from a file, a link or this browser, null where they cannot be read. Their policy comes with
 * them, if it is one that could be chosen here: a link must not bring somebody else's.
 */
export async function take(controller, answers, failure) {
  if (answers === null) throw failed(failure);
  const here = controller.fixedPolicy || controller.currentPolicy;
  const id = answers.policy;
  const other = typeof id === 'string' && (here ? id !== here.id : !controller.isPolicyFixed);
  if (other && controller.isPolicyFixed) throw failed('answers-policy');
  if (other && !controller.catalogue.some((entry) => entry.id === id)) throw failed('policy-unknown');
  const opened = other ? await controller.load(id) : null;
  // Where there is none yet, answers that wait for their policy lead straight to the questions.
  if (opened && here) controller.usePolicy(opened.policy, opened.faults);
  controller.setAnswers(answers);
  if (opened && !here) controller.usePolicy(opened.policy, opened.faults);
}

/** What was filled in while the saved answers were on their way stays. */
export function withGiven(answers, now) {
  const given = now && now.facts;
  return answers && given && Object.keys(given).length > 0
    ? { ...answers, facts: { ...answers.facts, ...given } }
    : answers;
}

/** The fragment has been taken: a reload must not bring it back over what was answered since. */
export function forgetLink() {
  try {
    const { pathname, search, hash } = window.location;
    const rest = hash.replace(/[#&]drc=[\w-]+/, '').replace(/^&/, '#');
    window.history.replaceState(window.history.state, '', pathname + search + rest);
  } catch (error) {
    // In a sandbox the address stays.
  }
}
