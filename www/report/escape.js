const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for HTML or XML, between tags or inside double quotes. */
export const escapeMarkup = (text) => text.replace(/[&<>"]/g, (char) => ENTITIES[char]);
