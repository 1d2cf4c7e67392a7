import { useState, type CSSProperties } from 'react';

/** A small, a usual and a large phone. */
export const phoneWidths = [320, 390, 430];
const usual = 390;
const key = 'phone-width';

/** How wide the customer's phone is; remembered on this computer. */
export function usePhoneWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => phoneWidths.find((each) => String(each) === localStorage.getItem(key)) ?? usual);
  return [width, (next) => {
    localStorage.setItem(key, String(next));
    setWidth(next);
  }];
}

// custom properties are no part of React's type
export const placeStyle = (width: number) => (width === usual ? {} : { '--phone-width': `${width}px` }) as CSSProperties;
