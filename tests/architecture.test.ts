import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import mongoose, { type SchemaType } from 'mongoose';
import { contracts } from '../shared/api.ts';
import { domains } from '../server/domains.ts';
import '../server/platform/idempotency.ts';
import '../server/platform/progress.ts';
import '../server/platform/scheduler.ts';
import '../server/platform/session.ts';

const root = resolve(import.meta.dirname, '..');
const order = domains.map((each) => each.name);

function filesOf(folder: string, endings = ['.ts', '.tsx']): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) && !/node_modules|\/dist(\/|$)/.test(entry.parentPath))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string): string[] => [...read(file).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)]
  .map(([, path = '']) => relative(root, resolve(root, dirname(file), path)));

const serverFiles = filesOf('server');
const domainOf = (file: string) => /^server\/([^/]+)\//.exec(file)?.[1];

test('a domain imports only platform, shared and domains before it', () => {
  const wrong = serverFiles.flatMap((file) => {
    const own = domainOf(file);
    if (!own) return [];
    return importsOf(file).filter((path) => {
      const other = domainOf(path);
      if (!path.startsWith('server/')) return !path.startsWith('shared/');
      if (!other) return true;
      if (other === own || other === 'platform') return false;
      return own === 'platform' || order.indexOf(other) > order.indexOf(own);
    }).map((path) => `${file} → ${path}`);
  });
  expect(wrong).toEqual([]);
});

test('every folder of the server is a domain in the list, in its one place', () => {
  const folders = readdirSync(join(root, 'server'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'platform' && entry.name !== 'node_modules').map((entry) => entry.name);
  expect(folders.sort()).toEqual([...order].sort());
});

test('only outreach speaks to customers', () => {
  const others = [...serverFiles, ...filesOf('scripts')].filter((file) => domainOf(file) !== 'outreach' && !file.startsWith('server/wecom/sending/'));
  expect(others.filter((file) => importsOf(file).some((path) => path.startsWith('server/wecom/sending/')))).toEqual([]);
  expect(others.filter((file) => file.startsWith('server/') && /send_welcome_msg|add_msg_template|add_moment_task|message\/subscribe/.test(read(file)))).toEqual([]);
});

test('only the platform knows bull, and only the clock and chance read time and chance', () => {
  const outside = serverFiles.filter((file) => file !== 'server/platform/queue.ts');
  expect(outside.filter((file) => /from 'bull'/.test(read(file)))).toEqual([]);
  const impure = serverFiles.filter((file) => !['server/platform/clock.ts', 'server/platform/chance.ts'].includes(file));
  expect(impure.filter((file) => /Date\.now\(|new Date\(\)|Math\.random\(/.test(read(file)))).toEqual([]);
});

test('server and sandbox share no code', () => {
  const sandbox = filesOf('scripts/sandbox');
  expect(sandbox.filter((file) => importsOf(file).some((path) => /^(server|shared|admin)\//.test(path)))).toEqual([]);
  expect(serverFiles.filter((file) => importsOf(file).some((path) => path.startsWith('scripts/')))).toEqual([]);
});

test('clients take types and constants of the server, and no zod', () => {
  const client = [...filesOf('admin/src'), ...filesOf('miniprogram/src')];
  expect(client.filter((file) => /from 'zod'/.test(read(file)))).toEqual([]);
  const contractValues = client.filter((file) => /import (?!type)[^;]*from '[^']*(\.contract|shared\/api|shared\/fields)\.ts'/.test(read(file)));
  expect(contractValues).toEqual([]);
});

test('nothing but the brand names a colour in the clients', () => {
  expect(['admin/src', 'miniprogram/src'].flatMap((folder) => filesOf(folder, ['.ts', '.tsx', '.css'])).filter((file) => /#[0-9a-f]{6}\b/i.test(read(file)))).toEqual([]);
});

test('files stay short', () => {
  const all = [...serverFiles, ...filesOf('shared'), ...filesOf('admin/src'), ...filesOf('miniprogram/src'), ...filesOf('scripts', ['.ts', '.tsx', '.mjs']), ...filesOf('tests')];
  expect(all.map((file) => [file, read(file).split('\n').length] as const).filter(([, lines]) => lines > 300)).toEqual([]);
});

const operations = domains.flatMap((each) => each.operations);
const contractList = Object.entries(contracts).flatMap(([domain, module]) =>
  Object.entries(module).filter(([, value]) => 'kind' in value && 'summary' in value).map(([name, value]) => ({ key: `${domain}.${name}`, value })));

test('a contract carries the name under which clients call it', () => {
  expect(contractList.filter(({ key, value }) => (value as { name?: string }).name !== key)).toEqual([]);
});

test('every contract has its operation, and every operation its contract', () => {
  expect(operations.map((each) => each.contract.name).sort()).toEqual(contractList.map(({ key }) => key).sort());
});

test('every operation has a file and an HTTP test of its name', () => {
  const missing = operations.flatMap(({ contract: { name } }) => {
    const [domain, operation] = name.split('.');
    return [`server/${domain}/${operation}.ts`, `tests/${domain}/${operation}.test.ts`].filter((file) => !existsSync(join(root, file)));
  });
  expect(missing).toEqual([]);
});

test('every write says in the audit log what it did', () => {
  const silent = operations.filter((each) => each.contract.kind === 'write' && !each.handling.audit).map((each) => each.contract.name);
  expect(silent).toEqual([]);
});

test('jobs and handlers are named after their domain and file', () => {
  const wrong = domains.flatMap((each) => [...each.jobs, ...each.handlers.map((handler) => handler.job)]
    .filter((one) => {
      const [domain, name] = one.name.split('.');
      return domain !== each.name || ![`server/${domain}/${name}.ts`, `server/${domain}/${name}.job.ts`].some((file) => existsSync(join(root, file)));
    }).map((one) => one.name));
  expect(wrong).toEqual([]);
});

test('a handler hears only of events published by its own domain or one before it', () => {
  const wrong = domains.flatMap((each) => each.handlers
    .filter((handler) => order.indexOf(handler.event.name.split('.')[0] ?? '') > order.indexOf(each.name))
    .map((handler) => handler.job.name));
  expect(wrong).toEqual([]);
});

test('every string and mixed path says what personal data it holds', () => {
  const unmarked: string[] = [];
  const visit = (name: string, path: string, type: SchemaType & { caster?: SchemaType; embeddedSchemaType?: SchemaType; schema?: mongoose.Schema }) => {
    if (type.schema) return type.schema.eachPath((inner, innerType) => visit(name, `${path}.${inner}`, innerType));
    const element = type.embeddedSchemaType ?? type.caster;
    if (type.instance === 'Array' && element) return visit(name, path, element);
    if (['String', 'Mixed', 'Map'].includes(type.instance) && !type.options.personal) unmarked.push(`${name}.${path}`);
  };
  for (const [name, each] of Object.entries(mongoose.models)) each.schema.eachPath((path, type) => visit(name, path, type));
  expect(Object.keys(mongoose.models).length).toBeGreaterThan(10);
  expect(unmarked).toEqual([]);
});

test('every model of a domain stands in its table of contents', () => {
  const listed = new Set(domains.flatMap((each) => each.models.map((one) => one.modelName)));
  const files = serverFiles.filter((file) => file.endsWith('.model.ts') && domainOf(file) !== 'platform');
  const missing = files.filter((file) => {
    const name = /model<\w+>\('(\w+)'/.exec(read(file))?.[1];
    return name && !listed.has(name);
  });
  expect(missing).toEqual([]);
});
