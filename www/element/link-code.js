// Where the code of a link stands.

/** The code in the fragment of an address. */
export const LINK = /[#?&]drc=([^&]+)/;
