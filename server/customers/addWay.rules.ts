import type { AddWay } from '../../shared/customers/constants.ts';

// contract 4.1, add_way
const names: Readonly<Record<number, AddWay>> = {
  0: 'unknown', 1: 'qrCode', 2: 'mobileSearch', 3: 'cardShare', 4: 'groupChat', 5: 'phoneBook', 6: 'wechatContact',
  16: 'acquisitionLink', 201: 'colleague', 202: 'assigned',
};

export const addWayOf = (wecomNumber: number): AddWay => names[wecomNumber] ?? 'other';
