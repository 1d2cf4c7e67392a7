import { hostname } from 'node:os';
import { Schema } from 'mongoose';
import { newId } from './chance.ts';
import { systemTime } from './clock.ts';
import { logger } from './logger.ts';
import { model } from './model.ts';

/** Which processes run, as the health page shows them. */
export interface ProcessRow { _id: string; role: string; startedAt: Date; seenAt: Date; memoryBytes: number }

const schema = new Schema<ProcessRow>({
  _id: { type: String, required: true, personal: 'none' },
  role: { type: String, required: true, personal: 'none' },
  startedAt: { type: Date, required: true },
  seenAt: { type: Date, required: true },
  memoryBytes: { type: Number, required: true },
});
schema.index({ seenAt: 1 }, { expireAfterSeconds: 60 });

export const RunningProcess = model<ProcessRow>('RunningProcess', 'processes', schema);

const beatMs = 10_000;
const id = `${hostname()}:${process.pid}:${newId().slice(0, 6)}`;
let timer: NodeJS.Timeout | undefined;

export async function startBeat(role: string): Promise<void> {
  const startedAt = systemTime();
  const beat = () => RunningProcess.updateOne(
    { _id: id }, { role, startedAt, seenAt: systemTime(), memoryBytes: process.memoryUsage.rss() }, { upsert: true },
  ).then(() => undefined, (error: Error) => logger.debug({ reason: error.name }, '心跳未写入'));
  await beat();
  timer = setInterval(() => void beat(), beatMs);
  timer.unref();
}

export async function stopBeat(): Promise<void> {
  clearInterval(timer);
  await RunningProcess.deleteOne({ _id: id }).catch(() => undefined); // the row ends by itself after a minute
}
