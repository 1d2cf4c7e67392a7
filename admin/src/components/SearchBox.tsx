import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../lib/useDebounced.ts';

interface SearchBoxProps { value: string; onSearch: (text: string) => void; placeholder: string; maxLength?: number }

/** Searches when typing pauses. */
export function SearchBox({ value, onSearch, placeholder, maxLength = 50 }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text).trim();
  const search = useRef(onSearch);
  search.current = onSearch;
  const sent = useRef(value);
  useEffect(() => {
    if (settled === sent.current) return;
    sent.current = settled;
    search.current(settled);
  }, [settled]);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  return <Input className="search" prefix={<SearchOutlined aria-hidden />} allowClear maxLength={maxLength} value={text} onChange={(event) => setText(event.target.value)} placeholder={placeholder} aria-label={placeholder} />;
}
