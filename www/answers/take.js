// Opens answers from a file, a link or this browser, together with their policy.

/** @import { Answers } from '../drc-assessment' */
/** @import { Controller } from '../element/controller.js' */
/** @import { Snapshot } from '../element/messages' */

import { failed } from '../element/failed.js';
import { withoutCode } from './link.js';

/**
 * Shows answers, with their policy if it is one of the catalogue: a link must not bring a policy from elsewhere.
 * @param {Controller} controller
 * @param {Snapshot | null} snapshot Null if they could not be read.
 * @param {string} failure Code of the failure in that case.
 */
export async function take(controller, snapshot, failure) {
  if (snapshot === null) throw failed(failure);
  const { answers, others } = snapshot;
  const here = controller.fixedPolicy || controller.currentPolicy;
  const id = answers.policy;
  const other = typeof id === 'string' && (here ? id !== here.id : !controller.isPolicyFixed);
  if (other && controller.isPolicyFixed) throw failed('answers-policy');
  if (other && !controller.catalogue.some((entry) => entry.id === id)) throw failed('policy-unknown');
  const opened = other ? await controller.load(id) : null;
  if (opened && opened.faults.length > 0) throw failed('policy-faulty');
  // Without a policy so far the answers go first: the policy then opens at the questions.
  if (opened && here) controller.usePolicy(opened.policy, []);
  // They were filled in without a type: the one that is chosen so far is not theirs.
  if (answers.zone_type === null && !controller.element.hasAttribute('zone-type')) {
    controller.send({ kind: 'zone-type', zoneType: null });
  }
  controller.setAnswers(answers, others);
  if (opened && !here) controller.usePolicy(opened.policy, []);
}

/**
 * Saved answers, overridden by those given while they were being loaded.
 * @param {Answers} answers
 * @param {Answers | null} now
 * @returns {Answers}
 */
export function withGiven(answers, now) {
  const given = now && now.facts;
  return given && Object.keys(given).length > 0 ? { ...answers, facts: { ...answers.facts, ...given } } : answers;
}

/** Removes the answers from the address, so that a reload does not open them over later ones. */
export function forgetLink() {
  try {
    const { pathname, search, hash } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search + withoutCode(hash));
  } catch (error) {
    // In a sandbox the address stays.
  }
}
