import { Customer } from '../../server/customers/customer.model.ts';
import { aTree } from './builders.ts';
import { emptyData, post } from './harness.ts';
import { useWecomStub } from './wecomStub.ts';

/** Customers who come with WeChat's login codes, on an empty database each time. Call at the top of a test file, after `useServer`. */
export function useSignInDesk() {
  const wecom = useWecomStub();
  beforeEach(async () => {
    await emptyData();
    await aTree();
    wecom.refuses.clear();
  });
  let codes = 0;
  const aCode = (openid: string, unionid?: string): string => {
    codes += 1;
    wecom.logins.set(`code${codes}`, { openid, ...(unionid ? { unionid } : {}) });
    return `code${codes}`;
  };
  const call = (input: unknown) => post('customers.signIn', input);
  const signIn = async (openid: string, unionid?: string) => (await call({ code: aCode(openid, unionid) })).body;
  const living = () => Customer.find({ mergedInto: null }).lean();
  return { wecom, aCode, call, signIn, living };
}
