// What policy.schema.json allows at a place of a file.

/** @import { JsonNode } from './json-text.js' */

/**
 * As much of a JSON Schema as the policies' uses.
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string} [description]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {Schema} [items]
 * @property {Schema} [additionalProperties]
 * @property {Schema[]} [allOf]
 * @property {Schema[]} [anyOf]
 * @property {Schema[]} [oneOf]
 * @property {string} [type]
 * @property {string} [pattern]
 * @property {unknown} [const]
 * @property {unknown[]} [enum]
 * @property {unknown[]} [examples]
 * @property {Record<string, Schema>} [definitions]
 */

/**
 * The schemas that the value at the end of a path may have, with all choices taken apart. Those that contradict what
 * stands beside them in the file are left out.
 * @param {Schema} schema
 * @param {JsonNode | null} root
 * @param {readonly (string | number)[]} path
 * @param {string | null} [own] The key that is being written at the end of the path, which contradicts nothing.
 * @returns {Schema[]}
 */
export function schemasAt(schema, root, path, own = null) {
  let found = choices(schema, schema);
  /** @type {JsonNode | null} */
  let node = root;
  path.forEach((step, index) => {
    found = fitting(found, node, typeof step === 'string' ? step : null).flatMap((item) => below(item, step));
    found = found.flatMap((item) => choices(item, schema));
    node = child(node, step);
    if (index === path.length - 1) found = fitting(found, node, own);
  });
  return path.length === 0 ? fitting(found, root, own) : found;
}

/**
 * The description of a key, or an empty text.
 * @param {Schema} schema
 * @param {JsonNode | null} root
 * @param {readonly (string | number)[]} path Of the object.
 * @param {string} key
 */
export function descriptionOf(schema, root, path, key) {
  for (const { properties = {} } of schemasAt(schema, root, path, key)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : null;
    if (property && property.description) return property.description;
  }
  return '';
}

/**
 * The node below another.
 * @param {JsonNode | null} node
 * @param {string | number} step
 * @returns {JsonNode | null}
 */
export function child(node, step) {
  if (!node) return null;
  if (typeof step === 'number') return node.items[step] || null;
  const member = node.members.findLast(({ key }) => key === step);
  return member ? member.value : null;
}

/**
 * @param {Schema} schema
 * @param {string | number} step
 * @returns {Schema[]}
 */
function below(schema, step) {
  if (typeof step === 'number') return schema.items ? [schema.items] : [];
  const { properties = {}, additionalProperties: others } = schema;
  if (Object.hasOwn(properties, step)) return [properties[step]];
  return others ? [others] : [];
}

/**
 * A schema without references and choices: each of those that it is made of.
 * @param {Schema} schema
 * @param {Schema} whole
 * @returns {Schema[]}
 */
function choices(schema, whole) {
  if (schema.$ref) return choices(referred(schema.$ref, whole), whole);
  const { oneOf = [], required = [] } = schema;
  // An object of which one of some keys must be there.
  if (oneOf.length > 0 && oneOf.every((part) => part.required && !part.properties)) {
    return oneOf.map((part) => ({ ...schema, oneOf: [], required: [...required, ...(part.required || [])] }));
  }
  const parts = [...(schema.allOf || []), ...(schema.anyOf || []), ...(schema.oneOf || [])];
  return [schema, ...parts.flatMap((part) => choices(part, whole))];
}

/**
 * @param {string} reference
 * @param {Schema} whole
 */
function referred(reference, whole) {
  const name = reference.replace('#/definitions/', '');
  return (whole.definitions || {})[name] || {};
}

/**
 * The schemas that an object may still have; all of them, if it has none of them.
 * @param {Schema[]} schemas
 * @param {JsonNode | null} node
 * @param {string | null} own
 */
function fitting(schemas, node, own) {
  if (!node || node.kind !== 'object') return schemas;
  const members = node.members.filter(({ key }) => key !== own);
  const fit = schemas.filter(({ properties }) => {
    if (!properties) return true;
    return members.every(({ key, value }) => {
      if (!Object.hasOwn(properties, key)) return false;
      const wanted = properties[key].const;
      return wanted === undefined || !value || value.kind === 'object' || value.value === wanted;
    });
  });
  return fit.some(({ properties }) => properties) ? fit : schemas;
}
