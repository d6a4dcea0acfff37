// A report as the engine makes it; with_layouts in src/text/report.rs and document.rs beside it have the same types.

export interface Report {
  title: string;
  /** Language tag of its words. */
  lang: string;
  /** Name of its file, without the extension; safe for every file system. */
  file_name: string;
  footer: string;
  /** The footer as a string of CSS, quotation marks and all. */
  footer_css: string;
  blocks: Block[];
  /** The body of the page, for print. */
  page: PageElement;
  /** The HTML file. */
  html: string;
}

export interface PageElement {
  name: string;
  attributes: Record<string, string>;
  children: (PageElement | string)[];
}

export interface Facts {
  kind: 'facts';
  /** Each has one or two facts, which stand side by side. */
  lines: { label: string; value: string }[][];
}

/** A framed paragraph. */
export interface Notice {
  kind: 'notice';
  text: string;
}

export interface Heading {
  kind: 'heading';
  text: string;
}

export interface Text {
  kind: 'text';
  /** A paragraph each. */
  lines: string[];
}

export interface Table {
  kind: 'table';
  columns: string[];
  /** In thousandths of the table's width. */
  widths: number[];
  groups: {
    /** Empty where there is none, and so is the note. */
    title: string;
    note: string;
    rows: { cells: string[]; is_short: boolean }[];
  }[];
}

export interface List {
  kind: 'list';
  items: string[];
}

export interface Checks {
  kind: 'checks';
  items: { label: string; is_checked: boolean }[];
}

export interface Steps {
  kind: 'steps';
  items: { title: string; who: string; text: string; note: string }[];
}

/** Lines to sign on. */
export interface Signatures {
  kind: 'signatures';
  lines: string[];
}

export type Block = Facts | Notice | Heading | Text | Table | List | Checks | Steps | Signatures;
