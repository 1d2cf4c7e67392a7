import { z } from 'zod';
import { hasChatted } from '../people.ts';
import { chatOf, relationOf } from '../state.ts';
import { checkMessage, messageFields } from './attachments.ts';
import { endpoint } from './endpoint.ts';
import { filled } from './fields.ts';
import { Refusal } from './refusal.ts';

/** WeCom: 20 s, single use, contract 4.4. */
const welcomeLifeMs = 20_000;

export const welcomeEndpoints = [
  endpoint({
    method: 'POST', path: '/cgi-bin/externalcontact/send_welcome_msg', summary: '发送欢迎语，20 秒内一次', missing: { welcome_code: 41049 },
    input: z.object({ welcome_code: filled, ...messageFields }),
    run({ welcome_code: code, text, attachments }, { sandbox }) {
      const { state, clock } = sandbox;
      const message = checkMessage(sandbox, { text, attachments });
      const welcome = state.welcomes.get(code);
      if (!welcome) throw new Refusal(41050);
      if (welcome.acceptedAtMs !== null) throw new Refusal(41051);
      if (clock.nowMs() - welcome.madeAtMs > welcomeLifeMs || clock.nowMs() < welcome.madeAtMs) throw new Refusal(41050);
      if (!relationOf(state, welcome.userid, welcome.externalUserid)) throw new Refusal(84061);
      if (hasChatted(state, welcome.userid, welcome.externalUserid)) throw new Refusal(41051);
      welcome.acceptedAtMs = clock.nowMs();
      welcome.message = message;
      chatOf(state, welcome.userid, welcome.externalUserid).lines.push({ at: clock.nowSeconds(), from: 'welcome', ...message });
      sandbox.touch();
      return {};
    },
  }),
];
