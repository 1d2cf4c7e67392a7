import fc from 'fast-check';
import { readXml } from '../../server/wecom/callbackXml.rules.ts';
import { innerXml } from '../support/wecomBuilders.ts';

const refused = expect.objectContaining({ code: 'wecom.badCallback' });

test('numbers stay texts, nested and repeated elements keep their shape', () => {
  expect(readXml('<?xml version="1.0"?>\n<xml>\n<CreateTime>0017</CreateTime><State><![CDATA[<a>&amp;]]></State><List><Item><![CDATA[1]]></Item><Item>2</Item></List><Empty></Empty></xml>'))
    .toEqual({ CreateTime: '0017', State: '<a>&amp;', List: { Item: ['1', '2'] }, Empty: '' });
});

test('plain fields come back as they were', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !text.includes(']]>') && !text.includes('\r'));
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('UserID', 'State', 'Name', 'WelcomeCode'), value, { noNullPrototype: true }), (fields) => {
    if (Object.keys(fields).length > 0) expect(readXml(innerXml(fields))).toEqual(fields);
  }));
});

const bomb = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
test.each([
  ['nothing', ''],
  ['no XML', 'hello'],
  ['JSON', '{"tousername":"ww"}'],
  ['another root', '<yml></yml>'],
  ['two roots', '<xml></xml><xml></xml>'],
  ['an unclosed element', '<xml><a></xml>'],
  ['elements closed in the wrong order', '<xml><a><b></a></b></xml>'],
  ['no end', '<xml><a>1</a>'],
  ['an unclosed CDATA', '<xml><a><![CDATA[x</a></xml>'],
  ['an entity bomb before the root', `${bomb}<xml>&b;</xml>`],
  ['an entity bomb after the declaration', `<?xml version="1.0"?>${bomb}<xml>&b;</xml>`],
  ['an entity bomb inside', `<xml>${bomb}&b;</xml>`],
  ['an outside entity', '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml>&f;</xml>'],
  ['a comment', '<xml><!-- a --></xml>'],
  ['an instruction', '<xml><?php echo 1 ?></xml>'],
  ['attributes', '<xml><a b="1"></a></xml>'],
  ['__proto__', '<xml><__proto__><admin>1</admin></__proto__></xml>'],
  ['constructor', '<xml><constructor><prototype>1</prototype></constructor></xml>'],
  ['17 levels', `<xml>${'<a>'.repeat(16)}${'</a>'.repeat(16)}</xml>`],
  ['100 000 levels', `<xml>${'<a>'.repeat(100_000)}`],
  ['a very long name', `<xml><${'a'.repeat(1_000)}></xml>`],
  ['a text instead of fields', '<xml>1</xml>'],
])('%s: refused', (_, text) => {
  expect(() => readXml(text)).toThrow(refused);
});

test('16 levels are read', () => {
  expect(() => readXml(`<xml>${'<a>'.repeat(15)}1${'</a>'.repeat(15)}</xml>`)).not.toThrow();
});

test('entities are left as the letters they are', () => {
  expect(readXml('<xml><a>&lt;&b;&#65;</a></xml>')).toEqual({ a: '&lt;&b;&#65;' });
});

test.each([
  ['unclosed CDATA', '<xml>' + '<![CDATA['.repeat(110_000)],
  ['unclosed tags', '<xml>' + '<'.repeat(1_000_000)],
  ['empty elements', `<xml>${'<a/>'.repeat(250_000)}</xml>`],
  ['one long text', `<xml><a>${'x'.repeat(1_000_000)}</a></xml>`],
  ['one long CDATA', `<xml><a><![CDATA[${'x'.repeat(1_000_000)}]]></a></xml>`],
])('a megabyte of %s is answered within 50 ms', (_, text) => {
  const took = Array.from({ length: 5 }, () => { // the quickest tells what it costs, the others what the neighbours do
    const startedMs = performance.now();
    try { readXml(text); } catch { /* refused or read: only the time counts */ }
    return performance.now() - startedMs;
  });
  expect(Math.min(...took)).toBeLessThan(50);
});

test('nothing reaches the prototype of all objects', () => {
  try { readXml('<xml><__proto__><polluted>1</polluted></__proto__></xml>'); } catch { /* refused */ }
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test('whatever comes, it is read or refused, nothing else', () => {
  const piece = fc.constantFrom('<xml>', '</xml>', '<a>', '</a>', '<a/>', '<![CDATA[', ']]>', '<!', '<?', '?>', '&', '>', '<', 'x', ' ', '__proto__');
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    try { readXml(`<xml>${pieces.join('')}</xml>`); } catch (error) { expect(error).toEqual(refused); }
  }), { numRuns: 2_000 });
});
