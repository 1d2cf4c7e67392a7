import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { Page } from '../../components/Page.tsx';
import { given } from './given.ts';
import { Invitation } from './Invitation.tsx';
import { TypeCode } from './TypeCode.tsx';

/** An invitation by its code: from a link, a mini-code or a friend, or typed here. */
export default function Accept() {
  const came = given(useRouter().params);
  const [typed, setTyped] = useState<string>();
  const code = typed ?? came.code;
  const isTyped = code !== came.code;
  return (
    <Page>
      {code === '' ? <TypeCode onTyped={setTyped} /> : <Invitation key={code} code={code} via={isTyped ? undefined : came.via} onOther={() => setTyped('')} />}
    </Page>
  );
}
