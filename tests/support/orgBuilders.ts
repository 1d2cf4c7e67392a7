import { config } from '../../server/platform/config.ts';
import { baseUrl } from './harness.ts';
import { aWecom, ok, refusal, type Told, type WecomStandIn } from './wecomBuilders.ts';

export interface CorpMember {
  userid: string; name: string; department: number[]; position: string; status: number;
  main_department?: number; is_leader_in_dept: number[];
  extattr: { attrs: { type: number; name: string; text: { value: string } }[] };
}
export interface CorpDepartment { id: number; name: string; parentid: number; order: number }

/** A corp in WeCom's place: contract 3.1, 3.2 and get_follow_user_list. Tests change it as people would in the console. */
export interface Corp {
  departments: CorpDepartment[];
  members: CorpMember[];
  followUsers: string[];
  /** Codes that a sign-in page gave out, with the person who scanned; null = not of this corp. Each works once. */
  codes: Map<string, string | null>;
  wecom: WecomStandIn;
}

export const aDepartment = (id: number, parentid: number, name: string, order = 100): CorpDepartment => ({ id, name, parentid, order });

interface AMember { department?: number[]; main?: number; leads?: number[]; employeeNo?: string; status?: number; name?: string }
export const aMember = (userid: string, { department = [21], main, leads = [], employeeNo, status = 1, name = `姓名${userid}` }: AMember = {}): CorpMember => ({
  userid, name, department, position: '客户经理', status,
  ...(main === undefined ? {} : { main_department: main }),
  is_leader_in_dept: department.map((id) => (leads.includes(id) ? 1 : 0)),
  extattr: { attrs: employeeNo === undefined ? [] : [{ type: 0, name: '工号', text: { value: employeeNo } }] },
});

/** Call at the top of a test file, after `useServer`. The corp is empty before each test. */
export function useCorp(): Corp {
  const corp = { departments: [], members: [], followUsers: [], codes: new Map() } as unknown as Corp; // `wecom` comes before the first test
  const before = config.WECOM_API_BASE;
  beforeAll(async () => { corp.wecom = await aWecom(); });
  afterAll(async () => {
    config.WECOM_API_BASE = before;
    await corp.wecom.close();
  });
  beforeEach(() => {
    Object.assign(corp, { departments: [], members: [], followUsers: [], codes: new Map() });
    corp.wecom.reset();
    playCorp(corp);
  });
  return corp;
}

/** WeCom answers by the corp; `busyFirst`: what it says to the first questions for members. */
export function playCorp(corp: Corp, { busyFirst = [] }: { busyFirst?: Told[] } = {}): void {
  const { wecom } = corp;
  wecom.answer('/cgi-bin/department/list', () => ok({ department: corp.departments }));
  wecom.answer('/cgi-bin/user/list', ...busyFirst, ({ query }) => ok({ userlist: corp.members.filter((each) => each.department.includes(Number(query.get('department_id')))) }));
  wecom.answer('/cgi-bin/externalcontact/get_follow_user_list', () => ok({ follow_user: corp.followUsers }));
  wecom.answer('/cgi-bin/auth/getuserinfo', ({ query }) => {
    const code = query.get('code') ?? '';
    const userid = corp.codes.get(code);
    if (userid === undefined) return refusal(40_029);
    corp.codes.delete(code);
    return userid === null ? ok({ openid: 'o_stranger', external_userid: 'wmStranger0001' }) : ok({ userid });
  });
}

export interface Page { status: number; location: string; text: string; cookies: Map<string, { value: string; attributes: string }>; headers: Headers }

/** A browser's GET, without following redirects. */
export async function visit(path: string, { cookies = {}, userAgent = 'Mozilla/5.0 Chrome/140' }: { cookies?: Record<string, string>; userAgent?: string } = {}): Promise<Page> {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(baseUrl + path, { redirect: 'manual', headers: { accept: 'text/html', 'user-agent': userAgent, ...(cookie ? { cookie } : {}) } });
  const set = response.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    return [name, { value, attributes: attributes.join('; ').toLowerCase() }] as const;
  });
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text(), cookies: new Map(set), headers: response.headers };
}
