import { z } from 'zod';

/** ISO 8601 in UTC on the wire; business days are cut in Asia/Shanghai. */
export const Instant = z.iso.datetime();
/** A day of business time, `2026-11-22`. */
export const BusinessDay = z.iso.date();
export const Id = z.string().regex(/^[0-9A-Za-z_.@-]{1,64}$/, '编号格式不对');
/** A mobile number of the mainland, digits only. */
export const MobileNumber = z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号');
export const SearchText = z.string().trim().max(50, '最多 50 个字');

export const PageInput = { page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(100).default(20) };

/** One page of a list, with the number of all rows that match. */
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: z.int().nonnegative() });

/** Names of operations that the caller may call on this object now; buttons read it and nothing else. */
export const Can = z.array(z.string());

/** Long work answers with this; `system.getProgress` serves its progress bar. */
export const ProgressStarted = z.object({ progressId: z.string() });
