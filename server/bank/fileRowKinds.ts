import type { Model } from 'mongoose';
import { blindIndex, seal, unseal } from '../platform/crypto.ts';
import { sealPhone } from '../platform/phone.ts';
import { Business, type BusinessRow } from './businessRow.model.ts';
import type { RowKind, Told } from './fileLine.rules.ts';
import type { FileRow } from './fileRow.ts';
import { Licence, type LicenceRow } from './licence.model.ts';
import { Product, type ProductRow } from './product.model.ts';

type Line<Kind extends RowKind> = Extract<Told<Kind>, { deleted: false }>['row'];
type Content<Row extends FileRow> = Omit<Row, keyof FileRow>;

/** How a kind of signed rows is kept. */
interface RowKeeping<Kind extends RowKind, Row extends FileRow> {
  model: Model<Row>;
  keyOf: (row: Partial<Line<Kind>>) => string;
  contentOf: (row: Partial<Line<Kind>>) => Content<Row>;
}

const aumPlace = 'Business.aum';
const namePlace = 'Business.name';
const sealText = (text: string | undefined, place: string): string => (text ? seal(text, place) : '');

const business: RowKeeping<'business', BusinessRow> = {
  model: Business,
  keyOf: ({ bankCustomerNo = '' }) => bankCustomerNo,
  contentOf: ({ phone, name, managerEmployeeNo = null, riskRating = null, ratedOn = null, aumFen }) => ({
    phone: phone ? sealPhone(phone) : null, sealedName: sealText(name, namePlace), managerEmployeeNo, riskRating, ratedOn, sealedAum: sealText(aumFen === undefined ? '' : String(aumFen), aumPlace),
  }),
};
const licences: RowKeeping<'licences', LicenceRow> = {
  model: Licence,
  keyOf: ({ managerEmployeeNo = '', kind = '' }) => `${managerEmployeeNo}:${kind}`,
  contentOf: ({ managerEmployeeNo = '', kind = '', validUntil = null }) => ({ managerEmployeeNo, kind, validUntil }),
};
const products: RowKeeping<'products', ProductRow> = {
  model: Product,
  keyOf: ({ productCode = '' }) => productCode,
  contentOf: ({ name = '', kind = null, riskLevel = null, registrationCode = '', onSaleFrom = null, offSaleAt = null, benchmark = '', benchmarkNote = '', minAmountFen = null }) => (
    { name, kind, riskLevel, registrationCode, onSaleFrom, offSaleAt, benchmark, benchmarkNote, minAmountFen }),
};

/** A kind's keeping as work on any kind sees it: what a line tells was read for the same kind. */
export interface AnyKeeping { model: Model<FileRow>; keyOf: (row: object) => string; contentOf: (row: object) => object }
export const rowKinds = { business, licences, products } as unknown as Record<RowKind, AnyKeeping>;

/** Two lines that say the same have the same hash. Keyed: a plain one would give phones away to who tries all of them. */
export const toldHash = (told: Told): string => blindIndex(JSON.stringify([told.deleted, ...Object.entries(told.row).sort(([a], [b]) => (a < b ? -1 : 1))]), 'BankFile.row');

export const unsealBusinessName = ({ sealedName }: Pick<BusinessRow, 'sealedName'>): string => (sealedName ? unseal(sealedName, namePlace) : '');
export const unsealAumFen = ({ sealedAum }: Pick<BusinessRow, 'sealedAum'>): number | null => (sealedAum ? Number(unseal(sealedAum, aumPlace)) : null);
