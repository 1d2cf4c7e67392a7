import { AppError } from '../platform/errors.ts';

/** Elements as texts, nested or repeated ones as objects and lists; numbers stay texts. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue };
export type XmlFields = Record<string, XmlValue>;

interface Element { name: string; text: string; fields?: XmlFields }

const maxDepth = 16;
/** A group's change names some hundred members; this is far above it, and far below what takes time. */
const maxElements = 10_000;
const elementName = /^[A-Za-z][0-9A-Za-z_-]{0,63}$/;
const forbiddenNames = new Set(['constructor', 'prototype']); // `__proto__` is no element name at all
const cdata = '<![CDATA[';

const refuse = (): never => { throw new AppError('wecom.badCallback'); };

/**
 * The fields of `<xml>…</xml>` in one pass. WeCom writes plain elements and CDATA and nothing else (contract 2.1, 2.3):
 * declarations, entities, comments and attributes are refused, so that none of them can ask for work.
 */
export function readXml(source: string): XmlFields {
  const open: Element[] = [];
  let elements = 0;
  let at = source.startsWith('<?xml ') ? indexAfter(source, '?>', 0) : 0;
  for (;;) {
    const tagAt = source.indexOf('<', at);
    if (tagAt === -1) return refuse();
    addText(open, source.slice(at, tagAt).trim());
    if (source.startsWith(cdata, tagAt)) {
      at = indexAfter(source, ']]>', tagAt);
      addText(open, source.slice(tagAt + cdata.length, at - 3));
      continue;
    }
    at = indexAfter(source, '>', tagAt);
    const tag = source.slice(tagAt + 1, at - 1);
    if (!tag.startsWith('/')) {
      elements += 1;
      if (elements > maxElements) refuse();
      begin(open, tag);
      continue;
    }
    const closed = open.pop();
    if (closed?.name !== tag.slice(1)) return refuse();
    const parent = open.at(-1);
    if (parent) addField(parent, closed);
    else return source.slice(at).trim() === '' && closed.fields ? closed.fields : refuse();
  }
}

function indexAfter(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? refuse() : at + mark.length;
}

function begin(open: Element[], tag: string): void {
  const parent = open.at(-1);
  const name = tag.endsWith('/') ? tag.slice(0, -1) : tag;
  if (!elementName.test(name) || forbiddenNames.has(name) || open.length === maxDepth) refuse();
  if (!parent && tag !== 'xml') refuse();
  if (parent && name !== tag) addField(parent, { name, text: '' });
  else open.push({ name, text: '' });
}

function addText(open: Element[], text: string): void {
  if (text === '') return;
  const element = open.at(-1);
  if (!element || element.fields) return refuse();
  element.text += text;
}

function addField(parent: Element, { name, text, fields }: Element): void {
  if (parent.text !== '') refuse();
  parent.fields ??= {};
  const value = fields ?? text;
  const before = Object.hasOwn(parent.fields, name) ? parent.fields[name] : undefined;
  if (before === undefined) parent.fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else parent.fields[name] = [before, value];
}
