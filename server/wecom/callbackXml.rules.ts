import { XMLParser } from 'fast-xml-parser';
import { AppError } from '../platform/errors.ts';

/** Elements as texts, nested or repeated ones as objects and lists; numbers stay texts. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue };
export type XmlFields = Record<string, XmlValue>;

const maxDepth = 16;
/** Tags and texts outside CDATA: the parser takes these letter by letter, and anybody may send them. Enough for 4 000 members of a group. */
const maxPlainLength = 65_536;
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

/** One pass over the tags, before the parser: no declarations, entities, comments, attributes or forbidden names; every tag closed in order; one root. */
function requirePlain(text: string): void {
  const refuse = (): never => { throw new AppError('wecom.badCallback'); };
  const open: string[] = [];
  let cdataLength = 0;
  let at = text.startsWith('<?xml ') ? text.indexOf('?>') + 2 : 0;
  const root = text.indexOf('<xml>', at);
  if (root === -1 || text.slice(at, root).trim() !== '') refuse();
  for (at = root; at !== -1; at = text.indexOf('<', at)) {
    if ((at > root && open.length === 0) || at - cdataLength > maxPlainLength) refuse();
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end === -1) refuse();
      cdataLength += end - at;
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
    if (name === tag) open.push(name);
    if (open.length > maxDepth) refuse();
  }
  if (open.length > 0 || text.length - cdataLength > maxPlainLength) refuse();
}
