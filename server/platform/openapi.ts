import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import type Router from '@koa/router';
import send from 'koa-send';
import { z } from 'zod';
import { errorTable } from '../../shared/errors.ts';
import type { Domain } from './domain.ts';
import type { AnyOperation } from './operation.ts';

const errorSchema = {
  type: 'object',
  properties: {
    code: { type: 'string', enum: Object.keys(errorTable) }, message: { type: 'string' }, action: { type: 'string' }, requestId: { type: 'string' },
    issues: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
  },
};
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' });

function describe({ contract, handling }: AnyOperation) {
  const roles = Array.isArray(handling.allow) ? handling.allow.join('、') : String(handling.allow);
  const headers = contract.kind === 'write'
    ? [{ in: 'header', name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 8, maxLength: 64 }, description: '同一键重复提交只生效一次' }] : [];
  return {
    operationId: contract.name,
    tags: [contract.name.split('.')[0]],
    summary: contract.summary,
    description: `可调用：${roles}`,
    parameters: headers,
    requestBody: { required: true, ...json(schemaOf(contract.input, 'input')) },
    responses: { 200: { description: '成功', ...json(schemaOf(contract.output, 'output')) }, default: { description: '失败', ...json(errorSchema) } },
  };
}

export const openApi = (domains: readonly Domain[]) => ({
  openapi: '3.0.3',
  info: { title: '管户 API', version: '1', description: '所有接口由契约生成，名称即地址。' },
  paths: Object.fromEntries(domains.flatMap((each) => each.operations).map((one) => [`/api/${one.contract.name}`, { post: describe(one) }])),
});

const swaggerRoot = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const page = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>管户 API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"><div id="ui"></div>'
  + '<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script>';

export function openApiRoutes(router: Router, domains: readonly Domain[]): void {
  let text: string | undefined;
  router.get('/api/openapi.json', (ctx) => {
    text ??= JSON.stringify(openApi(domains));
    ctx.type = 'json';
    ctx.body = text;
  });
  router.get('/api/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = page;
  });
  router.get('/api/docs/start.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = "SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true });";
  });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) router.get(`/api/docs/${file}`, async (ctx) => { await send(ctx, file, { root: swaggerRoot, maxAge: 3_600_000 }); });
}
