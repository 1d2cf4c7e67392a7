/** As much of a wrong value as it takes to find the mistake: of phones, numbers and amounts the shape, of names the first character. */
export function maskValue(field: string, value: string): string {
  const text = value.slice(0, 60);
  if (shown.has(field)) return maskDigits(text);
  if (field === 'name') return text.slice(0, 1) + '*'.repeat(Math.min(3, Math.max(0, text.length - 1)));
  if (field === 'bankCustomerNo') return text.length > 4 ? `****${text.slice(-4)}` : text;
  if (field === 'phone') return text.length >= 8 ? `${text.slice(0, 3)}****${text.slice(-4)}` : shape(text);
  return shape(text);
}

/** Fields that say nothing of a person; still, columns may have slipped. */
const shown = new Set(['eventId', 'type', 'occurredAt', 'productCode', 'reversesEventId', 'kind', 'riskLevel', 'riskRating', 'ratedOn', 'validUntil', 'registrationCode', 'onSaleFrom', 'offSaleAt', 'deleted', 'managerEmployeeNo', 'benchmark', 'benchmarkNote', 'minAmountFen']);

const shape = (text: string): string => text.replace(/\d/g, '*');
/** Eleven digits in a row that begin as a mobile number does. */
export const maskPhones = (text: string): string => text.replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2');
/** And longer rows of digits, such as an identity card's or a bank card's. */
const maskDigits = (text: string): string => maskPhones(text).replace(/(?<!\d)(\d{4})\d{7,}(\d{4})(?!\d)/g, '$1****$2');
