// The messages over the boundary of the widget's wasm. `src/element/message.rs` has the same lists;
// a test compares the two.

import type { Answers, Assessment, Fault } from '../drc-assessment';

/** Messages from the script to the widget. */
export type ToWidget =
  /** In the packed form of `pack.js`. */
  | { kind: 'policy'; policy: string }
  /** In place of a policy that cannot be used; also packed. */
  | { kind: 'policy-faults'; faults: string }
  /** The policy that was requested could not be loaded or checked: the sentence to show. */
  | { kind: 'policy-failed'; message: string }
  /** All answers: they replace the ones that are there. */
  | { kind: 'answers'; answers: Answers }
  /** By id or name; null for none. */
  | { kind: 'zone-type'; zoneType: string | null }
  /** YYYY-MM-DD; null leaves the day to today. */
  | { kind: 'as-of'; asOf: string | null }
  | { kind: 'language'; lang: string }
  /** The rest of the program is there. */
  | { kind: 'complete' }
  /** The facts answered for other policies: they wait until these are loaded. */
  | { kind: 'other-answers'; others: Snapshot['others'] }
  /** YYYY-MM-DD: a new day has begun. */
  | { kind: 'today'; today: string }
  /** Whether answers are saved in the browser, null where they cannot be; whether those for other zones are. */
  | { kind: 'saving'; saving: boolean | null; hasOthers: boolean };

/** Messages from the widget to the script. */
export type FromWidget =
  /** The first screen is shown. */
  | { kind: 'ready'; version: string }
  /** The answers or the assessment may have changed. `user`: an answer was changed; `own`: by the visitor. */
  | { kind: 'change'; user: boolean; own: boolean }
  /** The visitor has picked a policy that is to be loaded. */
  | { kind: 'pick'; id: string }
  /** The visitor waits for the rest of the program. */
  | { kind: 'rest' }
  /** The visitor has chosen a language whose words are to be loaded. */
  | { kind: 'language'; lang: string }
  | { kind: 'request'; request: VisitorRequest };

/** What the visitor requests outside the widget. */
export type VisitorRequest =
  'print' | 'html' | 'docx' | 'csv' | 'save' | 'open' | 'link' | 'start-saving' | 'stop-saving' | 'list-saved';

/** How a widget starts. */
export interface MountOptions {
  /** The policies on offer and the policy, in the packed form of `pack.js`. */
  catalogue: string;
  policy: string | null;
  isPolicyFixed: boolean;
  /** Whether the rest of the program is there. */
  isComplete: boolean;
  snapshot: Snapshot | null;
  zoneType: string | null;
  asOf: string | null;
  today: string;
  lang: string;
  /** Its number on the page; empty for the first widget. */
  number: string;
  /** The name of the program with its version and build, as it is shown. */
  version: string;
  /** The address of the licences of what others wrote of the program. */
  licences: string;
}

/** Everything that was answered. */
export interface Snapshot {
  answers: Answers;
  /** The facts answered for other policies. */
  others: { policy: string; facts: Answers['facts'] }[];
}

/** What wasm-bindgen exports of the widget's wasm. */
export interface WidgetExports {
  /** Takes the words of English, one a line. */
  learn(words: string): void;
  /** Adds the rest of the program, without which `assessment` and answers from outside trap. */
  complete(rest: WebAssembly.Module): Promise<unknown>;
  Widget: { mount(root: Element, options: MountOptions, notify: (message: FromWidget) => void): Widget };
}

export interface Widget {
  send(message: ToWidget): void;
  /** The JSON text of the assessment; none without a policy. */
  assessment(): string | undefined;
  /** The JSON text of a Snapshot. */
  snapshot(): string;
  destroy(): void;
}
