/** Settings of one Jest worker: its own database in MongoDB and its own number in Redis. */
const worker = Number(process.env.JEST_WORKER_ID ?? '1');
const mongo = process.env.TEST_MONGO_URI;
const redisPort = process.env.TEST_REDIS_PORT;
if (!mongo || !redisPort) throw new Error('请用 npm test 运行：它会启动 MongoDB 和 Redis。');

Object.assign(process.env, {
  MONGODB_URI: mongo.replace('{database}', `guanhu_${worker}`),
  REDIS_URL: `redis://127.0.0.1:${redisPort}/${worker}`,
  PORT: '0',
  PUBLIC_URL: 'http://guanhu.test',
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
  FIELD_KEYS: `t1:${Buffer.alloc(32, 7).toString('base64')}`,
  BLIND_INDEX_KEY: Buffer.alloc(32, 9).toString('base64'),
  FIRST_ADMIN_USERIDS: 'u_first_admin',
  WECOM_API_BASE: process.env.WECOM_API_BASE ?? 'http://127.0.0.1:1',
  WECOM_CORP_ID: 'wwsandbox000000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'sandbox-secret',
  WECOM_CALLBACK_TOKEN: 'sandboxToken01',
  WECOM_CALLBACK_AES_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  MINIPROGRAM_APPID: 'wxsandboxapp00001',
  MINIPROGRAM_SECRET: 'sandbox-miniprogram-secret',
});
