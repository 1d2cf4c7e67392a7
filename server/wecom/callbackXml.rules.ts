import { XMLParser } from 'fast-xml-parser';
import { AppError } from '../platform/errors.ts';

/** Elements as texts, nested or repeated ones as objects and lists; numbers stay texts. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue };
export type XmlFields = Record<string, XmlValue>;

const maxDepth = 16;
/** A group's change names some hundred members; this is far above it, and far below what takes time. */
const maxElements = 10_000;
const elementName = /^[A-Za-z][0-9A-Za-z_-]{0,63}$/;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

const parser = new XMLParser({
  ignoreAttributes: true, parseTagValue: false, processEntities: false, ignoreDeclaration: true, maxNestedTags: maxDepth,
});

/** The fields of `<xml>…</xml>`. WeCom writes plain elements and CDATA: anything cleverer is refused before it is parsed. */
export function readXml(text: string): XmlFields {
  requirePlain(text);
  const xml = parse(text);
  if (typeof xml !== 'object' || Array.isArray(xml)) throw new AppError('wecom.badCallback');
  return xml;
}

function parse(text: string): XmlValue | undefined {
  try {
    return (parser.parse(text) as { xml?: XmlValue }).xml; // the options above give texts, objects and lists
  } catch (error) {
    throw new AppError('wecom.badCallback', { cause: error });
  }
}

/** One pass over the tags: no declarations, entities, comments, attributes or forbidden names; every tag closed in order; one root. */
function requirePlain(text: string): void {
  const refuse = (): never => { throw new AppError('wecom.badCallback'); };
  const open: string[] = [];
  let elements = 0;
  let at = text.startsWith('<?xml ') ? text.indexOf('?>') + 2 : 0;
  if (text.slice(at).trimStart().slice(0, 5) !== '<xml>') refuse();
  for (at = text.indexOf('<', at); at !== -1; at = text.indexOf('<', at)) {
    if (elements > 0 && open.length === 0) refuse();
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end === -1) refuse();
      at = end + 3;
      continue;
    }
    const end = text.indexOf('>', at);
    if (end === -1) refuse();
    const tag = text.slice(at + 1, Math.min(end, at + 70));
    at = end + 1;
    if (tag.startsWith('/')) {
      if (open.pop() !== tag.slice(1)) refuse();
      continue;
    }
    const name = tag.endsWith('/') ? tag.slice(0, -1) : tag;
    if (!elementName.test(name) || forbiddenNames.has(name)) refuse();
    elements += 1;
    if (name === tag) open.push(name);
    if (open.length > maxDepth || elements > maxElements) refuse();
  }
  if (open.length > 0) refuse();
}
