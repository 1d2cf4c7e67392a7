import { LinkOutlined } from '@ant-design/icons';
import { CopyButton } from './CopyButton.tsx';

/** The filters are in the address: whoever opens it sees the same question, in their own scope. */
export const CopyLink = () => <CopyButton text={window.location.href} icon={<LinkOutlined aria-hidden />} done="已复制本页链接">复制链接</CopyButton>;
